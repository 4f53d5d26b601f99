using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Domain.Machines;

/// <summary>
/// What is known of a machine: the fold of its events, and nothing that its events do not say. Its five dimensions stand
/// apart: status, custody, ownership, sanitisation (of its media), legal nature; and beside them the holds.
/// </summary>
public sealed partial record Machine
{
    private Machine()
    {
    }

    /// <summary>A label that nothing is known of.</summary>
    public static readonly Machine Unknown = new();

    // The five dimensions and the holds.
    public MachineStatus Status { get; private init; }

    public Custody? Custody { get; private init; }

    public Ownership? Ownership { get; private init; }

    /// <summary>The gifts that it came with before the one that it belongs to now, the oldest first, and what had become of it there.</summary>
    public ImmutableArray<PastGift> PastGifts { get; private init; } = [];

    /// <summary>The deeds by which it changed its owner, the oldest first: each serves once.</summary>
    public ImmutableArray<DocumentId> UsedDeeds { get; private init; } = [];

    public ImmutableArray<StorageMedium> Media { get; private init; } = [];

    public LegalNature LegalNature { get; private init; }

    public HoldSet Holds { get; private init; }

    // What the dimensions are computed from.
    public bool Audited { get; private init; }

    public bool NoMediaConfirmed { get; private init; }

    /// <summary>Two persons looked and saw none; what its kind alone says is not seen by anybody.</summary>
    public bool SeenWithoutMedia => NoMediaConfirmed && SaidByTwo;

    private bool SaidByTwo { get; init; }

    /// <summary>Two persons saw that there is no medium in it, or its kind never holds one.</summary>
    public bool HoldsNoMedia => NoMediaConfirmed || !Type.HoldsMedia();

    public Sanitisation Sanitisation => SanitisationRule.Of(Media, Audited, HoldsNoMedia);

    // The process.
    public DateTimeOffset StatusSince { get; private init; }

    /// <summary>Since when it is ready: it passed its check then, however often it was reserved and given back since.</summary>
    public DateTimeOffset? ReadySince { get; private init; }

    /// <summary>What it reached, each milestone once in each of its lives.</summary>
    public ImmutableArray<ReachedMilestone> Reached { get; private init; } = [];

    /// <summary>From whom to whom it passed, the first first.</summary>
    public ImmutableArray<Passage> Passages { get; private init; } = [];

    public DeviceType Type { get; private init; }

    /// <summary>Who said first what kind it is.</summary>
    public PersonId? KindSaidBy { get; private init; }

    public string? Serial { get; private init; }

    public string? Maker { get; private init; }

    public string? Model { get; private init; }

    public Profile Profile { get; private init; }

    public bool Win11Eligible { get; private init; }

    public bool Locked { get; private init; }

    public DonationId? Donation { get; private init; }

    public OrganisationId? Pole { get; private init; }

    public Restrictions Restrictions { get; private init; } = Restrictions.None;

    /// <summary>How many times it entered the chain: a known machine may come back under another donation.</summary>
    public int Lives { get; private init; }

    public Route Route { get; private init; }

    public ProposedTriage? Proposal { get; private init; }

    public bool RefusedGoesBack { get; private init; }

    /// <summary>Where the open repair came from.</summary>
    public MachineStatus RepairFrom { get; private init; }

    /// <summary>The wipe has been retried so many times since the media were listed.</summary>
    public int WipeRetries { get; private init; }

    public OsPlan System { get; private init; }

    /// <summary>What a recall of a system looks for; nothing once a wipe began.</summary>
    public InstalledSystem? Carries { get; private init; }

    public PersonId? Installer { get; private init; }

    public Grade Grade { get; private init; }

    public Allocation? Allocation { get; private init; }

    public DeliveryId? Delivery { get; private init; }

    /// <summary>Who the open delivery is for.</summary>
    public OrganisationId? Consignee { get; private init; }

    /// <summary>On the road back to the workshop, not to an EPN.</summary>
    public bool ComingBack { get; private init; }

    /// <summary>While it returns: whether whoever holds it asked for that; nothing where nobody said, or it does not return.</summary>
    public bool? ReturnAskedByHolder { get; private init; }

    public DateTimeOffset? PlaceBefore { get; private init; }

    /// <summary>The place that it left by an exchange, as long as that may be undone.</summary>
    public LeftPlace? Left { get; private init; }

    /// <summary>When the EPN is reminded of it, once.</summary>
    public DateTimeOffset? RemindAt { get; private init; }

    /// <summary>If it is still in stock then, it is looked at again.</summary>
    public DateTimeOffset? RequalifyAfter { get; private init; }

    /// <summary>When its system gets out of support, as the rules said at the control; nothing where they knew of no end.</summary>
    public DateTimeOffset? SupportEnds { get; private init; }

    /// <summary>What its placement avoided, as it was counted; nothing where it was not, or was taken back.</summary>
    public CountedImpact? Impact { get; private init; }

    public DateTimeOffset? WarrantyUntil { get; private init; }

    /// <summary>The theft that it was last reported for, and its complaint.</summary>
    public ReportedTheft? Theft { get; private init; }

    public LoanId? Loan { get; private init; }

    public BatchId? Batch { get; private init; }

    public bool LeavesWithData { get; private init; }

    public ImmutableArray<FittedPart> Parts { get; private init; } = [];

