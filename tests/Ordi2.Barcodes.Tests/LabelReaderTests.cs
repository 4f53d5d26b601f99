namespace Ordi2.Barcodes.Tests;

public class LabelReaderTests
{
    [Theory]
    [InlineData("H4T9CXB")]
    [InlineData("h4t9cxb\r\n")]
    [InlineData("\u0002H4T9CXB\u0003\t")]
    [InlineData(" H4T 9CXB ")]
    [InlineData("H4T\u00A09CXB")]
    [InlineData("\uFEFFH4T9CXB")]
    public void A_label_is_read_whatever_its_case_and_spaces(string text) =>
        Assert.Equal(new OurLabel(LabelCode.Parse("H4T9CXB"), Repaired: false, KeyboardLayoutWrong: false), LabelReader.Read(text));

    [Theory]
    [InlineData("H'TçCXB")]
    [InlineData("h'tçcxb\r")]
    [InlineData("H'TC\u0327CXB")]
    [InlineData("h’tÇcxb")]
    public void A_label_from_a_scanner_in_american_layout_is_repaired_and_says_so(string text) =>
        Assert.Equal(new OurLabel(LabelCode.Parse("H4T9CXB"), Repaired: true, KeyboardLayoutWrong: true), LabelReader.Read(text));

    [Theory]
    [InlineData("H4T-9CXB")]
    [InlineData("h4t\u20119cxb")]
    [InlineData("]C0H4T9CXB")]
    public void A_hyphen_or_the_prefix_of_a_scanner_is_dropped(string text) =>
        Assert.Equal(new OurLabel(LabelCode.Parse("H4T9CXB"), Repaired: true, KeyboardLayoutWrong: false), LabelReader.Read(text));

    [Theory]
    [InlineData("HTTPS://O2.EXAMPLE/M/H4T9CXB", LabelKind.Machine)]
    [InlineData("https://o2.example/m/h4t9cxb", LabelKind.Machine)]
    [InlineData("HTTPS://O2.EXAMPLE/C/H4T9CXB\r\n", LabelKind.Carton)]
    [InlineData("http://127.0.0.1:5080/p/H4T9CXB/", LabelKind.Pallet)]
    [InlineData("https://o2.example/m/H4T9CXB?lang=en", LabelKind.Machine)]
    public void Our_address_is_read_with_what_the_label_is_stuck_on(string text, LabelKind kind) =>
        Assert.Equal(new OurAddress(kind, LabelCode.Parse("H4T9CXB"), Repaired: false, KeyboardLayoutWrong: false), LabelReader.Read(text));

    [Fact]
    public void The_mangled_address_of_the_specification_is_repaired() =>
        Assert.Equal(
            new OurAddress(LabelKind.Machine, LabelCode.Parse("H4T9CXB"), Repaired: true, KeyboardLayoutWrong: true),
            LabelReader.Read("HTTPSM!!Oé:EXQ?PLE!?!H'TçCXB"));

    /// <summary>The digital link of GS1: 8004 for what is owned, 8003 for what is handed round (domain.md 6.6).</summary>
    [Theory]
    [InlineData("HTTPS://O2.EXAMPLE/8004/H4T9CXB", LabelKind.Machine)]
    [InlineData("https://id.example.org/some/where/8004/h4t9cxb\r\n", LabelKind.Machine)]
    [InlineData("http://127.0.0.1:5080/8003/H4T9CXB/", LabelKind.Pallet)]
    [InlineData("https://o2.example/8004/H4T9CXB?linkType=gs1:pip", LabelKind.Machine)]
    public void A_digital_link_that_holds_our_code_is_our_address(string text, LabelKind kind) =>
        Assert.Equal(new OurAddress(kind, LabelCode.Parse("H4T9CXB"), Repaired: false, KeyboardLayoutWrong: false), LabelReader.Read(text));

    [Theory]
    [InlineData("]Q1HTTPS://O2.EXAMPLE/M/H4T9CXB", LabelKind.Machine)]
    [InlineData("]Q3https://o2.example/8004/H4T9CXB\r", LabelKind.Machine)]
    [InlineData("]d2https://o2.example/8003/H4T9CXB", LabelKind.Pallet)]
    public void The_prefix_of_a_scanner_is_dropped_before_an_address_too(string text, LabelKind kind) =>
        Assert.Equal(new OurAddress(kind, LabelCode.Parse("H4T9CXB"), Repaired: true, KeyboardLayoutWrong: false), LabelReader.Read(text));

