using Ordi2.Barcodes.Pictures;
using Ordi2.Barcodes.Tests.Symbols;

namespace Ordi2.Barcodes.Tests.Pictures;

public class LabelPictureTests
{
    private static readonly LabelCode Code = Drawn.Code;

    public static TheoryData<int> Angles => [.. Enumerable.Range(0, 24).Select(i => i * 15)];

    [Theory]
    [MemberData(nameof(Angles))]
    public void A_label_is_read_however_it_is_turned(int degrees)
    {
        foreach (var paper in new[] { Drawn.Bars(Code), Drawn.Qr(Code) })
        {
            Assert.Equal(Code, Drawn.LabelIn(PngFile.Of(paper.Turned(degrees))));
            Assert.Equal(Code, Drawn.LabelIn(JpegFile.Of(paper.Turned(degrees), quality: 60)));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void A_label_is_read_out_of_focus(int dots)
    {
        Assert.Equal(Code, Drawn.LabelIn(PngFile.Of(Drawn.Bars(Code, dots).Blurred(dots / 2))));
        Assert.Equal(Code, Drawn.LabelIn(PngFile.Of(Drawn.Qr(Code, dots).Blurred(dots / 2))));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.2)]
    [InlineData(0.1)]
    public void A_label_is_read_that_is_lit_from_one_side(double whiteAtRight)
    {
        Assert.Equal(Code, Drawn.LabelIn(PngFile.Of(Drawn.Bars(Code).LitUnevenly(whiteAtRight))));
        Assert.Equal(Code, Drawn.LabelIn(PngFile.Of(Drawn.Qr(Code).LitUnevenly(whiteAtRight))));
    }

    [Fact]
    public void A_label_in_white_on_black_is_read()
    {
        Assert.Equal(Code, Drawn.LabelIn(PngFile.Of(Drawn.Bars(Code).Inverted())));
        Assert.Equal(Code, Drawn.LabelIn(PngFile.Of(Drawn.Qr(Code).Inverted())));
    }

    [Fact]
    public void A_small_label_in_a_large_photograph_is_read()
    {
        Assert.Equal(Code, Drawn.LabelIn(JpegFile.Of(Drawn.Qr(Code).On(3_000, 2_000, 1_900, 1_100))));
        Assert.Equal(Code, Drawn.LabelIn(JpegFile.Of(Drawn.Bars(Code).On(3_000, 2_000, 700, 1_700))));
    }

    [Fact]
    public void The_labels_of_a_sheet_are_all_read()
    {
        var codes = Codes.Random(7, 6);
        var sheet = new Picture(500, 6 * 130);
        for (var i = 0; i < codes.Length; i++)
        {
            var bars = Drawn.Bars(codes[i]);
            sheet.Print((x, y) => bars[x, y] < 0.5, bars.Width, bars.Height, 40, i * 130);
        }

        Assert.Equal(
            codes.Select(code => code.Text).Order(StringComparer.Ordinal),
            Assert.IsType<PictureRead>(Drawn.Decode(PngFile.Of(sheet))).Labels.Select(code => code.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_text_that_is_not_ours_is_read_only_when_any_text_is_wanted()
    {
        var file = PngFile.Of(Picture.Of(Barcodes.Symbols.Code128.Draw("SN 5CD1234XYZ"), 3, 90));

        Assert.Equal(PictureProblem.NothingFound, Drawn.ProblemOf(file));
        Assert.Equal(new PictureText("SN 5CD1234XYZ", SymbolKind.Code128), Assert.Single(Assert.IsType<PictureRead>(Drawn.Decode(file, Wanted.AnyText)).Texts));
    }

    [Theory]
    [InlineData("H4T9CXC")]
    [InlineData("H'TÇCXB")]
    [InlineData("H4T-9CXB")]
    public void What_a_keyboard_may_do_to_a_code_is_no_label_in_a_picture(string text)
    {
        var file = PngFile.Of(Picture.Of(Barcodes.Symbols.QrCode.Draw(text), 4));

        Assert.Equal(PictureProblem.NothingFound, Drawn.ProblemOf(file));
        Assert.Equal(text, Assert.Single(Assert.IsType<PictureRead>(Drawn.Decode(file, Wanted.AnyText)).Texts).Text);
    }

    [Fact]
    public void Of_a_hundred_labels_in_bad_pictures_most_are_read_and_none_as_another()
    {
        var random = new Random(2026);
        var (bars, squares) = (0, 0);

        for (var i = 0; i < 100; i++)
        {
            var code = LabelCode.Make(random.Next);
            var dots = random.Next(2, 5);
            var isQr = i % 2 == 0;
            var paper = isQr ? Drawn.Qr(code, dots) : Drawn.Bars(code, dots);
            var seen = paper.Turned(random.Next(360)).Blurred(random.Next(0, (dots / 2) + 1)).LitUnevenly(0.2 + (0.8 * random.NextDouble())).Noisy(random, 0.3 * random.NextDouble());

            if (Drawn.Decode(random.Next(2) == 0 ? PngFile.Of(seen) : JpegFile.Of(seen, quality: random.Next(40, 95))) is PictureRead read)
            {
                Assert.Equal([code], read.Labels);
                (bars, squares) = isQr ? (bars, squares + 1) : (bars + 1, squares);
            }
        }

        Assert.True(squares >= 25 && bars >= 38, $"Of 50 each: {squares} QR codes, {bars} bars.");
    }

    [Fact]
    public void It_looks_no_longer_than_it_has_patience()
    {
        var file = PngFile.Of(Drawn.Qr(Code).Inverted());
        using var stream = new MemoryStream(file);

        Assert.Equal(Code, Drawn.LabelIn(file));
        Assert.Equal(PictureProblem.NothingFound, Assert.IsType<PictureUnread>(new PictureDecoder(new HurriedClock()).Decode(stream, Wanted.Labels)).Problem);
    }

    [Fact]
    public void Who_gives_up_waiting_stops_it()
    {
        using var stream = new MemoryStream(PngFile.Of(Drawn.Qr(Code)));

        Assert.Throws<OperationCanceledException>(() => Drawn.Decoder.Decode(stream, Wanted.Labels, new CancellationToken(canceled: true)));
    }
}
