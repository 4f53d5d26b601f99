using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ordi2.Contracts;

/// <summary>An identifier that is one text, the same on screen, in JSON, in the ledger and in a grain key.</summary>
/// <typeparam name="TSelf">The identifier itself.</typeparam>
public interface ITextId<TSelf>
    where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The identifier as text; never empty in a value that was parsed.</summary>
    string Text { get; }

    /// <summary>Makes the identifier of a text that is already known to be one.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The identifier.</returns>
    static abstract TSelf From(string text);
}

/// <summary>Writes an identifier as a JSON string and reads it back, as a value and as a property name.</summary>
/// <typeparam name="T">The identifier.</typeparam>
public sealed class TextIdConverter<T> : JsonConverter<T>
    where T : struct, ITextId<T>
{
    /// <summary>The longest identifier that is read, in characters.</summary>
    public const int MaxLength = 64;

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Checked(reader.TokenType is JsonTokenType.String ? reader.GetString() : null);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Text);

    /// <inheritdoc/>
    public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Checked(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Text);

    private static T Checked(string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxLength || text.Any(char.IsControl))
        {
            throw new JsonException($"An identifier is a text of 1 to {MaxLength} characters without control characters.");
        }

        return T.From(text);
    }
}
