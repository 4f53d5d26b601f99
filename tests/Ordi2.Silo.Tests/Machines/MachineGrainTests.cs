using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger;
using Ordi2.Ledger.Machines;

namespace Ordi2.Silo.Tests.Machines;

public sealed class MachineGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_scan_sent_twice_is_received_once_and_gets_the_first_answer()
    {
        var machine = SiloFixture.NewMachine();
        var scan = Guid.CreateVersion7();

        var first = await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator, scan);
        var second = await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator, scan);

        Assert.Equal((Outcome.AcceptedWithFinding, MachineStatus.Received), (first.Outcome, first.Status));
        Assert.Equal((Outcome.Duplicate, Outcome.AcceptedWithFinding, first.Version), (second.Outcome, second.FirstOutcome!.Value, second.Version));
        // Its reception note is of the whole gift, and made when the gift is counted.
        Assert.Empty(first.Documents);
        Assert.Equal(first.Version, (await silo.Ledger.ReadAsync($"machine/{machine}")).End.Seq);
    }

    [Fact]
    public async Task A_machine_remembers_its_life_and_its_answers_after_a_restart()
    {
        var machine = SiloFixture.NewMachine();
        var scan = Guid.CreateVersion7();
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);
        var first = await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator, scan);

        await silo.ForgetAsync(machine);
        var again = await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator, scan);

        Assert.Equal((Outcome.Duplicate, MachineStatus.Triaged, first.Version), (again.Outcome, again.Status, again.Version));
    }

    [Fact]
    public async Task A_scan_sent_again_after_a_lost_answer_counts_once()
    {
        var machine = SiloFixture.NewMachine();
        var scan = Guid.CreateVersion7();
        silo.Ledger.LoseTheNextAnswer();
        await Assert.ThrowsAsync<TimeoutException>(() => silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator, scan));

        var again = await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator, scan);

        Assert.Equal((Outcome.Duplicate, MachineStatus.Received), (again.Outcome, again.Status));
    }

    [Fact]
    public async Task Of_a_batch_of_which_one_fails_those_before_it_have_their_answers()
    {
        var machine = SiloFixture.NewMachine();
        Scan[] scans = [Of(new ReceiveDevice()), Of(new Triage(Route.Reuse)), Of(new InventoryCheck())];
        silo.Ledger.FailOne(after: 1, new TimeoutException("The ledger does not answer."));

        var first = await silo.Machine(machine).ScanAsync([.. scans], Cast.Operator);
        var second = await silo.Machine(machine).ScanAsync([.. scans], Cast.Operator);

        Assert.Equal([(Outcome.AcceptedWithFinding, null), (Outcome.Refused, "try-again"), (Outcome.Refused, "try-again")], first.Select(one => (one.Outcome, one.Reason?.Code)));
        Assert.Equal([Outcome.Duplicate, Outcome.Accepted, Outcome.Accepted], second.Select(one => one.Outcome));

        Scan Of(MachineCommand command) => new(Guid.CreateVersion7(), silo.Clock.GetUtcNow(), null, command);
    }

    [Fact]
    public async Task What_the_database_refuses_for_good_is_refused_and_not_asked_for_again()
    {
        var machine = SiloFixture.NewMachine();
        silo.Ledger.FailOne(after: 0, new LedgerRefusedException("No such character."));

        var receipt = await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);

        Assert.Equal((Outcome.Refused, "cannot-be-stored"), (receipt.Outcome, receipt.Reason!.Code));
        Assert.Equal(Outcome.AcceptedWithFinding, (await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator)).Outcome);
    }

    [Fact]
    public async Task A_scan_has_its_answer_even_if_what_waited_for_it_cannot_be_written_now()
    {
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator, ago: TimeSpan.FromMinutes(30));

        // The device is received; the scan that waited for it meets another activation, and then another machine's label.
        silo.Ledger.FailOne(after: 1, new LedgerConflictException($"machine/{machine}", 1));
        var received = await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator, ago: TimeSpan.FromMinutes(40));
        var next = await silo.ScanAsync(machine, new InventoryCheck(), Cast.Operator);
        var after = await silo.ScanAsync(machine, new InventoryCheck(), Cast.Operator);

        Assert.Equal((Outcome.AcceptedWithFinding, MachineStatus.Received), (received.Outcome, received.Status));
        Assert.Equal(Outcome.Accepted, next.Outcome);
        Assert.Equal(MachineStatus.Triaged, after.Status);
    }

    [Fact]
    public async Task A_refused_scan_keeps_its_answer_over_a_restart()
    {
        var machine = SiloFixture.NewMachine();
        var scan = Guid.CreateVersion7();
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);
        var first = await silo.ScanAsync(machine, new InstallOs(OsPlan.Linux), Cast.Operator, scan);

        await silo.ForgetAsync(machine);
        await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);
        var again = await silo.ScanAsync(machine, new InstallOs(OsPlan.Linux), Cast.Operator, scan);

        Assert.Equal((Outcome.Refused, "wrong-status"), (first.Outcome, first.Reason!.Code));
        Assert.Equal((Outcome.Duplicate, Outcome.Refused, "wrong-status"), (again.Outcome, again.FirstOutcome!.Value, again.Reason!.Code));
    }

    [Fact]
    public async Task The_same_scan_id_for_another_step_is_refused()
    {
        var machine = SiloFixture.NewMachine();
        var scan = Guid.CreateVersion7();
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator, scan);

        var other = await silo.ScanAsync(machine, new Triage(Route.Parts), Cast.Operator, scan);

        Assert.Equal((Outcome.Refused, "scan-id-reused"), (other.Outcome, other.Reason!.Code));
    }

    [Fact]
    public async Task The_same_scan_id_for_another_machine_is_refused()
    {
        var (machine, other) = (SiloFixture.NewMachine(), SiloFixture.NewMachine());
        var scan = Guid.CreateVersion7();
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator, scan);

        var receipt = await silo.ScanAsync(other, new ReceiveDevice(), Cast.Operator, scan);

        Assert.Equal((Outcome.Refused, "scan-id-reused"), (receipt.Outcome, receipt.Reason!.Code));
        Assert.Empty((await silo.Ledger.ReadAsync($"machine/{other}")).Events);
    }

    [Fact]
    public async Task A_scan_that_came_before_its_time_is_held_and_carried_out_when_what_was_missing_arrives()
    {
        var machine = SiloFixture.NewMachine();
        var early = Guid.CreateVersion7();

        var held = await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator, early, ago: TimeSpan.FromMinutes(30));
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator, ago: TimeSpan.FromMinutes(40));
        var again = await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator, early);
        var next = await silo.ScanAsync(machine, new InventoryCheck(), Cast.Operator);

        Assert.Equal((Outcome.Held, MachineStatus.None, "label-not-known-yet"), (held.Outcome, held.Status, held.Reason!.Code));
        Assert.Equal((Outcome.Duplicate, Outcome.Held), (again.Outcome, again.FirstOutcome!.Value));
        Assert.Equal(MachineStatus.Triaged, next.Status);
    }

    [Fact]
    public async Task A_scan_by_somebody_who_does_not_hold_the_machine_is_held_until_custody_is_confirmed()
    {
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);

        var wrong = await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Stranger);
        await silo.ScanAsync(machine, new ClaimCustody(), Cast.Stranger);
        var claimed = await RowAsync();
        var confirmed = await silo.ScanAsync(machine, new ConfirmHandover(), Cast.Supervisor);
        var after = await silo.ScanAsync(machine, new InventoryCheck(), Cast.Stranger);

        Assert.Equal((Outcome.Held, "wrong-custody"), (wrong.Outcome, wrong.Reason!.Code));
        Assert.Equal("Atelier Nord", Assert.Single(wrong.Reason.Arguments));
        Assert.Equal(claimed.DueAt, claimed.ClaimUntil!.Value);
        Assert.Null((await RowAsync()).ClaimUntil);
        Assert.Equal(Outcome.Accepted, confirmed.Outcome);
        Assert.Equal((Outcome.Accepted, MachineStatus.Triaged), (after.Outcome, after.Status));

        async Task<MachineRow> RowAsync() => (await silo.Services.GetRequiredService<MachineQueries>().GetAsync(machine.Text))!;
    }

    [Fact]
    public async Task An_old_and_a_new_label_lead_to_the_same_machine()
    {
        var (machine, label) = (SiloFixture.NewMachine(), SiloFixture.NewMachine());
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);
        await silo.ScanAsync(machine, new Relabel(label, "serial"), Cast.Supervisor);

        var byNew = await silo.ScanAsync(label, new Triage(Route.Reuse), Cast.Operator);
        var byOld = await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);

        Assert.Equal(machine, byNew.AliasOf);
        Assert.Equal((Outcome.Accepted, MachineStatus.Triaged), (byOld.Outcome, byOld.Status));
    }

    [Fact]
    public async Task A_label_that_leads_to_a_machine_cannot_be_stuck_on_another()
    {
        var (machine, other) = (SiloFixture.NewMachine(), SiloFixture.NewMachine());
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);
        await silo.ScanAsync(other, new ReceiveDevice(), Cast.Operator);

        var receipt = await silo.ScanAsync(machine, new Relabel(other, "serial"), Cast.Supervisor);

        Assert.Equal((Outcome.Refused, "label-taken"), (receipt.Outcome, receipt.Reason!.Code));
    }

    [Fact]
    public async Task A_wrong_tile_is_taken_back_by_the_same_person_within_seconds()
    {
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);
        var wrong = await silo.ScanAsync(machine, new Triage(Route.Recycle), Cast.Operator);

        var undone = await silo.ScanAsync(machine, new CorrectEvent(wrong.Version, "did-not-occur"), Cast.Operator);
        var right = await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);
        await silo.ForgetAsync(machine);
        var after = await silo.ScanAsync(machine, new InventoryCheck(), Cast.Operator);

        Assert.Equal((Outcome.Accepted, MachineStatus.Received), (undone.Outcome, undone.Status));
        Assert.Equal((Outcome.Accepted, MachineStatus.Triaged), (right.Outcome, right.Status));
        Assert.Equal(MachineStatus.Triaged, after.Status);
    }

    [Theory]
    [InlineData("0A1")]
    [InlineData("A1")]
    [InlineData("00A1")]
    [InlineData("1E5")]
    public async Task Labels_that_look_like_numbers_are_machines_of_their_own(string label)
    {
        var receipt = await silo.ScanAsync(new MachineId(label), new ReceiveDevice(), Cast.Operator);

        Assert.Equal((Outcome.AcceptedWithFinding, 3L), (receipt.Outcome, receipt.Version));
    }
}
