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

    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

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

    /// <summary>A moment with its zone, as a filter of a list.</summary>
    public static DateTimeOffset? Moment(IQueryCollection query, string name, ref FieldError? error)
    {
        if (Filter(query, name, ref error) is not { } text)
        {
            return null;
        }

        // A plus that was not escaped arrives as a space.
        if (DateTimeOffset.TryParseExact(text.Replace(' ', '+'), Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return moment;
        }

        error ??= FieldError.Of(name, "field-not-moment");
        return null;
    }

    /// <summary>A filter of a list; nothing where it is not given or empty.</summary>
    public static string? Filter(IQueryCollection query, string name, ref FieldError? error) =>
        query.TryGetValue(name, out var given) && given.ToString() is { } text && !string.IsNullOrWhiteSpace(text)
            ? FieldReader.Checked(text, name, LongestCursor, ref error)
            : null;
}
