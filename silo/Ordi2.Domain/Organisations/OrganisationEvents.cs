using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Organisations;

/// <summary>A fact in the life of an organisation.</summary>
public abstract record OrganisationEvent
{
    private protected OrganisationEvent()
    {
    }
}

[StoredAs("organisation.registered.v1")]
public sealed record OrganisationRegistered : OrganisationEvent
{
    public required string Name { get; init; }

    public required OrganisationForm Form { get; init; }

    public required OrganisationStatus Status { get; init; }

    public required ImmutableArray<Activity> Activities { get; init; }

    /// <summary>14 digits, or nothing.</summary>
    public string? Siret { get; init; }

    public string? Rna { get; init; }

    public OtherNumber? OtherNumber { get; init; }

    /// <summary>Why it has no number at all.</summary>
    [FreeText]
    public string? NoNumberReason { get; init; }

    public OrganisationId? Pole { get; init; }

    public OrganisationId? Parent { get; init; }

    public RecipientCategory Category { get; init; }

    public bool DataDestruction { get; init; }

    public int Operators { get; init; }

    public ImmutableArray<Site> Sites { get; init; } = [];
}

/// <summary>It has a number that it was registered without; the reason for having none is gone with it.</summary>
[StoredAs("organisation.numbers-set.v1")]
public sealed record NumbersSet(string? Siret, string? Rna) : OrganisationEvent;

[StoredAs("organisation.activated.v1")]
public sealed record OrganisationActivated : OrganisationEvent;

[StoredAs("organisation.suspended.v1")]
public sealed record OrganisationSuspended([FreeText] string Reason) : OrganisationEvent;

[StoredAs("organisation.reactivated.v1")]
public sealed record OrganisationReactivated : OrganisationEvent;

[StoredAs("organisation.closing-started.v1")]
public sealed record OrganisationClosingStarted([FreeText] string Reason) : OrganisationEvent;

[StoredAs("organisation.closed.v1")]
public sealed record OrganisationClosed : OrganisationEvent;

[StoredAs("organisation.activities-changed.v1")]
public sealed record ActivitiesChanged(ImmutableArray<Activity> Activities) : OrganisationEvent;

[StoredAs("organisation.site-put.v1")]
public sealed record SitePut(Site Site) : OrganisationEvent;

[StoredAs("organisation.site-removed.v1")]
public sealed record SiteRemoved(SiteId Site) : OrganisationEvent;

[StoredAs("organisation.accreditation-granted.v1")]
public sealed record AccreditationGranted(
    Activity Activity,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidTo,
    OrganisationId GrantedBy,
    string Document,
    string CharterVersion) : OrganisationEvent;

[StoredAs("organisation.accreditation-suspended.v1")]
public sealed record AccreditationSuspended(Activity Activity, [FreeText] string Reason, DateTimeOffset At) : OrganisationEvent;

[StoredAs("organisation.accreditation-withdrawn.v1")]
public sealed record AccreditationWithdrawn(Activity Activity, [FreeText] string Reason, DateTimeOffset At) : OrganisationEvent;

[StoredAs("organisation.accreditation-requested.v1")]
public sealed record AccreditationRequested(Activity Activity, string CharterVersion, DateTimeOffset At) : OrganisationEvent;

[StoredAs("organisation.accreditation-under-review.v1")]
public sealed record AccreditationUnderReview(Activity Activity) : OrganisationEvent;

[StoredAs("organisation.accreditation-declined.v1")]
public sealed record AccreditationDeclined(Activity Activity, [FreeText] string Reason) : OrganisationEvent;

[StoredAs("organisation.accreditation-expiring.v1")]
public sealed record AccreditationExpiring(Activity Activity, DateTimeOffset ValidTo) : OrganisationEvent;

[StoredAs("organisation.accreditation-expired.v1")]
public sealed record AccreditationExpired(Activity Activity, DateTimeOffset ValidTo) : OrganisationEvent;

[StoredAs("organisation.card-published.v1")]
public sealed record CardPublished(PublicCard Card) : OrganisationEvent;

[StoredAs("organisation.card-withdrawn.v1")]
public sealed record CardWithdrawn : OrganisationEvent;

[StoredAs("organisation.operators-set.v1")]
public sealed record OperatorsSet(int Operators) : OrganisationEvent;

[StoredAs("organisation.data-destruction-set.v1")]
public sealed record DataDestructionSet(bool Certified, string? Document = null) : OrganisationEvent;

[StoredAs("organisation.category-set.v1")]
public sealed record CategorySet(RecipientCategory Category) : OrganisationEvent;

[StoredAs("organisation.tax-receipt-status-set.v1")]
public sealed record TaxReceiptStatusSet(TaxReceiptStatus Status, string? Proof = null) : OrganisationEvent;
