using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Allocations;

/// <summary>The pole asks for machines for a line of an accepted dossier: those that suit and wait longest are proposed, nothing is reserved yet.</summary>
/// <param name="Dossier">Which dossier.</param>
/// <param name="Line">Line of its needs, from 0.</param>
/// <param name="Quantity">How many, at most what was accepted and is not allocated yet.</param>
/// <param name="Deadline">First moment at which what is not packed goes back to the stock; left out, it follows from the rules of the pole: 60 days as shipped.</param>
[GenerateSerializer, Immutable, Alias("ordi2.allocation.create"), Step("create")]
public sealed record CreateAllocation(
    [property: Id(0)] DossierId Dossier,
    [property: Id(1)] int Line,
    [property: Id(2)] int Quantity,
    [property: Id(3)] DateTimeOffset? Deadline = null) : AllocationCommand;

/// <summary>The machines are reserved, all or none: where another coordinator had one first, none is, and the answer says how many are left.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.allocation.confirm"), Step("confirm")]
public sealed record ConfirmAllocation : AllocationCommand;

/// <summary>The allocation is given up: what is not packed goes back to the stock.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.allocation.release"), Step("release")]
public sealed record GiveUpAllocation(
    [property: Id(0)] string Reason) : AllocationCommand;

/// <summary>The deadline passed: the clock says so.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.allocation.expire"), Step("expire")]
public sealed record ExpireAllocation : AllocationCommand;

/// <summary>Bookkeeping: what became of one machine of the allocation.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Code of the reason, where there is one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.allocation.note-machine"), Step("note-machine")]
public sealed record NoteMachine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] AllocatedState State,
    [property: Id(2)] string? Reason = null) : AllocationCommand;

/// <summary>Bookkeeping of an exchange: a machine that arrived takes the place of another, or gives it back. Told by the machine.</summary>
/// <param name="Old">The machine that had the place.</param>
/// <param name="New">The machine that has it from now on.</param>
/// <param name="Grade">Grade of the new one.</param>
/// <param name="Profile">Profile of the new one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.allocation.exchange-machine"), Step("exchange-machine")]
public sealed record ExchangeMachine(
    [property: Id(0)] MachineId Old,
    [property: Id(1)] MachineId New,
    [property: Id(2)] Grade Grade,
    [property: Id(3)] Profile Profile) : AllocationCommand;
