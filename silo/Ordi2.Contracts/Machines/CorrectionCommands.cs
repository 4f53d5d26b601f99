namespace Ordi2.Contracts.Machines;

/// <summary>Transition 37: the last step did not happen, or not so: a compensating event, never a deletion.</summary>
/// <param name="Seq">Number of the event in the machine's history; 0 where <paramref name="Scan"/> says which.</param>
/// <param name="Reason"><c>did-not-occur</c> or <c>incorrect-data</c>, with words if wanted.</param>
/// <param name="Scan">The scan that made the step, for a device that knows its scan and not the history; nothing where <paramref name="Seq"/> says which.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.correct-event"), Step("correct-event")]
public sealed record CorrectEvent(
    [property: Id(0)] long Seq,
    [property: Id(1)] string Reason,
    [property: Id(2)] Guid? Scan = null) : MachineCommand;

/// <summary>Transition 38: a new label; the old one keeps leading here.</summary>
/// <param name="NewLabel">The new label.</param>
/// <param name="Proof">What shows that it is the same machine: <c>serial</c> or the name of a photo.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.relabel"), Step("relabel")]
public sealed record Relabel(
    [property: Id(0)] MachineId NewLabel,
    [property: Id(1)] string Proof) : MachineCommand;

/// <summary>Transition 40: seen during an inventory. The report of the inventory (INVENTORY_REPORT) compares these scans with the books.</summary>
/// <param name="Zone">Where.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.inventory-check"), Step("inventory-check")]
public sealed record InventoryCheck(
    [property: Id(0)] string? Zone = null) : MachineCommand;
