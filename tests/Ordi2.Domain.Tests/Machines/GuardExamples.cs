using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>
/// What one guard alone stops. Some of it the usual way never leads to, for an earlier step stops it: there the history is written as no
/// step would write it, and the guard is the second wall.
/// </summary>
public sealed class GuardExamples
{
    private static readonly AuditedMedium Second = new("HDD-2", MediumKind.Hdd, 1_000_000_000);
    private static readonly PartFitted DirtyDisk = new(new("PT-77"), "hdd", null, new("HDD-77", MediumKind.Hdd, 1), MediumState.Dirty);
    private static readonly LegalNatureDecided AsWaste = new(LegalNature.Waste, "by hand");

    private static readonly Caller Process = Who.System with { Device = new DeviceId("process/E-1") };

    [Fact]
    public void Nothing_with_data_goes_one_step_further_wherever_it_stands()
    {
        Forced(Given.Wiped(), DirtyDisk).RefusedAs("not-clean", Who.Operator, new InstallOs(OsPlan.Linux, "debian-13"));
        Forced(Given.Installed(), DirtyDisk).RefusedAs("not-clean", Who.Controller, Given.Checked());
        Forced(Given.Ready(), DirtyDisk).RefusedAs("not-clean", Who.Coordinator, new Allocate(World.Project));
        Forced(Given.Reserved(), DirtyDisk).RefusedAs("not-clean", Who.Storekeeper, new Pack("BOX-1", World.Shipment));
        Forced(Given.Packed(), DirtyDisk).RefusedAs("not-clean", Who.Storekeeper, new Dispatch(World.Shipment));
        Forced(Given.AtEpn(), DirtyDisk).RefusedAs("not-clean", Who.Animator, new PlaceWithPartner(World.Convention, "rita"));
        Forced(Given.Placed(), DirtyDisk).RefusedAs("not-clean", Who.Coordinator, new TransferOwnership(World.Partner, "AC-1"));
    }

    [Fact]
    public void A_waste_is_not_worked_on_wherever_it_stands()
    {
        Forced(Given.WithoutMedium(), AsWaste).RefusedAs("is-waste", Who.Operator, new OpenRepair());
        Forced(Given.WithoutMedium(), AsWaste).RefusedAs("is-waste", Who.Operator, new InstallOs(OsPlan.None));
        Forced(Given.Installed(), AsWaste).RefusedAs("is-waste", Who.Controller, Given.Checked());
        Forced(Given.Wiped(), AsWaste).RefusedAs("is-waste", Who.Supervisor, new Cannibalise());
    }

    [Fact]
    public void A_machine_that_comes_again_is_received_as_carefully_as_the_first_time()
    {
        var again = new ReceiveDevice(World.SecondGift, DeviceType.Laptop);
        Story Back(Func<World, World>? world = null) => Given.Refused().When(Who.Driver.At(World.Workshop), new HandBack("JD"))
            .In(known => known with { Donation = known.Donation! with { Id = World.SecondGift } }).In(world ?? (known => known));

        Back(world => world.With(World.Workshop, one => one with { Status = OrganisationStatus.Suspended })).RefusedAs("organisation-not-active", Who.Operator, again);
        Assert.Equal("site-unknown", Back().Refused(Who.Operator, again, site: new SiteId("elsewhere")).Code);
        Back().RefusedAs("number-missing", Who.Operator, again with { DonorNumber = new string('9', 65) });
        Back(world => world with { Donation = null }).RefusedAs("donation-unknown", Who.Operator, again);
        Back(world => world with { Donation = world.Donation! with { Status = DonationStatus.Closed } }).RefusedAs("donation-is-over", Who.Operator, again);
    }

