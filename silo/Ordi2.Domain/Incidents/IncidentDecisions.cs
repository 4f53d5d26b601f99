using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Incidents.IncidentEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Incidents;

/// <summary>May this be done to an incident?</summary>
public static class IncidentDecisions
{
    private const int MostMachines = 500;
    private const int MostNotes = 200;
    private const int MostCalls = 10;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(IncidentCommand command, Caller caller) => command switch
    {
        OpenIncident open => Inquiry.About([open.Pole, open.Handler, caller.Organisation, .. CalledIn(open).Cast<OrganisationId?>()]) with { RulesOf = open.Pole ?? caller.Organisation },
        AssignIncident assign => Inquiry.About(assign.To),
        _ => Inquiry.None,
    };

    public static Decision<IncidentEvent> Decide(
        Incident incident,
        IncidentCommand command,
        Caller caller,
        Guid commandId,
        Facts facts,
        DateTimeOffset now)
    {
        var step = CommandCatalog<IncidentCommand>.StepOf(command);
        var repeated = incident.Commands.Contains(commandId);

        return IncidentLife.Table.Stops(incident.Id.Text, step, incident.Terms?.Status, caller, repeated, IncidentLife.RelationsOf(incident.Terms, caller)) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : incident.Terms is { } known ? Change(incident, known, command, facts, now) : Open(incident.Id, (OpenIncident)command, caller, facts, now);
    }

    private static Decision<IncidentEvent> Open(IncidentId id, OpenIncident command, Caller caller, Facts facts, DateTimeOffset now)
    {
        ImmutableArray<MachineId> machines = command.Machines.IsDefault ? [] : [.. command.Machines.Distinct()];
        var happened = command.HappenedAt ?? now;
        var calls = CalledIn(command);

        // What the system tells was known when it was scanned, however long the telling took; people tell what they know now.
        var known = caller.Role is Role.System && happened < now ? happened : now;

        var reason = Demand.Number(id.Text, "id")
            ?? (caller.Role is not Role.System && IncidentRules.IsOfTheSystem(id) ? Refusal.Invalid("id-of-the-system", id.Text) : null)
            ?? Demand.Words(command.What, "what")
            ?? (machines.IsEmpty ? null : Demand.Between(machines.Length, 1, MostMachines, "machines"))
            ?? machines.Select(machine => Demand.Number(machine.Text, "machines")).FirstOrDefault(refusal => refusal is not null)
            ?? (happened > now ? Refusal.Invalid("not-in-the-future", "happenedAt") : null)
            ?? (command.About is { } about ? Demand.Reference(about, "about") : null)
            ?? (command.Photo is { } photo ? Demand.Number(photo, "photo") : null)
            ?? (command.Pole is { } pole ? Demand.Does(facts, pole, Activity.Pole) : null)
            ?? (command.Handler is { } handler ? Demand.Known(facts, handler) : null)
            ?? (calls.IsEmpty ? null : Demand.Between(calls.Length, 1, MostCalls, "call"))
            ?? calls.Select(one => Demand.Known(facts, one)).FirstOrDefault(refusal => refusal is not null);

        return WriteUnless(reason, new IncidentOpened(
            command.Kind,
            command.What,
            caller.Organisation,
            caller.Role is Role.System,
            command.Link,
            machines,
            happened,
            IncidentRules.SolveBefore(command.Kind, happened, command.Kind is IncidentKind.Data ? known : now, facts.Rules),
            command.Pole ?? PoleOf(facts, caller.Organisation),
            command.Handler,
            command.About,
            command.Photo)
        {
            Call = calls,
            ComplaintHours = facts.Rules.ComplaintHours,
            RulesVersion = facts.Rules.Cited(),
        });
    }

    private static ImmutableArray<OrganisationId> CalledIn(OpenIncident command) => command.Call.IsDefault ? [] : [.. command.Call.Distinct()];

    /// <summary>A pole follows what it tells itself.</summary>
    private static OrganisationId? PoleOf(Facts facts, OrganisationId organisation) => facts.Profile(organisation) switch
    {
        { Activities: var activities } when activities.Contains(Activity.Pole) => organisation,
        var profile => profile?.Pole,
    };

    private static Decision<IncidentEvent> Change(Incident incident, IncidentTerms known, IncidentCommand command, Facts facts, DateTimeOffset now) => command switch
    {
        AssignIncident c => known is { Status: IncidentStatus.Assigned } && known.Handler == c.To
            ? AlreadySo()
            : WriteUnless(Demand.Working(facts, c.To), new IncidentAssigned(c.To)),
        AwaitAnswer c => WriteUnless(Demand.Words(c.For, "for"), new IncidentWaits(c.For)),
        ResumeIncident => Write(new IncidentResumed()),
        AddNote c => WriteUnless(
            Demand.Words(c.Text, "text")
                ?? (c.Photo is { } photo ? Demand.Number(photo, "photo") : null)
                ?? Demand.Between(known.Notes.Length + 1, 1, MostNotes, "notes"),
            new IncidentNoted(c.Text, c.Photo)),
        DeclareComplaint c => Complain(incident, known, c, now),
        AnswerData c => WriteUnless(
            c.Data is DataAnswer.Unanswered ? Refusal.Invalid("data-answer-missing") : null,
            new DataAnswered(c.Data)),
        MarkOverdue => known.Overdue ? AlreadySo() : WriteUnless(
            now < known.SolveBefore ? Refusal.Conflict("incident-not-overdue", known.Id.Text) : null,
            new IncidentOverdue()),
        SolveIncident c => WriteUnless(
            Demand.Words(c.Outcome, "outcome")
                ?? (known is { Kind: IncidentKind.Theft, Complaint: null } ? Refusal.Conflict("complaint-missing", known.Id.Text) : null)
                ?? (known is { Kind: IncidentKind.Theft or IncidentKind.Data, Data: DataAnswer.Unanswered } ? Refusal.Conflict("data-question-open", known.Id.Text) : null),
            new IncidentSolved(c.Outcome)),
        ReopenIncident c => WriteUnless(Demand.Words(c.Reason, "reason"), new IncidentReopened(c.Reason)),
        CloseIncident => Write(new IncidentClosed()),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    /// <summary>A late complaint is better than none: it is written down as late and never refused.</summary>
    private static Decision<IncidentEvent> Complain(Incident incident, IncidentTerms known, DeclareComplaint command, DateTimeOffset now)
    {
        var happened = command.HappenedAt ?? incident.HappenedAt;

        var reason = Demand.Number(command.Number, "number")
            ?? (known.Kind is IncidentKind.Theft or IncidentKind.Loss ? null : Refusal.Conflict("complaint-is-for-theft", known.Id.Text))
            ?? (command.FiledAt > now ? Refusal.Invalid("not-in-the-future", "filedAt") : null)
            ?? (happened > now ? Refusal.Invalid("not-in-the-future", "happenedAt") : null)
            ?? (known.Complaint is { } first ? Refusal.Conflict("complaint-already-declared", first.Number) : null);

        return WriteUnless(reason, new ComplaintDeclared(new Complaint(
            command.Number,
            command.FiledAt,
            happened,
            command.FiledAt - happened > incident.ComplaintWithin,
            now - happened > incident.ComplaintWithin)));
    }
}
