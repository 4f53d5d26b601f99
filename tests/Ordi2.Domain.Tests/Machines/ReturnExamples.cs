using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;
using TightenRestrictions = Ordi2.Contracts.Machines.TightenRestrictions;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Back from the EPN or the partner, and changes of owner: transitions 24 to 27.</summary>
public sealed class ReturnExamples
{
    private static readonly TransferOwnership Deed = new(World.Partner, "AC-1");

    /// <summary>Both sides have spoken only where whoever holds it asked for the return itself.</summary>
    [Theory]
    [InlineData(true, HandoverBasis.TwoSided)]
    [InlineData(false, HandoverBasis.TakenBack)]
    public void Custody_comes_back_two_sided_only_where_the_holder_asked(bool byPartner, HandoverBasis basis)
    {
        var story = Given.Placed().When(byPartner ? Who.Referent : Who.Animator, new RequestReturn(ReturnKind.EndOfLoan));
        story.When(Who.Animator, new ReceiveReturn("bon état"));
        Assert.Equal(basis, story.Fact<CustodyPassed>().Basis);
        Assert.Null(story.Machine.ReturnAskedByHolder);
    }

    [Fact]
    public void A_machine_that_comes_back_is_taken_in_by_one_scan_only_where_it_belongs()
    {
        foreach (var stranger in (Caller[])[Who.Animator.At(World.OtherEpn), Who.Storekeeper.At(World.OtherEpn)])
        {
            var story = Given.Returning();
            var holder = story.Machine.Custody;
            Assert.Contains(Accepted(story.Ask(stranger, new ReceiveReturn("bon état"))), one => one is ScanHeld { Reason.Code: "wrong-custody" });
            Assert.Equal(holder, story.Machine.Custody);
        }

        Assert.Contains(
            Accepted(Given.ComingBack().In(world => world.With(World.OtherWorkshop, one => one with { Pole = World.OtherPole })).Ask(Who.Storekeeper.At(World.OtherWorkshop), new ReceiveReturn())),
            one => one is ScanHeld);

        // The EPN of the loan, a workshop of the pole, the pole.
        Given.Returning().When(Who.Animator, new ReceiveReturn("bon état")).Is(MachineStatus.Received);
        Given.Returning().When(Who.Storekeeper, new ReceiveReturn("bon état")).Is(MachineStatus.Received);
        Given.Returning().When(Who.Coordinator, new ReceiveReturn("bon état")).Is(MachineStatus.Received);

        static IEnumerable<MachineEvent> Accepted(Decision<MachineEvent> decision) => Assert.IsType<Accept<MachineEvent>>(decision).Events;
    }

    [Fact]
    public void An_epn_gives_back_what_it_could_not_place()
    {
        var story = Given.AtEpn().When(Who.Animator, new GiveBackUnplaced("no partner")).Is(MachineStatus.InTransit);

        Assert.True(story.Machine.ComingBack);
        Assert.Null(story.Machine.DueAt);
    }

    [Fact]
    public void The_system_calls_a_machine_back_only_after_the_deadline()
    {
        Given.AtEpn().RefusedAs("placement-not-overdue", Who.System, new GiveBackUnplaced("deadline"));
        Given.AtEpn().After(TimeSpan.FromDays(31)).When(Who.System, new GiveBackUnplaced("deadline")).Is(MachineStatus.InTransit);
    }

    [Fact]
    public void A_box_that_was_never_opened_comes_back_clean_and_any_other_dirty()
    {
        Assert.Equal(Sanitisation.Clean, Given.ComingBack().When(Who.Storekeeper, new ReceiveReturn(BoxOpened: false)).Is(MachineStatus.Ready).Machine.Sanitisation);

        var opened = Given.ComingBack().When(Who.Storekeeper, new ReceiveReturn()).Is(MachineStatus.Received);
        Assert.False(opened.Machine.IsSafeToLeave);
        Assert.Null(opened.Machine.Allocation);
        Given.InTransit().RefusedAs("is-on-its-way-out", Who.Storekeeper, new ReceiveReturn());
    }

    [Fact]
    public void The_partner_the_epn_or_the_pole_asks_for_a_return()
    {
        Given.Placed().When(Who.Referent, new RequestReturn(ReturnKind.Warranty)).Is(MachineStatus.Returning);
        Given.Placed().When(Who.Animator, new RequestReturn(ReturnKind.Breach)).Is(MachineStatus.Returning);
        Given.Placed().When(Who.Coordinator, new RequestReturn(ReturnKind.Recall)).Is(MachineStatus.Returning);
        Given.Placed().RefusedAs("not-your-machine", Who.Animator.At(World.OtherEpn), new RequestReturn(ReturnKind.GiveUp));
    }