    [Fact]
    public void What_a_round_brings_is_of_its_gift() => Given.Nothing()
        .In(world => world with { Round = world.Round! with { Donation = World.SecondGift } })
        .RefusedAs("round-for-another-donation", Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Laptop, Round: World.Tour));

    [Fact]
    public void A_refusal_after_the_reception_has_a_photo_too() => Given.Received().RefusedAs("photo-missing", Who.Storekeeper, new RefuseDevice("crt", ""));

    [Fact]
    public void A_second_audit_says_as_much_as_the_first()
    {
        Given.Audited().RefusedAs("no-medium-not-confirmed", Who.Operator, Given.AuditOf() with { NoMediaConfirmedBy = ["omar"] });
        Given.Audited().RefusedAs("medium-listed-twice", Who.Operator, Given.AuditOf(World.Disk, World.Disk));
        Given.Audited().RefusedAs("locks-not-tested", Who.Operator, Given.Audit with { LocksTested = false });
    }

    [Fact]
    public void While_one_disk_is_wiped_the_next_is_started_with_the_same_care()
    {
        Story OneOfTwo(AuditedMedium other) => Given.Audited(World.Disk, other).When(Who.Operator, new StartWipe(WipeMethod.Overwrite) { Media = [World.Disk.Serial] });

        OneOfTwo(Second).RefusedAs("medium-not-audited", Who.Operator, new StartWipe(WipeMethod.Overwrite) { Media = ["HDD-9"] });
        OneOfTwo(World.Flash).RefusedAs("wipe-method-does-not-reach", Who.Operator, new StartWipe(WipeMethod.Overwrite));
        Forced(OneOfTwo(Second), DirtyDisk).RefusedAs("medium-not-audited", Who.Operator, new StartWipe(WipeMethod.Overwrite) { Media = ["HDD-77"] });
    }

    [Fact]
    public void A_report_of_a_disk_that_no_audit_saw_is_no_proof_though_it_runs()
    {
        var story = Forced(Given.Wiping(), DirtyDisk, new WipeStarted(WipeMethod.Overwrite, ["HDD-77"]));

        story.RefusedAs("medium-not-audited", Who.Operator, Given.Success(Given.Proof(new("HDD-77", MediumKind.Hdd, 1))));
    }

    [Fact]
    public void What_is_out_of_the_machine_is_neither_taken_out_nor_destroyed()
    {
        Story Without(AuditedMedium other) => Forced(Given.WipeFailed(World.Disk, other), new PartTakenOut(new("PT-6"), "hdd", other.Serial));

        Without(Second).RefusedAs("medium-not-audited", Who.Supervisor, new RemoveMedium(Second.Serial, new("PT-9")));
        Without(Second).RefusedAs("medium-not-audited", Who.Supervisor, new DestroyMedium(Second.Serial, "drilled", "olga", "photo-2"));
    }

    [Fact]
    public void A_system_needs_a_disk_and_windows_what_windows_needs_also_on_a_machine_that_is_looked_at_again()
    {
        Given.Wiped().When(Who.Operator, new TakePart(new("PT-5"), "hdd", World.Disk.Serial)).RefusedAs("no-medium-for-system", Who.Operator, new InstallOs(OsPlan.Linux, "debian-13"));

        var windows = new InstallOs(OsPlan.Win11, "win11", "citizenship", "COA-1", "OLD-1");
        Again(eligible: false).RefusedAs("not-win11-eligible", Who.Operator, windows);
        Again(eligible: true).RefusedAs("licence-missing", Who.Operator, windows with { Licence = null });
        Again(eligible: true).In(world => world with { Rules = new() { Licences = new() { OldCoa = true } } }).RefusedAs("old-coa-missing", Who.Operator, windows with { OldCoa = null });
    }

    [Fact]
    public void What_is_on_its_way_back_reaches_no_epn_and_takes_no_place()
    {
        Story Back() => Forced(Given.InTransit(), new GivenBackUnplaced("no partner"));

        Back().RefusedAs("is-coming-back", Who.Animator, new ReceiveAtEpn());
        Back().RefusedAs("is-coming-back", Who.Driver, new ReturnToDepot("absent"));
        Forced(Back(), Claimed(World.Epn)).RefusedAs("is-coming-back", Process, Take);
    }

    [Fact]
    public void A_place_is_taken_by_whom_the_consignee_scanned_in_and_fits_its_partner()
    {
        Forced(Given.InTransit(), Claimed(World.OtherEpn)).RefusedAs("exchange-not-scanned-in", Process, Take);
        Forced(Given.InTransit(), Claimed(World.Epn), new RestrictionsTightened(new Restrictions { AllowedRecipients = [RecipientCategory.StudentAssociation] }))
            .RefusedAs("restriction-does-not-fit", Process, Take);
        Forced(Given.InTransit(), Claimed(World.Epn)).In(world => world with { Dossier = world.Dossier! with { Mode = ProvisionMode.Gift } }).RefusedAs("convention-gives-it-to-no-partner", Process, Take);
        Forced(Given.InTransit(), Claimed(World.Epn), new RestrictionsTightened(new Restrictions { AllowedRecipients = [RecipientCategory.GeneralInterestInclusion] }))
            .In(world => world with { Donation = world.Donation! with { Ownership = OwnershipPattern.Epn } }).RefusedAs("restriction-does-not-fit", Process, Take);

        var taken = Forced(Given.InTransit(), Claimed(World.Epn)).When(Process, Take).Is(MachineStatus.AtEpn);
        taken.RefusedAs("exchange-not-made", Process, new GiveBackPlace(new("X000009")));
    }

    [Fact]
    public void A_new_owner_of_whom_nothing_is_known_gets_no_deed() => Given.Placed()
        .In(world => world with { Organisations = [.. world.Organisations.Where(one => one.Id != World.Partner)] })
        .RefusedAs("organisation-unknown", Who.Coordinator, new TransferOwnership(World.Partner, "AC-1"));

    [Fact]
    public void What_a_recycler_refused_goes_into_another_cage_by_the_same_rules_as_into_the_first()
    {
        var again = new Scrap("refused", World.Cage);
        Story Refused(Func<BatchTerms, BatchTerms?> cage) => Given.ToRecycle().In(world => world with
        {
            LastBatch = world.Batch! with { Id = new("B-0"), Status = BatchStatus.RefusedPart, RefusedMachines = [World.Machine] },
            Batch = cage(world.Batch!),
        });

        Refused(_ => null).RefusedAs("batch-unknown", Who.Supervisor, again);
        Refused(batch => batch with { Status = BatchStatus.Closed }).RefusedAs("batch-sealed", Who.Supervisor, again);
        Refused(batch => batch with { Holder = World.OtherWorkshop }).RefusedAs("batch-of-another", Who.Supervisor, again);
        Refused(batch => batch with { Flow = WasteFlow.Batteries }).RefusedAs("batch-of-another-flow", Who.Supervisor, again with { Confirmed = true });
        Given.Nothing().When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Monitor)).When(Who.Operator, new Triage(Route.Recycle)).When(Who.Supervisor, again with { Confirmed = true })
            .In(world => world with { LastBatch = world.Batch! with { Id = new("B-0"), Status = BatchStatus.RefusedPart, RefusedMachines = [World.Machine] } })
            .RefusedAs("cage-for-other-kinds", Who.Supervisor, again);
        Refused(batch => batch).RefusedAs("reason-missing", Who.Supervisor, again with { Reason = " " });
        Forced(Refused(batch => batch), DirtyDisk).RefusedAs("data-still-there", Who.Supervisor, again);
    }

    [Fact]
    public void A_machine_of_a_waste_stream_is_prepared_with_a_reason_on_a_site_that_may()
    {
        Story Waste() => Given.Nothing().When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Laptop) { FromWasteStream = true }, site: World.Site);

        Waste().RefusedAs("reason-missing", Who.Supervisor, new RescueFromWaste(""));
        Waste().In(world => world.With(World.Workshop, one => one with { Sites = [] })).RefusedAs("site-may-not-prepare-for-reuse", Who.Supervisor, new RescueFromWaste("repairable"));
    }

    [Fact]
    public void A_complaint_is_told_by_whom_it_concerns_of_a_day_that_has_been_and_once()
    {
        Story Stolen() => Given.Ready().When(Who.Storekeeper, new ReportTheft(null));

        Stolen().RefusedAs("not-your-machine", Who.Animator.At(World.OtherEpn), new TellComplaint("PV-2"));
        Stolen().RefusedAs("not-in-the-future", Who.Storekeeper, new TellComplaint("PV-2", World.Start.AddDays(9)));
        Stolen().When(Who.Storekeeper, new TellComplaint("PV-2")).After(TimeSpan.FromDays(4)).RefusedAs("complaint-already-declared", Who.System, new MarkComplaintOverdue());
    }

    [Fact]
    public void A_contested_claim_is_not_confirmed_by_the_pole_either() => Given.Received()
        .When(Who.Operator.At(World.OtherWorkshop), new ClaimCustody())
        .When(Who.Operator, new ContestHandover("it is here"))
        .RefusedAs("claim-contested", Who.Coordinator, new ConfirmHandover());

    private static TakePlace Take => new(new("X000001"), World.Project, 0, World.Shipment);

    private static HandoverClaimed Claimed(OrganisationId by) => new(by, null, World.Start.AddDays(9));

    /// <summary>From the stock back to the bench, with its disk wiped.</summary>
    private static Story Again(bool eligible) => Given.Triaged()
        .When(Who.Operator, Given.Audit with { Audit = Given.Audit.Audit with { Win11Eligible = eligible } })
        .When(Who.Operator, new StartWipe(WipeMethod.Overwrite))
        .When(Who.Operator, Given.Success(Given.Proof(World.Disk)))
        .When(Who.Operator, new InstallOs(OsPlan.Linux, "debian-13"))
        .When(Who.Controller, Given.Checked())
        .When(Who.Supervisor, new Requalify("6 months"));

    private static Story Forced(Story story, params MachineEvent[] facts)
    {
        story.Write([.. facts], Who.System, story.Now, ofAScan: false);
        return story;
    }
}