    [Theory]
    [InlineData("CNU406CLGR", "CNU406CLGR")]
    [InlineData(" czc901381r\r", "CZC901381R")]
    [InlineData("PF-0A1B2C", "PF-0A1B2C")]
    [InlineData("120312E2M3121K00UN6S", "120312E2M3121K00UN6S")]
    [InlineData("S/N 1234  AB", "S/N 1234 AB")]
    [InlineData("H4T9CXBH4T9CX", "H4T9CXBH4T9CX")]
    public void A_makers_serial_is_something_else(string text, string cleaned) =>
        Assert.Equal(new SomethingElse(cleaned, KeyboardLayoutWrong: false), LabelReader.Read(text));

    [Fact]
    public void A_serial_whose_end_happens_to_be_one_of_our_codes_is_not_taken_for_that_machine() =>
        Assert.Equal(new SomethingElse("5CGH4T9CXB", KeyboardLayoutWrong: false), LabelReader.Read("5CGH4T9CXB"));

    [Fact]
    public void A_makers_serial_from_a_scanner_in_american_layout_is_put_back() =>
        Assert.Equal(new SomethingElse("CZC901381R", KeyboardLayoutWrong: true), LabelReader.Read("CWCçà&\"_&R"));

    [Theory]
    [InlineData(null, UnreadableReason.Empty)]
    [InlineData(" \r\n", UnreadableReason.Empty)]
    [InlineData("H4T9CXC", UnreadableReason.WrongCheckSymbol)]
    [InlineData("H'TçCXC", UnreadableReason.WrongCheckSymbol)]
    [InlineData("https://o2.example/m/H4T9CXC", UnreadableReason.WrongCheckSymbol)]
    [InlineData("https://o2.example/x/H4T9CXB", UnreadableReason.ForeignAddress)]
    [InlineData("https://example.org/", UnreadableReason.ForeignAddress)]
    [InlineData("]Q1https://example.org/", UnreadableReason.ForeignAddress)]
    [InlineData("https://o2.example/8004/H4T9CXC", UnreadableReason.WrongCheckSymbol)]
    [InlineData("https://id.gs1.org/8004/95201234567H4T9CXB", UnreadableReason.ForeignAsset)]
    [InlineData("https://id.gs1.org/8003/09520123456788H4T9CXB", UnreadableReason.ForeignAsset)]
    [InlineData("https://id.gs1.org/8004/952012345", UnreadableReason.ForeignAsset)]
    [InlineData("https://id.gs1.org/8004/", UnreadableReason.ForeignAsset)]
    [InlineData("httpsm!!id:gs&:org!_àà'!çé_&é\"'(-èH'TçCXB", UnreadableReason.ForeignAsset)]
    [InlineData("https://id.gs1.org/01/09506000134352", UnreadableReason.ForeignAddress)]
    [InlineData("H4T9CXBB7N2KDR", UnreadableReason.SeveralLabels)]
    [InlineData("H4T9CXB\r\nH4T9CXB", UnreadableReason.SeveralLabels)]
    [InlineData("https://o2.example/m/H4T9CXBhttps://o2.example/m/B7N2KDR", UnreadableReason.SeveralLabels)]
    [InlineData("H4T9CXBhttps://o2.example/m/B7N2KDR", UnreadableReason.SeveralLabels)]
    [InlineData("SN-98441Bhttpsm!!oé:exq,ple!,!h'tçcxb", UnreadableReason.SeveralLabels)]
    [InlineData("ééé%&&%%%", UnreadableReason.NotACode)]
    [InlineData("\uD800\uD800", UnreadableReason.NotACode)]
    [InlineData("--", UnreadableReason.NotACode)]
    public void What_cannot_be_read_for_sure_is_refused_with_a_reason_and_a_next_step(string? text, UnreadableReason reason)
    {
        var reading = Assert.IsType<Unreadable>(LabelReader.Read(text));

        Assert.Equal(reason, reading.Reason);
        Assert.Matches("^[a-z-]+$", reading.Code);
        Assert.NotEmpty(reading.Next.French);
        Assert.NotEmpty(reading.Next.English);
    }

