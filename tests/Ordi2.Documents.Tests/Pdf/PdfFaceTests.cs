using Ordi2.Documents.Pdf;

namespace Ordi2.Documents.Tests.Pdf;

public class PdfFaceTests
{
    [Fact]
    public void A_line_that_has_room_keeps_its_size_and_one_that_has_less_gets_smaller()
    {
        Assert.Equal(("H4T 9CXB", 20), PdfFace.Bold.Fit("H4T 9CXB", 100, 20, 6));

        var (text, size) = PdfFace.Bold.Fit("H4T 9CXB", 20, 20, 6);
        Assert.Equal("H4T 9CXB", text);
        Assert.InRange(PdfFace.Bold.WidthOf(text, size), 19.5, 20);
    }

    [Fact]
    public void A_line_that_would_be_too_small_to_read_is_cut_and_shown_to_be()
    {
        var (text, size) = PdfFace.Regular.Fit("Propriété de l'association des amis du numérique solidaire de la vallée", 40, 8, 6);

        Assert.Equal(6, size);
        Assert.EndsWith("…", text, StringComparison.Ordinal);
        Assert.InRange(PdfFace.Regular.WidthOf(text, size), 35, 40);
    }

    [Fact]
    public void A_narrow_space_has_width_and_a_sign_that_nobody_drew_has_its_box()
    {
        Assert.InRange(PdfFace.Regular.WidthOf("\u202F", 10), 0.3, 2);
        Assert.All(PdfFace.Regular.Glyphs("漢"), glyph => Assert.Equal(0, glyph.Glyph));
    }

    [Fact]
    public void Words_stand_in_lines_that_fit()
    {
        const string text = "Scannez l'étiquette, puis touchez la réponse.";
        var lines = PdfFace.Regular.Lines(text, 30, 10);

        Assert.Equal(text, string.Join(' ', lines));
        Assert.InRange(lines.Count, 2, 4);
        Assert.All(lines, line => Assert.InRange(PdfFace.Regular.WidthOf(line, 10), 1, 30));
    }
}
