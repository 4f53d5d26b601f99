using System.Text;
using System.Text.Json;

namespace Ordi2.Web.Http;

/// <summary>How a wrong field is named to the sender.</summary>
internal static class FieldNames
{
    private const int Longest = 64;

    /// <summary>The path that the reader of JSON gives, below a field: <c>$.media[0].kind</c> in <c>data</c> is <c>data.media[0].kind</c>.</summary>
    public static string Within(string field, JsonException exception)
    {
        var path = exception.Path is { Length: > 1 } given ? given[1..] : string.Empty;
        return Printable(field.Length == 0 ? path.TrimStart('.') is { Length: > 0 } bare ? bare : "body" : field + path);
    }

    /// <summary>A name that somebody else chose, made fit to be sent back.</summary>
    public static string Shortened(ReadOnlySpan<byte> name) =>
        Printable(Encoding.UTF8.GetString(name[..Math.Min(name.Length, Longest)]));

    private static string Printable(string text) =>
        string.Concat(text.Select(symbol => char.IsControl(symbol) || char.IsSurrogate(symbol) ? '?' : symbol));
}