    [Fact]
    public void A_very_long_line_is_refused_at_once() =>
        Assert.Equal(UnreadableReason.TooLong, Assert.IsType<Unreadable>(LabelReader.Read(new string('H', 100_000))).Reason);

    [Fact]
    public void A_code_that_misses_its_last_symbol_is_not_completed_by_a_hyphen() =>
        // H4T69CX passes the check, but a hyphen beside real digits is no mangled 6.
        Assert.IsNotType<OurLabel>(LabelReader.Read("H4T-9CX"));

    [Fact]
    public void Every_mangled_code_of_100_000_is_repaired_or_refused_and_never_another()
    {
        var repaired = 0;
        var refused = 0;

        foreach (var (code, typed) in Mangled(Codes.Random(20, 100_000).Select(code => code.Text)))
        {
            switch (LabelReader.Read(typed))
            {
                case OurLabel label:
                    Assert.Equal((typed, code), (typed, label.Code.Text));
                    repaired++;
                    break;
                default:
                    refused++;
                    break;
            }
        }

        // Nothing of this is beyond repair.
        Assert.Equal((100_000 * Typist.All.Count * 4, 0), (repaired, refused));
    }

    [Theory]
    [InlineData("M", LabelKind.Machine)]
    [InlineData("8004", LabelKind.Machine)]
    [InlineData("8003", LabelKind.Pallet)]
    public void Every_mangled_address_of_100_000_is_repaired_or_refused_and_never_another(string path, LabelKind kind)
    {
        var repaired = 0;

        foreach (var (code, typed) in Mangled(Codes.Random(21, 100_000).Select(code => code.Text), $"HTTPS://O2.EXAMPLE/{path}/"))
        {
            if (LabelReader.Read(typed) is OurAddress address)
            {
                Assert.Equal((typed, code, kind), (typed, address.Code.Text, address.Kind));
                repaired++;
            }
        }

        Assert.Equal(100_000 * Typist.All.Count * 4, repaired);
    }

    [Fact]
    public void A_code_with_one_wrong_symbol_is_never_read_as_a_label_on_any_keyboard()
    {
        var random = new Random(22);

        foreach (var code in Codes.Random(23, 100_000).Select(code => code.Text))
        {
            var at = random.Next(LabelCode.Length);
            var wrong = LabelCode.Alphabet.Where(symbol => symbol != code[at]).ElementAt(random.Next(LabelCode.Alphabet.Length - 1));
            var sent = $"{code[..at]}{wrong}{code[(at + 1)..]}";

            foreach (var typist in Typist.All)
            {
                Assert.IsNotType<OurLabel>(LabelReader.Read(typist.Type(sent)));
            }
        }
    }

    [Fact]
    public void Random_text_never_throws()
    {
        var random = new Random(24);
        for (var i = 0; i < 50_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ =>
                random.Next(3) == 0 ? (char)random.Next(char.MaxValue) : "HT4PS:/!§?M,.é\"'(-è_çà&=H4T9CXB "[random.Next(32)]));
            Assert.NotNull(LabelReader.Read(text));
        }
    }

    // string.Normalize does nothing in a program without culture data.
    private static string Decomposed(string text) => text
        .Replace("é", "e\u0301", StringComparison.Ordinal).Replace("É", "E\u0301", StringComparison.Ordinal)
        .Replace("è", "e\u0300", StringComparison.Ordinal).Replace("È", "E\u0300", StringComparison.Ordinal)
        .Replace("ç", "c\u0327", StringComparison.Ordinal).Replace("Ç", "C\u0327", StringComparison.Ordinal)
        .Replace("à", "a\u0300", StringComparison.Ordinal).Replace("À", "A\u0300", StringComparison.Ordinal);

    private static IEnumerable<(string Code, string Typed)> Mangled(IEnumerable<string> codes, string address = "")
    {
        foreach (var code in codes)
        {
            foreach (var typist in Typist.All)
            {
                var typed = typist.Type(address + code);
                yield return (code, typed);
                yield return (code, typed + "\r\n");
                yield return (code, "\u0002 " + Decomposed(typed) + "\t");
                yield return (code, typed.ToLowerInvariant());
            }
        }
    }
}
