using System.Text.RegularExpressions;
using Ordi2.Contracts;

namespace Ordi2.Domain.Organisations;

/// <summary>Codes of the priority neighbourhoods of city policy (QPV, law 2014-173; new list and new form of the code since 1 January 2024).</summary>
internal static partial class Neighbourhood
{
    /// <summary>What is wrong with a code; nothing with one that has the form, or with none.</summary>
    public static Refusal? Wrong(string? code) => code is not null && !Qpv().IsMatch(code) ? Refusal.Invalid("qpv-wrong", code) : null;

    [GeneratedRegex(@"^Q[NP][0-9A-Z]{6}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Qpv();
}
