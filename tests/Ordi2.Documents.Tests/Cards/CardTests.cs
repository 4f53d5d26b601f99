using Ordi2.Barcodes;
using Ordi2.Barcodes.Tests.Symbols;
using Ordi2.Documents.Cards;
using Ordi2.Documents.Pdf;
using Ordi2.Documents.Tests.Paper;

namespace Ordi2.Documents.Tests.Cards;

public class CardTests
{
    private static readonly Card[] Cards =
    [
        .. Enumerable.Range(1, 10).Select(i => new Card($"O2-TRIAGE-ASK-{i}", "Tri : demander") { Line = "Scannez les machines.", Band = new PdfColour(0.1, 0.3, 0.6) }),
        new("H4T9CXB", "Amélie") { Line = Badge },
        new("https://o2.example/station/enrol?code=B7N2K-D8F4X", "Banc 3") { HasBars = false, Spelled = "B7N2K-D8F4X", Line = "Valable 15 minutes." },
    ];

    private const string Badge = "Atelier du Val d'Ombre";

    [Theory]
    [InlineData(203)]
    [InlineData(300)]
    public async Task Each_card_is_read_where_it_is_cut_out_by_readers_that_are_not_ours(int dots)
    {
        var pages = await Tool.PrintAsync(CardPrinter.Print("Cartes", Cards), dots);

        Assert.Equal(2, pages.Count);

        for (var i = 0; i < Cards.Length; i++)
        {
            var (left, top) = CardPrinter.PlaceOf(i % 10);
            var card = pages[i / 10].Cut(InDots(left), InDots(top), InDots(85.6), InDots(54)).ToFile();
            string[] expected = [.. Enumerable.Repeat(Cards[i].Code, Cards[i].HasBars ? 2 : 1)];
            Assert.Equal(expected, await Readers.ZbarAsync([card]));
            Assert.Contains(Cards[i].Code, await Readers.ZXingAsync([card]));
        }

        int InDots(double millimetres) => (int)Math.Round(millimetres * dots / 25.4);
    }

    [Fact]
    public async Task The_words_of_a_card_stand_on_it()
    {
        var text = await Tool.TextAsync(CardPrinter.Print("Cartes", Cards));

        Assert.Contains("Tri : demander", text, StringComparison.Ordinal);
        Assert.Contains("Amélie", text, StringComparison.Ordinal);
        Assert.Contains(Badge, text, StringComparison.Ordinal);
        Assert.Contains("B7N2K-D8F4X", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_has_no_room_is_refused()
    {
        Assert.Throws<FormatException>(() => CardPrinter.Print("Cartes", [new(new string('a', 30), "Trop long")]));
        Assert.Throws<FormatException>(() => CardPrinter.Print("Cartes", [new(new string('a', 900), "Trop long") { HasBars = false }]));
    }

    [Fact]
    public async Task The_sheet_to_set_a_scanner_up_has_a_code_that_a_wrong_keyboard_changes()
    {
        var document = SetupSheet.Print();
        var page = Assert.Single(await Tool.PrintAsync(document, 203));

        Assert.Equal(["123456S", "123456S"], await Readers.ZbarAsync([page.ToFile()]));
        Assert.Contains("&é\"'(-S", await Tool.TextAsync(document), StringComparison.Ordinal);
        Assert.Equal(new OurLabel(SetupSheet.Try, Repaired: true, KeyboardLayoutWrong: true), LabelReader.Read("&é\"'(-S"));
        Assert.Equal(new OurLabel(SetupSheet.Try, Repaired: true, KeyboardLayoutWrong: true), LabelReader.Read("&é\"'(§S"));
        Assert.Equal(document, SetupSheet.Print());
    }
}
