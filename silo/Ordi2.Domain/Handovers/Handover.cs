using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Handovers;

/// <summary>What the machines of a handover have to be told.</summary>
public sealed record HandoverErrand(string Name, DateTimeOffset Since);

/// <summary>What is known of a handover from its history.</summary>
public sealed record Handover(HandoverId Id)
{
    public const string Claim = "claim";
    public const string Confirm = "confirm";
    public const string Contest = "contest";

    /// <summary>What both sides may know; nothing before it was offered.</summary>
    public HandoverTerms? Terms { get; init; }

    public OrganisationId? Pole { get; init; }

    public Role FromRole { get; init; }

    public Role ToRole { get; init; }

    /// <summary>The code that was made last: by whom, and what it must add up to.</summary>
    public (OrganisationId By, string Digest, Role? Role)? Code { get; init; }

    /// <summary>What the machines have not been told yet, in order.</summary>
    public ImmutableArray<HandoverErrand> Errands { get; init; } = [];

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>By when the system must act, if it must: at once while a machine has not been told, later for the silence.</summary>
    public DateTimeOffset? DueAt => Errands is [var first, ..] ? first.Since : Terms is { Status: HandoverStatus.Offered } known ? known.ConfirmedAfter : null;

    private HandoverTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with an offer.");

    public Handover Evolve(HandoverEvent @event, Provenance from)
    {
        var next = Change(@event, from);

        return next with
        {
            Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 },
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private Handover Change(HandoverEvent @event, Provenance from) => @event switch
    {
        HandoverOffered e => Begin(e, from),
        CodeMade e => this with
        {
            Code = (e.By, e.Digest, e.Role),
            Terms = Known with { CodeExpiresAt = e.ExpiresAt, AttemptsLeft = SigningCode.MostAttempts },
        },
        CodeMissed => this with { Terms = Known with { AttemptsLeft = Known.AttemptsLeft - 1 } },
        HandoverConfirmed e => SpokenAs(e.Role).Ended(HandoverStatus.Confirmed, Confirm, from) is var next ? next with { Terms = next.Known with { Proof = e.Proof } } : next,
        HandoverObjected e => SpokenAs(e.Role).Ended(HandoverStatus.Contested, Contest, from) is var next ? next with { Terms = next.Known with { Objection = e.Reason } } : next,
        HandoverWithdrawn => this with { Terms = Known with { Status = HandoverStatus.Withdrawn, CodeExpiresAt = null } },
        MachinesTold e => this with { Errands = Errands.RemoveAll(errand => errand.Name == e.Errand) },
        _ => throw new UnreachableException($"A handover does not know {@event.GetType().Name}."),
    };

    private Handover Begin(HandoverOffered e, Provenance from) => this with
    {
        Pole = e.Pole,
        FromRole = e.FromRole,
        ToRole = e.ToRole,
        Terms = new()
        {
            Id = Id,
            From = e.From,
            To = e.To,
            DeclaredBy = e.DeclaredBy,
            Machines = e.Machines,
            ConfirmedAfter = e.ConfirmedAfter,
        },

        // Who takes says so at once: the machine itself then knows that somebody else claims it.
        Errands = e.DeclaredBy == e.To ? [new(Claim, from.RecordedAt)] : [],
    };

    /// <summary>Until the other side spoke, its role was taken from what it does.</summary>
    private Handover SpokenAs(Role? role) => role is not { } known ? this
        : Known.DeclaredBy == Known.From ? this with { ToRole = known }
        : this with { FromRole = known };

    private Handover Ended(HandoverStatus status, string errand, Provenance from) => this with
    {
        Terms = Known with { Status = status, CodeExpiresAt = null },
        Code = null,
        Errands = [.. Errands, .. Known.DeclaredBy == Known.To ? Array.Empty<HandoverErrand>() : [new HandoverErrand(Claim, from.RecordedAt)], new(errand, from.RecordedAt)],
    };
}
