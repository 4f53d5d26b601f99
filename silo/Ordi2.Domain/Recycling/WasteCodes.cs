using System.Text.RegularExpressions;

namespace Ordi2.Domain.Recycling;

/// <summary>How a waste code of the European list is written: six digits in pairs, a star where the waste is dangerous.</summary>
public static partial class WasteCodes
{
    private const int MatchMilliseconds = 1000;

    public static bool AreWritten(string? code) => code is not null && Pattern().IsMatch(code);

    [GeneratedRegex(@"^(16|20) [0-9]{2} [0-9]{2}\*?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MatchMilliseconds)]
    private static partial Regex Pattern();
}
