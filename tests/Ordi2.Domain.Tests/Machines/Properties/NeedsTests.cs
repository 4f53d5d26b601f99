using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines.Properties;

/// <summary>Each step says beforehand whom it has to ask; a guard that looks elsewhere would always find nobody.</summary>
public sealed class NeedsTests
{
    [Fact]
    public void A_step_is_decided_the_same_by_what_it_asks_for_as_by_all_that_is_known()
    {
        var machine = Machine.Unknown;

        Walk.Take(
            write => machine = write.After,
            begin: () => machine = Machine.Unknown,
            ask: (scan, caller, world, now) => AreTheSame(machine, scan, caller, world, now));
    }

    [Fact]
    public void On_a_good_day_too_and_at_every_status() => Assert.All(Enum.GetValues<MachineStatus>(), status =>
    {
        var story = Samples.At(status);

        foreach (var (step, command) in Samples.Commands)
        {
            foreach (var caller in TransitionTable.Of(step).SelectMany(row => row.Roles.Each()).Distinct().Select(Who.Usual))
            {
                AreTheSame(story.Machine, new Scan(Guid.Empty, story.Now, World.Site, command), caller, story.World, story.Now);
            }
        }
    });

    private static void AreTheSame(Machine machine, Scan scan, Caller caller, World world, DateTimeOffset now)
    {
        var asked = world.Asked(machine, scan.Command, caller.Organisation);

        // Who else has a serial is no question where there is none.
        var all = world.Around(caller.Organisation) with { SameSerial = asked.SameSerial };

        Assert.Equal(
            Said(MachineDecision.Decide(machine, World.Machine, scan, caller, all, now)),
            Said(MachineDecision.Decide(machine, World.Machine, scan, caller, asked, now)));
    }

    private static string Said(Decision<MachineEvent> decision) => decision switch
    {
        Refuse<MachineEvent> { Reason: var reason } => reason.Code,
        Accept<MachineEvent> { Events: var events } => string.Join(", ", events.Select(one => one.GetType().Name)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