    /// <summary>Whether a part is fitted in it now.</summary>
    public bool Has(PartId part) => Parts.Any(fitted => fitted.Part == part);

    /// <summary>What came out of it and did not go back: the sheet of its dismantling lists all of it.</summary>
    public ImmutableArray<PartTaken> Taken { get; private init; } = [];

    public ImmutableArray<MachineId> Labels { get; private init; } = [];

    /// <summary>The recalls that ask for it.</summary>
    public ImmutableArray<string> Recalls { get; private init; } = [];

    // What waits.
    public ImmutableArray<HeldScan> Held { get; private init; } = [];

    public ImmutableArray<string> Findings { get; private init; } = [];

    // The stream.
    public long Version { get; private init; }

    /// <summary>When its latest step happened, by the device's clock: an earlier one came late.</summary>
    public DateTimeOffset LatestOccurrence { get; private init; }

    /// <summary>The last step that made a difference: the only one that may be corrected.</summary>
    public LastStep? LastStep { get; private init; }

    public bool IsTerminal => Status is MachineStatus.Recycled or MachineStatus.HandedBack;

    /// <summary>May it leave as far as data goes (invariant 1)?</summary>
    public bool IsSafeToLeave => Sanitisation is Sanitisation.Clean or Sanitisation.NoMediaConfirmed;

    public StorageMedium? MediumOf(string serial) =>
        Media.FirstOrDefault(medium => string.Equals(medium.Serial, serial, StringComparison.OrdinalIgnoreCase));

    /// <summary>By when somebody must act, if anybody must.</summary>
    public DateTimeOffset? DueAt => MachineDeadlines.Next(this);

    /// <summary>Until when its holder may answer that somebody else says to have it.</summary>
    public DateTimeOffset? ClaimUntil => MachineDeadlines.ConfirmedAfter(this);

    /// <summary>When the system looks at it again: at the latest when it is due, earlier where somebody is to be reminded.</summary>
    public DateTimeOffset? WakeAt => MachineDeadlines.Wakes(this);
}

/// <summary>A milestone of a machine, and what the boards need to count it.</summary>
/// <param name="Name">One of <see cref="Milestones"/>.</param>
/// <param name="Life">In which life: a machine that is given again is counted again.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="By">For which organisation somebody did it.</param>
public sealed record ReachedMilestone(string Name, int Life, DateTimeOffset RecordedAt, OrganisationId By);

/// <summary>Custody went from one organisation to another, as the flows between them count it.</summary>
/// <param name="From">Who held the machine before; nobody where it entered the chain.</param>
/// <param name="To">Who holds it from then on; nobody where it left the chain.</param>
/// <param name="RecordedAt">When it was written down.</param>
/// <param name="Gift">With which gift it entered, once that is known.</param>
public sealed record Passage(OrganisationId? From, OrganisationId? To, DateTimeOffset RecordedAt, DonationId? Gift = null);

/// <summary>Who holds the machine, and who says to.</summary>
public sealed record Custody(OrganisationId Holder, SiteId? Site, DateTimeOffset Since, PendingHandover? Pending);

/// <param name="Contested">The known holder objects: only the coordinator settles it.</param>
public sealed record PendingHandover(OrganisationId Claimant, SiteId? Site, DateTimeOffset ConfirmedAfter, bool Contested);

/// <param name="ComplaintBefore">By when its number has to be known.</param>
/// <param name="Complaint">Its number, once somebody told it.</param>
/// <param name="Overdue">It was noted that its time is over.</param>
public sealed record ReportedTheft(DateTimeOffset HappenedAt, DateTimeOffset ComplaintBefore, string? Complaint = null, bool Overdue = false);

/// <summary>A gift whose balance a machine still counts in, although it was given again in another one.</summary>
/// <param name="Donation">Which gift.</param>
/// <param name="Status">What had become of it: handed back to the giver, or with a partner to whom it belonged.</param>
/// <param name="Type">What kind it was.</param>
public sealed record PastGift(DonationId Donation, MachineStatus Status, DeviceType Type);

public sealed record Ownership(OrganisationId Owner, string Document);

public sealed record ProposedTriage(Route Route, PersonId By);

public sealed record Allocation(DossierId Dossier, int Line, OrganisationId Epn, OrganisationId Partner, AllocationId? Id = null);

/// <summary>Where a machine stood before it took the place of another.</summary>
public sealed record LeftPlace(MachineId Of, Allocation Allocation, DeliveryId Delivery, OrganisationId? Consignee, OrganisationId Holder, ImmutableArray<HeldScan> Held);

public sealed record FittedPart(PartId Part, string Type, MachineId? From, DateTimeOffset At);

/// <summary>A scan that waits; see <see cref="ScanHeld"/>.</summary>
public sealed record HeldScan(Guid ScanId, string Step, JsonElement Data, SiteId? Site, Role Role, Refusal Reason, Provenance From)
{
    public bool InTraining { get; init; }
}

/// <param name="Seq">Number of its first event.</param>
/// <param name="Correctable">Some acts have legal weight of their own and are undone only by an act of the same weight.</param>
/// <param name="Scan">The scan that took it; nothing where it followed from something else.</param>
/// <param name="Device">On which device, by whose clock it happened at <paramref name="OccurredAt"/>.</param>
public sealed record LastStep(long Seq, PersonId Person, DateTimeOffset RecordedAt, bool Correctable, DeviceId Device, DateTimeOffset OccurredAt, Guid? Scan = null);
