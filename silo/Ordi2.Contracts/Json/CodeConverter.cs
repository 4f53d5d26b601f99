using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ordi2.Contracts.Json;

/// <summary>
/// Enumerations as their codes; numbers are refused, case is forgiven. It does what the converter of the framework does with two methods for each enumeration
/// in place of some fifty, all of which are translated again for each of them at every start.
/// </summary>
internal sealed class CodeConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert))!;

    private sealed class Of<T> : JsonConverter<T>
        where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? Parse(reader.GetString()) : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.Code());

        public override T ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());

        public override void WriteAsPropertyName(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WritePropertyName(value.Code());

        private static T Parse(string? text) =>
            Codes.TryParse<T>(text, out var value) || Codes.TryParse(text?.ToUpperInvariant(), out value) ? value : throw new JsonException();
    }
}
