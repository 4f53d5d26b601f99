using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Texts;

namespace Ordi2.Ledger.Texts;

/// <summary>
/// Takes what people typed out of an event before it is hashed, and puts it back when the event is read. In the event stands a digest of the text with a salt; both
/// the salt and the text stand aside, so that nobody can guess from the digest what was erased.
/// </summary>
internal static class SideTexts
{
    /// <summary>What the readers give for an event whose texts should be there and are not.</summary>
    public const string Lost = "";

    private const string Prefix = "§texte:";
    private const int SaltLength = 16;

    /// <summary>The event without the texts of these fields, and the texts; nothing where there are none.</summary>
    public static (ReadOnlyMemory<byte> Data, string? Aside) Split(ReadOnlyMemory<byte> data, ImmutableArray<string> fields)
    {
        if (fields.IsDefaultOrEmpty)
        {
            return (data, null);
        }

        List<string> aside = [];
        var kept = Rewrite(data, (field, text) =>
        {
            // What looks like one of our marks goes aside as well, wherever it was typed: what stands in the journal like a mark is one.
            if (!fields.Contains(field, StringComparer.Ordinal) && !text.StartsWith(Prefix, StringComparison.Ordinal))
            {
                return null;
            }

            var salt = Convert.ToBase64String(RandomNumberGenerator.GetBytes(SaltLength));
            var mark = MarkOf(aside.Count / 2, salt, text);
            aside.Add(salt);
            aside.Add(text);
            return mark;
        });
        return aside.Count == 0 ? (data, null) : (kept, JsonSerializer.Serialize(aside));
    }

    /// <summary>The event with its texts; where they were erased, with the words that say when.</summary>
    /// <param name="data">As it was hashed.</param>
    /// <param name="aside">Salts and texts, or when they were erased in microseconds, as the readers give it.</param>
    public static ReadOnlyMemory<byte> Join(ReadOnlyMemory<byte> data, string aside)
    {
        if (aside.Length == 0)
        {
            return data;
        }

        if (ErasedAt(aside) is { } at)
        {
            return Rewrite(data, (_, text) => text.StartsWith(Prefix, StringComparison.Ordinal) ? ErasedText.Say(at) : null);
        }

        var told = TextsByMark(aside);
        return Rewrite(data, (_, text) => told.GetValueOrDefault(text));
    }

    /// <summary>Whether the texts are those that the event was hashed with; what was erased fits.</summary>
    public static bool Fit(ReadOnlyMemory<byte> data, string aside)
    {
        if (aside.Length == 0 || ErasedAt(aside) is not null)
        {
            return aside.Length > 0;
        }

        var (told, fits) = (TextsByMark(aside), true);
        Rewrite(data, (_, text) =>
        {
            fits &= !text.StartsWith(Prefix, StringComparison.Ordinal) || told.Remove(text);
            return null;
        });
        return fits && told.Count == 0;
    }

    private static DateTimeOffset? ErasedAt(string aside) =>
        long.TryParse(aside, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds) ? Instants.FromMicroseconds(microseconds) : null;

    private static Dictionary<string, string> TextsByMark(string aside) => JsonSerializer.Deserialize<string[]>(aside)!.Chunk(2)
        .Select((pair, number) => (Mark: MarkOf(number, pair[0], pair[1]), Text: pair[1]))
        .ToDictionary(pair => pair.Mark, pair => pair.Text, StringComparer.Ordinal);

    private static string MarkOf(int number, string salt, string text) => string.Create(
        CultureInfo.InvariantCulture, $"{Prefix}{number}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{salt}\n{text}")))}");

    /// <summary>The same JSON, byte for byte, but for the strings that become others.</summary>
    /// <param name="data">JSON.</param>
    /// <param name="replace">Given the field that a string is in, directly or in an array, and the string: what stands there instead, if anything.</param>
    private static ReadOnlyMemory<byte> Rewrite(ReadOnlyMemory<byte> data, Func<string, string, string?> replace)
    {
        var reader = new Utf8JsonReader(data.Span);
        var written = new ArrayBufferWriter<byte>(data.Length + 128);
        var (copied, field) = (0, string.Empty);

        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    field = reader.GetString()!;
                    break;

                case JsonTokenType.String when replace(field, reader.GetString()!) is { } other:
                    written.Write(data.Span[copied..(int)reader.TokenStartIndex]);
                    written.Write(JsonSerializer.SerializeToUtf8Bytes(other, WireJson.Options));
                    copied = (int)reader.BytesConsumed;
                    break;

                default:
                    break;
            }
        }

        if (copied == 0)
        {
            return data;
        }

        written.Write(data.Span[copied..]);
        return written.WrittenMemory;
    }
}
