namespace Ordi2.Domain.Organisations;

/// <summary>The number of an establishment (14 digits); its first 9 are the SIREN of the legal person.</summary>
public static class Siret
{
    private const int Length = 14;
    private const int SirenLength = 9;

    // The establishments of La Poste do not follow Luhn: their digits add up to a multiple of 5 (INSEE).
    private const string LaPoste = "356000000";

    /// <summary>Takes the spaces out and checks the digits.</summary>
    /// <param name="input">As it was typed: <c>732 829 320 00074</c>.</param>
    /// <param name="siret">The 14 digits.</param>
    /// <returns>Whether it is a SIRET.</returns>
    public static bool TryParse(string input, out string siret)
    {
        siret = string.Concat(input.Where(symbol => !char.IsWhiteSpace(symbol)));

        return siret.Length == Length
            && siret.All(char.IsAsciiDigit)
            && siret.Any(digit => digit != '0')
            && Luhn(siret.AsSpan(0, SirenLength))
            && (Luhn(siret) || (SirenOf(siret) == LaPoste && siret.Sum(digit => digit - '0') % 5 == 0));
    }

    /// <summary>Nine digits that add up: <c>732829320</c>.</summary>
    public static bool IsSiren(string text) => text.Length == SirenLength && text.All(char.IsAsciiDigit) && text.Any(digit => digit != '0') && Luhn(text);

    public static string SirenOf(string siret) => siret[..SirenLength];

    private static bool Luhn(ReadOnlySpan<char> digits)
    {
        var sum = 0;

        for (var i = 0; i < digits.Length; i++)
        {
            var digit = digits[^(i + 1)] - '0';
            var doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }

        return sum % 10 == 0;
    }
}
