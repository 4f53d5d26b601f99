using System.Reflection;

namespace Ordi2.Documents.Pdf;

/// <summary>The letters of our documents, Atkinson Hyperlegible: made for people who read with difficulty.</summary>
public sealed class PdfFace
{
    /// <summary>Millimetres in a point.</summary>
    internal const double Point = 25.4 / 72;

    /// <summary>Ordinary letters.</summary>
    public static readonly PdfFace Regular = new("Regular", 400);

    /// <summary>Bold letters.</summary>
    public static readonly PdfFace Bold = new("Bold", 700);

    private const char Ellipsis = '…';

    private readonly TrueTypeFont[] _fonts;

    /// <summary>The letters of French first, then those of the rest of Europe.</summary>
    private PdfFace(string style, int weight)
    {
        Name = style;
        _fonts = [Load($"atkinson-hyperlegible-latin-{weight}-normal"), Load($"atkinson-hyperlegible-latin-ext-{weight}-normal")];
    }

    internal string Name { get; }

    internal IReadOnlyList<TrueTypeFont> Fonts => _fonts;

    /// <summary>How wide a line is, in millimetres.</summary>
    /// <param name="text">One line.</param>
    /// <param name="size">Of the letters, in points.</param>
    public double WidthOf(string text, double size) =>
        Glyphs(text).Sum(glyph => (double)_fonts[glyph.Font].AdvanceOf(glyph.Glyph) / _fonts[glyph.Font].UnitsPerEm) * size * Point;

    /// <summary>Height of a capital letter, in millimetres.</summary>
    /// <param name="size">Of the letters, in points.</param>
    public double CapitalHeight(double size) => (double)_fonts[0].CapHeight / _fonts[0].UnitsPerEm * size * Point;

    /// <summary>Makes a line fit: smaller letters first; when these would be too small to read, the end is cut off and shown to be.</summary>
    /// <param name="text">One line.</param>
    /// <param name="width">Room for it, in millimetres.</param>
    /// <param name="largest">Size that it has where there is room, in points.</param>
    /// <param name="smallest">Size that it never falls below, in points.</param>
    public (string Text, double Size) Fit(string text, double width, double largest, double smallest)
    {
        var whole = WidthOf(text, 1);

        if (whole * smallest <= width)
        {
            return (text, Math.Min(largest, Math.Floor(width / Math.Max(whole, 0.001) * 100) / 100));
        }

        var kept = text.Length;

        while (kept > 0 && WidthOf(text[..kept].TrimEnd() + Ellipsis, smallest) > width)
        {
            kept--;
        }

        // Never half of a sign that takes two.
        kept -= kept > 0 && char.IsHighSurrogate(text[kept - 1]) ? 1 : 0;
        return (text[..kept].TrimEnd() + Ellipsis, smallest);
    }

    /// <summary>A text in lines that are no wider than the room.</summary>
    /// <param name="text">Words between spaces; a word that is wider than the room has a line to itself.</param>
    /// <param name="width">Room for a line, in millimetres.</param>
    /// <param name="size">Of the letters, in points.</param>
    public IReadOnlyList<string> Lines(string text, double width, double size)
    {
        var lines = new List<string>();

        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && WidthOf($"{lines[^1]} {word}", size) <= width)
            {
                lines[^1] += $" {word}";
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    /// <summary>What draws each sign of a text. A sign that no font of ours has is drawn as an empty box, which anybody sees.</summary>
    internal IEnumerable<(int Sign, int Font, ushort Glyph)> Glyphs(string text)
    {
        foreach (var sign in text.EnumerateRunes())
        {
            // French numbers stand with a narrow space that does not break: the font has the wide one alone.
            var wanted = sign.Value == 0x202F ? 0xA0 : sign.Value;
            var font = Array.FindIndex(_fonts, font => font.TryFind(wanted, out _));
            ushort glyph = 0;
            _ = font >= 0 && _fonts[font].TryFind(wanted, out glyph);
            yield return (sign.Value, Math.Max(font, 0), glyph);
        }
    }

    private static TrueTypeFont Load(string name)
    {
        using var resource = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The font '{name}' is not in the program.");
        var file = new byte[resource.Length];
        resource.ReadExactly(file);
        return new(Woff.Unpack(file));
    }
}
