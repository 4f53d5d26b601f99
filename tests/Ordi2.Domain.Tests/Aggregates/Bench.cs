using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Tests.Aggregates;

/// <summary>One aggregate under test: asks, folds, and keeps what was stored as the ledger would.</summary>
internal sealed class Bench<TState, TCommand, TEvent, TTerms>(Kind<TState, TCommand, TEvent, TTerms> kind, Facts facts, string id = "X-1")
    where TState : class
    where TCommand : class
    where TEvent : class
    where TTerms : class
{
    private int _commands;

    public TState State { get; private set; } = kind.Blank(id);

    public TTerms Terms => kind.Terms(State) ?? throw new InvalidOperationException("It was not created.");

    public string? Status => kind.Terms(State) is { } terms ? kind.Status(terms) : null;

    public Facts Facts { get; set; } = facts;

    public DateTimeOffset Now { get; set; } = Cast.Now;

    /// <summary>What the ledger holds.</summary>
    public List<(string Name, byte[] Data, Provenance From)> Stored { get; } = [];

    /// <summary>The decision, written down if it is one.</summary>
    public Decision<TEvent> Ask(TCommand command, Caller caller, Guid? commandId = null)
    {
        var command1 = commandId ?? NextId();
        var decision = kind.Decide(State, command, caller, command1, Facts, Now);

        if (decision is Accept<TEvent> { Events: var events })
        {
            for (var i = 0; i < events.Length; i++)
            {
                var from = new Provenance(Now, Now, caller.Person, caller.Organisation, caller.Device, i == 0 ? command1 : null);
                State = kind.Evolve(State, events[i], from);
                Stored.Add((EventCatalog<TEvent>.NameOf(events[i]), EventCatalog<TEvent>.Write(events[i]), from));
            }
        }

        return decision;
    }

    /// <summary>Must be accepted.</summary>
    public ImmutableArray<TEvent> Do(TCommand command, Caller caller) => Ask(command, caller) switch
    {
        Accept<TEvent> accepted => accepted.Events,
        Refuse<TEvent> refused => throw new InvalidOperationException(
            $"{CommandCatalog<TCommand>.StepOf(command)} was refused: {refused.Reason.Code} {string.Join(", ", refused.Reason.Arguments)}"),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Must be refused, for this reason, and must change nothing.</summary>
    public void Refuses(string code, TCommand command, Caller caller)
    {
        var before = Stored.Count;
        var refused = Assert.IsType<Refuse<TEvent>>(Ask(command, caller));
        Assert.Equal(code, refused.Reason.Code);
        Assert.Equal(before, Stored.Count);
    }

    /// <summary>The state that a restart would find.</summary>
    public TState Replayed() => Stored.Aggregate(
        kind.Blank(id),
        (state, stored) => kind.Evolve(state, EventCatalog<TEvent>.Read(stored.Name, stored.Data), stored.From));

    /// <summary>The same at another time or with other facts, without writing.</summary>
    public Decision<TEvent> WouldBe(TCommand command, Caller caller) => kind.Decide(State, command, caller, NextId(), Facts, Now);

    public static string Json(object state) => JsonSerializer.Serialize(state, state.GetType(), WireJson.Options);

    private Guid NextId() => new(++_commands, 0, 0, new byte[8]);
}
