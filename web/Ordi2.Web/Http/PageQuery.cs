using System.Globalization;

namespace Ordi2.Web.Http;

/// <summary>Which page of a list somebody asks for.</summary>
/// <param name="Cursor">Where the page before ended; none for the first.</param>
/// <param name="Limit">Most rows.</param>
internal sealed record PageQuery(string? Cursor, int Limit)
{
    private const int Usual = 50;
    private const int Most = 500;
    private const int LongestCursor = 128;

    public static PageQuery? Read(IQueryCollection query, out FieldError? error)
    {
        error = null;
        var limit = Usual;

        if (query.TryGetValue("limit", out var given)
            && !(int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out limit) && limit is >= 1 and <= Most))
        {
            error = FieldError.Of("limit", "field-not-number", "1", FieldReader.Number(Most));
            return null;
        }

        var cursor = query.TryGetValue("cursor", out var text) && text.ToString() is { Length: > 0 } some
            ? FieldReader.Checked(some, "cursor", LongestCursor, ref error)
            : null;

        return error is null ? new(cursor, limit) : null;
    }

    /// <summary>A filter of a list; nothing where it is not given or empty.</summary>
    public static string? Filter(IQueryCollection query, string name, ref FieldError? error) =>
        query.TryGetValue(name, out var given) && given.ToString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? FieldReader.Checked(text, name, LongestCursor, ref error)
            : null;
}
