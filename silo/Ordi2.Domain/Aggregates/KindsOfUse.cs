using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Recalls;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Access;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Handovers;
using Ordi2.Domain.Incidents;
using Ordi2.Domain.Recalls;
using Ordi2.Domain.Sessions;
using static Ordi2.Domain.Aggregates.Relation;

namespace Ordi2.Domain.Aggregates;

/// <summary>What happens while machines are used: incidents, sessions, recalls, handovers.</summary>
public static partial class Kinds
{
    public static readonly Kind<Incident, IncidentCommand, IncidentEvent, IncidentTerms> Incident = new()
    {
        Name = "incident",
        Blank = id => new(new IncidentId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (_, command, caller) => IncidentDecisions.Asks(command, caller),
        Decide = IncidentDecisions.Decide,
        DueAt = state => state.DueAt,
        WhenDue = (state, now) => state.DueAt <= now ? new MarkOverdue() : null,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Kind.Code(),
        Parties = state => Party.Each((ItsOpener, state.Terms?.OpenedBy), (ItsHandler, state.Terms?.Handler), (ItsPole, state.Terms?.Pole)),
        About = state => state.Terms is not { } terms ? [] : [.. terms.Machines.Select(machine => $"machine/{machine}"), .. terms.About is { } about ? [about] : Array.Empty<string>()],
    };

    public static readonly Kind<AccompanimentSession, SessionCommand, SessionEvent, SessionTerms> Session = new()
    {
        Name = "session",
        Papers = AgreementPapers.Of,
        Blank = id => new(new SessionId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (state, command, _) => SessionDecisions.Asks(state, command),
        Decide = SessionDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Kind.Code(),
        Parties = state => Party.Each((ItsEpn, state.Terms?.Epn), (ItsPartner, state.Terms?.Partner), (ItsPole, state.Terms?.Pole)),
        About = state => state.Terms is not { } terms ? [] : [$"dossier/{terms.Dossier}"],
    };

    public static readonly Kind<Recall, RecallCommand, RecallEvent, RecallTerms> Recall = new()
    {
        Name = "recall",
        Papers = AgreementPapers.Of,
        Blank = id => new(new RecallId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = RecallDecisions.Asks,
        Decide = (state, command, caller, commandId, facts, _) => RecallDecisions.Decide(state, command, caller, commandId, facts),

        // The grain itself places the holds that lack.
        DueAt = state => state.DueAt,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => state.Terms is not { } terms ? [] : Party.Each(
        [
            (ItsPole, terms.Pole),
            .. terms.Lines.SelectMany(line => new[] { (ItsHolder, line.Holder), (ItsRelay, line.Relay) }).Distinct(),
        ]),
        About = state => state.Terms is not { } terms ? [] : [.. terms.Lines.Select(line => $"machine/{line.Machine}")],
    };

    public static readonly Kind<Handover, HandoverCommand, HandoverEvent, HandoverTerms> Handover = new()
    {
        Name = "handover",
        Blank = id => new(new HandoverId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (_, command, _) => HandoverDecisions.Asks(command),
        Decide = HandoverDecisions.Decide,
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Parties = state => Party.Each((ItsSender, state.Terms?.From), (ItsReceiver, state.Terms?.To), (ItsPole, state.Pole)),
        About = state => state.Terms is not { } terms ? [] : [.. terms.Machines.Select(machine => $"machine/{machine}")],
        DueAt = state => state.DueAt,
        WhenDue = (state, now) => state is { Errands.IsEmpty: true, Terms: { Status: HandoverStatus.Offered } offered } && offered.ConfirmedAfter <= now ? new AgreeHandover() : null,
    };
}
