using System.Text.Json;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Simulation.Planning;

namespace Ordi2.Scanner.Tests;

public class PlanTests
{
    private static readonly ReportShelf Own = ReportShelf.Open(null);

    [Theory]
    [InlineData(1, 2, 1200)]
    [InlineData(2, 3, 600)]
    [InlineData(3, 1, 600)]
    public void The_rules_of_machines_answer_every_planned_scan_as_planned(int seed, int workshops, int machines)
    {
        var territory = Given.ATerritory(workshops);
        // The reports of real tools where they are here, else our own.
        var plan = Planner.Make(territory, seed == 1 ? Own : ReportShelf.Open(ReportShelf.FindFolder()), machines, seed);
        var world = new World(plan, territory);
        List<string> surprises = [];

        foreach (var stage in plan.Stages)
        {
            foreach (var act in stage.Acts.SelectMany(chain => chain))
            {
                world.Take(act);
            }

            foreach (var scan in stage.Waves.SelectMany(wave => wave))
            {
                var (outcome, refused) = world.Take(scan);
                if (refused is not null || outcome != scan.Expected)
                {
                    surprises.Add($"{stage.Name}: {CommandCatalog<MachineCommand>.StepOf(scan.Command)} by {scan.By.Role} of {scan.Label}, {scan.Disturbance}: {refused ?? outcome.ToString()} at {world.Machine(scan.Label.Text).Status}, not {scan.Expected}");
                }
            }
        }

        Assert.Empty(surprises.Take(10));
        Assert.All(plan.Machines, machine => Assert.Equal((machine.Label, machine.Status), (machine.Label, world.StatusOf(machine))));
        Assert.All(plan.Machines, machine => Assert.Empty(world.Machine(machine.Label.Text).Held));
    }

    [Fact]
    public void A_wipe_that_proves_nothing_never_leads_to_a_clean_machine()
    {
        var territory = Given.ATerritory();
        var plan = Planner.Make(territory, ReportShelf.Open(ReportShelf.FindFolder()), 2000, 4);
        var world = new World(plan, territory);
        var believed = 0;

        foreach (var stage in plan.Stages)
        {
            stage.Acts.SelectMany(chain => chain).ToList().ForEach(world.Take);

            foreach (var scan in stage.Waves.SelectMany(wave => wave))
            {
                world.Take(scan);

                if (scan is { Command: WipeSucceeded { Reports: [{ Verified: false }, ..] }, Disturbance: Disturbance.None })
                {
                    believed++;
                    var machine = world.Machine(scan.Label.Text);
                    Assert.Equal((MachineStatus.WipeFailed, Sanitisation.Dirty), (machine.Status, machine.Sanitisation));
                }
            }
        }

        Assert.NotEqual(0, believed);
    }

    [Fact]
    public void The_same_seed_makes_the_same_plan_and_another_seed_another_one()
    {
        Assert.Equal(Written(1), Written(1));
        Assert.NotEqual(Written(1), Written(2));

        static string Written(int seed) => string.Join('\n', Planner.Make(Given.ATerritory(), Own, 300, seed).Stages
            .SelectMany(stage => stage.Waves).SelectMany(wave => wave)
            .Select(scan => $"{scan.Id} {scan.Label} {scan.Tick} {JsonSerializer.Serialize(scan.Command, scan.Command.GetType(), WireJson.Options)}"));
    }

    [Fact]
    public void Five_scans_in_a_hundred_are_repeated_two_out_of_order_and_one_by_wrong_hands()
    {
        var scans = Planner.Make(Given.ATerritory(), Own, 3000, 5).Stages.SelectMany(stage => stage.Waves).SelectMany(wave => wave).ToList();

        Assert.InRange(Share(scan => scan.Disturbance is Disturbance.Repeated), 4, 6);
        Assert.InRange(Share(scan => scan.Disturbance is Disturbance.OutOfOrder), 1.3, 3);
        Assert.InRange(Share(scan => scan.Disturbance is Disturbance.WrongCustody && scan.Expected is Expected.Held), 0.6, 1.5);

        double Share(Func<PlannedScan, bool> of) => 100.0 * scans.Count(of) / scans.Count;
    }

    [Fact]
    public void Every_kind_of_end_happens()
    {
        var ends = Planner.Make(Given.ATerritory(), Own, 3000, 6).Machines.Select(machine => machine.Status).Distinct().ToList();

        foreach (var status in (MachineStatus[])[MachineStatus.Declared, MachineStatus.Refused, MachineStatus.HandedBack, MachineStatus.Ready,
            MachineStatus.Placed, MachineStatus.Returning, MachineStatus.Received, MachineStatus.Missing, MachineStatus.Stolen, MachineStatus.Recycled])
        {
            Assert.Contains(status, ends);
        }
    }

    [Fact]
    public void No_two_machines_have_the_same_label_and_no_two_scans_the_same_id()
    {
        var plan = Planner.Make(Given.ATerritory(), Own, 2000, 7);
        var ids = plan.Stages.SelectMany(stage => stage.Waves).SelectMany(wave => wave).Where(scan => scan.Disturbance is not Disturbance.Repeated).Select(scan => scan.Id).ToList();

        Assert.Equal(2000, plan.Machines.DistinctBy(machine => machine.Label).Count());
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }
}
