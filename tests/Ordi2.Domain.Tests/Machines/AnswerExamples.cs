using Ordi2.Contracts.Machines;
using Ordi2.Domain.Tests.Machines.Properties;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>What is answered to a scan, and to the same scan again.</summary>
public sealed class AnswerExamples
{
    private static readonly World Usual = new();
    private readonly Loop _loop = new();
    private DateTimeOffset _now = World.Start;
    private int _scans;

    [Fact]
    public void A_scan_that_is_sent_again_gets_its_first_answer_and_changes_nothing()
    {
        var receive = Scan(new ReceiveDevice(World.Gift, DeviceType.Laptop));
        var first = _loop.Take(receive, Who.Operator, Usual, _now);
        _loop.Take(Scan(new Triage(Route.Reuse)), Who.Operator, Usual, _now);
        var again = _loop.Take(receive, Who.Operator, Usual, _now);

        Assert.Equal((Outcome.Accepted, MachineStatus.Received, 2L), (first.Outcome, first.Status, first.Version));
        Assert.Equal((Outcome.Duplicate, Outcome.Accepted, MachineStatus.Received, 2L), (again.Outcome, again.FirstOutcome, again.Status, again.Version));
        Assert.Equal(3, _loop.History.Count);
    }

    [Fact]
    public void The_same_id_for_another_step_is_not_the_same_scan()
    {
        var receive = Scan(new ReceiveDevice(World.Gift, DeviceType.Laptop));
        _loop.Take(receive, Who.Operator, Usual, _now);
        var other = _loop.Take(receive with { Command = new Triage(Route.Reuse) }, Who.Operator, Usual, _now);

        Assert.Equal((Outcome.Refused, "scan-id-reused"), (other.Outcome, other.Reason!.Code));
        Assert.Equal(MachineStatus.Received, _loop.Machine.Status);
    }

    [Fact]
    public void A_refused_scan_stays_refused_however_often_it_is_sent()
    {
        _loop.Take(Scan(new ReceiveDevice(World.Gift, DeviceType.Laptop)), Who.Operator, Usual, _now);
        var tooEarly = Scan(new InstallOs(OsPlan.Linux));

        Assert.Equal("wrong-status", _loop.Take(tooEarly, Who.Operator, Usual, _now).Reason!.Code);
        var again = _loop.Take(tooEarly, Who.Operator, Usual, _now);
        Assert.Equal((Outcome.Duplicate, Outcome.Refused), (again.Outcome, again.FirstOutcome));
    }

    [Fact]
    public void A_proposal_waits_for_the_supervisor_and_says_so()
    {
        _loop.Take(Scan(new ReceiveDevice(World.Gift, DeviceType.Laptop)), Who.Operator, Usual, _now);
        var proposed = _loop.Take(Scan(new Triage(Route.Ask)), Who.Operator, Usual, _now);

        Assert.Equal((Outcome.Held, "waits-for-supervisor"), (proposed.Outcome, proposed.Reason!.Code));
    }

    [Fact]
    public void A_success_of_the_tool_that_proves_nothing_is_answered_with_a_finding()
    {
        foreach (var command in (MachineCommand[])[new ReceiveDevice(World.Gift, DeviceType.Laptop), new Triage(Route.Reuse), Given.Audit, new StartWipe()])
        {
            Assert.Equal(Outcome.Accepted, _loop.Take(Scan(command), Who.Operator, Usual, _now).Outcome);
        }

        var wiped = _loop.Take(Scan(Given.Success(Given.Proof(World.Disk) with { Errors = 2 })), Who.Operator, Usual, _now);

        Assert.Equal((Outcome.AcceptedWithFinding, "wipe-had-errors", MachineStatus.WipeFailed), (wiped.Outcome, wiped.Finding!.Code, wiped.Status));
    }

    [Fact]
    public void Scans_of_a_day_without_network_arrive_in_any_order_and_end_the_same()
    {
        Scan[] day =
        [
            Scan(new ReceiveDevice(World.Gift, DeviceType.Laptop)), Scan(new Triage(Route.Reuse)), Scan(Given.Audit), Scan(new StartWipe()),
            Scan(Given.Success(Given.Proof(World.Disk))), Scan(new InstallOs(OsPlan.Linux)),
        ];
        var evening = _now.AddHours(8);

        foreach (var order in (int[][])[[0, 1, 2, 3, 4, 5], [5, 4, 3, 2, 1, 0], [3, 1, 5, 0, 4, 2], [1, 0, 3, 2, 5, 4]])
        {
            var loop = new Loop();

            foreach (var scan in order.Select(index => day[index]))
            {
                Assert.NotEqual(Outcome.Refused, loop.Take(scan, Who.Operator, Usual, evening).Outcome);
            }

            Assert.Equal(MachineStatus.Installed, loop.Machine.Status);
            Assert.Equal(Sanitisation.Clean, loop.Machine.Sanitisation);
            Assert.Empty(loop.Machine.Held);
        }
    }

    private Scan Scan(MachineCommand command)
    {
        _now = _now.AddMinutes(1);
        return new(new Guid(++_scans, 0, 0, new byte[8]), _now, World.Site, command);
    }
}