    [Fact]
    public void The_epn_of_the_loan_says_what_is_lost_or_stolen_at_the_partner_and_another_one_does_not()
    {
        Given.Placed().When(Who.Animator, new ReportMissing("introuvable")).Is(MachineStatus.Missing);
        Given.Returning().When(Who.Animator, new ReportMissing("introuvable")).Is(MachineStatus.Missing);
        var stolen = Given.Placed().When(Who.Animator, new ReportTheft(null)).Is(MachineStatus.Stolen);
        stolen.When(Who.Animator, new TellComplaint("PV-1"));
        Assert.Equal(World.Partner, stolen.Machine.Custody!.Holder);

        Given.Placed().RefusedAs("not-your-machine", Who.Animator.At(World.OtherEpn), new ReportMissing());
        Given.Placed().RefusedAs("not-your-machine", Who.Animator.At(World.OtherEpn), new ReportTheft("PV-1"));
        Given.InTransit().RefusedAs("not-your-machine", Who.Animator, new ReportMissing());
    }

    [Fact]
    public void The_epn_that_an_amendment_made_the_relay_asks_for_the_return_and_the_one_before_it_does_not()
    {
        static Story Moved() => Given.Placed().In(world => world with { Loan = world.Loan! with { Relay = World.OtherEpn } });

        Moved().When(Who.Animator.At(World.OtherEpn), new RequestReturn(ReturnKind.EndOfLoan)).Is(MachineStatus.Returning);
        Moved().When(Who.Animator.At(World.OtherEpn), new ReportMissing()).Is(MachineStatus.Missing);
        Moved().RefusedAs("not-your-machine", Who.Animator, new RequestReturn(ReturnKind.EndOfLoan));
        Moved().RefusedAs("not-your-machine", Who.Animator, new ReportTheft("PV-1"));
    }

    [Fact]
    public void A_coordinator_takes_a_return_in_for_the_pole()
    {
        var story = Given.Returning().When(Who.Coordinator, new ReceiveReturn("bon état")).Is(MachineStatus.Received);

        Assert.Equal(World.Pole, story.Machine.Custody!.Holder);
        Assert.Null(story.Machine.Loan);
    }

    [Fact]
    public void A_machine_that_a_user_had_comes_back_dirty()
    {
        var story = Given.Returning().When(Who.Animator, new ReceiveReturn("scratches", ChargerPresent: false)).Is(MachineStatus.Received).Found("charger-missing");

        Assert.Equal(Sanitisation.Dirty, story.Machine.Sanitisation);
        Assert.Null(story.Machine.Loan);
        Assert.Null(story.Machine.Allocation);
        Assert.Equal(World.Epn, story.Machine.Custody!.Holder);
    }

    [Fact]
    public void Whoever_takes_in_a_recalled_machine_is_told_to_put_it_aside_until_the_recall_is_lifted()
    {
        var back = Given.Returning()
            .When(Who.Coordinator, new OpenRecall("RC-1", "battery"))
            .When(Who.Coordinator, new OpenRecall("RC-2", "charger"))
            .When(Who.Animator, new ReceiveReturn("good")).Is(MachineStatus.Received).Found("recalled");
        Assert.Equal("recalled", Assert.Single(back.Machine.Findings));

        var one = back.When(Who.Coordinator, new LiftHold(Hold.Recall, "repaired", "RC-1"));
        Assert.Equal("recalled", Assert.Single(one.Machine.Findings));
        Assert.Empty(one.When(Who.Coordinator, new LiftHold(Hold.Recall, "repaired", "RC-2")).Machine.Findings);
    }

    [Fact]
    public void The_pole_passes_the_ownership_to_the_partner_by_a_deed()
    {
        var story = Given.Placed().When(Who.Coordinator, Deed).Is(MachineStatus.Placed);

        Assert.Equal(new Ownership(World.Partner, "AC-1"), story.Machine.Ownership);
        Assert.Null(story.Machine.Loan);
    }

