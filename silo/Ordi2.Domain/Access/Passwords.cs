using System.Collections.Frozen;
using Ordi2.Contracts;

namespace Ordi2.Domain.Access;

/// <summary>
/// Which passwords and PINs are good enough: length before everything, no demand for signs of each kind, and nothing that is tried first
/// (NIST SP 800-63B 5.1.1, ANSSI « Recommandations relatives à l'authentification multifacteur et aux mots de passe », 2021).
/// </summary>
public static class Passwords
{
    public const int Shortest = 12;
    public const int Longest = 200;

    /// <summary>Digits of an operator's PIN.</summary>
    public const int PinLength = 4;

    private const int FewestDifferent = 5;
    private const int ShortestNamePart = 3;
    private const int ShortestRest = 8;

    // What people write when they are told to write twelve signs. Compared without case, digits at the end taken away.
    private static readonly FrozenSet<string> Common = new[]
    {
        "motdepasse", "monmotdepasse", "motdepasseordi", "azertyuiop", "azertyuiopq", "azertyuiopqsdfghjklm", "qwertyuiop", "qwertyuiopasdf", "password",
        "passwordpassword", "passepartout", "administrateur", "administrator", "ordinateur", "ordinateurs", "bienvenue", "jetaimejetaime", "iloveyou", "welcome",
        "changeme", "changezmoi", "letmein", "soleilsoleil", "association", "coordination", "coordinateur", "coordinatrice", "chouchoune", "doudoudoudou",
        "1q2w3e4r5t6y", "1a2z3e4r5t6y", "abcdefghijkl", "abcdefghijklm", "aqwzsxedcrfv", "qazwsxedcrfv",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why a password is not good enough, or <see langword="null"/> when it is.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="own">What anybody knows of the person: address, name, name of the organisation.</param>
    public static Refusal? WhyNot(string password, params IEnumerable<string?> own)
    {
        if (password.Length is < Shortest or > Longest)
        {
            return Refusal.Invalid("password-length", Number(Shortest), Number(Longest));
        }

        if (password.Any(char.IsControl))
        {
            return Refusal.Invalid("password-characters");
        }

        if (password.Distinct().Count() < FewestDifferent || IsRow(password) || Common.Contains(password) || Common.Contains(password.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '!', '.')))
        {
            return Refusal.Invalid("password-common");
        }

        var parts = own.SelectMany(text => (text ?? string.Empty).Split(['@', '.', ' ', '-', '_', '+'], StringSplitOptions.RemoveEmptyEntries))
            .Where(part => part.Length >= ShortestNamePart)
            .OrderByDescending(part => part.Length);
        var rest = parts.Aggregate(password, (left, part) => left.Replace(part, string.Empty, StringComparison.OrdinalIgnoreCase));

        // A name inside a long password is no harm; a password that is little more than the name is.
        return rest.Length < password.Length && rest.Length < ShortestRest ? Refusal.Invalid("password-own-name") : null;
    }

    /// <summary>Why a PIN is not good enough, or <see langword="null"/> when it is.</summary>
    public static Refusal? WhyNotPin(string pin)
    {
        if (pin.Length != PinLength || !pin.All(char.IsAsciiDigit))
        {
            return Refusal.Invalid("pin-form", Number(PinLength));
        }

        return pin.Distinct().Count() == 1 || IsRow(pin) || pin is "1212" or "2580" or "1004" ? Refusal.Invalid("pin-common") : null;
    }

    // 1234, 9876, abcdef: each sign one further than the one before, or one back.
    private static bool IsRow(string text)
    {
        var step = text[1] - text[0];
        return step is 1 or -1 && !text.Zip(text.Skip(1)).Any(pair => pair.Second - pair.First != step);
    }

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
