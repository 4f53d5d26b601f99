using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;

namespace Ordi2.Contracts.Donations;

/// <summary>Life of a donation (domain.md 5).</summary>
[Alias("ordi2.donation-status")]
public enum DonationStatus
{
    /// <summary>Being written.</summary>
    Draft = 0,

    /// <summary>Proposed to the pole.</summary>
    Proposed,

    /// <summary>Accepted by the pole.</summary>
    Accepted,

    /// <summary>Convention signed.</summary>
    Signed,

    /// <summary>Being collected.</summary>
    InCollection,

    /// <summary>Everything arrived.</summary>
    Received,

    /// <summary>Differences settled, signed by the donor or after 15 days of silence.</summary>
    Reconciled,

    /// <summary>Closed.</summary>
    Closed,

    /// <summary>Declined by the pole.</summary>
    Declined,

    /// <summary>Cancelled.</summary>
    Cancelled,
}

/// <summary>What happens to machines that are refused at the door.</summary>
[Alias("ordi2.refusal-default")]
public enum RefusalDefault
{
    /// <summary>They go back to the donor.</summary>
    ReturnToDonor = 0,

    /// <summary>They are recycled.</summary>
    Recycle,
}

/// <summary>Who becomes the owner (domain.md 2.7).</summary>
[Alias("ordi2.ownership-pattern")]
public enum OwnershipPattern
{
    /// <summary>B: the pole or the workshop, all along; loan to the partner.</summary>
    PoleOrWorkshop = 0,

    /// <summary>A: the EPN.</summary>
    Epn,

    /// <summary>C: the partner, by gift.</summary>
    Partner,
}

/// <summary>What others need to know of a donation to decide.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.donation-terms")]
public sealed record DonationTerms
{
    /// <summary>Which donation.</summary>
    [Id(0)]
    public required DonationId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public DonationStatus Status { get; init; }

    /// <summary>Who gives.</summary>
    [Id(2)]
    public required OrganisationId Donor { get; init; }

    /// <summary>The pole that accepted it.</summary>
    [Id(3)]
    public OrganisationId? Pole { get; init; }

    /// <summary>The organisation that becomes owner when the reception note is signed (pattern B: pole or workshop).</summary>
    [Id(4)]
    public OrganisationId? Receiver { get; init; }

    /// <summary>Why the law allows it.</summary>
    [Id(5)]
    public LegalBasis LegalBasis { get; init; }

    /// <summary>What travels with each machine.</summary>
    [Id(6)]
    public Restrictions Restrictions { get; init; } = Restrictions.None;

    /// <summary>Who becomes the owner.</summary>
    [Id(7)]
    public OwnershipPattern Ownership { get; init; }

    /// <summary>What happens to refused machines.</summary>
    [Id(8)]
    public RefusalDefault RefusalDefault { get; init; }

    /// <summary>The pole allowed « signature au quai ».</summary>
    [Id(9)]
    public bool DockSignatureAllowed { get; init; }

    /// <summary>Number of the signed reception note: ownership passed with it.</summary>
    [Id(10)]
    public string? ReceptionNote { get; init; }

    /// <summary>What was announced; a machine of another type is « hors liste ».</summary>
    [Id(11)]
    public ImmutableArray<AnnouncedLine> Announced { get; init; } = [];

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(12)]
    public long Version { get; init; }

    /// <summary>Number of the gift convention, from the first signature on.</summary>
    [Id(13)]
    public string? Convention { get; init; }

    /// <summary>What it says besides what is given.</summary>
    [Id(14)]
    public ConventionClauses Clauses { get; init; } = ConventionClauses.Usual;

    /// <summary>What the donor says that it is worth.</summary>
    [Id(15)]
    public StatedValue? StatedValue { get; init; }

    /// <summary>Numbers of the announced lines, from 1, that do not count for the REEN ratio: over 10 years, protected media.</summary>
    [Id(16)]
    public ImmutableArray<int> OutsideReen { get; init; } = [];

    /// <summary>The discrepancy sheet: announced, picked up, received; empty before everything arrived.</summary>
    [Id(17)]
    public ImmutableArray<SheetLine> Sheet { get; init; } = [];

    /// <summary>When the sheet was made: from then on the donor may answer.</summary>
    [Id(18)]
    public DateTimeOffset? CountedAt { get; init; }

    /// <summary>When the differences were settled.</summary>
    [Id(19)]
    public DateTimeOffset? ReconciledAt { get; init; }

    /// <summary>How they were settled.</summary>
    [Id(20)]
    public Reconciliation? SettledBy { get; init; }

    /// <summary>When both sides had signed the convention.</summary>
    [Id(21)]
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>The tax receipt that has the right to be the one of this gift.</summary>
    [Id(22)]
    public ReceiptId? Receipt { get; init; }

    /// <summary>When the machines had arrived and were counted first: the day of the gift, whatever is counted again later.</summary>
    [Id(23)]
    public DateTimeOffset? GivenAt { get; init; }

    /// <summary>
    /// Until when the donor may answer the sheet, by the rules that held at the count; its silence is consent from then on. Nothing
    /// before the convention has both signatures, and nothing once the sheet is settled.
    /// </summary>
    [Id(24)]
    public DateTimeOffset? AnswerBefore { get; init; }

    /// <summary>The sides that have signed the gift convention, each once.</summary>
    [Id(25)]
    public ImmutableArray<DonationParty> SignedBy { get; init; } = [];

    /// <summary>What the donor did not agree with in the sheet, the oldest first, each with its answer.</summary>
    [Id(26)]
    public ImmutableArray<SheetContest> Contests { get; init; } = [];

    /// <summary>Its <see cref="Version"/> when it was said last what is given: whoever accepts it says on which one that is based.</summary>
    [Id(27)]
    public long LinesVersion { get; init; }

    /// <summary>What the donor contests and nobody has answered yet; nothing once the sheet is settled.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public SheetContest? OpenContest => Status is DonationStatus.Received && Contests is [.., { Answer: null } last] ? last : null;
}
