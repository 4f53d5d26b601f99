using System.Buffers.Binary;

namespace Ordi2.Documents.Pdf;

/// <summary>What the tables of a TrueType font say: which outline a letter has, how wide it is, and the outlines themselves (ISO/IEC 14496-22).</summary>
internal sealed class TrueTypeFont
{
    private readonly Dictionary<string, byte[]> _tables;
    private readonly Dictionary<int, ushort> _glyphs;
    private readonly ushort[] _advances;
    private readonly int[] _outlines;

    public TrueTypeFont(Dictionary<string, byte[]> tables)
    {
        _tables = tables;
        UnitsPerEm = Unsigned("head", 18);
        Box = (Signed("head", 36), Signed("head", 38), Signed("head", 40), Signed("head", 42));
        (Ascent, Descent, CapHeight) = (Signed("hhea", 4), Signed("hhea", 6), Signed("OS/2", 88));
        var glyphs = Unsigned("maxp", 4);
        _glyphs = ReadLetters();
        _advances = ReadAdvances(glyphs);
        _outlines = ReadOutlines(glyphs);
    }

    /// <summary>Units of the font in the height of a line: all lengths of the font are in these.</summary>
    public int UnitsPerEm { get; }

    /// <summary>Left, bottom, right, top of all glyphs together.</summary>
    public (int Left, int Bottom, int Right, int Top) Box { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    public int Glyphs => _advances.Length;

    /// <summary>A table as it stands in the font.</summary>
    public ReadOnlySpan<byte> Table(string name) => _tables.TryGetValue(name, out var table) ? table : throw new FormatException($"The font has no table '{name}'.");

    public bool Has(string table) => _tables.ContainsKey(table);

    /// <summary>Which glyph draws a sign of Unicode; nothing where the font has none.</summary>
    public bool TryFind(int sign, out ushort glyph) => _glyphs.TryGetValue(sign, out glyph);

    /// <summary>How far the next glyph stands to the right, in units of the font.</summary>
    public int AdvanceOf(ushort glyph) => _advances[glyph];

    /// <summary>The outline of a glyph; empty for a space.</summary>
    public ReadOnlySpan<byte> OutlineOf(ushort glyph) => Table("glyf")[_outlines[glyph].._outlines[glyph + 1]];

    /// <summary>The glyphs that a glyph is put together from: a letter and its accent.</summary>
    public IEnumerable<ushort> PartsOf(ushort glyph)
    {
        const int wordArguments = 0x1, oneScale = 0x8, more = 0x20, twoScales = 0x40, fourScales = 0x80;
        var outline = OutlineOf(glyph).ToArray();

        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            yield break;
        }

        int flags, at = 10;

        do
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at));
            yield return BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at + 2));
            at += 4 + ((flags & wordArguments) != 0 ? 4 : 2);
            at += (flags & oneScale) != 0 ? 2 : (flags & twoScales) != 0 ? 4 : (flags & fourScales) != 0 ? 8 : 0;
        }
        while ((flags & more) != 0);
    }

    private ushort[] ReadAdvances(int glyphs)
    {
        var measured = Unsigned("hhea", 34);
        var advances = new ushort[glyphs];

        for (var i = 0; i < glyphs; i++)
        {
            // The last measure holds for all that follow.
            advances[i] = Unsigned("hmtx", 4 * Math.Min(i, measured - 1));
        }

        return advances;
    }

    private int[] ReadOutlines(int glyphs)
    {
        var isLong = Unsigned("head", 50) == 1;
        var outlines = new int[glyphs + 1];

        for (var i = 0; i <= glyphs; i++)
        {
            outlines[i] = isLong ? checked((int)BinaryPrimitives.ReadUInt32BigEndian(Table("loca")[(4 * i)..])) : 2 * Unsigned("loca", 2 * i);
        }

        return outlines;
    }

    /// <summary>The table of Unicode's first plane, in segments (format 4).</summary>
    private Dictionary<int, ushort> ReadLetters()
    {
        var letters = new Dictionary<int, ushort>();
        var start = LettersStart();
        var segments = Unsigned("cmap", start + 6) / 2;

        for (var segment = 0; segment < segments; segment++)
        {
            var last = Unsigned("cmap", start + 14 + (2 * segment));
            var first = Unsigned("cmap", start + 16 + (2 * (segments + segment)));
            var delta = Unsigned("cmap", start + 16 + (2 * ((2 * segments) + segment)));
            var rangeAt = start + 16 + (2 * ((3 * segments) + segment));
            var range = Unsigned("cmap", rangeAt);

            for (int sign = first; sign <= last && sign != 0xFFFF; sign++)
            {
                var glyph = range == 0 ? sign : Unsigned("cmap", rangeAt + range + (2 * (sign - first)));

                if (range == 0 || glyph != 0)
                {
                    letters[sign] = (ushort)(glyph + delta);
                }
            }
        }

        return letters;
    }

    private int LettersStart()
    {
        for (var i = 0; i < Unsigned("cmap", 2); i++)
        {
            var start = checked((int)BinaryPrimitives.ReadUInt32BigEndian(Table("cmap")[(4 + (8 * i) + 4)..]));

            if (Unsigned("cmap", start) == 4)
            {
                return start;
            }
        }

        throw new FormatException("The font does not say which glyph a letter of Unicode has.");
    }

    private ushort Unsigned(string table, int at) => BinaryPrimitives.ReadUInt16BigEndian(Table(table)[at..]);

    private short Signed(string table, int at) => BinaryPrimitives.ReadInt16BigEndian(Table(table)[at..]);
}
