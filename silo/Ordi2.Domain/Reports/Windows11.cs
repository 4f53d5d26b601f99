using System.Globalization;
using System.Text.RegularExpressions;

namespace Ordi2.Domain.Reports;

/// <summary>Whether a machine may carry Windows 11. « No » where the report does not say: nobody is promised a system that will not install.</summary>
internal static class Windows11
{
    private static readonly Regex IntelCore = new(@"\bi[3579]-(?<generation>\d{1,2})\d{3}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Ryzen = new(@"\bRyzen (?:Threadripper )?(?:[3579] )?(?:PRO )?(?<generation>\d)\d{3}", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static bool Allows(string? processor, int cores, long memoryBytes, string? tpmVersion) =>
        processor is not null && cores >= 2 && memoryBytes >= 4L * 1024 * 1024 * 1024
        && tpmVersion?.StartsWith("2.", StringComparison.Ordinal) is true
        && (Generation(IntelCore, processor) >= 8 || Generation(Ryzen, processor) >= 3
            || processor.Contains("Core Ultra", StringComparison.OrdinalIgnoreCase) || processor.Contains("Core(TM) Ultra", StringComparison.OrdinalIgnoreCase));

    private static int Generation(Regex name, string processor) =>
        name.Match(processor) is { Success: true } match ? int.Parse(match.Groups["generation"].ValueSpan, CultureInfo.InvariantCulture) : 0;
}
