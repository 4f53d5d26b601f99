using System.Collections.Immutable;
using Ordi2.Contracts.Parts;

namespace Ordi2.Contracts.Machines;

/// <summary>Transition 6: the hardware audit is bound to the machine.</summary>
/// <param name="Audit">What was found.</param>
/// <param name="LocksTested">Whether activation, firmware and supervisor locks were looked for (domain.md 2.8).</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.record-audit"), Step("record-audit")]
public sealed record RecordAudit(
    [property: Id(0)] HardwareAudit Audit,
    [property: Id(1)] bool LocksTested = false) : MachineCommand
{
    /// <summary>The locks that were found: blocking defects.</summary>
    [Id(2)]
    public ImmutableArray<string> Locks { get; init; } = [];

    /// <summary>The two persons (opaque) who saw that there is no medium; nobody is asked of a kind that holds none.</summary>
    [Id(3)]
    public ImmutableArray<string> NoMediaConfirmedBy { get; init; } = [];
}

/// <summary>Transition 7: a wipe begins.</summary>
/// <param name="Method">How; it must reach each medium's kind.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.start-wipe"), Step("start-wipe")]
public sealed record StartWipe(
    [property: Id(0)] WipeMethod Method = WipeMethod.Overwrite) : MachineCommand
{
    /// <summary>Serials of the media; empty means all that are dirty.</summary>
    [Id(1)]
    public ImmutableArray<string> Media { get; init; } = [];
}

/// <summary>Transition 8: the tool reports a success. The domain decides whether it is one.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.wipe-succeeded"), Step("wipe-succeeded")]
public sealed record WipeSucceeded : MachineCommand
{
    /// <summary>One report for each medium that was being wiped.</summary>
    [Id(0)]
    public ImmutableArray<WipeReport> Reports { get; init; } = [];

    /// <summary>What was seen of those that failed beside it, in words; nothing where all went well.</summary>
    [Id(1)]
    public string? Reason { get; init; }
}

/// <summary>Transition 9: the tool reports a failure, or nobody can show a success.</summary>
/// <param name="Reason">What was seen.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.wipe-failed"), Step("wipe-failed")]
public sealed record WipeFailed(
    [property: Id(0)] string? Reason = null) : MachineCommand
{
    /// <summary>What the tool wrote, where it wrote anything.</summary>
    [Id(1)]
    public ImmutableArray<WipeReport> Reports { get; init; } = [];
}

/// <summary>Transition 10: the failed media are tried again, at most twice.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.retry-wipe"), Step("retry-wipe")]
public sealed record RetryWipe : MachineCommand;

/// <summary>Transition 10: a medium is taken out, with a label of its own; its data goes with it.</summary>
/// <param name="Serial">Serial of the medium.</param>
/// <param name="Part">Label stuck on it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.remove-medium"), Step("remove-medium")]
public sealed record RemoveMedium(
    [property: Id(0)] string Serial,
    [property: Id(1)] PartId? Part = null) : MachineCommand;

/// <summary>Transition 10: a medium is destroyed before a witness (PV de destruction).</summary>
/// <param name="Serial">Serial of the medium.</param>
/// <param name="Method">How: shredded, drilled…</param>
/// <param name="Witness">The witness, opaque.</param>
/// <param name="Photo">Name of the photo.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.destroy-medium"), Step("destroy-medium")]
public sealed record DestroyMedium(
    [property: Id(0)] string Serial,
    [property: Id(1)] string Method,
    [property: Id(2)] string Witness,
    [property: Id(3)] string Photo) : MachineCommand;

/// <summary>Transition 11: the machine goes to repair.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.open-repair"), Step("open-repair")]
public sealed record OpenRepair : MachineCommand
{
    /// <summary>Codes of the defects.</summary>
    [Id(0)]
    public ImmutableArray<string> Defects { get; init; } = [];
}

/// <summary>Transition 12: a part is missing.</summary>
/// <param name="PartType">Kind of part: <c>ram</c>, <c>ssd</c>, <c>hdd</c>, <c>screen</c>, <c>battery</c>, <c>keyboard</c>…</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.request-part"), Step("request-part")]
public sealed record RequestPart(
    [property: Id(0)] string PartType) : MachineCommand;

/// <summary>The part is there: back to repair (domain.md 12.4, point 1).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.part-arrived"), Step("part-arrived")]
public sealed record PartArrived : MachineCommand;

/// <summary>A part is fitted during a repair.</summary>
/// <param name="Part">Label of the part.</param>
/// <param name="AlreadyFitted">It sits in the machine already and is only now declared: never refused, but a dirty medium makes the machine dirty.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.fit-part"), Step("fit-part")]
public sealed record FitPart(
    [property: Id(0)] PartId Part,
    [property: Id(1)] bool AlreadyFitted = false) : MachineCommand;

/// <summary>A part is taken out of the machine and labelled, before or without its dismantling.</summary>
/// <param name="Part">Label of the part.</param>
/// <param name="PartType">Kind of part.</param>
/// <param name="MediumSerial">Serial of the medium, when the part is one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.take-part"), Step("take-part")]
public sealed record TakePart(
    [property: Id(0)] PartId Part,
    [property: Id(1)] string PartType,
    [property: Id(2)] string? MediumSerial = null) : MachineCommand;

/// <summary>Transition 13: the repair is done.</summary>
/// <param name="SystemUntouched">Whether the installed system was left as it was (domain.md 12.4, point 2).</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.close-repair"), Step("close-repair")]
public sealed record CloseRepair(
    [property: Id(0)] bool SystemUntouched = false) : MachineCommand
{
    /// <summary>Labels of the parts that were used, beyond those already scanned in.</summary>
    [Id(1)]
    public ImmutableArray<PartId> PartsUsed { get; init; } = [];
}

/// <summary>Transition 14: the system is installed.</summary>
/// <param name="Plan">Which system.</param>
/// <param name="Image">Name and version of the image.</param>
/// <param name="Licence">Licence programme and class; needed for Windows.</param>
/// <param name="NewCoa">Number of the new licence label; needed for Windows.</param>
/// <param name="OldCoa">Number of the old licence label, reported for a commercial licence.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.install-os"), Step("install-os")]
public sealed record InstallOs(
    [property: Id(0)] OsPlan Plan,
    [property: Id(1)] string? Image = null,
    [property: Id(2)] string? Licence = null,
    [property: Id(3)] string? NewCoa = null,
    [property: Id(4)] string? OldCoa = null) : MachineCommand;

/// <summary>Transition 15: the machine works and is graded. From here it may be called « reconditionné » (R. 122-4 Code de la consommation).</summary>
/// <param name="Grade">Cosmetic state.</param>
/// <param name="ChargerPresent">Whether the charger is there; its absence is flagged.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.pass-qc"), Step("pass-qc")]
public sealed record PassQc(
    [property: Id(0)] Grade Grade,
    [property: Id(1)] bool ChargerPresent = true) : MachineCommand
{
    /// <summary>Every line of the functional sheet, answered.</summary>
    [Id(2)]
    public ImmutableArray<CheckLine> Lines { get; init; } = [];
}

/// <summary>Transition 16: at least one line fails.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.machine.fail-qc"), Step("fail-qc")]
public sealed record FailQc : MachineCommand
{
    /// <summary>Every line that was answered.</summary>
    [Id(0)]
    public ImmutableArray<CheckLine> Lines { get; init; } = [];
}

/// <summary>Transition 39: a machine that waited too long is audited again.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.machine.requalify"), Step("requalify")]
public sealed record Requalify(
    [property: Id(0)] string Reason) : MachineCommand;