    [Fact]
    public void A_machine_changes_owner_by_a_deed_that_both_sides_have_signed()
    {
        Story Named(Func<DocumentTerms, DocumentTerms?> other) => Given.Placed().In(world => world with { Deed = other(world.Deed!) });

        // Any text used to do.
        Named(_ => null).RefusedAs("deed-unknown", Who.Coordinator, Deed);
        Named(deed => deed with { Kind = DocumentKind.ReturnNote }).RefusedAs("deed-unknown", Who.Coordinator, Deed);
        Named(deed => deed with { About = ["machine/OTHER"] }).RefusedAs("deed-unknown", Who.Coordinator, Deed);
        Named(deed => deed with { Status = DocumentStatus.Cancelled }).RefusedAs("deed-is-void", Who.Coordinator, Deed);
        Named(deed => deed with { Signatures = [.. deed.Signatures.Where(one => one.Organisation != World.Partner)] }).RefusedAs("deed-not-signed", Who.Coordinator, Deed);
        Named(deed => deed with { Signatures = [.. deed.Signatures.Where(one => one.Organisation == World.Partner)] }).RefusedAs("deed-not-signed", Who.Coordinator, Deed);
        Named(_ => World.DeedOf(5_000)).RefusedAs("deed-says-another-price", Who.Coordinator, Deed);
        Given.Placed().When(Who.Coordinator, Deed).RefusedAs("ownership-already-passed", Who.Coordinator, Deed);
        Assert.Equal(new DocumentId("AC-1"), Given.Placed().When(Who.Coordinator, Deed).Fact<OwnershipPassed>().Deed);
    }

    [Fact]
    public void A_deed_that_served_is_refused_when_the_machine_came_back_and_went_out_again()
    {
        var story = Given.Placed().When(Who.Coordinator, Deed);
        Assert.Equal([new DocumentId("AC-1")], story.Machine.UsedDeeds.AsEnumerable());
        Assert.Equal("deed-served-already", Ordi2.Domain.Documents.TransferDeed.Stops(World.DeedOf(null), "AC-1", World.Machine, story.Machine.UsedDeeds, World.Workshop, World.Partner, null)?.Code);
        Assert.Null(Ordi2.Domain.Documents.TransferDeed.Stops(World.DeedOf(null), "AC-1", World.Machine, [new DocumentId("AC-0")], World.Workshop, World.Partner, null));
    }

    [Fact]
    public void A_partner_does_not_make_itself_the_owner() => Given.Placed().RefusedAs("role-may-not", Who.Referent, Deed);

    [Fact]
    public void A_deed_names_its_document_and_a_new_owner_who_holds_the_machine()
    {
        Given.Placed().RefusedAs("document-missing", Who.Coordinator, Deed with { Document = "" });
        Given.Placed().RefusedAs("organisation-unknown", Who.Coordinator, Deed with { NewOwner = new OrganisationId("nobody") });
        Given.Placed().RefusedAs("new-owner-is-not-the-holder", Who.Coordinator, Deed with { NewOwner = World.Epn });
        Given.Placed().When(Who.Coordinator, new OpenRecall("RC-1", "battery")).RefusedAs("on-hold", Who.Coordinator, Deed);
        Given.Placed().RefusedAs("price-negative", Who.Coordinator, Deed with { PriceCents = -1 });
        Given.Placed().When(Who.Coordinator, new TightenRestrictions(new Restrictions { AllowedRecipients = [RecipientCategory.StudentAssociation] }))
            .RefusedAs("restriction-does-not-fit", Who.Coordinator, Deed);
    }

    [Fact]
    public void Resale_is_forbidden_but_for_the_capped_price_to_an_association_for_people_in_hardship()
    {
        Story Restricted(int? cap) => Given.Placed().When(Who.Coordinator, new TightenRestrictions(new Restrictions { ResaleForbidden = true, MaxPriceCents = cap }));

        Restricted(null).In(world => world with { Deed = World.DeedOf(100) }).RefusedAs("resale-forbidden", Who.Coordinator, Deed with { PriceCents = 100 });
        Restricted(18_000).In(world => world with { Deed = World.DeedOf(18_001) }).RefusedAs("price-over-cap", Who.Coordinator, Deed with { PriceCents = 18_001 });
        Restricted(18_000).In(world => world with { Deed = World.DeedOf(18_000) }).When(Who.Coordinator, Deed with { PriceCents = 18_000 });
        Restricted(null).When(Who.Coordinator, Deed);
        Restricted(18_000).In(world => world.With(World.Partner, one => one with { Category = RecipientCategory.ParentsAssociation }))
            .RefusedAs("resale-forbidden", Who.Coordinator, Deed with { PriceCents = 100 });
    }

