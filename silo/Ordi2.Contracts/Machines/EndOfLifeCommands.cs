using System.Collections.Immutable;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Contracts.Machines;

/// <summary>Transition 28: the machine is dismantled for parts; its carcass is a waste.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.cannibalise"), Step("cannibalise")]
public sealed record Cannibalise : MachineCommand
{
    /// <summary>What was taken out, each with its label.</summary>
    [Id(0)]
    public ImmutableArray<PartTaken> Parts { get; init; } = [];

    /// <summary>For a machine that no audit could list: the two persons who saw that no medium is left.</summary>
    [Id(1)]
    public ImmutableArray<string> NoMediaConfirmedBy { get; init; } = [];
}

/// <summary>One part that was taken out of a machine.</summary>
/// <param name="Part">Its label.</param>
/// <param name="PartType">Kind of part.</param>
/// <param name="MediumSerial">Serial of the medium, when the part is one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.part-taken")]
public sealed record PartTaken([property: Id(0)] PartId Part, [property: Id(1)] string PartType, [property: Id(2)] string? MediumSerial = null);

/// <summary>Transition 29: the machine becomes a waste and goes into a cage.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Batch">The batch (cage) that it is scanned into.</param>
/// <param name="WithData">Leaves with data: only to a batch for a certified shredder.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.scrap"), Step("scrap")]
public sealed record Scrap(
    [property: Id(0)] string Reason,
    [property: Id(1)] BatchId Batch,
    [property: Id(2)] bool WithData = false) : MachineCommand
{
    /// <summary>Somebody looked twice: a machine that was sorted for re-use, or whose kind goes into another cage, goes into this one only so.</summary>
    [Id(3)]
    public bool Confirmed { get; init; }
}

/// <summary>Transition 30: a waste is prepared for re-use, on an authorised site.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.rescue-from-waste"), Step("rescue-from-waste")]
public sealed record RescueFromWaste(
    [property: Id(0)] string Reason) : MachineCommand;

/// <summary>Transition 31: the recycler proved the treatment of the batch.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.confirm-recycling"), Step("confirm-recycling")]
public sealed record ConfirmRecycling : MachineCommand;
