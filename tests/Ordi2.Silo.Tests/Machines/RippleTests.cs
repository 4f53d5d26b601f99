using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain;
using Ordi2.Domain.Machines;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Telling;
using Ordi2.Silo.Clocks;
using Ordi2.Silo.Machines;
using Ordi2.Silo.Streams;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Machines;

public sealed class RippleTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_scrapped_machine_is_in_its_cage()
    {
        var (machine, batch) = (SiloFixture.NewMachine(), await ACageAsync());
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Desktop), Cast.Operator);
        await silo.ScanAsync(machine, new Triage(Route.Recycle), Cast.Operator);

        var receipt = await silo.ScanAsync(machine, new Scrap("broken", batch, WithData: true), Cast.Supervisor);

        Assert.Equal((Outcome.Accepted, MachineStatus.ToRecycle), (receipt.Outcome, receipt.Status));
        Assert.Equal([machine], await CageAsync(batch));
    }

    [Fact]
    public async Task What_a_process_wrote_and_did_not_live_to_tell_is_told_by_the_clock()
    {
        var (machine, batch) = (SiloFixture.NewMachine(), await ACageAsync());
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Desktop), Cast.Operator);
        await WriteAndDieAsync(machine, new Scrapped("broken", batch, WithData: true), new LegalNatureDecided(LegalNature.Waste, "broken"));
        Assert.Empty(await CageAsync(batch));

        var clock = silo.Services.GetRequiredService<Clock>();
        silo.Clock.Advance(Retelling.Grace);
        await clock.RoundAsync();
        await clock.RoundAsync();

        Assert.Equal([machine], await CageAsync(batch));
        Assert.Empty(await silo.Services.GetRequiredService<UntoldQueries>().OfAsync($"machine/{machine}"));
    }

    [Fact]
    public async Task A_machine_that_is_found_after_its_loss_with_a_partner_is_out_on_no_loan()
    {
        var territory = await Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(laptops: 1));
        var loan = await ALoanAsync(territory, dossier);
        var machine = await silo.ReadyLaptopAsync();
        await WriteAndDieAsync(machine, new PlacedWithPartner(loan, territory.Epn, territory.Partner, "p1", Derogation: false));
        await WriteAndDieAsync(machine, new WentMissing(null));
        await silo.Machine(machine).RetellAsync(1, long.MaxValue);
        Assert.Equal(machine, Assert.Single((await LoanAsync(loan)).OpenLines));

        await silo.ScanAsync(machine, new Recover("behind the shelf"), Cast.Operator);

        Assert.Empty((await LoanAsync(loan)).OpenLines);
    }

    [Fact]
    public async Task A_complaint_that_is_told_after_the_theft_is_filed_on_the_loan_and_stands_on_the_incident_of_the_theft()
    {
        var territory = await Territory.AtAsync(silo);
        var loan = await ALoanAsync(territory, new DossierId(await territory.AcceptedDossierAsync(laptops: 1)));
        var machine = await silo.ReadyLaptopAsync();
        await WriteAndDieAsync(machine, new PlacedWithPartner(loan, territory.Epn, territory.Partner, "p1", Derogation: false));
        await silo.Machine(machine).RetellAsync(1, long.MaxValue);
        Assert.Equal(MachineStatus.Stolen, (await silo.ScanAsync(machine, new ReportTheft(), Territory.Coordinator)).Status);
        Assert.Empty((await LoanAsync(loan)).Filed);
        silo.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(machine, new TellComplaint("PV-9"), Territory.Coordinator)).Outcome);

        Assert.Equal("PV-9", Assert.Single((await LoanAsync(loan)).Filed).Declaration);
        var incident = Assert.Single((await silo.Services.GetRequiredService<AggregateQueries>().ListAsync(new() { Kind = "incident", About = $"loan/{loan}" })));
        Assert.Contains("PV-9", incident.Row.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_told_late_is_told_as_it_was_with_what_had_been_taken_back_left_out()
    {
        var territory = await Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(laptops: 1));
        var loan = await ALoanAsync(territory, dossier);
        var machine = await silo.ReadyLaptopAsync();
        var reserved = await silo.ScanAsync(machine, new Allocate(dossier), Territory.Coordinator);
        await WriteAndDieAsync(machine, new GivenBackUnplaced("no-use"));
        await WriteAndDieAsync(machine, new EventCorrected(reserved.Version + 1, "did-not-occur"));
        await WriteAndDieAsync(machine, new PlacedWithPartner(loan, territory.Epn, territory.Partner, "p1", Derogation: false));
        await silo.Machine(machine).RetellAsync(1, long.MaxValue);
        Assert.Equal(machine, Assert.Single((await LoanAsync(loan)).OpenLines));

        await WriteAndDieAsync(machine, new ReturnReceived(MachineStatus.Received, MediaDirty: true, "good", ChargerPresent: true, Photo: null));
        await silo.Machine(machine).RetellAsync(1, long.MaxValue);

        Assert.Empty((await LoanAsync(loan)).OpenLines);
    }

    [Fact]
    public async Task Telling_again_does_not_hide_from_a_grain_that_another_process_wrote_to_its_machine()
    {
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);
        await WriteElsewhereAsync(machine, new DeviceTriaged(Route.Parts, true, "2026-1"));

        await silo.Machine(machine).RetellAsync(1, long.MaxValue);
        var late = await silo.ScanAsync(machine, new Triage(Route.Reuse), Cast.Operator);

        Assert.Equal((Outcome.Refused, "wrong-status"), (late.Outcome, late.Reason?.Code));
    }

    [Fact]
    public async Task A_correction_is_decided_on_what_another_process_wrote_meanwhile()
    {
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);
        var wrong = await silo.ScanAsync(machine, new Triage(Route.Recycle), Cast.Operator);
        await WriteElsewhereAsync(machine, new RepairOpened(MachineStatus.Triaged, []));

        var late = await silo.ScanAsync(machine, new CorrectEvent(wrong.Version, "did-not-occur"), Cast.Supervisor);

        Assert.Equal((Outcome.Refused, "not-the-last-step"), (late.Outcome, late.Reason?.Code));
    }

    [Fact]
    public async Task Of_two_machines_for_one_place_in_a_dossier_the_first_gets_it_and_the_other_is_refused()
    {
        var territory = await Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(laptops: 1));
        var (first, second) = (await silo.ReadyLaptopAsync(), await silo.ReadyLaptopAsync());

        var taken = await silo.ScanAsync(first, new Allocate(dossier), Territory.Coordinator);
        var late = await silo.ScanAsync(second, new Allocate(dossier), Territory.Coordinator);

        Assert.Equal((Outcome.Accepted, MachineStatus.Reserved), (taken.Outcome, taken.Status));
        Assert.Equal((Outcome.Refused, "line-is-full"), (late.Outcome, late.Reason?.Code));
        Assert.Equal(1, Assert.Single((await territory.Dossier(dossier.Text).GetAsync())!.Needs).Allocated);
    }

    [Fact]
    public async Task A_place_in_a_dossier_that_was_taken_before_another_process_wrote_is_still_this_machines()
    {
        var territory = await Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(laptops: 1));
        var machine = await silo.ReadyLaptopAsync();
        await WriteElsewhereAsync(machine, new Sighted(Cast.OtherWorkshop, null));

        var taken = await silo.ScanAsync(machine, new Allocate(dossier), Territory.Coordinator);

        Assert.Equal((Outcome.Accepted, MachineStatus.Reserved), (taken.Outcome, taken.Status));
    }

    [Fact]
    public async Task A_place_in_a_dossier_is_free_again_when_another_process_made_the_allocation_impossible()
    {
        var territory = await Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(laptops: 1));
        var (machine, other) = (await silo.ReadyLaptopAsync(), await silo.ReadyLaptopAsync());
        await WriteElsewhereAsync(machine, new WentMissing(null));

        var late = await silo.ScanAsync(machine, new Allocate(dossier), Territory.Coordinator);
        var next = await silo.ScanAsync(other, new Allocate(dossier), Territory.Coordinator);

        Assert.Equal((Outcome.Refused, "wrong-status"), (late.Outcome, late.Reason?.Code));
        Assert.Equal((Outcome.Accepted, MachineStatus.Reserved), (next.Outcome, next.Status));
    }

    [Fact]
    public async Task A_return_under_warranty_is_one_ticket_of_the_workshop_that_lends_the_machine()
    {
        var territory = await Territory.AtAsync(silo);
        var loan = await ALoanAsync(territory, new DossierId(await territory.AcceptedDossierAsync(laptops: 1)));
        var machine = await silo.ReadyLaptopAsync();
        await WriteAndDieAsync(machine, new PlacedWithPartner(loan, territory.Epn, territory.Partner, "p1", Derogation: false));

        var asked = await silo.ScanAsync(machine, new RequestReturn(ReturnKind.Warranty), Territory.Coordinator);
        await silo.Machine(machine).RetellAsync(1, long.MaxValue);

        Assert.Equal((Outcome.Accepted, MachineStatus.Returning), (asked.Outcome, asked.Status));
        var ticket = Assert.Single(await IncidentsAsync(machine));
        Assert.Equal((IncidentKind.Support, (OrganisationId?)Cast.Workshop, (OrganisationId?)Cast.Pole, $"loan/{loan}"), (ticket.Kind, ticket.Handler, ticket.Pole, ticket.About));
    }

    [Fact]
    public async Task A_return_for_another_reason_is_no_ticket()
    {
        var territory = await Territory.AtAsync(silo);
        var loan = await ALoanAsync(territory, new DossierId(await territory.AcceptedDossierAsync(laptops: 1)));
        var machine = await silo.ReadyLaptopAsync();
        await WriteAndDieAsync(machine, new PlacedWithPartner(loan, territory.Epn, territory.Partner, "p1", Derogation: false));

        await silo.ScanAsync(machine, new RequestReturn(ReturnKind.EndOfLoan), Territory.Coordinator);

        Assert.Empty(await IncidentsAsync(machine));
    }

    [Fact]
    public async Task A_medium_with_data_that_is_gone_starts_the_72_hours_once_and_says_that_the_donor_is_to_be_called()
    {
        var (territory, machine) = (await Territory.AtAsync(silo), SiloFixture.NewMachine());
        var gift = new DonationId(territory.NewId("DON"));
        await Territory.DoneAsync(territory.Donation(gift.Text).DoAsync(
            new CreateDonation(territory.Donor, LegalBasis.Mecenat238Bis) { Pole = Cast.Pole, Announced = [new(DeviceType.Laptop, 1)] }, territory.DonorContact, Guid.CreateVersion7()));
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        await WriteAndDieAsync(machine, new DeviceReceived(gift, DeviceType.Laptop, null, Cast.Pole, Restrictions.None, 1), new HoldPlaced(Hold.Recall, "battery"));

        await WriteAndDieAsync(machine, new HoldPlaced(Hold.DataIncident, "medium S1 is no longer in the machine"));
        await silo.Machine(machine).RetellAsync(1, long.MaxValue);
        await silo.Machine(machine).RetellAsync(1, long.MaxValue);

        var incident = Assert.Single(await IncidentsAsync(machine));
        Assert.Equal((IncidentKind.Data, silo.Clock.GetUtcNow().AddHours(72)), (incident.Kind, incident.SolveBefore));
        Assert.Equal([territory.Donor], incident.Call.AsEnumerable());
        Assert.Equal(((OrganisationId?)Cast.Workshop, (OrganisationId?)Cast.Pole), (incident.Handler, incident.Pole));

        silo.Clock.Advance(TimeSpan.FromHours(72));
        await silo.Services.GetRequiredService<Clock>().RoundAsync();
        Assert.True(Assert.Single(await IncidentsAsync(machine)).Overdue);
    }

    [Fact]
    public async Task A_cage_with_data_that_nobody_proves_destroyed_is_an_incident_on_its_day_and_the_shredder_is_to_be_called()
    {
        var (machine, batch) = (SiloFixture.NewMachine(), await ACageAsync());
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Desktop), Cast.Operator);
        await silo.ScanAsync(machine, new Triage(Route.Recycle), Cast.Supervisor);
        await silo.ScanAsync(machine, new Scrap("broken", batch, WithData: true), Cast.Supervisor);
        var grain = silo.Grains.GetGrain<IBatchGrain>($"batch/{batch}");

        foreach (var command in new BatchCommand[] { new SealBatch(), new WeighBatch(9_000, Confirmed: true), new HandOverBatch(Cast.Shredder, TraceabilityDocument.EcoOrganismeSlip, "BE-1") })
        {
            await Territory.DoneAsync(grain.DoAsync(command, Cast.Supervisor, Guid.CreateVersion7()));
        }

        var clock = silo.Services.GetRequiredService<Clock>();
        silo.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await clock.RoundAsync();
        Assert.Empty(await IncidentsAsync(machine));

        silo.Clock.Advance(TimeSpan.FromMinutes(2));
        await clock.RoundAsync();
        await clock.RoundAsync();

        Assert.True((await grain.GetAsync())!.ProofOverdue);
        var incident = Assert.Single(await IncidentsAsync(machine));
        Assert.Equal((IncidentKind.Data, $"batch/{batch}", (OrganisationId?)Cast.Workshop), (incident.Kind, incident.About, incident.Handler));
        Assert.Equal([Cast.Shredder], incident.Call.AsEnumerable());
    }

    [Fact]
    public async Task A_machine_is_found_by_the_donors_own_number()
    {
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Desktop, DonorNumber: $"caf69/{machine}"), Cast.Operator);

        var found = await silo.Services.GetRequiredService<MachineQueries>().FindByExternalIdAsync("donor", $"CAF69/{machine}");

        Assert.Equal(machine.Text, Assert.Single(found).Id);
    }

    [Fact]
    public async Task Loans_of_a_machine_and_of_a_dossier_are_listed_after_the_machine_is_back_as_well()
    {
        var territory = await Territory.AtAsync(silo);
        var dossier = new DossierId(await territory.AcceptedDossierAsync(laptops: 1));
        var loan = await ALoanAsync(territory, dossier);
        var machine = await silo.ReadyLaptopAsync();
        await WriteAndDieAsync(machine, new PlacedWithPartner(loan, territory.Epn, territory.Partner, "p1", Derogation: false));
        await WriteAndDieAsync(machine, new ReturnReceived(MachineStatus.Received, MediaDirty: true, "good", ChargerPresent: true, Photo: null));
        await silo.Machine(machine).RetellAsync(1, long.MaxValue);
        Assert.Empty((await LoanAsync(loan)).OpenLines);

        foreach (var about in new[] { $"machine/{machine}", $"dossier/{dossier}" })
        {
            var found = await silo.Services.GetRequiredService<AggregateQueries>().ListAsync(new() { Kind = "loan", About = about });
            Assert.Equal(loan.Text, Assert.Single(found).Row.Id);
        }
    }

    private async Task<ImmutableArray<IncidentTerms>> IncidentsAsync(MachineId machine) =>
    [
        .. (await silo.Services.GetRequiredService<AggregateQueries>().ListAsync(new() { Kind = "incident", About = $"machine/{machine}" }))
            .Select(related => JsonSerializer.Deserialize<IncidentTerms>(related.Row.Body, WireJson.Options)!),
    ];

    private async Task<LoanTerms> LoanAsync(LoanId loan) => (await silo.Grains.GetGrain<ILoanGrain>($"loan/{loan}").GetAsync())!;

    private async Task<LoanId> ALoanAsync(Territory territory, DossierId dossier)
    {
        var loan = new LoanId(territory.NewId("PR"));
        var grain = silo.Grains.GetGrain<ILoanGrain>($"loan/{loan}");
        await Territory.DoneAsync(grain.DoAsync(
            new CreateLoan(Cast.Workshop, territory.Epn, territory.Partner, dossier, new(2027, 1, 1), new(2027, 12, 31)), territory.Animator, Guid.CreateVersion7()));

        foreach (var (party, caller) in new[] { (LoanParty.Lender, Cast.Supervisor), (LoanParty.Relay, territory.Animator), (LoanParty.Borrower, territory.Referent) })
        {
            await Territory.DoneAsync(grain.DoAsync(new SignLoan(party, "C-1"), caller, Guid.CreateVersion7()));
        }

        return loan;
    }

    private async Task<BatchId> ACageAsync()
    {
        var batch = new BatchId($"D3E-{Guid.CreateVersion7():N}");
        Assert.IsType<Done<BatchTerms>>(await silo.Grains.GetGrain<IBatchGrain>($"batch/{batch}").DoAsync(
            new CreateBatch(Cast.Workshop, Cast.Shredder, WasteFlow.SmallIt, "16 02 14", "cage 1") { DataDestruction = true },
            Cast.Supervisor,
            Guid.CreateVersion7()));
        return batch;
    }

    private async Task<MachineId[]> CageAsync(BatchId batch) =>
        [.. (await silo.Grains.GetGrain<IBatchGrain>($"batch/{batch}").GetAsync())!.Machines];

    // What the grain does up to its commit, by another hand: then the process is gone.
    private async Task WriteAndDieAsync(MachineId id, params ImmutableArray<MachineEvent> events)
    {
        await WriteElsewhereAsync(id, events);
        await silo.ForgetAsync(id);
    }

    // Another process has the same machine and writes to it; the activation here does not know.
    private async Task WriteElsewhereAsync(MachineId id, params ImmutableArray<MachineEvent> events)
    {
        var stream = new EventStream<MachineEvent>(silo.Ledger, $"machine/{id}");
        var before = Machine.Fold((await stream.ReadAsync()).Events);
        var now = silo.Clock.GetUtcNow();
        var from = new Provenance(now, now, new PersonId("e1"), Cast.Workshop, new DeviceId("station-1"), Guid.CreateVersion7());
        await stream.AppendAsync(events, from, (append, added) => append with
        {
            Tells = Ripples.Concern(events),
            Machine = new MachineRowChange(MachineRows.Of(id, before), MachineRows.Of(id, added.Aggregate(before, (machine, one) => machine.Evolve(one)))!),
        });
    }
}
