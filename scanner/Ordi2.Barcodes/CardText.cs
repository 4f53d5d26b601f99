namespace Ordi2.Barcodes;

/// <summary>
/// The text of a card that is scanned beside the machines: letters, digits and hyphens. Which cards there are is the caller's; this gives what a line may have been
/// before a keyboard that does not fit made something else of it.
/// </summary>
public static class CardText
{
    private const int LongestText = 64;

    /// <summary>The line, and what each keyboard that we know would have been sent for it; upper case, without what scanners add.</summary>
    /// <param name="text">What came.</param>
    public static IEnumerable<string> Repairs(string? text)
    {
        var line = text?.Trim().ToUpperInvariant();

        if (line is null or { Length: 0 or > LongestText })
        {
            return [];
        }

        return new[] { line, Keyboard.FrenchPc.Restore(line), Keyboard.MacOrBelgian.Restore(line) }.Distinct(StringComparer.Ordinal);
    }
}
