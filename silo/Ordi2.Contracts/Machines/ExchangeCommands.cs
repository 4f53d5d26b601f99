using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;

namespace Ordi2.Contracts.Machines;

/// <summary>
/// Transition 4.4: a machine that another consignee scanned in stays there, in the place of one that went the wrong way as well: its
/// allocation, its delivery and its custody change at once. Only the process of an exchange says so.
/// </summary>
/// <param name="Of">The machine whose place it takes.</param>
/// <param name="Dossier">The dossier of that place.</param>
/// <param name="Line">Line of its needs, from 0.</param>
/// <param name="Delivery">The delivery of that place.</param>
/// <param name="Allocation">The allocation of that place, if it has one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.take-place"), Step("take-place")]
public sealed record TakePlace(
    [property: Id(0)] MachineId Of,
    [property: Id(1)] DossierId Dossier,
    [property: Id(2)] int Line,
    [property: Id(3)] DeliveryId Delivery,
    [property: Id(4)] AllocationId? Allocation = null) : MachineCommand;

/// <summary>An exchange is undone: the machine is where it was before, claimed by who scanned it in. Only the process of the exchange says so.</summary>
/// <param name="Of">The machine whose place it had taken.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.give-back-place"), Step("give-back-place")]
public sealed record GiveBackPlace(
    [property: Id(0)] MachineId Of) : MachineCommand;

/// <summary>Transition 19 taken back: the machine is out of its box and waits for its delivery again.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.unpack"), Step("unpack")]
public sealed record Unpack(
    [property: Id(0)] string Reason) : MachineCommand;
