using System.Globalization;
using System.Text;

namespace Ordi2.Documents.Pdf;

/// <summary>
/// A PDF that is the same to the byte whenever the same is drawn: no clock, no chance, letters embedded. It is tagged, so that programs that read aloud
/// know what is text, what a picture shows and in which order, and it asks printers to leave its size alone.
/// </summary>
/// <param name="title">What windows and screen readers call it.</param>
/// <param name="language">Of its texts, for example <c>fr</c>.</param>
public sealed class PdfDocument(string title, string language)
{
    private readonly List<PdfPage> _pages = [];
    private readonly List<(PdfFace Face, int Font, PdfFont Used)> _fonts = [];
    private readonly List<(PdfTag Tag, string? Instead, int Page, int Mark)> _parts = [];

    /// <summary>Adds a page.</summary>
    /// <param name="width">In millimetres.</param>
    /// <param name="height">In millimetres.</param>
    public PdfPage AddPage(double width, double height)
    {
        var page = new PdfPage(this, _pages.Count, width, height);
        _pages.Add(page);
        return page;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var file = new PdfFile();
        var (catalog, pages, structure, body) = (file.Reserve(), file.Reserve(), file.Reserve(), file.Reserve());
        var sheets = _pages.Select(_ => file.Reserve()).ToArray();
        var parts = _parts.Select(_ => file.Reserve()).ToArray();
        var fonts = string.Concat(_fonts.Select((font, i) => string.Create(CultureInfo.InvariantCulture, $"/F{i} {font.Used.WriteTo(file)} 0 R")));

        foreach (var (page, number) in _pages.Zip(sheets))
        {
            var content = file.AddStream(page.Content);
            file.Write(number, string.Create(
                CultureInfo.InvariantCulture,
                $"<</Type/Page/Parent {pages} 0 R/MediaBox[0 0 {Number(page.Width / PdfFace.Point)} {Number(page.Height / PdfFace.Point)}]/Resources<</Font<<{fonts}>>>>/Contents {content} 0 R/StructParents {page.Index}/Tabs/S>>"));
        }

        foreach (var (part, number) in _parts.Zip(parts))
        {
            var instead = part.Instead is null ? null : $"/Alt{PdfFile.Text(part.Instead)}";
            file.Write(number, string.Create(CultureInfo.InvariantCulture, $"<</S/{NameOf(part.Tag)}/P {body} 0 R/Pg {sheets[part.Page]} 0 R/K {part.Mark}{instead}>>"));
        }

        var places = string.Concat(_parts.Zip(parts).GroupBy(part => part.First.Page)
            .Select(page => string.Create(CultureInfo.InvariantCulture, $"{page.Key}[{References(page.Select(part => part.Second))}]")));
        file.Write(body, string.Create(CultureInfo.InvariantCulture, $"<</S/Document/P {structure} 0 R/K[{References(parts)}]>>"));
        file.Write(structure, string.Create(CultureInfo.InvariantCulture, $"<</Type/StructTreeRoot/K {body} 0 R/ParentTree<</Nums[{places}]>>/ParentTreeNextKey {_pages.Count}>>"));
        file.Write(pages, string.Create(CultureInfo.InvariantCulture, $"<</Type/Pages/Count {_pages.Count}/Kids[{References(sheets)}]>>"));
        file.Write(catalog, string.Create(
            CultureInfo.InvariantCulture,
            $"<</Type/Catalog/Pages {pages} 0 R/Lang{PdfFile.Text(language)}/MarkInfo<</Marked true>>/StructTreeRoot {structure} 0 R/ViewerPreferences<</DisplayDocTitle true/PrintScaling/None>>>>"));
        return file.End(catalog, file.Add($"<</Title{PdfFile.Text(title)}/Producer(Ordi 2.0)>>"));
    }

    /// <summary>A part of a page that means something, in the order of reading.</summary>
    internal void Add(PdfTag tag, string? instead, int page, int mark) => _parts.Add((tag, instead, page, mark));

    /// <summary>The name of a font on pages, and where the glyphs that it draws are collected.</summary>
    internal (int Name, PdfFont Font) FontOf(PdfFace face, int font)
    {
        var place = _fonts.FindIndex(it => it.Face == face && it.Font == font);

        if (place < 0)
        {
            place = _fonts.Count;
            _fonts.Add((face, font, new($"AtkinsonHyperlegible-{face.Name}", face.Fonts[font])));
        }

        return (place, _fonts[place].Used);
    }

    /// <summary>A number as PDF writes it: a thousandth of a point is less than any printer sees.</summary>
    internal static string Number(double value) => Math.Round(value, 3).ToString("0.###", CultureInfo.InvariantCulture);

    internal static string NameOf(PdfTag tag) => tag switch
    {
        PdfTag.Heading => "H1",
        PdfTag.Paragraph => "P",
        PdfTag.Picture => "Figure",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string References(IEnumerable<int> numbers) =>
        new StringBuilder().AppendJoin(' ', numbers.Select(number => string.Create(CultureInfo.InvariantCulture, $"{number} 0 R"))).ToString();
}

/// <summary>What a part of a page is, for who does not see it.</summary>
public enum PdfTag
{
    /// <summary>The heading of a page.</summary>
    Heading,

    /// <summary>Text.</summary>
    Paragraph,

    /// <summary>A drawing; a sentence says what it shows.</summary>
    Picture,
}
