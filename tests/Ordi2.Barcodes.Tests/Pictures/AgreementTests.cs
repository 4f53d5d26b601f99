using Ordi2.Barcodes.Pictures;

namespace Ordi2.Barcodes.Tests.Pictures;

public class AgreementTests
{
    private const int A = 103;
    private const int B = 104;
    private const int C = 105;

    [Fact]
    public void Bars_are_believed_when_three_lines_agree_and_a_QR_code_at_once()
    {
        var votes = new Votes();
        votes.Add([Bars("H4T9CXB", 1)], [Bars("H4T9CXB", 1)]);
        Assert.Empty(votes.Believed);

        votes.Add([new("B7N2KDR", SymbolKind.QrCode, 1)], [Bars("H4T9CXB", 1)]);
        Assert.Equal(["B7N2KDR", "H4T9CXB"], votes.Believed.Select(text => text.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_text_of_few_lines_beside_one_of_many_is_the_same_bars_misread()
    {
        var votes = new Votes();
        votes.Add([], [Bars("H4T9CXB", 40), Bars("B7N2KDR", 4)]);

        Assert.Equal(["H4T9CXB"], votes.Believed.Select(text => text.Text));
    }

    [Fact]
    public void A_text_without_its_accents_is_not_believed_beside_the_one_that_has_them()
    {
        var votes = new Votes();
        votes.Add([Bars("ssab", 50)], [Bars("óóab", 50)]);

        Assert.Equal(["óóab"], votes.Believed.Select(text => text.Text));
    }

    /// <summary>Values of signs as the standard numbers them, without the check sign and the stop.</summary>
    public static TheoryData<int[], string> Texts => new()
    {
        { [B, 40, 20, 52], "H4T" },
        { [C, 12, 34, 99], "123499" },
        { [C, 12, 100, 33, 99, 56], "12A56" },
        { [A, 33, 64, 98, 65, 33], "A\0aA" },
        { [B, 65, 98, 33, 65, 101, 33], "aAaA" },
        { [B, 100, 83, 65], "óa" },
        { [B, 100, 100, 83, 83, 100, 65, 83, 100, 100, 65], "óóaóa" },
        { [C, 102, 1, 23, 102, 45], "0123\u001D45" },
        { [B, 96, 65, 97, 66], "ab" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_signs_of_Code_128_mean_what_the_standard_says(int[] signs, string text)
    {
        var check = signs.Select((sign, i) => sign * Math.Max(1, i)).Sum() % 103;

        Assert.Equal(text, Code128Text.Of([.. signs, check, Code128Text.Stop]));
        Assert.Null(Code128Text.Of([.. signs, (check + 1) % 103, Code128Text.Stop]));
    }

    private static Sighting Bars(string text, int lines) => new(text, SymbolKind.Code128, lines);
}
