using Ordi2.Contracts.Documents;

namespace Ordi2.Domain.Documents;

/// <summary>
/// The number under which a step speaks of its paper before the press has given the paper its own. Nobody reads it: a number stands on
/// a paper beside its own only where somebody wrote it down, from a paper that was signed by hand.
/// </summary>
public static class StepNumbers
{
    /// <param name="kind">What paper.</param>
    /// <param name="id">Of which donation, delivery or loan.</param>
    public static string Of(DocumentKind kind, string id) => $"{SeriesNumbers.Code(kind)}-{id}";

    /// <summary>Likewise of the pickup note of a stop. It counts no trips: a form that is sent twice says the same.</summary>
    /// <param name="round">Which round.</param>
    /// <param name="stop">Which stop of it.</param>
    public static string OfStop(string round, string stop) => $"{Of(DocumentKind.PickupNote, round)}-{stop}-1";

    /// <summary>The number that somebody wrote down; nothing for the one that the step had by itself, now or in an older history.</summary>
    public static string? Written(DocumentKind kind, string id, string? number) =>
        number == Of(kind, id) || (kind is DocumentKind.LoanAgreement && number == $"MD-{id}") ? null : number;

    /// <summary>Likewise of a pickup note: the page of a stop once filled in a number of its own, which counted the trips.</summary>
    /// <param name="round">Which round.</param>
    /// <param name="stop">Which stop of it.</param>
    /// <param name="number">What stands in the trip.</param>
    public static string? WrittenAtStop(string round, string stop, string? number)
    {
        var own = $"{Of(DocumentKind.PickupNote, round)}-{stop}-";
        return number is not null && number.StartsWith(own, StringComparison.Ordinal) && number.Length > own.Length && number.AsSpan(own.Length).ContainsAnyExceptInRange('0', '9') is false
            ? null
            : number;
    }
}
