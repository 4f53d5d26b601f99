using System.Globalization;
using System.Text.RegularExpressions;
using Ordi2.Barcodes.Printing;
using Ordi2.Barcodes.Tests.Symbols;

namespace Ordi2.Barcodes.Tests.Printing;

public partial class ThermalLabelTests
{
    private static readonly LabelCode Code = LabelCode.Parse("H4T9CXB");
    private static readonly string Address = LabelAddress.Of(new("https://o2.example"), LabelKind.Machine, Code);
    private static readonly LabelWords Words = new("Ordi 2.0") { LentBy = "Pôle d'essai", Phone = "04 00 00 00 00" };

    [Theory]
    [InlineData(PrintHead.Dpi203, 400, 200)]
    [InlineData(PrintHead.Dpi300, 591, 295)]
    public async Task Both_symbols_are_read_from_the_dots_that_are_sent(PrintHead head, int width, int height)
    {
        var label = ThermalLabel.Of(Address, Code, Words, head);
        var picture = Dots(label, width, height);

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"^PW{width}^LL{height}"), label, StringComparison.Ordinal);
        Assert.Equal([Address, Code.Text], (await Readers.ZbarAsync(picture)).Order(StringComparer.Ordinal).Reverse());
        Assert.Equal([Address, Code.Text], (await Readers.ZXingAsync(picture)).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void Words_are_there_and_none_of_their_signs_is_a_command()
    {
        var label = ThermalLabel.Of(Address, Code, Words with { LentBy = "A^XZ~JA_B\r\n" }, PrintHead.Dpi203);

        Assert.Contains("^FDH4T 9CXB^FS", label, StringComparison.Ordinal);
        Assert.Contains("^FDOrdi 2.0^FS", label, StringComparison.Ordinal);
        Assert.Contains("^FDPropriété de A_5EXZ_7EJA_5FB^FS", label, StringComparison.Ordinal);
        Assert.Equal(1, label.Split("^XZ").Length - 1);
    }

    [Fact]
    public void Who_lends_nothing_is_not_named() => Assert.DoesNotContain("Propriété", ThermalLabel.Of(Address, Code, new("Ordi 2.0"), PrintHead.Dpi203), StringComparison.Ordinal);

    [Fact]
    public void An_address_that_makes_the_symbol_too_large_is_refused() =>
        Assert.Contains("too long", Assert.Throws<FormatException>(() => ThermalLabel.Of(new string('A', 200), Code, Words, PrintHead.Dpi203)).Message, StringComparison.Ordinal);

    /// <summary>What the printer puts on paper of the pictures; its letters are its own.</summary>
    private static Picture Dots(string label, int width, int height)
    {
        var picture = new Picture(width, height);

        foreach (Match field in Field().Matches(label))
        {
            var (left, top, total, bytes) = (Number(field, "x"), Number(field, "y"), Number(field, "total"), Number(field, "row"));
            var dots = Convert.FromHexString(field.Groups["dots"].Value);
            Assert.Equal(total, dots.Length);
            Assert.InRange(left + (bytes * 8), 1, width);
            Assert.InRange(top + (total / bytes), 1, height);
            picture.Print((x, y) => (dots[(y * bytes) + (x / 8)] & (0x80 >> (x % 8))) != 0, bytes * 8, total / bytes, left, top);
        }

        return picture;
    }

    private static int Number(Match field, string group) => int.Parse(field.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\^FO(?<x>\d+),(?<y>\d+)\^GFA,(?<total>\d+),\d+,(?<row>\d+),(?<dots>[0-9A-F]+)\^FS", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();
}
