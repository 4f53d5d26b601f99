using Microsoft.Extensions.Primitives;

namespace Ordi2.Web.Http;

/// <summary>Which of our two languages somebody reads. French unless English is asked for first.</summary>
internal static class Language
{
    public const string French = "fr";
    public const string English = "en";

    /// <summary>Which language somebody chose on a page (<see cref="Choices"/>), or else what the browser asks for.</summary>
    public static string Of(HttpRequest request) => Choices.Language(request) ?? Of(request.Headers.AcceptLanguage);

    /// <param name="header">For example <c>en-GB,en;q=0.8,fr;q=0.9</c>.</param>
    public static string Of(StringValues header)
    {
        if (StringValues.IsNullOrEmpty(header))
        {
            return French;
        }

        var best = French;
        var bestQuality = 0d;

        foreach (var value in header)
        {
            foreach (var range in value.AsSpan().Split(','))
            {
                var item = value.AsSpan(range).Trim();
                var name = LanguageOf(item);

                // The first of two equals wins: that is the order in which they are preferred.
                if (name is not null && QualityOf(item) is var quality && quality > bestQuality)
                {
                    (best, bestQuality) = (name, quality);
                }
            }
        }

        return best;
    }

    private static string? LanguageOf(ReadOnlySpan<char> item)
    {
        var end = item.IndexOfAny('-', ';');
        var tag = (end < 0 ? item : item[..end]).Trim();

        return tag.Equals(French, StringComparison.OrdinalIgnoreCase) || tag is "*" ? French
            : tag.Equals(English, StringComparison.OrdinalIgnoreCase) ? English
            : null;
    }

    private static double QualityOf(ReadOnlySpan<char> item)
    {
        var start = item.IndexOf("q=", StringComparison.OrdinalIgnoreCase);
        return start < 0 ? 1
            : double.TryParse(item[(start + 2)..].Trim(), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var quality) ? quality
            : 0;
    }
}
