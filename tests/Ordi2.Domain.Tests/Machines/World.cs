using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>A small territory in which everything is as it should be; a test changes the one thing that it is about.</summary>
internal sealed record World
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static readonly MachineId Machine = new("H4T9CXB");

    public static readonly OrganisationId Donor = new("donor");
    public static readonly OrganisationId Carrier = new("carrier");
    public static readonly OrganisationId Workshop = new("workshop");
    public static readonly OrganisationId OtherWorkshop = new("other-workshop");
    public static readonly OrganisationId Epn = new("epn");
    public static readonly OrganisationId OtherEpn = new("other-epn");
    public static readonly OrganisationId Partner = new("partner");
    public static readonly OrganisationId Pole = new("pole");
    public static readonly OrganisationId OtherPole = new("other-pole");
    public static readonly OrganisationId Recycler = new("recycler");

    public static readonly SiteId Site = new("workshop-1");
    public static readonly DonationId Gift = new("D-1");
    public static readonly DonationId SecondGift = new("D-2");
    public static readonly RoundId Tour = new("R-1");
    public static readonly DossierId Project = new("P-1");
    public static readonly DeliveryId Shipment = new("L-1");
    public static readonly LoanId Convention = new("C-1");
    public static readonly BatchId Cage = new("B-1");
    public static readonly PartId CleanDisk = new("PT-CLEAN");
    public static readonly PartId DirtyDisk = new("PT-DIRTY");
    public static readonly PartId Memory = new("PT-RAM");

    public static readonly AuditedMedium Disk = new("HDD-1", MediumKind.Hdd, 500_000_000_000);
    public static readonly AuditedMedium Flash = new("SSD-1", MediumKind.SataSsd, 240_000_000_000);

    public ImmutableArray<OrganisationProfile> Organisations { get; init; } =
    [
        Of(Donor, Activity.Donor),
        Of(Carrier, Activity.Carrier),
        Of(Workshop, Activity.Workshop) with { Operators = 5, Sites = [new Site(Site, "Atelier 1", PreparesForReuse: true, [])] },
        Of(OtherWorkshop, Activity.Workshop),
        Of(Epn, Activity.Epn),
        Of(OtherEpn, Activity.Epn),
        Of(Partner, Activity.Partner) with { Category = RecipientCategory.GeneralInterestInclusion },
        Of(Pole, Activity.Pole),
        Of(OtherPole, Activity.Pole) with { Pole = null },
        Of(Recycler, Activity.Recycler),
    ];

    public DonationTerms? Donation { get; init; } = new()
    {
        Id = Gift,
        Donor = Donor,
        Pole = Pole,
        Receiver = Workshop,
        Status = DonationStatus.Signed,
    };

    public RoundTerms? Round { get; init; } = new() { Id = Tour, Carrier = Carrier, Donation = Gift, Status = RoundStatus.Open };

    public DossierTerms? Dossier { get; init; } = new()
    {
        Id = Project,
        Epn = Epn,
        Partner = Partner,
        Pole = Pole,
        Status = DossierStatus.Accepted,
        Needs = [new NeedLine(DeviceType.Laptop, Profile.None, Grade.C, Requested: 5, Accepted: 5)],
        Sessions = [new DateOnly(2026, 6, 1)],
    };

    public DeliveryTerms? Delivery { get; init; } = new()
    {
        Id = Shipment,
        From = Workshop,
        Carrier = Carrier,
        Consignee = Epn,
        Dossier = Project,
        Status = DeliveryStatus.Ready,
        Machines = [Machine],
    };

    public LoanTerms? Loan { get; init; } = new()
    {
        Id = Convention,
        Lender = Workshop,
        Relay = Epn,
        Borrower = Partner,
        Dossier = Project,
        Status = LoanStatus.Signed,
    };

    public BatchTerms? LastBatch { get; init; }

    public BatchTerms? Batch { get; init; } = new() { Id = Cage, Holder = Workshop, Recycler = Recycler, Status = BatchStatus.Open, Machines = [Machine] };

    public DocumentTerms? Deed { get; init; } = DeedOf(null);

    public ImmutableArray<PartTerms> Parts { get; init; } =
    [
        new() { Id = CleanDisk, Type = "ssd", Holder = Workshop, Medium = new AuditedMedium("SSD-P", MediumKind.SataSsd, 1), MediumState = MediumState.Purged },
        new() { Id = DirtyDisk, Type = "ssd", Holder = Workshop, Medium = new AuditedMedium("SSD-Y", MediumKind.SataSsd, 1), MediumState = MediumState.Dirty },
        new() { Id = Memory, Type = "ram", Holder = Workshop, From = new MachineId("X000000") },
    ];

    public PoleRules Rules { get; init; } = PoleRules.Default;

    public ImmutableArray<MachineId> SameSerial { get; init; } = [];

    public MachineId? LabelLeadsTo { get; init; }

    /// <summary>What is known around one caller: everything, whether the step needs it or not.</summary>
    public Circumstances Around(OrganisationId caller) => new()
    {
        Scanner = Organisations.First(one => one.Id == caller),
        Rules = Rules,
        Others = Organisations,
        Donation = Donation,
        Round = Round,
        Dossier = Dossier,
        Delivery = Delivery,
        Loan = Loan,
        Batch = Batch,
        LastBatch = LastBatch,
        Parts = Parts,
        Deed = Deed,
        SameSerial = SameSerial,
        LabelLeadsTo = LabelLeadsTo,
    };

    /// <summary>What is known when only what the step says to need is asked for, as the grain does.</summary>
    public Circumstances Asked(Machine machine, MachineCommand command, OrganisationId caller)
    {
        var needs = Needs.Of(machine, command, caller);
        var dossier = needs.Dossier is null ? null : Dossier;
        var loan = needs.Loan is null ? null : Loan;
        var delivery = needs.Delivery is null ? null : Delivery;
        OrganisationId?[] named = [.. needs.Organisations.Select(one => (OrganisationId?)one), dossier?.Epn, dossier?.Partner, loan?.Lender, loan?.Borrower, delivery?.Consignee];

        return new()
        {
            Scanner = Organisations.First(one => one.Id == caller),
            Rules = Rules,
            Others = [.. Organisations.Where(one => named.Contains(one.Id))],
            Donation = needs.Donation is null ? null : Donation,
            Round = needs.Round is null ? null : Round,
            Dossier = dossier,
            Delivery = delivery,
            Loan = loan,
            Batch = needs.Batch is null ? null : Batch,
            LastBatch = needs.LastBatch is null ? null : LastBatch,
            Parts = [.. Parts.Where(part => needs.Parts.Contains(part.Id))],
            Deed = needs.Deed is { } deed && deed == Deed?.Id ? Deed : null,
            SameSerial = needs.Serial is { Length: > 0 } ? SameSerial : [],
            LabelLeadsTo = needs.Label is null ? null : LabelLeadsTo,
        };
    }

    /// <summary>A deed that everybody has signed who may be the owner, and the partner.</summary>
    public static DocumentTerms DeedOf(int? cents) => new()
    {
        Id = new("AC-1"),
        Kind = DocumentKind.TransferDeed,
        Status = DocumentStatus.Sealed,
        Issuer = Pole,
        Template = "transfer-deed",
        TemplateVersion = "2",
        Content = cents is null ? "{}" : $$"""{"priceCents":{{cents}}}""",
        Sha256 = string.Empty,
        MadeAt = Start,
        About = [$"machine/{Machine}"],
        Signatures = [.. new[] { Donor, Workshop, Pole, Epn, Partner }.Select(one => new Signature(one, Role.Supervisor, new("p"), "gérant", Start))],
    };

    /// <summary>A world that goes with a machine: its gift, and a cage that takes it.</summary>
    public static World For(Machine machine)
    {
        var world = new World();
        var batch = world.Batch! with { DataDestruction = true };

        return world with
        {
            Donation = world.Donation! with { Id = machine.Donation is not null && machine.Status is MachineStatus.HandedBack or MachineStatus.Placed ? SecondGift : Gift },
            Batch = machine.Status == MachineStatus.ToRecycle && machine.Version % 2 == 0 ? batch with { Status = BatchStatus.Proven, Proof = "AT-1" } : batch,
        };
    }

    /// <summary>The same world with one organisation changed.</summary>
    public World With(OrganisationId id, Func<OrganisationProfile, OrganisationProfile> change) =>
        this with { Organisations = [.. Organisations.Select(one => one.Id == id ? change(one) : one)] };

    internal static OrganisationProfile Of(OrganisationId id, Activity activity) => new()
    {
        Id = id,
        Name = id.Text,
        Status = OrganisationStatus.Active,
        Siren = $"siren-{id}",
        Activities = [activity],
        Accreditations = [new Accreditation(activity, Start.AddYears(-1), Start.AddYears(1), Pole)],
        Pole = Pole,
    };
}

