using Ordi2.Barcodes.Printing;
using Ordi2.Barcodes.Symbols;

namespace Ordi2.Barcodes.Tests.Symbols;

public class SymbolTests
{
    private static readonly LabelCode Code = LabelCode.Parse("H4T9CXB");
    private static readonly string Address = LabelAddress.Of(new("https://o2.example"), LabelKind.Machine, Code);

    /// <summary>Dots a module at 203, 300 and 600 dots an inch: 0.25 mm bars and 0.45 to 0.5 mm squares.</summary>
    public static TheoryData<int, int> Printers => new() { { 2, 4 }, { 3, 6 }, { 6, 11 } };

    [Fact]
    public void The_symbols_have_the_sizes_of_the_specification()
    {
        Assert.Equal("HTTPS://O2.EXAMPLE/M/H4T9CXB", Address);
        Assert.Equal((25, 25, 4), (QrCode.Draw(Address).Columns, QrCode.Draw(Address).Rows, QrCode.Draw(Address).QuietZone));
        Assert.Equal((112, 1, 10), (Code128.Draw(Code.Text).Columns, Code128.Draw(Code.Text).Rows, Code128.Draw(Code.Text).QuietZone));
        Assert.Equal(112, Code128.ModulesOf(Code.Text));
    }

    [Theory]
    [MemberData(nameof(Printers))]
    public async Task What_is_drawn_is_read_by_readers_that_are_not_ours(int bar, int square)
    {
        foreach (var (picture, text) in Both(bar, square))
        {
            Assert.Equal([text], await Readers.ZbarAsync(picture));
            Assert.Equal([text], await Readers.ZXingAsync(picture));
        }
    }

    [Theory]
    [MemberData(nameof(Printers))]
    public async Task A_label_is_read_out_of_focus_askew_and_lit_from_one_side(int bar, int square)
    {
        // A camera sees each printed dot with two of its own.
        foreach (var (picture, text) in Both(2 * bar, 2 * square))
        {
            foreach (var seen in new[] { picture.Blurred(2 * bar / 3), picture.Turned(7), picture.LitUnevenly(0.3) })
            {
                var read = (string[])[.. await Readers.ZbarAsync(seen), .. await Readers.ZXingAsync(seen)];
                Assert.NotEmpty(read);
                Assert.All(read, one => Assert.Equal(text, one));
            }
        }
    }

    [Fact]
    public async Task Every_printable_sign_can_be_drawn_as_bars()
    {
        var signs = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(sign => (char)sign));

        foreach (var part in signs.Chunk(16).Select(part => $"[{new string(part)}]"))
        {
            Assert.Equal([part], await Readers.ZbarAsync(Picture.Of(Code128.Draw(part), 3, 90)));
        }
    }

    [Fact]
    public async Task A_hundred_codes_by_chance_are_read_as_themselves()
    {
        var random = new Random(5);
        var all = new Picture(320, 100 * 80);
        var codes = Enumerable.Range(0, 100).Select(_ => LabelCode.Make(random.Next)).ToArray();

        for (var i = 0; i < codes.Length; i++)
        {
            var bars = Code128.Draw(codes[i].Text);
            all.Print((x, _) => bars.IsDark(x / 2, 0), bars.Columns * 2, 50, 40, (i * 80) + 15);
        }

        Assert.Equal(codes.Select(code => code.Text).Order(StringComparer.Ordinal), (await Readers.ZbarAsync(all)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("é")]
    [InlineData("H4T9CXB\r")]
    public void What_has_no_bars_is_refused(string text) => Assert.Throws<FormatException>(() => Code128.Draw(text));

    [Fact]
    public void A_path_holds_every_dark_module_once()
    {
        var symbol = QrCode.Draw(Address);
        var dark = Enumerable.Range(0, 625).Count(i => symbol.IsDark(i % 25, i / 25));

        Assert.Equal(dark, symbol.Runs().Sum(run => run.Length));
        Assert.Equal(symbol.Runs().Count(), symbol.ToPath().Count(sign => sign == 'M'));
        Assert.StartsWith("M0 0h7v1h-7z", symbol.ToPath(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://o2.example/pole")]
    [InlineData("https://o2.example/?a=1")]
    [InlineData("ftp://o2.example")]
    public void An_address_with_more_than_a_server_stands_on_no_label(string server) =>
        Assert.Throws<FormatException>(() => LabelAddress.Of(new(server), LabelKind.Machine, Code));

    private static (Picture, string)[] Both(int bar, int square) =>
        [(Picture.Of(Code128.Draw(Code.Text), bar, barHeight: bar * 30), Code.Text), (Picture.Of(QrCode.Draw(Address), square), Address)];
}
