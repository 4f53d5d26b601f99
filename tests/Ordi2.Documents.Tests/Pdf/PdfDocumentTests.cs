using System.Security.Cryptography;
using Ordi2.Documents.Pdf;
using Ordi2.Documents.Tests.Paper;

namespace Ordi2.Documents.Tests.Pdf;

public class PdfDocumentTests
{
    private const string French = "Où l'œuvre naïve déçoit : « Noël à Çà-et-là », 12 €, n° 5 - ŒUVRE";
    private const string Others = "Łódź, Ștefan, Žižek";

    [Fact]
    public async Task Text_is_copied_out_as_it_was_written_in_the_letters_of_all_of_Europe()
    {
        var text = await Tool.TextAsync(Sample());

        Assert.Contains("Étiquettes", text, StringComparison.Ordinal);
        Assert.Contains(French, text, StringComparison.Ordinal);
        Assert.Contains(Others, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_title_the_language_and_the_parts_are_said()
    {
        var information = await Tool.InformationAsync(Sample());
        Assert.Matches("Title: +Étiquettes d'essai", information);
        Assert.Matches("Tagged: +yes", information);
        Assert.Matches("Pages: +2", information);
        Assert.Matches(@"Page size: +595\.\d+ x 841\.\d+ pts \(A4\)", information);

        var structure = (await Tool.InformationAsync(Sample(), "-struct-text")).ReplaceLineEndings("\n");
        Assert.Matches("(?s)Document.*H1.*\"Étiquettes\".*P \\(block\\).*\"Où l.*Figure", structure);
    }

    [Fact]
    public async Task Each_font_is_embedded_as_the_letters_that_are_used_and_says_which_signs_they_are()
    {
        var fonts = (await Tool.FontsAsync(Sample())).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];

        Assert.Equal(3, fonts.Length);
        Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+AtkinsonHyperlegible-(Regular|Bold) +CID TrueType +Identity-H +yes yes yes ", font));
        Assert.InRange(Sample().Length, 1, 30_000);
    }

    [Fact]
    public void The_same_drawn_again_is_the_same_to_the_byte() => Assert.Equal(Sample(), Sample());

    /// <summary>Written down: what was hashed once must come out the same elsewhere, later, on another runtime. Changes only with the drawing itself.</summary>
    [Fact]
    public void The_bytes_are_these_on_every_machine() =>
        Assert.Equal("D088DD5F218217E05468D76700CD94F23EAB18D4", Convert.ToHexString(SHA256.HashData(Sample()))[..40]);

    [Fact]
    public void Another_text_makes_another_document_with_another_name()
    {
        var (one, other) = (Names(Sample()), Names(Sample("x")));

        Assert.NotEqual(one, other);
        Assert.Matches("^/ID\\[<[0-9A-F]{32}><[0-9A-F]{32}>\\]$", one);

        static string Names(byte[] document) => System.Text.Encoding.Latin1.GetString(document).Split('\n').Single(line => line.StartsWith("<</Size", StringComparison.Ordinal))
            .Split(["/ID"], StringSplitOptions.None)[1] is var rest ? "/ID" + rest[..^2] : string.Empty;
    }

    [Fact]
    public async Task What_is_drawn_stands_where_it_was_said_to_the_dot()
    {
        var document = new PdfDocument("Carré", "fr");
        var page = document.AddPage(50, 30);
        page.Picture("Un carré", () => page.Cells(10, 5, 0.5, 0.5, Enumerable.Range(0, 20).Select(row => (0, row, 20))));
        var dots = Assert.Single(await Tool.PrintAsync(document.ToBytes(), 254));

        // Ten dots a millimetre.
        Assert.Equal((500, 300), (dots.Width, dots.Height));
        Assert.True(dots.IsDark(101, 51) && dots.IsDark(198, 148), "the square is not there");
        Assert.False(dots.IsDark(98, 100) || dots.IsDark(202, 100) || dots.IsDark(150, 48) || dots.IsDark(150, 152), "the square is larger than it was said to be");
        Assert.Equal(100 * 100, Enumerable.Range(0, 500 * 300).Count(i => dots.IsDark(i % 500, i / 500)), 400.0);
    }

    [Fact]
    public void What_is_drawn_without_saying_what_it_is_is_refused()
    {
        var page = new PdfDocument("Rien", "fr").AddPage(10, 10);

        Assert.Throws<InvalidOperationException>(() => page.Fill(0, 0, 1, 1, PdfColour.Black));
        Assert.Throws<InvalidOperationException>(() => page.Ornament(() => page.Ornament(() => { })));
    }

    private static byte[] Sample(string last = "")
    {
        var document = new PdfDocument("Étiquettes d'essai", "fr");
        var page = document.AddPage(210, 297);
        page.Text(PdfTag.Heading, () => page.Write("Étiquettes", 20, 30, PdfFace.Bold, 24));
        page.Text(PdfTag.Paragraph, () =>
        {
            page.Write(French, 20, 40, PdfFace.Regular, 11);
            page.Write(Others, 20, 46, PdfFace.Regular, 11);
        });
        page.Ornament(() =>
        {
            page.Frame(20, 60, 40, 20, 0.2, PdfColour.Grey);
            page.Line(20, 90, 60, 90, 0.2, PdfColour.Black);
        });
        page.Picture("Deux cases", () => page.Cells(25, 62, 3, 3, [(0, 0, 1), (1, 1, 1)]));
        var second = document.AddPage(62, 29);
        second.Text(PdfTag.Paragraph, () => second.Write("Page deux" + last, 5, 10, PdfFace.Regular, 9));
        return document.ToBytes();
    }
}
