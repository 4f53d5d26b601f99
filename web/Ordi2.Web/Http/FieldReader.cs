using System.Text.Json;

namespace Ordi2.Web.Http;

/// <summary>The small checks that every hand-read request needs.</summary>
internal static class FieldReader
{
    /// <summary>A text of 1 to <paramref name="max"/> characters without control characters, or what is wrong with it.</summary>
    public static string? Text(ref Utf8JsonReader reader, string name, int max, ref FieldError? error) =>
        AnyText(ref reader, name, max, ref error) is { } text ? Checked(text, name, max, ref error) : null;

    /// <summary>A text of 1 to <paramref name="max"/> characters of any kind, or what is wrong with it.</summary>
    public static string? AnyText(ref Utf8JsonReader reader, string name, int max, ref FieldError? error)
    {
        if (reader.TokenType is not JsonTokenType.String)
        {
            error ??= FieldError.Of(name, "field-not-text");
            return null;
        }

        if (TryGetString(ref reader) is not { } text)
        {
            error ??= FieldError.Of(name, "field-bad-characters");
            return null;
        }

        return OfLength(text, name, max, ref error);
    }

    public static string? Checked(string text, string name, int max, ref FieldError? error)
    {
        if (OfLength(text, name, max, ref error) is null)
        {
            return null;
        }

        if (text.AsSpan().ContainsAnyInRange('\0', '\u001f') || text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'))
        {
            error ??= FieldError.Of(name, "field-bad-characters");
            return null;
        }

        return text;
    }

    /// <summary>A moment with its zone: a time without one means another moment on another computer.</summary>
    public static DateTimeOffset Moment(ref Utf8JsonReader reader, string name, ref FieldError? error)
    {
        if (reader.TokenType is JsonTokenType.String && !reader.ValueIsEscaped && HasZone(reader.ValueSpan) && reader.TryGetDateTimeOffset(out var moment))
        {
            return moment.ToUniversalTime();
        }

        error ??= FieldError.Of(name, "field-not-moment");
        return default;
    }

    public static Guid Identifier(ref Utf8JsonReader reader, string name, ref FieldError? error)
    {
        if (reader.TokenType is JsonTokenType.String && reader.TryGetGuid(out var id) && id != Guid.Empty)
        {
            return id;
        }

        error ??= FieldError.Of(name, "field-not-uuid");
        return default;
    }

    /// <summary>Whether a text in this JSON holds the character NUL, which PostgreSQL cannot keep. Only an escape can bring it.</summary>
    public static bool HoldsNul(ReadOnlySpan<byte> json)
    {
        for (var from = json; from.IndexOf("\\u0000"u8) is >= 0 and var at; from = from[(at + 1)..])
        {
            // A backslash that is escaped itself escapes nothing: count those that stand before.
            var before = from[..at];
            var backslashes = before.Length - (before.LastIndexOfAnyExcept((byte)'\\') + 1);

            if (backslashes % 2 == 0)
            {
                return true;
            }
        }

        return false;
    }

    public static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string? OfLength(string text, string name, int max, ref FieldError? error)
    {
        if (!string.IsNullOrWhiteSpace(text) && text.Length <= max)
        {
            return text;
        }

        error ??= FieldError.Of(name, "field-length", "1", Number(max));
        return null;
    }

    private static bool HasZone(ReadOnlySpan<byte> text) =>
        text.Length > 11 && (text[^1] is (byte)'Z' || (text.Length > 16 && text[^6] is (byte)'+' or (byte)'-'));

    // An escape such as \ud800 alone is JSON, but no text.
    private static string? TryGetString(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
