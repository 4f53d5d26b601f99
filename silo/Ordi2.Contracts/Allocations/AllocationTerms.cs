using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Allocations;

/// <summary>Life of an allocation (domain.md 5).</summary>
[Alias("ordi2.allocation-status")]
public enum AllocationStatus
{
    /// <summary>The machines are named, nothing is reserved.</summary>
    Proposed = 0,

    /// <summary>The machines are being reserved, or are.</summary>
    Confirmed,

    /// <summary>Every machine arrived.</summary>
    Fulfilled,

    /// <summary>Some arrived; the others were released.</summary>
    Partial,

    /// <summary>Given up: nothing is reserved any more.</summary>
    Released,

    /// <summary>The deadline passed: what was not packed went back to the stock.</summary>
    Expired,
}

/// <summary>What became of one machine of an allocation.</summary>
[Alias("ordi2.allocated-state")]
public enum AllocatedState
{
    /// <summary>Named; to be reserved when the allocation is confirmed.</summary>
    Named = 0,

    /// <summary>Reserved for the dossier.</summary>
    Secured,

    /// <summary>Somebody else had it first.</summary>
    TakenByAnother,

    /// <summary>It did not suit after all; another took its place.</summary>
    SetAside,

    /// <summary>Back in the stock.</summary>
    Freed,

    /// <summary>It was packed already when it should have been released: it goes on.</summary>
    KeptGoing,

    /// <summary>Arrived at the EPN.</summary>
    Arrived,
}

/// <summary>A machine of an allocation, and why it is this one.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Grade">Its grade.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="ReadySince">Since when it is in stock: within a grade, the one that waits longest goes first.</param>
/// <param name="Rank">Its place among the machines of its grade that suited, from 1.</param>
/// <param name="Among">How many of its grade suited.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Code of the reason, where it was not reserved or is no longer.</param>
[GenerateSerializer, Immutable, Alias("ordi2.allocated-machine")]
public sealed record AllocatedMachine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] Grade Grade,
    [property: Id(2)] Profile Profile,
    [property: Id(3)] DateTimeOffset ReadySince,
    [property: Id(4)] int Rank,
    [property: Id(5)] int Among,
    [property: Id(6)] AllocatedState State = AllocatedState.Named,
    [property: Id(7)] string? Reason = null);

/// <summary>What others need to know of an allocation.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.allocation-terms")]
public sealed record AllocationTerms
{
    /// <summary>Which allocation.</summary>
    [Id(0)]
    public required AllocationId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public AllocationStatus Status { get; init; }

    /// <summary>For which dossier.</summary>
    [Id(2)]
    public required DossierId Dossier { get; init; }

    /// <summary>Line of its needs, from 0.</summary>
    [Id(3)]
    public int Line { get; init; }

    /// <summary>The pole that allocates.</summary>
    [Id(4)]
    public required OrganisationId Pole { get; init; }

    /// <summary>The EPN.</summary>
    [Id(5)]
    public required OrganisationId Epn { get; init; }

    /// <summary>Its partner.</summary>
    [Id(6)]
    public required OrganisationId Partner { get; init; }

    /// <summary>What the line asks for.</summary>
    [Id(7)]
    public required NeedLine Need { get; init; }

    /// <summary>How many machines.</summary>
    [Id(8)]
    public int Quantity { get; init; }

    /// <summary>The machines, in the order in which they were chosen, each with the reason.</summary>
    [Id(9)]
    public ImmutableArray<AllocatedMachine> Machines { get; init; } = [];

    /// <summary>First moment at which what is not packed goes back to the stock.</summary>
    [Id(10)]
    public DateTimeOffset Deadline { get; init; }

    /// <summary>Why it was released.</summary>
    [Id(11)]
    public string? Reason { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(12)]
    public long Version { get; init; }
}

/// <summary>A machine in stock that nobody has reserved.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Grade">Its grade.</param>
/// <param name="Profile">Its profile.</param>
/// <param name="ReadySince">Since when it is ready.</param>
[GenerateSerializer, Immutable, Alias("ordi2.stock-machine")]
public sealed record StockMachine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] Grade Grade,
    [property: Id(2)] Profile Profile,
    [property: Id(3)] DateTimeOffset ReadySince);
