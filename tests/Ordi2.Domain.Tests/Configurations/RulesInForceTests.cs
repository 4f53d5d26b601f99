using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Handovers;
using Ordi2.Domain.Incidents;
using Ordi2.Domain.Loans;
using Ordi2.Domain.Recycling;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Aggregates.StoriesOfUse;

namespace Ordi2.Domain.Tests.Configurations;

/// <summary>A pole changes a rule: what is decided from then on follows it and names it, what was decided before stays as it was (domain.md 12.1).</summary>
public sealed class RulesInForceTests
{
    private static readonly PoleRules Set = new() { Version = 7 };

    [Fact]
    public void A_donors_silence_is_as_long_as_the_rules_said_at_the_count()
    {
        var bench = new Bench<Donation, DonationCommand, DonationEvent, DonationTerms>(Kinds.Donation, WithDonation());
        Walk(bench, Set with { DonorSilenceDays = 3 });
        Assert.Equal(7, ((DonationCounted)Last(bench, "donation.counted.v1")).RulesVersion);

        // The rules change after the count: this donor was told three days.
        bench.Facts = bench.Facts with { Rules = Set with { Version = 8, DonorSilenceDays = 60 } };
        bench.Now = bench.Terms.CountedAt!.Value.AddDays(3).AddTicks(-1);
        Assert.Null(DonationDeadlines.WhenDue(bench.State, bench.Now));
        Assert.Equal(bench.State.Terms!.CountedAt!.Value.AddDays(3), bench.State.Terms.AnswerBefore);
        bench.Now = bench.Terms.CountedAt!.Value.AddDays(3);
        bench.Do(DonationDeadlines.WhenDue(bench.State, bench.Now)!, Cast.System);
        Assert.Equal(DonationStatus.Reconciled, bench.Terms.Status);
    }

    [Fact]
    public void A_public_body_gives_what_the_rules_allow_at_most_and_what_is_too_old_is_outside_of_the_ratio()
    {
        var rules = Set with { PublicUnitValueCents = 20_000, ReuseOldestYears = 4, PriceCaps = [new(DeviceType.Laptop, 9_000)] };
        var gift = Gift with
        {
            Donor = Town.Id,
            LegalBasis = LegalBasis.CgpppL321223,
            Announced = [new(DeviceType.Laptop, 5) { UnitValueCents = 25_000, AcquiredOn = DateOnly.FromDateTime(Now.AddYears(-5).UtcDateTime) }],
        };
        var shipped = new Bench<Donation, DonationCommand, DonationEvent, DonationTerms>(Kinds.Donation, Cast.Facts);
        shipped.Do(gift, As(Role.Donor, Town));
        Assert.Equal((18_000, 0), (shipped.Terms.Restrictions.MaxPriceCents, shipped.Terms.OutsideReen.Length));
        shipped.Do(new ProposeDonation(Pole.Id), As(Role.Donor, Town));

        var bench = new Bench<Donation, DonationCommand, DonationEvent, DonationTerms>(Kinds.Donation, Cast.Facts with { Rules = rules });
        var created = (DonationCreated)bench.Do(gift, As(Role.Donor, Town))[0];
        Assert.Equal((9_000, 7, 1), (bench.Terms.Restrictions.MaxPriceCents, created.RulesVersion, Assert.Single(bench.Terms.OutsideReen)));

        // What its table does not name is capped as shipped; to ask nothing, it says so.
        Assert.Equal(3_000, DonationRestrictions.ForMachine(bench.Terms, DeviceType.Printer, rules).MaxPriceCents);
        Assert.Equal(0, DonationRestrictions.ForMachine(bench.Terms, DeviceType.Printer, rules with { PriceCaps = [.. rules.PriceCaps, new(DeviceType.Printer, 0)] }).MaxPriceCents);
        Assert.Equal(0, DonationRestrictions.ForMachine(bench.Terms, DeviceType.Server, rules).MaxPriceCents);
        bench.Refuses("unit-value-too-high", new ProposeDonation(Pole.Id), As(Role.Donor, Town));

        // What was created before keeps its cap and what it counted.
        shipped.Facts = shipped.Facts with { Rules = rules };
        Assert.Equal((18_000, 0), (shipped.Terms.Restrictions.MaxPriceCents, shipped.Terms.OutsideReen.Length));
    }

    [Fact]
    public void A_declared_handover_waits_as_many_working_days_as_the_rules_say()
    {
        var bench = new Bench<Handover, HandoverCommand, HandoverEvent, HandoverTerms>(Kinds.Handover, Cast.Facts with { Rules = Set with { CustodyWorkingDays = 2 } });
        var offered = (HandoverOffered)bench.Do(Give, Storekeeper)[0];
        Assert.Equal((Now.AddDays(2), 7), (offered.ConfirmedAfter, offered.RulesVersion));
    }

