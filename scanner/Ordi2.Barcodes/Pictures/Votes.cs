using System.Collections.Immutable;

namespace Ordi2.Barcodes.Pictures;

/// <summary>
/// Counts what the readers make out, view after view, and believes what enough of them agree on. A wrong text is worse than none: bars check
/// themselves with one sign of 103 values, and noise has many lines.
/// </summary>
internal sealed class Votes
{
    /// <summary>Lines across the bars that must say the same. Misread bars do not repeat themselves.</summary>
    private const int EnoughLines = 3;

    /// <summary>Beside a text with many lines, one with so many times fewer is the same bars, misread.</summary>
    private const int FewTimes = 8;

    private readonly Dictionary<PictureText, int> _lines = [];

    /// <summary>What is believed so far.</summary>
    public ImmutableArray<PictureText> Believed
    {
        get
        {
            var most = _lines.Where(vote => vote.Key.Kind is SymbolKind.Code128).Select(vote => vote.Value).DefaultIfEmpty().Max();
            return [.. _lines.Where(vote => vote.Key.Kind is SymbolKind.QrCode || vote.Value >= Math.Max(EnoughLines, most / FewTimes)).Select(vote => vote.Key)];
        }
    }

    /// <summary>Adds what one view showed.</summary>
    /// <param name="library">By the library.</param>
    /// <param name="bars">By our reader of bars.</param>
    public void Add(IReadOnlyList<Sighting> library, IReadOnlyList<Sighting> bars)
    {
        // zbar leaves out that a letter is of the upper half of Latin-1, and shows another letter.
        var otherwise = bars.Where(seen => !char.IsAscii(seen.Text.Max())).Select(seen => Code128Text.WithoutUpperHalf(seen.Text)).ToHashSet(StringComparer.Ordinal);
        foreach (var seen in library.Where(seen => seen.Kind is SymbolKind.QrCode || !otherwise.Contains(seen.Text)).Concat(bars))
        {
            var text = new PictureText(seen.Text, seen.Kind);
            _lines[text] = _lines.GetValueOrDefault(text) + seen.Lines;
        }
    }
}
