using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Domain.Donations;

/// <summary>A fact in the life of a donation.</summary>
public abstract record DonationEvent
{
    private protected DonationEvent()
    {
    }
}

[StoredAs("donation.created.v1")]
public sealed record DonationCreated(
    OrganisationId Donor,
    LegalBasis LegalBasis,
    ImmutableArray<AnnouncedLine> Announced,
    OwnershipPattern Ownership,
    RefusalDefault RefusalDefault,
    Restrictions Restrictions,
    OrganisationId? Pole = null) : DonationEvent
{
    /// <summary>Age in years from which a line stands outside of the ratio of re-use; 10 where it is not said.</summary>
    public int? OldestYears { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("donation.lines-changed.v1")]
public sealed record LinesChanged(ImmutableArray<AnnouncedLine> Announced) : DonationEvent
{
    /// <summary>Age in years from which a line stands outside of the ratio of re-use; 10 where it is not said.</summary>
    public int? OldestYears { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("donation.proposed.v1")]
public sealed record DonationProposed(OrganisationId Pole) : DonationEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("donation.accepted.v1")]
public sealed record DonationAccepted(OrganisationId Receiver) : DonationEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("donation.declined.v1")]
public sealed record DonationDeclined([FreeText] string Reason) : DonationEvent;

[StoredAs("donation.cancelled.v1")]
public sealed record DonationCancelled([FreeText] string Reason) : DonationEvent;

/// <summary>One side signed; the convention is signed when both have.</summary>
[StoredAs("donation.signed.v1")]
public sealed record DonationSigned(DonationParty Party, string Document, bool OnPaper) : DonationEvent
{
    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("donation.dock-signature-allowed.v1")]
public sealed record DockSignatureAllowed([FreeText] string Reason) : DonationEvent;

[StoredAs("donation.collection-started.v1")]
public sealed record CollectionStarted : DonationEvent;

/// <summary>Everything that comes has arrived; the donor may object until 15 days after this moment.</summary>
[StoredAs("donation.received.v1")]
public sealed record DonationReceived(DateTimeOffset At) : DonationEvent;

[StoredAs("donation.reception-note-signed.v1")]
public sealed record ReceptionNoteSigned(string Document) : DonationEvent;

[StoredAs("donation.reconciled.v1")]
public sealed record DonationReconciled(Reconciliation How, bool OnPaper, string? Document = null) : DonationEvent;

[StoredAs("donation.closed.v1")]
public sealed record DonationClosed : DonationEvent;

[StoredAs("donation.restrictions-tightened.v1")]
public sealed record RestrictionsTightened(Restrictions Restrictions) : DonationEvent;

[StoredAs("donation.clauses-set.v1")]
public sealed record ClausesSet(ConventionClauses Clauses) : DonationEvent;

[StoredAs("donation.value-stated.v1")]
public sealed record ValueStated(long Cents, DateOnly On, string? Document = null) : DonationEvent;

/// <summary>The discrepancy sheet as it was made then: announced, picked up, received.</summary>
[StoredAs("donation.counted.v1")]
public sealed record DonationCounted(ImmutableArray<SheetLine> Sheet) : DonationEvent
{
    /// <summary>Days after which the donor's silence is consent; 15 where it is not said.</summary>
    public int? SilenceDays { get; init; }

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("donation.off-list-accepted.v1")]
public sealed record OffListAccepted(ImmutableArray<DeviceType> Types, string? Document = null) : DonationEvent;

[StoredAs("donation.off-list-refused.v1")]
public sealed record OffListRefused(ImmutableArray<DeviceType> Types, string? Document = null) : DonationEvent;

/// <summary>The donor does not agree with the sheet.</summary>
[StoredAs("donation.sheet-contested.v1")]
public sealed record SheetContested([FreeText] string Words, ImmutableArray<TypeCount> Given, string? Document = null) : DonationEvent;

/// <summary>The receiver or the pole answered what the donor contests.</summary>
[StoredAs("donation.contest-answered.v1")]
public sealed record ContestAnswered([FreeText] string Words, Role As) : DonationEvent;

/// <summary>This receipt, and no other, may be issued for the gift.</summary>
[StoredAs("donation.receipt-taken.v1")]
public sealed record ReceiptTaken(ReceiptId Receipt) : DonationEvent;

/// <summary>Another may be, or the one that was to be replaced stands.</summary>
[StoredAs("donation.receipt-given-back.v1")]
public sealed record ReceiptGivenBack(ReceiptId Receipt, ReceiptId? To = null) : DonationEvent;

/// <summary>What followed from an earlier fact for others is done.</summary>
[StoredAs("donation.errand-finished.v1")]
public sealed record DonationErrandFinished(string Errand) : DonationEvent;
