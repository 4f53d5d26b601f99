namespace Ordi2.Barcodes.Tests;

public class LabelCodeTests
{
    [Theory]
    [InlineData("H4T9CX", 'B')]
    [InlineData("B7N2KD", 'R')]
    [InlineData("R5J8FP", 'K')]
    [InlineData("123456", 'S')]
    [InlineData("000001", 'X')]
    [InlineData("YYYYYY", '6')]
    [InlineData("000000", '0')]
    public void The_check_symbol_is_that_of_the_specification(string payload, char check)
    {
        Assert.Equal(check, LabelCode.CheckSymbol(payload));
        Assert.True(LabelCode.TryParse(payload + check, out var code));
        Assert.Equal(payload + check, code.Text);
    }

    [Fact]
    public void A_code_is_read_aloud_in_two_groups() => Assert.Equal("H4T 9CXB", LabelCode.Parse("H4T9CXB").InGroups());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("H4T9CX")]
    [InlineData("H4T9CXC")]
    [InlineData("h4t9cxb")]
    [InlineData("H4T9CXB ")]
    [InlineData("H4T9CXBB")]
    [InlineData("A4T9CXB")]
    public void Only_a_code_written_as_ours_is_parsed(string? text) => Assert.False(LabelCode.TryParse(text, out _));

    [Fact]
    public void Parsing_what_is_no_code_says_what_a_code_is() =>
        Assert.Contains("7 symbols", Assert.Throws<FormatException>(() => LabelCode.Parse("H4T9CXC")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_empty_code_is_never_printed() => Assert.Throws<InvalidOperationException>(() => default(LabelCode).Text);

    [Fact]
    public void The_same_chance_makes_the_same_codes_and_every_one_is_right()
    {
        var codes = Codes.Random(1, 1000);

        Assert.Equal(codes, Codes.Random(1, 1000));
        Assert.All(codes, code => Assert.True(LabelCode.TryParse(code.Text, out _)));
        Assert.True(codes.Distinct().Count() > 990);
    }

    [Fact]
    public void Every_single_wrong_symbol_is_caught()
    {
        foreach (var code in Codes.Random(2, 200))
        {
            for (var at = 0; at < LabelCode.Length; at++)
            {
                foreach (var symbol in LabelCode.Alphabet.Where(symbol => symbol != code.Text[at]))
                {
                    Assert.False(LabelCode.TryParse($"{code.Text[..at]}{symbol}{code.Text[(at + 1)..]}", out _));
                }
            }
        }
    }

    [Fact]
    public void Swapped_neighbours_are_caught_except_0_and_Y()
    {
        foreach (var code in Codes.Random(3, 2000).Select(code => code.Text))
        {
            for (var at = 0; at < LabelCode.Length - 1; at++)
            {
                var (left, right) = (code[at], code[at + 1]);
                var swapped = $"{code[..at]}{right}{left}{code[(at + 2)..]}";
                Assert.Equal(left == right || (left, right) is ('0', 'Y') or ('Y', '0'), LabelCode.TryParse(swapped, out _));
            }
        }
    }
}
