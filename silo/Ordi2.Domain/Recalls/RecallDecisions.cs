using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Recalls.RecallEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Recalls;

/// <summary>May this be done to a recall?</summary>
public static class RecallDecisions
{
    /// <summary>So many machines in one fact.</summary>
    private const int MostAtOnce = 500;

    /// <summary>Each change writes the whole recall: so many machines are one, and more of them are several.</summary>
    private const int MostMachines = 10_000;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(Recall recall, RecallCommand command, Caller caller) => command switch
    {
        CreateRecall => Inquiry.About(caller.Organisation),
        // All machines are looked through for whoever may do it, and for nobody else.
        ActivateRecall or RefreshRecall when recall.Terms is { } known && Stops(recall, command, caller, repeated: false) is null => Inquiry.None with { Recalled = new(known.Pole, known.Filter) },
        _ => Inquiry.None,
    };

    public static Decision<RecallEvent> Decide(Recall recall, RecallCommand command, Caller caller, Guid commandId, Facts facts)
    {
        var repeated = recall.Commands.Contains(commandId);

        return Stops(recall, command, caller, repeated) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : recall.Terms is { } known ? Change(recall, known, command, facts) : Create(recall.Id, (CreateRecall)command, caller, facts);
    }

    private static Refusal? Stops(Recall recall, RecallCommand command, Caller caller, bool repeated) => RecallLife.Table.Stops(
        recall.Id.Text,
        CommandCatalog<RecallCommand>.StepOf(command),
        recall.Terms?.Status,
        caller,
        repeated,
        Relations(recall, command, caller));

    private static Relation[] Relations(Recall recall, RecallCommand command, Caller caller)
    {
        var relations = new List<Relation>(3);
        var line = command switch
        {
            MarkFound c => recall.LineOf(c.Machine),
            AnswerRecall c => recall.LineOf(c.Machine),
            _ => null,
        };

        if (caller.Organisation == recall.Terms?.Pole)
        {
            relations.Add(Relation.ItsPole);
        }

        if (line is not null && caller.Organisation == line.Holder)
        {
            relations.Add(Relation.ItsHolder);
        }

        if (line is not null && caller.Organisation == line.Relay)
        {
            relations.Add(Relation.ItsRelay);
        }

        return [.. relations];
    }

    private static Decision<RecallEvent> Create(RecallId id, CreateRecall command, Caller caller, Facts facts)
    {
        var filter = RecallFilters.Clean(command.Filter);

        var reason = Demand.Number(id.Text, "id")
            ?? Demand.Words(command.Reason, "reason")
            ?? Demand.Does(facts, caller.Organisation, Activity.Pole)
            ?? RecallFilters.Wrong(filter)
            ?? (command.Incident is { } incident ? Demand.Number(incident, "incident") : null);

        return WriteUnless(reason, new RecallCreated(caller.Organisation, command.Reason, filter, command.Instruction, command.AnswerBefore, command.Incident));
    }

    private static Decision<RecallEvent> Change(Recall recall, RecallTerms known, RecallCommand command, Facts facts) => command switch
    {
        ActivateRecall => facts.Recalled.IsEmpty ? No(Refusal.Conflict("recall-finds-nothing", known.Id.Text)) : Found(known, facts.Recalled),
        RefreshRecall => (ImmutableArray<FoundMachine>)[.. facts.Recalled.ExceptBy(known.Lines.Select(line => line.Machine), found => found.Machine)] is { IsEmpty: false } more
            ? Found(known, more)
            : AlreadySo(),
        NoteHeld c => (ImmutableArray<MachineId>)[.. recall.NotHeld.Intersect(c.Machines)] is { IsEmpty: false } held
            ? Write(new MachinesHeld(held))
            : AlreadySo(),
        MarkFound c => recall.LineOf(c.Machine) switch
        {
            null => No(NotInIt(known, c.Machine)),
            { State: RecallLineState.Found } => AlreadySo(),
            _ => Write(new RecalledMachineFound(c.Machine)),
        },
        AnswerRecall c => recall.LineOf(c.Machine) switch
        {
            null => No(NotInIt(known, c.Machine)),
            { } line when line.Answer == c.Answer => AlreadySo(),
            _ => Write(new RecallAnswered(c.Machine, c.Answer)),
        },
        MarkUnreachable c => recall.LineOf(c.Machine) switch
        {
            null => No(NotInIt(known, c.Machine)),
            { State: not RecallLineState.Silent } line => No(Refusal.Conflict("recall-line-is-settled", c.Machine.Text, line.State.Code())),
            _ => WriteUnless(Demand.Words(c.Reason, "reason"), new HolderUnreachable(c.Machine, c.Reason)),
        },
        CloseRecall => WriteUnless(
            known.Progress.Left > 0 ? Refusal.Conflict("recall-not-finished", known.Id.Text, Number(known.Progress.Left)) : null,
            new RecallClosed()),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    private static Decision<RecallEvent> Found(RecallTerms known, ImmutableArray<FoundMachine> machines) =>
        known.Lines.Length + machines.Length is > MostMachines and var all
            ? No(Refusal.Conflict("recall-too-large", known.Id.Text, Number(all), Number(MostMachines)))
            : Write([.. ByHolder(machines).Chunk(MostAtOnce).Select(some => new MachinesRecalled([.. some]))]);

    /// <summary>Each fact makes its letters: where machines fill several, those of one organisation stand together.</summary>
    private static IEnumerable<FoundMachine> ByHolder(ImmutableArray<FoundMachine> machines) => machines.Length <= MostAtOnce
        ? machines
        : machines.OrderBy(found => found.InStock).ThenBy(found => found.Relay?.Text, StringComparer.Ordinal).ThenBy(found => found.Holder?.Text, StringComparer.Ordinal);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Refusal NotInIt(RecallTerms known, MachineId machine) => Refusal.NotFound("machine-not-in-it", machine.Text ?? string.Empty, $"recall/{known.Id}");
}
