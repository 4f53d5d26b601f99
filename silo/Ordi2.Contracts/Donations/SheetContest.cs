using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Contracts.Donations;

/// <summary>The donor does not agree with the discrepancy sheet; what was answered stands beside it, for both sides.</summary>
/// <param name="Words">What is wrong, as the donor said it.</param>
/// <param name="Given">How many of which kinds the donor says that it gave, one line for each; a kind left out is not contested.</param>
/// <param name="At">When.</param>
/// <param name="OnPaper">Number of the donor's paper, where the pole recorded what stands on it.</param>
/// <param name="Answer">What the receiver or the pole answered; nothing while it waits for an answer.</param>
/// <param name="AnsweredFor">For which organisation.</param>
/// <param name="AnsweredAs">In which role.</param>
/// <param name="AnsweredAt">When: the donor's days begin again then.</param>
[GenerateSerializer, Immutable, Alias("ordi2.sheet-contest")]
public sealed record SheetContest(
    [property: Id(0)] string Words,
    [property: Id(1)] ImmutableArray<TypeCount> Given,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] string? OnPaper = null,
    [property: Id(4)] string? Answer = null,
    [property: Id(5)] OrganisationId? AnsweredFor = null,
    [property: Id(6)] Role? AnsweredAs = null,
    [property: Id(7)] DateTimeOffset? AnsweredAt = null);
