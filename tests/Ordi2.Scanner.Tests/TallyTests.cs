using Ordi2.Contracts;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Simulation.Planning;
using Ordi2.Scanner.Simulation.Playing;

namespace Ordi2.Scanner.Tests;

public class TallyTests
{
    private static readonly Plan Plan = Planner.Make(Given.ATerritory(), ReportShelf.Open(null), 400, 8);

    [Fact]
    public void It_balances_when_plan_lists_and_boards_agree()
    {
        var tally = Tally.Of(Plan, Listed(), Counters(Listed()));

        Assert.True(tally.Balances);
        Assert.Equal(tally.Received.Listed, tally.Rows.Sum(row => row.Listed));
        Assert.Equal(400, tally.Received.Listed + tally.Announced.Listed);
    }

    [Fact]
    public void A_machine_that_the_server_does_not_have_is_noticed()
    {
        var listed = Listed()[1..];
        Assert.False(Tally.Of(Plan, listed, Counters(listed)).Balances);
    }

    [Fact]
    public void A_board_that_counts_one_too_many_is_noticed()
    {
        var counters = Counters(Listed());
        counters["status/READY"]++;
        Assert.False(Tally.Of(Plan, Listed(), counters).Balances);
    }

    [Fact]
    public void A_machine_that_ended_elsewhere_than_planned_is_noticed()
    {
        var listed = Listed();
        listed[0] = listed[0] with { Status = listed[0].Status == "READY" ? "PLACED" : "READY" };
        Assert.False(Tally.Of(Plan, listed, Counters(listed)).Balances);
    }

    private static List<ListedMachine> Listed() => [.. Plan.Machines.Select(machine => new ListedMachine(machine.Label.Text, machine.Status.Code(), 0))];

    private static Dictionary<string, long> Counters(List<ListedMachine> listed)
    {
        var counters = listed.GroupBy(machine => $"status/{machine.Status}").ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal);
        counters["machines"] = listed.Count;
        return counters;
    }
}
