using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Scanner.Simulation.Planning;
using Ordi2.Scanner.Simulation.Playing;

namespace Ordi2.Scanner.Simulation;

/// <summary>One kind of outcome: how many machines the plan, the server's lists and the server's boards count for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Planned">In the plan.</param>
/// <param name="Listed">In the lists of machines.</param>
/// <param name="Counted">On the boards.</param>
internal sealed record TallyRow(string Name, long Planned, long Listed, long Counted)
{
    public bool Agrees => Planned == Listed && Listed == Counted;
}

/// <summary>
/// What became of the machines, as the balance of domain.md 4.5 (invariant 12): received = ready + in process + placed + recycled + refused +
/// missing. Each number stands three times: in the plan, in the lists, on the boards.
/// </summary>
/// <param name="Rows">The kinds of outcome, in the order of the balance.</param>
/// <param name="Statuses">The statuses behind them.</param>
/// <param name="Announced">Announced and not yet come: no part of the balance.</param>
/// <param name="Received">Everything that came.</param>
/// <param name="Unknown">Machines of the plan that the server does not list.</param>
/// <param name="HeldScans">Scans that still wait for a person.</param>
internal sealed record Tally(
    ImmutableArray<TallyRow> Rows,
    ImmutableArray<TallyRow> Statuses,
    TallyRow Announced,
    TallyRow Received,
    int Unknown,
    long HeldScans)
{
    private static readonly (string Name, MachineStatus[] Statuses)[] Kinds =
    [
        ("ready", [MachineStatus.Ready]),
        ("placed", [MachineStatus.Placed]),
        ("recycled", [MachineStatus.Recycled]),
        ("refused or handed back", [MachineStatus.Refused, MachineStatus.HandedBack]),
        ("missing or stolen", [MachineStatus.Missing, MachineStatus.Stolen]),
    ];

    /// <summary>Whether every number agrees, and the sum of the kinds is what was received.</summary>
    public bool Balances =>
        Unknown == 0 && Announced.Agrees && Received.Agrees && Rows.All(row => row.Agrees) && Statuses.All(row => row.Agrees)
        && Rows.Sum(row => row.Listed) == Received.Listed && Rows.Sum(row => row.Counted) == Received.Counted;

    public static Tally Of(Plan plan, IReadOnlyCollection<ListedMachine> listed, IReadOnlyDictionary<string, long> counters)
    {
        var planned = plan.Machines.GroupBy(machine => machine.Status).ToDictionary(group => group.Key, group => (long)group.Count());
        var onList = listed.GroupBy(machine => machine.Status, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal);
        var known = listed.Select(machine => machine.Machine).ToHashSet(StringComparer.Ordinal);

        var statuses = Enum.GetValues<MachineStatus>().Where(status => status is not MachineStatus.None)
            .Select(status => (Status: status, Row: new TallyRow(
                status.Code(),
                planned.GetValueOrDefault(status),
                onList.GetValueOrDefault(status.Code()),
                counters.GetValueOrDefault($"status/{status.Code()}"))))
            .ToList();

        var named = Kinds.SelectMany(kind => kind.Statuses).Append(MachineStatus.Declared).ToHashSet();
        ImmutableArray<TallyRow> rows =
        [
            .. Kinds.Select(kind => Sum(kind.Name, kind.Statuses.Contains)),
            Sum("in process", status => !named.Contains(status)),
        ];
        var announced = Sum("announced, never came", status => status is MachineStatus.Declared);

        return new(
            rows,
            [.. statuses.Select(one => one.Row).Where(row => row.Planned + row.Listed + row.Counted > 0)],
            announced,
            new TallyRow("received", plan.Machines.Length - announced.Planned, listed.Count - announced.Listed, counters.GetValueOrDefault("machines") - announced.Counted),
            plan.Machines.Count(machine => !known.Contains(machine.Label.Text)),
            listed.Sum(machine => (long)machine.HeldScans));

        TallyRow Sum(string name, Func<MachineStatus, bool> of)
        {
            var chosen = statuses.Where(one => of(one.Status)).Select(one => one.Row).ToList();
            return new(name, chosen.Sum(row => row.Planned), chosen.Sum(row => row.Listed), chosen.Sum(row => row.Counted));
        }
    }
}
