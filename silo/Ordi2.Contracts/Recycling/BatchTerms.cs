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

/// <summary>Batteries that were put into the cage.</summary>
/// <param name="At">When.</param>
/// <param name="Count">How many.</param>
/// <param name="Grams">What they weigh together.</param>
/// <param name="Photo">Id of a photo.</param>
/// <param name="Dangerous">Swollen or damaged.</param>
[GenerateSerializer, Immutable, Alias("ordi2.added-batteries")]
public sealed record AddedBatteries(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] int Count,
    [property: Id(2)] long Grams,
    [property: Id(3)] string Photo,
    [property: Id(4)] bool Dangerous);

/// <summary>Line of the chronological register of outgoing waste (registre des déchets sortants, arrêté of 31 May 2021; domain.md 8.2). Names and addresses follow from the organisations.</summary>
/// <param name="DepartedAt">When the waste left.</param>
/// <param name="WasteCode">Code of the waste.</param>
/// <param name="NetGrams">Net weight in grams.</param>
/// <param name="Producer">The workshop: producer and shipper.</param>
/// <param name="Carrier">Who transported it.</param>
/// <param name="Destination">Who treats it.</param>
/// <param name="Traceability">Which paper followed it.</param>
/// <param name="SlipNumber">Number of that paper (BSD).</param>
/// <param name="CarrierReceipt">Number of the carrier's receipt.</param>
/// <param name="TreatmentCode">R or D code, once the treatment is proven.</param>
/// <param name="UsualName">Usual name of the waste; nothing where nobody gave it one.</param>
/// <param name="PersistentPollutants">Whether it holds persistent organic pollutants; nothing where nobody said it.</param>
/// <param name="BaselCode">Code of the Basel Convention.</param>
/// <param name="Broker">Who arranged it for others.</param>
/// <param name="EcoOrganism">SIREN of the eco-organism.</param>
[GenerateSerializer, Immutable, Alias("ordi2.register-line")]
public sealed record RegisterLine(
    [property: Id(0)] DateTimeOffset DepartedAt,
    [property: Id(1)] string WasteCode,
    [property: Id(2)] long NetGrams,
    [property: Id(3)] OrganisationId Producer,
    [property: Id(4)] OrganisationId Carrier,
    [property: Id(5)] OrganisationId Destination,
    [property: Id(6)] TraceabilityDocument Traceability,
    [property: Id(7)] string? SlipNumber = null,
    [property: Id(8)] string? CarrierReceipt = null,
    [property: Id(9)] string? TreatmentCode = null,
    [property: Id(10)] string? UsualName = null,
    [property: Id(11)] bool? PersistentPollutants = null,
    [property: Id(12)] string? BaselCode = null,
    [property: Id(13)] OrganisationId? Broker = null,
    [property: Id(14)] string? EcoOrganism = null);

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

    /// <summary>At least one machine in it has data on it.</summary>
    [Id(11)]
    public bool HoldsData { get; init; }

    /// <summary>The batteries in it; only in a cage of that flow.</summary>
    [Id(12)]
    public ImmutableArray<AddedBatteries> Batteries { get; init; } = [];

    /// <summary>Its line of the register of outgoing waste, once it left.</summary>
    [Id(13)]
    public RegisterLine? Register { get; init; }

    /// <summary>What the recycler refused: it waits for another batch.</summary>
    [Id(14)]
    public ImmutableArray<MachineId> RefusedMachines { get; init; } = [];

    /// <summary>Label or name of its cage: what people call it by.</summary>
    [Id(15)]
    public string Container { get; init; } = string.Empty;

    /// <summary>How the data in it was destroyed, once that is stated.</summary>
    [Id(16)]
    public DataDestruction? Destruction { get; init; }

    /// <summary>By when the recycler proves that the data are destroyed; only where data left with it (domain.md 4.4).</summary>
    [Id(17)]
    public DateTimeOffset? ProofBefore { get; init; }

    /// <summary>The proof did not come in time, and whoever can ask for it was told.</summary>
    [Id(18)]
    public bool ProofOverdue { get; init; }

    /// <summary>Usual name of the waste; nothing where nobody gave it one.</summary>
    [Id(19)]
    public string? UsualName { get; init; }

    /// <summary>Whether it holds persistent organic pollutants; nothing where nobody said it.</summary>
    [Id(20)]
    public bool? PersistentPollutants { get; init; }

    /// <summary>Code of the Basel Convention.</summary>
    [Id(21)]
    public string? BaselCode { get; init; }

    /// <summary>Data that nobody has stated to be destroyed; once the treatment is proven nothing is open.</summary>
    public bool DataIsOpen() => HoldsData && Status is not BatchStatus.Proven;
}
