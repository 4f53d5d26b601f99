using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>By when the system acts on a machine, and what it then asks. The deadlines count from facts, so that a restart finds the same.</summary>
public static class MachineDeadlines
{
    /// <summary>Why the system sends a machine back that an EPN did not place (domain.md 4.3, transition 24).</summary>
    public const string NotPlaced = "placement-deadline";

    /// <summary>Why the system sends a machine back to the bench that stayed in stock for too long (transition 39).</summary>
    public const string TooLongInStock = "stock-age";

    /// <summary>Why the system sends a machine back to the bench whose own system is no longer mended (transition 39).</summary>
    public const string SystemOutOfSupport = "system-out-of-support";

    /// <summary>By when somebody must act on the machine, if anybody must; the system acts in their place then.</summary>
    public static DateTimeOffset? Next(Machine machine) =>
        Earlier(ConfirmedAfter(machine), Earlier(PlaceBefore(machine), Earlier(ComplaintBefore(machine), RequalifyAfter(machine))));

    /// <summary>The next moment at which the system must look at the machine, if any.</summary>
    public static DateTimeOffset? Wakes(Machine machine) => Earlier(Next(machine), RemindAt(machine));

    /// <summary>What the system asks of the machine at this moment; nothing while nothing is due.</summary>
    public static MachineCommand? WhenDue(Machine machine, DateTimeOffset now) =>
        ConfirmedAfter(machine) <= now ? new ConfirmHandover()
        : PlaceBefore(machine) <= now ? new GiveBackUnplaced(NotPlaced)
        : RemindAt(machine) <= now ? new RemindPlacement()
        : ComplaintBefore(machine) <= now ? new MarkComplaintOverdue()
        : RequalifyAfter(machine) <= now ? new Requalify(machine.SupportEnds <= now ? SystemOutOfSupport : TooLongInStock)
        : null;

    /// <summary>
    /// Until when the holder may answer a claim; its silence is consent from then on. Whoever contests it takes the decision from the
    /// clock: the coordinator settles it (domain.md 4.4).
    /// </summary>
    public static DateTimeOffset? ConfirmedAfter(Machine machine) => machine.Custody?.Pending is { Contested: false } pending ? pending.ConfirmedAfter : null;

    private static DateTimeOffset? PlaceBefore(Machine machine) => machine.Status == MachineStatus.AtEpn ? machine.PlaceBefore : null;

    private static DateTimeOffset? RemindAt(Machine machine) => machine.Status == MachineStatus.AtEpn ? machine.RemindAt : null;

    private static DateTimeOffset? ComplaintBefore(Machine machine) =>
        machine is { Status: MachineStatus.Stolen, Theft: { Complaint: null, Overdue: false } theft } ? theft.ComplaintBefore : null;

    // Reserved machines are left alone: one that is free again is looked at then.
    private static DateTimeOffset? RequalifyAfter(Machine machine) =>
        machine is { Status: MachineStatus.Ready, Custody: not null } ? Earlier(machine.RequalifyAfter, machine.SupportEnds) : null;

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) => (one, other) switch
    {
        ({ } a, { } b) => a < b ? a : b,
        var (a, b) => a ?? b,
    };
}
