using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Recycling;

/// <summary>Flow of waste that a batch belongs to (domain.md 5).</summary>
[Alias("ordi2.waste-flow")]
public enum WasteFlow
{
    /// <summary>Petits informatique.</summary>
    SmallIt = 0,

    /// <summary>Écrans.</summary>
    Screens,

    /// <summary>Batteries: dated, photographed, never mixed with others.</summary>
    Batteries,

    /// <summary>Disques.</summary>
    Disks,
}

/// <summary>Which paper follows a waste (domain.md 2.9); the recycler's configuration decides.</summary>
[Alias("ordi2.traceability-document")]
public enum TraceabilityDocument
{
    /// <summary>Bon d'enlèvement of an eco-organism.</summary>
    EcoOrganismeSlip = 0,

    /// <summary>BSDD on Trackdéchets: dangerous waste outside the schemes of the producers.</summary>
    BsddTrackdechets,

    /// <summary>None: a waste that is not dangerous.</summary>
    NoneNonHazardous,
}

/// <summary>A cage is opened for a flow of waste and a recycler.</summary>
/// <param name="Holder">The workshop whose cage it is.</param>
/// <param name="Recycler">Who will treat it.</param>
/// <param name="Flow">Flow of waste.</param>
/// <param name="WasteCode">Code of the waste: <c>16 02 13*</c>; the star means dangerous.</param>
/// <param name="Container">Label or name of the cage.</param>
[GenerateSerializer, Immutable, Alias("ordi2.batch.create"), Step("create")]
public sealed record CreateBatch(
    [property: Id(0)] OrganisationId Holder,
    [property: Id(1)] OrganisationId Recycler,
    [property: Id(2)] WasteFlow Flow,
    [property: Id(3)] string WasteCode,
    [property: Id(4)] string Container) : BatchCommand
{
    /// <summary>Machines with data may be in it: the recycler must be a certified shredder.</summary>
    [Id(5)]
    public bool DataDestruction { get; init; }

    /// <summary>Usual name of the waste for the register (arrêté of 31 May 2021), up to 500 characters; the flow where it is not said.</summary>
    [Id(6)]
    public string? UsualName { get; init; }

    /// <summary>Whether it holds persistent organic pollutants (POP); left out where nobody knows, which is not no.</summary>
    [Id(7)]
    public bool? PersistentPollutants { get; init; }

    /// <summary>Code of the Basel Convention, if the waste has one: <c>A1181</c>, <c>Y49</c>.</summary>
    [Id(8)]
    public string? BaselCode { get; init; }
}

/// <summary>A machine is scanned into the cage. Asking again for the same machine changes nothing.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Type">What kind, for the nominal weight.</param>
/// <param name="WithData">Its media are neither clean nor destroyed.</param>
[GenerateSerializer, Immutable, Alias("ordi2.batch.add-machine"), Step("add-machine")]
public sealed record AddMachine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] DeviceType Type,
    [property: Id(2)] bool WithData = false) : BatchCommand;

/// <summary>Batteries go into the cage of their own flow: dated, photographed, never mixed with others (domain.md 2.9).</summary>
/// <param name="Count">How many, 1 to 10,000.</param>
/// <param name="Grams">What they weigh together, 1 to 30,000,000.</param>
/// <param name="Photo">Id of a photo.</param>
/// <param name="Dangerous">Swollen or damaged: isolated.</param>
[GenerateSerializer, Immutable, Alias("ordi2.batch.add-batteries"), Step("add-batteries")]
public sealed record AddBatteries(
    [property: Id(0)] int Count,
    [property: Id(1)] long Grams,
    [property: Id(2)] string Photo,
    [property: Id(3)] bool Dangerous = false) : BatchCommand;

/// <summary>A machine is taken out of the open cage. Asking for one that is not in it changes nothing.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.batch.remove-machine"), Step("remove-machine")]
public sealed record TakeMachineOut(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] string Reason) : BatchCommand;

/// <summary>The cage is sealed: what is in it is fixed.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.batch.seal"), Step("seal")]
public sealed record SealBatch : BatchCommand;

/// <summary>The batch is weighed.</summary>
/// <param name="NetGrams">Net weight in grams, 1 to 30,000,000.</param>
/// <param name="Confirmed">Somebody looked twice: a weight far from the nominal one counts only so.</param>
[GenerateSerializer, Immutable, Alias("ordi2.batch.weigh"), Step("weigh")]
public sealed record WeighBatch(
    [property: Id(0)] long NetGrams,
    [property: Id(1)] bool Confirmed = false) : BatchCommand;

/// <summary>The carrier takes the batch.</summary>
/// <param name="Carrier">Which one.</param>
/// <param name="Traceability">Which paper follows it.</param>
/// <param name="SlipNumber">Number of that paper (BSD); needed unless the waste is not dangerous.</param>
/// <param name="CarrierReceipt">Number of the carrier's receipt (récépissé).</param>
/// <param name="Broker">Who arranged it for others (courtier or négociant), if anybody did.</param>
/// <param name="EcoOrganism">SIREN of the eco-organism whose scheme takes it, nine digits.</param>
[GenerateSerializer, Immutable, Alias("ordi2.batch.hand-over"), Step("hand-over")]
public sealed record HandOverBatch(
    [property: Id(0)] OrganisationId Carrier,
    [property: Id(1)] TraceabilityDocument Traceability,
    [property: Id(2)] string? SlipNumber = null,
    [property: Id(3)] string? CarrierReceipt = null,
    [property: Id(4)] OrganisationId? Broker = null,
    [property: Id(5)] string? EcoOrganism = null) : BatchCommand;

/// <summary>The recycler accepts the batch.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.batch.accept"), Step("accept")]
public sealed record AcceptBatch : BatchCommand;

/// <summary>The proof of the destruction of data did not come in time: written down once.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.batch.mark-proof-overdue"), Step("mark-proof-overdue")]
public sealed record MarkProofOverdue : BatchCommand;

/// <summary>The recycler refuses a part of the batch: these machines go into another one.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.batch.refuse-part"), Step("refuse-part")]
public sealed record RefusePart(
    [property: Id(0)] string Reason) : BatchCommand
{
    /// <summary>Which machines, at least one; some may be left.</summary>
    [Id(1)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];
}

/// <summary>The recycler proves the treatment (attestation de traitement).</summary>
/// <param name="Document">Number of the proof.</param>
/// <param name="TreatmentCode">R1 to R13 or D1 to D15.</param>
[GenerateSerializer, Immutable, Alias("ordi2.batch.prove"), Step("prove")]
public sealed record ProveBatch(
    [property: Id(0)] string Document,
    [property: Id(1)] string TreatmentCode) : BatchCommand
{
    /// <summary>How the data was destroyed: needed of a batch that holds data, and of no other.</summary>
    [Id(2)]
    public DataDestruction? Destruction { get; init; }
}
