using System.Collections.Immutable;
using System.Diagnostics;
using Ordi2.Contracts.Sessions;

namespace Ordi2.Domain.Sessions;

/// <summary>What is known of an accompaniment session from its history.</summary>
public sealed record AccompanimentSession(SessionId Id)
{
    /// <summary>What others may know; nothing before it was planned.</summary>
    public SessionTerms? Terms { get; init; }

    /// <summary>The commands that were carried out: asking again changes nothing.</summary>
    public ImmutableHashSet<Guid> Commands { get; init; } = [];

    /// <summary>The facts that made a sheet, in their order: the last one is the sheet that holds.</summary>
    public ImmutableArray<SheetFact> Sheets { get; init; } = [];

    private SessionTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its planning.");

    public AccompanimentSession Evolve(SessionEvent @event, Provenance from)
    {
        var number = (Terms?.Version ?? 0) + 1;

        return this with
        {
            Terms = Change(@event) with { Version = number },
            Sheets = @event is SessionHeld or CountsCorrected ? Sheets.Add(new(number, from.RecordedAt)) : Sheets,
            Commands = from.CommandId is { } id ? Commands.Add(id) : Commands,
        };
    }

    private SessionTerms Change(SessionEvent @event) => @event switch
    {
        SessionPlanned e => new()
        {
            Id = Id,
            Dossier = e.Dossier,
            Epn = e.Epn,
            Partner = e.Partner,
            Pole = e.Pole,
            Date = e.Date,
            Minutes = e.Minutes,
            Kind = e.Kind,
            Place = e.Place,
            Topic = e.Topic,
            Animator = e.Animator,
        },
        SessionMoved e => Known with { Date = e.Date },
        SessionTransferred e => Known with { Epn = e.To },
        SessionHeld e => Known with { Status = SessionStatus.Held, Minutes = e.Minutes, Counts = e.Counts, ConfirmedBy = e.ConfirmedBy, Notes = e.Notes },
        CountsCorrected e => Known with { Minutes = e.Minutes, Counts = e.Counts, Notes = e.Notes ?? Known.Notes },
        SessionCancelled => Known with { Status = SessionStatus.Cancelled },
        SessionValidated => Known with { Status = SessionStatus.Validated },
        _ => throw new UnreachableException($"A session does not know {@event.GetType().Name}."),
    };
}

/// <summary>A fact that made a sheet of a session.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="At">When it was recorded.</param>
public sealed record SheetFact(long Seq, DateTimeOffset At);
