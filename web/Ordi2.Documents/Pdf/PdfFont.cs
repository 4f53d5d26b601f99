using System.Globalization;
using System.Text;

namespace Ordi2.Documents.Pdf;

/// <summary>A font of a document: collects the glyphs that are drawn, and goes into the file with these alone.</summary>
internal sealed class PdfFont(string name, TrueTypeFont font)
{
    private readonly SortedDictionary<ushort, int> _used = [];

    /// <summary>Remembers that a sign was drawn with a glyph.</summary>
    public void Use(ushort glyph, int sign) => _used.TryAdd(glyph, sign);

    /// <summary>Writes the font. What it says besides the outlines is how wide each glyph is, and which sign of Unicode it stands for: so that a text can be
    /// copied, searched and read aloud.</summary>
    /// <returns>The number of the object that pages name.</returns>
    public int WriteTo(PdfFile file)
    {
        var outlines = FontSubset.Of(font, _used.Keys);
        var data = file.AddStream(outlines, string.Create(CultureInfo.InvariantCulture, $"/Length1 {outlines.Length}"));

        // A subset is known by six letters before its name, which say what is in it.
        var full = $"{Tag()}+{name}";
        var (left, bottom, right, top) = font.Box;
        var descriptor = file.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"<</Type/FontDescriptor/FontName/{full}/Flags 32/FontBBox[{Em(left)} {Em(bottom)} {Em(right)} {Em(top)}]/ItalicAngle 0/Ascent {Em(font.Ascent)}/Descent {Em(font.Descent)}/CapHeight {Em(font.CapHeight)}/StemV 80/FontFile2 {data} 0 R>>"));
        var widths = string.Concat(_used.Keys.Select(glyph => string.Create(CultureInfo.InvariantCulture, $"{glyph}[{Em(font.AdvanceOf(glyph))}]")));
        var glyphs = file.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"<</Type/Font/Subtype/CIDFontType2/BaseFont/{full}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor {descriptor} 0 R/DW 1000/W[{widths}]/CIDToGIDMap/Identity>>"));
        var signs = file.AddStream(Encoding.ASCII.GetBytes(Signs()));
        return file.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"<</Type/Font/Subtype/Type0/BaseFont/{full}/Encoding/Identity-H/DescendantFonts[{glyphs} 0 R]/ToUnicode {signs} 0 R>>"));
    }

    private string Tag()
    {
        var digest = System.Security.Cryptography.SHA256.HashData([.. _used.Keys.SelectMany(glyph => new[] { (byte)(glyph >> 8), (byte)glyph })]);
        return string.Concat(digest.Take(6).Select(part => (char)('A' + (part % 26))));
    }

    /// <summary>Lengths in a PDF are thousandths of the size of the letters.</summary>
    private int Em(int units) => (int)Math.Round(units * 1000.0 / font.UnitsPerEm);

    private string Signs()
    {
        var map = new StringBuilder("/CIDInit/ProcSet findresource begin 12 dict begin begincmap/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def"
            + "/CMapName/Adobe-Identity-UCS def/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n");

        foreach (var part in _used.Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");

            foreach (var (glyph, sign) in part)
            {
                map.Append(CultureInfo.InvariantCulture, $"<{glyph:X4}><{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(new Rune(sign).ToString()))}>\n");
            }

            map.Append("endbfchar\n");
        }

        return map.Append("endcmap CMapName currentdict/CMap defineresource pop end end").ToString();
    }
}
