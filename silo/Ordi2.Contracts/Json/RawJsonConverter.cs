using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Json;

/// <summary>A text that is JSON itself: written as it is, not as a string. It crosses grain calls as text and stands in rows and events as JSON.</summary>
public sealed class RawJsonConverter : JsonConverter<string>
{
    /// <inheritdoc/>
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return CanonicalJson.Write(document.RootElement);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteRawValue(value);
}

/// <summary>One way to write a JSON value: keys in ordinal order, no white space, numbers as they were written. The same data gives the same bytes.</summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value.</summary>
    /// <param name="value">Any JSON value.</param>
    /// <returns>Its canonical text.</returns>
    public static string Write(JsonElement value)
    {
        using var buffer = new MemoryStream();

        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();

                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;

            case JsonValueKind.Array:
                writer.WriteStartArray();

                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;

            case JsonValueKind.String:
                // Written anew: the same text has one spelling, however it was escaped.
                writer.WriteStringValue(value.GetString());
                break;

            default:
                writer.WriteRawValue(value.GetRawText());
                break;
        }
    }
}
