using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Rounds;

/// <summary>How many machines of one kind were counted.</summary>
/// <param name="Type">Kind of machine.</param>
/// <param name="Count">How many, 0 to 100,000; left out when they were not counted, which is not 0.</param>
[GenerateSerializer, Immutable, Alias("ordi2.type-count")]
public sealed record TypeCount(
    [property: Id(0)] DeviceType Type,
    [property: Id(1)] int? Count = null);

/// <summary>A round is planned.</summary>
/// <param name="Donation">What is fetched.</param>
/// <param name="Carrier">Whose driver goes.</param>
/// <param name="Day">When.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.create"), Step("create")]
public sealed record CreateRound(
    [property: Id(0)] DonationId Donation,
    [property: Id(1)] OrganisationId Carrier,
    [property: Id(2)] DateOnly Day) : RoundCommand
{
    /// <summary>Which vehicle, if it is known.</summary>
    [Id(3)]
    public string? Vehicle { get; init; }

    /// <summary>Lift, stairs, opening hours, swollen batteries: what the driver must know.</summary>
    [Id(4)]
    public string? AccessNotes { get; init; }
}

/// <summary>The driver leaves; from now on machines can be picked up.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.round.open"), Step("open")]
public sealed record OpenRound : RoundCommand;

/// <summary>One trip of the round is counted and signed; others follow.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.round.record-trip"), Step("record-trip")]
public sealed record RecordTrip : RoundCommand
{
    /// <summary>What was counted, one line for each kind.</summary>
    [Id(0)]
    public ImmutableArray<TypeCount> Counts { get; init; } = [];

    /// <summary>Number of the pickup note (bon d'enlèvement) that the donor signed.</summary>
    [Id(1)]
    public string? Note { get; init; }

    /// <summary>Nobody was there to sign.</summary>
    [Id(2)]
    public bool DonorAbsent { get; init; }
}

/// <summary>The last trip is counted and signed: the round is done.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.round.finish"), Step("finish")]
public sealed record FinishRound : RoundCommand
{
    /// <summary>What was counted on the last trip, one line for each kind.</summary>
    [Id(0)]
    public ImmutableArray<TypeCount> Counts { get; init; } = [];

    /// <summary>Number of the pickup note (bon d'enlèvement) that the donor signed.</summary>
    [Id(1)]
    public string? Note { get; init; }

    /// <summary>Nobody was there to sign.</summary>
    [Id(2)]
    public bool DonorAbsent { get; init; }
}

/// <summary>Somebody does not agree with a count.</summary>
/// <param name="Reason">What is wrong.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.dispute"), Step("dispute")]
public sealed record DisputeRound(
    [property: Id(0)] string Reason) : RoundCommand;

/// <summary>The round is closed.</summary>
/// <param name="Settlement">How a dispute was settled; needed after one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.round.close"), Step("close")]
public sealed record CloseRound(
    [property: Id(0)] string? Settlement = null) : RoundCommand;
