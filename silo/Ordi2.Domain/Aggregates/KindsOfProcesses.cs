using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Access;
using Ordi2.Domain.Processes;
using static Ordi2.Domain.Aggregates.Relation;

namespace Ordi2.Domain.Aggregates;

/// <summary>What binds the others together.</summary>
public static partial class Kinds
{
    public static readonly Kind<Process, ProcessCommand, ProcessEvent, ProcessTerms> Process = new()
    {
        Name = "process",
        Blank = id => new(new ProcessId(id)),
        Evolve = (state, @event, from) => state.Evolve(@event, from),
        Asks = (_, command, _) => ProcessDecisions.Asks(command),
        Decide = (state, command, caller, commandId, facts, _) => ProcessDecisions.Decide(state, command, caller, commandId, facts),
        Terms = state => state.Terms,
        Status = terms => terms.Status.Code(),
        Version = terms => terms.Version,
        Sort = terms => terms.Kind.Code(),
        Parties = state => Party.Each((ItsPole, state.Terms?.StartedBy)),
        About = state => state.Terms is { } terms ? [.. terms.Steps.Select(step => step.Target).Distinct(StringComparer.Ordinal)] : ImmutableArray<string>.Empty,
        DueAt = ProcessScript.DueAt,
    };
}