/// <summary>Who scans.</summary>
internal static class Who
{
    public static readonly Caller Donor = New("dom", World.Donor, Role.Donor);
    public static readonly Caller Driver = New("dan", World.Carrier, Role.Driver);
    public static readonly Caller Operator = New("omar", World.Workshop, Role.Operator);
    public static readonly Caller Controller = New("olga", World.Workshop, Role.Operator);
    public static readonly Caller Supervisor = New("eve", World.Workshop, Role.Supervisor);
    public static readonly Caller Storekeeper = New("stan", World.Workshop, Role.Storekeeper);
    public static readonly Caller Coordinator = New("paul", World.Pole, Role.Coordinator);
    public static readonly Caller Animator = New("anna", World.Epn, Role.Animator);
    public static readonly Caller Referent = New("rita", World.Partner, Role.Partner);
    public static readonly Caller Recycler = New("remi", World.Recycler, Role.Recycler);
    public static readonly Caller System = New("system", World.Workshop, Role.System);

    /// <summary>One caller for each role, in the place where that role usually is.</summary>
    public static Caller Usual(Role role) => role switch
    {
        Role.Donor => Donor,
        Role.Driver => Driver,
        Role.Operator => Operator,
        Role.Supervisor => Supervisor,
        Role.Storekeeper => Storekeeper,
        Role.Coordinator => Coordinator,
        Role.Animator => Animator,
        Role.Partner => Referent,
        Role.Recycler => Recycler,
        Role.System => System,
        _ => New("nobody", World.Workshop, role),
    };

    public static Caller At(this Caller caller, OrganisationId organisation) => caller with { Organisation = organisation };

    private static Caller New(string person, OrganisationId organisation, Role role) =>
        new(new PersonId(person), organisation, role, new DeviceId($"device-{person}"));
}
