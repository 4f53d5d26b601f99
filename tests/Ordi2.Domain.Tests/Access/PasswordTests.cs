using System.Text;
using Ordi2.Domain.Access;

namespace Ordi2.Domain.Tests.Access;

public class PasswordTests
{
    [Theory]
    [InlineData("trois vélos sous la pluie", null)]
    [InlineData("aa bb aa bb aa", "password-common")]
    [InlineData("12345678901", "password-length")]
    [InlineData("abcdefghijklm", "password-common")]
    [InlineData("aaaaaaaaaaaaaaaaaa", "password-common")]
    [InlineData("Motdepasse2026!", "password-common")]
    [InlineData("AzertyUiop12", "password-common")]
    [InlineData("lea.martin2026", "password-own-name")]
    [InlineData("une longue phrase de martin au bord du canal", null)]
    [InlineData("trois\u0007vélos sous", "password-characters")]
    public void Length_counts_and_what_everybody_tries_does_not_do(string password, string? refused) =>
        Assert.Equal(refused, Passwords.WhyNot(password, "lea.martin@atelier.example", "Léa Martin")?.Code);

    [Theory]
    [InlineData("4071", null)]
    [InlineData("1234", "pin-common")]
    [InlineData("9876", "pin-common")]
    [InlineData("7777", "pin-common")]
    [InlineData("2580", "pin-common")]
    [InlineData("12", "pin-form")]
    [InlineData("12a4", "pin-form")]
    [InlineData("٤٠٧١", "pin-form")]
    public void A_pin_has_four_digits_and_is_not_the_first_that_is_tried(string pin, string? refused) => Assert.Equal(refused, Passwords.WhyNotPin(pin)?.Code);

    /// <summary>RFC 6238, appendix B: SHA-1, the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1_111_111_109, "081804")]
    [InlineData(1_111_111_111, "050471")]
    [InlineData(1_234_567_890, "005924")]
    [InlineData(2_000_000_000, "279037")]
    [InlineData(20_000_000_000, "353130")]
    public void The_codes_are_those_of_the_standard(long seconds, string code) =>
        Assert.Equal(code, TimeCode.At("12345678901234567890"u8, TimeCode.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public void A_code_works_half_a_minute_early_or_late_and_never_twice()
    {
        var key = Encoding.ASCII.GetBytes("12345678901234567890");
        var now = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);
        var step = TimeCode.StepAt(now);
        var code = TimeCode.At(key, step);

        Assert.Equal(step, TimeCode.Match(key, code[..3] + " " + code[3..], now.AddSeconds(30), last: 0));
        Assert.Equal(step, TimeCode.Match(key, code, now.AddSeconds(-30), last: 0));
        Assert.Null(TimeCode.Match(key, code, now.AddSeconds(60), last: 0));
        Assert.Null(TimeCode.Match(key, code, now, last: step));
        Assert.Null(TimeCode.Match(key, "12345", now, last: 0));
    }

    [Fact]
    public void The_secret_is_written_as_apps_read_it() =>
        Assert.Equal(
            "otpauth://totp/Ordi%202.0:lea%40val.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Ordi%202.0",
            TimeCode.Address("Ordi 2.0", "lea@val.example", "12345678901234567890"u8));
}
