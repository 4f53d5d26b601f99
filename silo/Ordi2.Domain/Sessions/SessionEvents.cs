using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Sessions;

namespace Ordi2.Domain.Sessions;

/// <summary>A fact in the life of an accompaniment session.</summary>
public abstract record SessionEvent
{
    private protected SessionEvent()
    {
    }
}

[StoredAs("session.planned.v1")]
public sealed record SessionPlanned(
    DossierId Dossier,
    OrganisationId Epn,
    OrganisationId Partner,
    OrganisationId Pole,
    DateOnly Date,
    int Minutes,
    AccompanimentKind Kind,
    string? Place = null,
    [FreeText] string? Topic = null,
    [FreeText] string? Animator = null) : SessionEvent;

[StoredAs("session.moved.v1")]
public sealed record SessionMoved(DateOnly Date) : SessionEvent;

[StoredAs("session.transferred.v1")]
public sealed record SessionTransferred(OrganisationId To, [FreeText] string Reason) : SessionEvent;

[StoredAs("session.held.v1")]
public sealed record SessionHeld(int Minutes, SessionCounts Counts, OrganisationId ConfirmedBy, [FreeText] string? Notes = null) : SessionEvent;

[StoredAs("session.counts-corrected.v1")]
public sealed record CountsCorrected(int Minutes, SessionCounts Counts, [FreeText] string Reason, [FreeText] string? Notes = null) : SessionEvent;

[StoredAs("session.cancelled.v1")]
public sealed record SessionCancelled([FreeText] string Reason) : SessionEvent;

[StoredAs("session.validated.v1")]
public sealed record SessionValidated : SessionEvent;
