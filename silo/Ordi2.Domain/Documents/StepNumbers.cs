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

    /// <summary>The number that somebody wrote down; nothing for the one that the step had by itself.</summary>
    public static string? Written(DocumentKind kind, string id, string? number) => number == Of(kind, id) ? null : number;
}
