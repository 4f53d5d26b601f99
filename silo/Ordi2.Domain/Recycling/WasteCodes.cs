using System.Text.RegularExpressions;

namespace Ordi2.Domain.Recycling;

/// <summary>How a waste code of the European list is written: six digits in pairs, a star where the waste is dangerous.</summary>
public static partial class WasteCodes
{
    public static bool AreWritten(string? code) => code is not null && WasteCode().IsMatch(code);

    [GeneratedRegex(@"^(16|20) [0-9]{2} [0-9]{2}\*?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex WasteCode();
}
