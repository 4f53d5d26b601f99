using System.Text;
using System.Text.Json;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Recycling;
using Ordi2.Domain.Rounds;
using Ordi2.Domain.Tests.Machines;
using Cast = Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Stored;

/// <summary>What a fact means that an older version wrote, which did not know yet what is asked of it today.</summary>
public sealed class OldLedgerTests
{
    private static readonly PlacedWithPartner Uncounted = new(World.Convention, World.Epn, World.Partner, "rita", Derogation: false);

    [Fact]
    public void A_machine_that_was_placed_before_impact_was_counted_counts_as_the_factors_that_are_shipped_say()
    {
        var counted = Given.Placed().Machine.Impact!;

        var old = Placed().Machine.Impact;

        Assert.Equal(counted with { ReversedBefore = default }, old! with { ReversedBefore = default });
        Assert.True(old.Grams > 0);
    }

    [Fact]
    public void One_that_came_back_too_soon_is_taken_back_and_a_later_one_is_not()
    {
        var back = new ReturnReceived(MachineStatus.Received, MediaDirty: true, "bon état", ChargerPresent: true, Photo: null);

        Assert.Null(Back(TimeSpan.FromDays(20)).Machine.Impact);
        Assert.NotNull(Back(TimeSpan.FromDays(500)).Machine.Impact);

        Story Back(TimeSpan later)
        {
            var story = Placed().After(later).When(Who.Referent, new RequestReturn(ReturnKind.EndOfLoan));
            story.Write([back], Who.Operator, story.Now);
            return story;
        }
    }

    [Fact]
    public void What_a_newer_version_did_not_count_is_not_counted_afterwards()
    {
        var story = Given.AtEpn();
        story.Write([Uncounted with { WarrantyUntil = story.Now.AddYears(1) }], Who.Animator, story.Now);

        Assert.Null(story.Machine.Impact);
    }

    [Fact]
    public void The_complaint_about_a_theft_without_dates_can_still_be_told_once()
    {
        var story = Given.Ready();
        story.Write([new WasStolen(PoliceNumber: null), new HoldPlaced(Hold.Theft, "-")], Who.Storekeeper, story.Now);
        Assert.Equal(story.Machine.StatusSince.AddHours(72), story.Machine.Theft!.ComplaintBefore);

        story.When(Who.Storekeeper, new TellComplaint("PV-9"));

        Assert.Equal("PV-9", story.Machine.Theft.Complaint);
        story.RefusedAs("complaint-already-declared", Who.Storekeeper, new TellComplaint("PV-10"));
    }

    [Fact]
    public void The_number_that_was_told_with_the_theft_is_that_of_its_complaint()
    {
        var story = Given.Ready();
        story.Write([new WasStolen("PV-1"), new HoldPlaced(Hold.Theft, "PV-1")], Who.Storekeeper, story.Now);

        var refused = story.Refused(Who.Storekeeper, new TellComplaint("PV-10"));

        Assert.Equal(("complaint-already-declared", "PV-1"), (refused.Code, Assert.Single(refused.Arguments)));
        Assert.Null(story.Machine.DueAt);
    }

    [Fact]
    public void What_an_audit_took_for_a_thing_without_a_medium_stays_one()
    {
        var story = Given.Nothing().When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Accessory), site: World.Site).When(Who.Operator, new Triage(Route.Reuse));
        story.Write([new AuditRecorded(new HardwareAudit { Evidence = new("manual", string.Empty), Type = DeviceType.Accessory }, Profile.None)], Who.Operator, story.Now);

        Assert.Equal(Sanitisation.NoMediaConfirmed, story.Machine.Sanitisation);
    }

    [Fact]
    public void A_round_without_stops_has_one_and_its_trips_went_there()
    {
        var round = Evolve(Kinds.Round, Evolve(Kinds.Round, Kinds.Round.Blank("R-1"), "round.created.v1"), "round.trip-recorded.v1");
        round = Evolve(Kinds.Round, round, "round.trip-recorded.v1");

        var stop = Assert.Single(round.Terms!.Stops);
        Assert.Equal((RoundDecisions.OnlyStop, "accessNotes"), (stop.Plan.Id, stop.Plan.AccessNotes));
        Assert.Equal(["1", "2"], stop.Trips.Select(trip => trip.Id));
        Assert.Equal(2, Assert.Single(round.Terms.Counts).Count);
    }

    [Fact]
    public void Rules_that_were_set_before_there_were_multifunction_printers_cap_and_weigh_them_as_shipped()
    {
        const string Name = "configuration.rules-set.v1";
        var set = Assert.IsType<RulesSet>(EventCatalog<ConfigurationEvent>.Read(Name, Encoding.UTF8.GetBytes(StoredSamples.Of(Name)[^1])));
        Assert.DoesNotContain(set.Rules.PriceCaps, cap => cap.Type is DeviceType.Multifunction);
        var rules = set.Rules with { PriceCapCents = null };

        Assert.Equal((1, 17_000, 0), (rules.PriceCapOf(DeviceType.Laptop), rules.PriceCapOf(DeviceType.Multifunction), rules.PriceCapOf(DeviceType.Server)));
        Assert.Equal(1 + NominalWeights.Grams(PoleRules.Default, [DeviceType.Multifunction]), NominalWeights.Grams(rules, [DeviceType.Laptop, DeviceType.Multifunction]));
        Assert.Null(NominalWeights.Grams(rules, [DeviceType.Server]));
    }

    [Fact]
    public void What_begins_an_old_history_still_makes_terms_that_can_be_kept()
    {
        Begins(Kinds.Allocation, "allocation.proposed.v1");
        Begins(Kinds.Batch, "batch.created.v1");
        Begins(Kinds.Configuration, "configuration.rules-set.v1");
        Begins(Kinds.Donation, "donation.created.v1");
        Begins(Kinds.Dossier, "dossier.created.v1");
        Begins(Kinds.Handover, "handover.offered.v1");
        Begins(Kinds.Incident, "incident.opened.v1");
        Begins(Kinds.Loan, "loan.created.v1");
        Begins(Kinds.Round, "round.created.v1");
    }

    /// <summary>A machine that is with its partner, as an older version wrote it down.</summary>
    private static Story Placed()
    {
        var story = Given.AtEpn();
        story.Write([Uncounted, new CustodyPassed(World.Epn, World.Partner, null, HandoverBasis.TwoSided)], Who.Animator, story.Now);
        return story;
    }

    private static void Begins<TState, TCommand, TEvent, TTerms>(Kind<TState, TCommand, TEvent, TTerms> kind, string name)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class
    {
        var terms = kind.Terms(Evolve(kind, kind.Blank("X-1"), name));
        Assert.NotNull(terms);
        Assert.NotEmpty(JsonSerializer.Serialize(terms, WireJson.Options));
    }

    /// <summary>The first shape of an event, folded.</summary>
    private static TState Evolve<TState, TCommand, TEvent, TTerms>(Kind<TState, TCommand, TEvent, TTerms> kind, TState state, string name)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class => kind.Evolve(
            state,
            EventCatalog<TEvent>.Read(name, Encoding.UTF8.GetBytes(StoredSamples.Of(name)[0])),
            new(Cast.Now, Cast.Now, Cast.System.Person, Cast.System.Organisation, Cast.System.Device, null));
}
