using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>By when the system acts on a machine, and what it then asks. The deadlines count from facts, so that a restart finds the same.</summary>
public static class MachineDeadlines
{
    /// <summary>Why the system sends a machine back that an EPN did not place (domain.md 4.3, transition 24).</summary>
    public const string NotPlaced = "placement-deadline";

    /// <summary>The next moment at which the system must look at the machine, if any.</summary>
    public static DateTimeOffset? Next(Machine machine) => (ConfirmedAfter(machine), PlaceBefore(machine)) switch
    {
        ({ } confirmed, { } placed) => confirmed < placed ? confirmed : placed,
        var (confirmed, placed) => confirmed ?? placed,
    };

    /// <summary>What the system asks of the machine at this moment; nothing while nothing is due.</summary>
    public static MachineCommand? WhenDue(Machine machine, DateTimeOffset now) =>
        ConfirmedAfter(machine) <= now ? new ConfirmHandover()
        : PlaceBefore(machine) <= now ? new GiveBackUnplaced(NotPlaced)
        : null;

    // Whoever contests it takes the decision from the clock: the coordinator settles it (domain.md 4.4).
    private static DateTimeOffset? ConfirmedAfter(Machine machine) => machine.Custody?.Pending is { Contested: false } pending ? pending.ConfirmedAfter : null;

    private static DateTimeOffset? PlaceBefore(Machine machine) => machine.Status == MachineStatus.AtEpn ? machine.PlaceBefore : null;
}
