using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Recycling;

/// <summary>Life of a recycling batch (domain.md 5).</summary>
[Alias("ordi2.batch-status")]
public enum BatchStatus
{
    /// <summary>The cage is being filled.</summary>
    Open = 0,

    /// <summary>Sealed.</summary>
    Closed,

    /// <summary>Weighed.</summary>
    Weighed,

    /// <summary>Handed to the carrier.</summary>
    HandedOver,

    /// <summary>Accepted by the recycler.</summary>
    Accepted,

    /// <summary>Partly refused.</summary>
    RefusedPart,

    /// <summary>Treatment proven.</summary>
    Proven,
}

/// <summary>What others need to know of a recycling batch to decide.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.batch-terms")]
public sealed record BatchTerms
{
    /// <summary>Which batch.</summary>
    [Id(0)]
    public required BatchId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public BatchStatus Status { get; init; }

    /// <summary>The workshop whose cage it is.</summary>
    [Id(2)]
    public required OrganisationId Holder { get; init; }

    /// <summary>Who treats it.</summary>
    [Id(3)]
    public required OrganisationId Recycler { get; init; }

    /// <summary>Goes to a certified shredder: machines with data may be in it.</summary>
    [Id(4)]
    public bool DataDestruction { get; init; }

    /// <summary>Number of the attestation de traitement.</summary>
    [Id(5)]
    public string? Proof { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(6)]
    public long Version { get; init; }

    /// <summary>What is in it; a machine that the recycler refused is not.</summary>
    [Id(7)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];

    /// <summary>Flow of waste.</summary>
    [Id(8)]
    public WasteFlow Flow { get; init; }

    /// <summary>Code of the waste, for example <c>16 02 13*</c>; the star means dangerous.</summary>
    [Id(9)]
    public string WasteCode { get; init; } = string.Empty;

    /// <summary>Net weight in grams, once weighed.</summary>
    [Id(10)]
    public long? NetGrams { get; init; }
}