    [Fact]
    public void The_price_of_a_public_gift_is_capped_by_what_the_machine_turned_out_to_be_and_by_the_rules_of_the_day()
    {
        // Its kind was not known at the door: it came with the highest cap of the table.
        Story Public(DeviceType type, PoleRules? rules = null) => Given.Nothing()
            .In(world => world with { Rules = rules ?? PoleRules.Default, Donation = world.Donation! with { LegalBasis = LegalBasis.CgpppL321223, Restrictions = new() { ResaleForbidden = true, MaxPriceCents = 18_000 } } })
            .When(Who.Operator, new ReceiveDevice(World.Gift), site: World.Site)
            .When(Who.Operator, new Triage(Route.Reuse))
            .When(Who.Operator, Given.Audit with { Audit = Given.Audit.Audit with { Type = type } });

        Assert.Equal("price-over-cap", Why(Public(DeviceType.Printer), 3_001));
        Assert.Null(Why(Public(DeviceType.Printer), 3_000));
        Assert.Equal("price-over-cap", Why(Public(DeviceType.Multifunction), 17_001));
        Assert.Null(Why(Public(DeviceType.Multifunction), 17_000));
        Assert.Equal("price-over-cap", Why(Public(DeviceType.Server), 1));
        Assert.Equal("price-over-cap", Why(Public(DeviceType.Multifunction, PoleRules.Default with { PriceCaps = [new(DeviceType.Multifunction, 9_000)] }), 9_001));
        Assert.Equal("resale-forbidden", Why(Public(DeviceType.Multifunction), 100, RecipientCategory.ParentsAssociation));
        Assert.Equal("price-negative", Why(Public(DeviceType.Multifunction), -1));
        Assert.Null(Why(Public(DeviceType.Server), 0));

        static string? Why(Story story, int cents, RecipientCategory category = RecipientCategory.PublicUtility) =>
            SolidarityPrice.Stops(story.Machine, story.World.Donation, story.World.Rules, category, cents)?.Code;
    }

    [Fact]
    public void The_signed_reception_note_passes_the_ownership_of_the_convention()
    {
        var signed = (World world) => world with { Donation = world.Donation! with { ReceptionNote = "BR-1" } };
        AcquireOwnership acquire = new(World.Workshop, "BR-1");
        var story = Given.Received().In(signed).When(Who.Storekeeper, acquire);

        Assert.Equal(new OwnershipPassed(World.Donor, World.Workshop, "BR-1", null), story.Fact<OwnershipPassed>());
        Given.Received().RefusedAs("reception-note-not-signed", Who.Storekeeper, acquire);
        Given.Received().In(signed).RefusedAs("owner-is-not-of-the-convention", Who.Storekeeper, acquire with { NewOwner = World.Epn });
    }

    [Fact]
    public void What_nobody_announced_passes_with_the_note_only_once_the_donor_gives_it()
    {
        var unasked = (World world) => world with { Donation = world.Donation! with { ReceptionNote = "BR-1", Announced = [new(DeviceType.Desktop, 1)], Sheet = [new(DeviceType.Laptop, 0, null, 1)] } };
        var given = (World world) => world with { Donation = unasked(world).Donation! with { Sheet = [new(DeviceType.Laptop, 0, null, 1, AcceptedOffList: true)] } };
        AcquireOwnership acquire = new(World.Workshop, "BR-1");

        Given.Received().In(unasked).RefusedAs("not-given-yet", Who.Storekeeper, acquire);
        Assert.Equal(World.Workshop, Given.Received().In(given).When(Who.Storekeeper, acquire).Machine.Ownership!.Owner);

        // Nor does it pass by coming late, after the note.
        Assert.Null(Given.Received(unasked).Machine.Ownership);
        Assert.Equal(World.Workshop, Given.Received(given).Machine.Ownership!.Owner);
    }

    [Fact]
    public void An_old_reception_note_does_not_take_a_machine_away_from_its_later_owner() =>
        Given.Placed().When(Who.Coordinator, Deed).In(world => world with { Donation = world.Donation! with { ReceptionNote = "BR-1" } })
            .RefusedAs("ownership-already-passed", Who.Storekeeper, new AcquireOwnership(World.Workshop, "BR-1"));
}
