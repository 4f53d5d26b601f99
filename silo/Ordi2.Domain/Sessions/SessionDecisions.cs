using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Sessions.SessionEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Sessions;

/// <summary>May this be done to an accompaniment session?</summary>
public static class SessionDecisions
{
    private const int Shortest = 15;
    private const int Longest = 24 * 60;
    private const int MostParticipants = 500;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(AccompanimentSession session, SessionCommand command) => command switch
    {
        PlanSession plan => Inquiry.None with { Dossier = plan.Dossier },
        TransferSession transfer => Inquiry.About(transfer.To, session.Terms?.Partner),
        _ => Inquiry.None,
    };

    public static Decision<SessionEvent> Decide(
        AccompanimentSession session,
        SessionCommand command,
        Caller caller,
        Guid commandId,
        Facts facts,
        DateTimeOffset now)
    {
        var step = CommandCatalog<SessionCommand>.StepOf(command);
        var repeated = session.Commands.Contains(commandId);

        return SessionLife.Table.Stops(session.Id.Text, step, session.Terms?.Status, caller, repeated, Relations(session, caller, facts.Dossier)) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : session.Terms is { } known ? Change(known, command, caller, facts, now) : Plan(session.Id, (PlanSession)command, facts);
    }

    private static Relation[] Relations(AccompanimentSession session, Caller caller, DossierTerms? dossier)
    {
        var relations = new List<Relation>(3);

        if (caller.Organisation == (session.Terms?.Epn ?? dossier?.Epn))
        {
            relations.Add(Relation.ItsEpn);
        }

        if (caller.Organisation == (session.Terms?.Partner ?? dossier?.Partner))
        {
            relations.Add(Relation.ItsPartner);
        }

        if (caller.Organisation == (session.Terms?.Pole ?? dossier?.Pole))
        {
            relations.Add(Relation.ItsPole);
        }

        return [.. relations];
    }

    private static Decision<SessionEvent> Plan(SessionId id, PlanSession command, Facts facts)
    {
        var reason = Demand.Number(id.Text, "id")
            ?? OfARunningDossier(command.Dossier, facts.Dossier)
            ?? Demand.Working(facts, facts.Dossier!.Epn)
            ?? Demand.Between(command.Minutes, Shortest, Longest, "minutes")
            ?? (command.Place is { } place ? Demand.Words(place, "place") : null)
            ?? (command.Topic is { } topic ? Demand.Words(topic, "topic") : null)
            ?? (command.Animator is { } animator ? Demand.Words(animator, "animator") : null);

        return reason is not null
            ? No(reason)
            : Write(new SessionPlanned(
                command.Dossier,
                facts.Dossier!.Epn,
                facts.Dossier.Partner,
                facts.Dossier.Pole!.Value,
                command.Date,
                command.Minutes,
                command.Kind,
                command.Place,
                command.Topic,
                command.Animator));
    }

    private static Refusal? OfARunningDossier(DossierId id, DossierTerms? dossier) => dossier switch
    {
        null => Refusal.NotFound("not-created-yet", $"dossier/{id}"),
        { Status: not (DossierStatus.Accepted or DossierStatus.InProgress) } => Refusal.Conflict("dossier-not-running", id.Text, dossier.Status.Code()),
        _ => null,
    };

    private static Decision<SessionEvent> Change(SessionTerms known, SessionCommand command, Caller caller, Facts facts, DateTimeOffset now) => command switch
    {
        MoveSession c => c.Date == known.Date ? AlreadySo() : Write(new SessionMoved(c.Date)),
        TransferSession c => c.To == known.Epn ? AlreadySo() : WriteUnless(
            Demand.Words(c.Reason, "reason") ?? Demand.Accredited(facts, c.To, now, Activity.Epn) ?? AnotherPerson(known, c, facts),
            new SessionTransferred(c.To, c.Reason)),
        HoldSession c => WriteUnless(
            (FrenchCalendar.DayOf(now) < known.Date ? Refusal.Conflict("session-not-yet", known.Id.Text) : null)
                ?? Demand.Between(c.Minutes, Shortest, Longest, "minutes")
                ?? AddUp(c.Counts)
                ?? Noted(c.Notes),
            new SessionHeld(c.Minutes, c.Counts, caller.Organisation, c.Notes)),
        CorrectCounts c => WriteUnless(
            Demand.Words(c.Reason, "reason") ?? Demand.Between(c.Minutes, Shortest, Longest, "minutes") ?? AddUp(c.Counts) ?? Noted(c.Notes),
            new CountsCorrected(c.Minutes, c.Counts, c.Reason, c.Notes)),
        CancelSession c => WriteUnless(Demand.Words(c.Reason, "reason"), new SessionCancelled(c.Reason)),
        ValidateSession => Write(new SessionValidated()),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    private static Refusal? Noted(string? notes) => notes is null ? null : Demand.Words(notes, "notes");

    private static Refusal? AnotherPerson(SessionTerms known, TransferSession command, Facts facts) =>
        facts.Profile(known.Partner) is { } partner && Accreditations.SameLegalPerson(facts.Profile(command.To)!, partner)
            ? Refusal.Conflict("partner-not-another-person", known.Partner.Text)
            : null;

    /// <summary>Counts that do not add up would make a report that does not add up.</summary>
    private static Refusal? AddUp(SessionCounts counts)
    {
        var ages = counts.Ages;
        int[] all = [counts.New, counts.Qpv, counts.Women, counts.Men, counts.Unknown, ages.Under18, ages.From18To25, ages.From26To59, ages.From60, ages.Unknown];

        return Demand.Between(counts.Participants, 0, MostParticipants, "counts.participants")
            ?? (all.All(count => count >= 0 && count <= counts.Participants)
                && counts.Women + counts.Men + counts.Unknown == counts.Participants
                && ages.Under18 + ages.From18To25 + ages.From26To59 + ages.From60 + ages.Unknown == counts.Participants
                    ? null
                    : Refusal.Invalid("counts-do-not-add-up", counts.Participants.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