    [Fact]
    public void A_loan_is_remembered_on_the_days_of_the_rules_under_which_its_end_was_agreed()
    {
        var bench = new Bench<LoanConvention, LoanCommand, LoanEvent, LoanTerms>(
            Kinds.Loan, WithDossier() with { Rules = Set with { LoanReminderDays = [-60, -14, 2, 30], LoanMonths = 18 } });
        var created = (LoanCreated)bench.Do(Convention with { To = null }, Animator)[0];
        Assert.Equal((Convention.From.AddMonths(18).AddDays(-1), 7), (bench.Terms.To, created.RulesVersion));

        foreach (var party in Enum.GetValues<LoanParty>())
        {
            bench.Do(new SignLoan(party, "CV-1", OnPaper: true), Animator);
        }

        bench.Do(new OpenLine(M1), Cast.System);
        bench.Facts = bench.Facts with { Rules = PoleRules.Default };
        Assert.Equal(bench.Terms.To.AddDays(-60), FrenchCalendar.DayOf(LoanReminders.Next(bench.State)!.Value.At));

        // A new end is a new agreement.
        bench.Do(new ExtendLoan(bench.Terms.To.AddMonths(6), "AV-1"), Supervisor);
        Assert.Equal(bench.Terms.To.AddDays(-30), FrenchCalendar.DayOf(LoanReminders.Next(bench.State)!.Value.At));
    }

    [Fact]
    public void An_incident_is_due_by_the_rules_and_a_complaint_is_late_by_those_of_its_opening()
    {
        var bench = new Bench<Incident, IncidentCommand, IncidentEvent, IncidentTerms>(
            Kinds.Incident, Cast.Facts with { Rules = Set with { ComplaintHours = 24, Incidents = new() { SafetyHours = 2 } } });
        var opened = (IncidentOpened)bench.Do(Theft, Referent)[0];
        Assert.Equal((opened.HappenedAt.AddHours(24), 7), (bench.Terms.SolveBefore, opened.RulesVersion));

        bench.Facts = Cast.Facts;
        bench.Now = Now.AddHours(48);
        bench.Do(new DeclareComplaint("PV-1", Now.AddHours(1)), Referent);
        Assert.Equal((false, true), (bench.Terms.Complaint!.FiledLate, bench.Terms.Complaint.ToldLate));
        Assert.Equal(Now.AddHours(2), IncidentRules.SolveBefore(IncidentKind.Safety, Now, Now, new() { Incidents = new() { SafetyHours = 2 } }));
    }

    [Fact]
    public void A_batch_is_weighed_against_the_weights_and_the_tolerance_of_the_rules()
    {
        var strict = Set with { WeightTolerancePercent = 1 };
        var bench = Sealed(strict);
        bench.Refuses("weight-to-confirm", new WeighBatch(2_100), Storekeeper);
        bench.Facts = bench.Facts with { Rules = strict with { Impact = new() { FactorSetVersion = "pole-2028", Weights = [new(DeviceType.Laptop, 2_100)] } } };
        var weighed = (BatchWeighed)bench.Do(new WeighBatch(2_100), Storekeeper)[0];
        Assert.Equal((2_100, "pole-2028", 7), (weighed.NominalGrams, weighed.FactorSetVersion, weighed.RulesVersion));
        Sealed(PoleRules.Default).Do(new WeighBatch(2_100), Storekeeper);
    }

    [Fact]
    public void A_waste_code_and_the_paper_of_a_recycler_are_those_of_the_rules()
    {
        new Bench<RecyclingBatch, BatchCommand, BatchEvent, BatchTerms>(Kinds.Batch, Cast.Facts with { Rules = Set with { WasteCodes = ["20 01 36"] } })
            .Refuses("waste-code-not-in-list", Cage with { WasteCode = "16 02 14" }, Supervisor);

        var bench = Sealed(Set with { RecyclerPapers = [new(Recycler.Id, TraceabilityDocument.BsddTrackdechets)] });
        bench.Do(new WeighBatch(2_000), Storekeeper);
        bench.Refuses("recycler-takes-another-paper", new HandOverBatch(Carrier.Id, TraceabilityDocument.EcoOrganismeSlip, "BE-1"), Storekeeper);
        Assert.Equal(7, ((BatchHandedOver)bench.Do(new HandOverBatch(Carrier.Id, TraceabilityDocument.BsddTrackdechets, "BSD-1"), Storekeeper)[0]).RulesVersion);
    }

    private static Bench<RecyclingBatch, BatchCommand, BatchEvent, BatchTerms> Sealed(PoleRules rules)
    {
        var bench = new Bench<RecyclingBatch, BatchCommand, BatchEvent, BatchTerms>(Kinds.Batch, Cast.Facts with { Rules = rules });
        bench.Do(Cage, Supervisor);
        bench.Do(new AddMachine(M1, DeviceType.Laptop), Operator);
        bench.Do(new SealBatch(), Storekeeper);
        return bench;
    }

    private static void Walk(Bench<Donation, DonationCommand, DonationEvent, DonationTerms> bench, PoleRules rules)
    {
        bench.Facts = bench.Facts with { Rules = rules };
        bench.Do(Gift, DonorContact);
        bench.Do(new ProposeDonation(Pole.Id), DonorContact);
        bench.Do(new AcceptDonation(Workshop.Id), Coordinator);
        bench.Do(new SignDonation(DonationParty.Donor, "CV-1"), DonorContact);
        bench.Do(new SignDonation(DonationParty.Receiver, "CV-1"), Supervisor);
        bench.Do(new StartCollecting(), Cast.System);
        bench.Do(new MarkReceived(), Supervisor);
    }

    private static DonationEvent Last(Bench<Donation, DonationCommand, DonationEvent, DonationTerms> bench, string name)
    {
        var (stored, data, _) = bench.Stored.Last(one => one.Name == name);
        return EventCatalog<DonationEvent>.Read(stored, data);
    }
}
