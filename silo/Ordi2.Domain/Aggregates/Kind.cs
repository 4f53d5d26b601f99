using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Access;
using Ordi2.Domain.Documents;

namespace Ordi2.Domain.Aggregates;

/// <summary>May this be done? The decision of one kind of aggregate.</summary>
public delegate Decision<TEvent> Decide<in TState, in TCommand, TEvent>(
    TState state,
    TCommand command,
    Caller caller,
    Guid commandId,
    Facts facts,
    DateTimeOffset now);

/// <summary>One kind of aggregate as its grain, the rebuilding of its read rows and the tests see it: the same functions for all.</summary>
/// <typeparam name="TState">What is known from its history.</typeparam>
/// <typeparam name="TCommand">What may be asked.</typeparam>
/// <typeparam name="TEvent">What happened.</typeparam>
/// <typeparam name="TTerms">What others may know.</typeparam>
public sealed record Kind<TState, TCommand, TEvent, TTerms>
    where TState : class
    where TCommand : class
    where TEvent : class
    where TTerms : class
{
    /// <summary>First part of its stream and of its grain key: <c>donation</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The state before anything happened.</summary>
    public required Func<string, TState> Blank { get; init; }

    public required Func<TState, TEvent, Provenance, TState> Evolve { get; init; }

    /// <summary>What must be known of others before the decision.</summary>
    public required Func<TState, TCommand, Caller, Inquiry> Asks { get; init; }

    public required Decide<TState, TCommand, TEvent> Decide { get; init; }

    /// <summary>Nothing before it was created.</summary>
    public required Func<TState, TTerms?> Terms { get; init; }

    /// <summary>Its state as a code.</summary>
    public required Func<TTerms, string> Status { get; init; }

    public required Func<TTerms, long> Version { get; init; }

    /// <summary>The organisations that it names, and as what: who of them sees how much of it stands in <see cref="SightTable"/>.</summary>
    public required Func<TState, ImmutableArray<Party>> Parties { get; init; }

    /// <summary>Names and numbers by which people look for it, besides its id.</summary>
    public Func<TState, IEnumerable<string>> Names { get; init; } = _ => [];

    /// <summary>Its steps change who somebody is or by which rules all work: each one is in the audit log as well.</summary>
    public bool IsAdministrative { get; init; }

    /// <summary>Why the audit log has a fact of another kind as well, as a code: something that the system had to do was refused, and a person should know.</summary>
    public Func<TEvent, string?> WhyLogged { get; init; } = _ => null;

    /// <summary>A refusal as it may be told: whoever may not even know that the thing exists is answered as if it did not.</summary>
    public Refusal AsToldTo(Caller caller, string id, TState state, Refusal reason) =>
        reason.Kind is RefusalKind.Forbidden && Terms(state) is not null && SeenBy(state, caller).IsNothing
            ? Refusal.NotFound("not-created-yet", $"{Name}/{id}")
            : reason;

    /// <summary>
    /// Whether an answer to the creation of what is there already, by somebody who may not even know that it is, would give it away:
    /// the refusal of a taken id, or the old answer to a key that was somebody else's first.
    /// </summary>
    public bool Conceals(Caller caller, TState state, Decision<TEvent> decision) =>
        decision is Refuse<TEvent> { Reason.Code: Creation.IdIsTaken } or Accept<TEvent> { Events.IsEmpty: true }
        && caller.Role is not Role.System
        && Terms(state) is not null
        && SeenBy(state, caller).IsNothing;

    /// <summary>What is told instead: what would be wrong with it if the id were free, else what is told to a role that may not create.</summary>
    /// <param name="caller">Who wanted to create it.</param>
    /// <param name="step">Name of the command.</param>
    /// <param name="ifFree">The decision on <see cref="Blank"/>.</param>
    public static Refusal ToldInstead(Caller caller, string step, Decision<TEvent> ifFree) =>
        ifFree is Refuse<TEvent> { Reason: var reason } ? reason : Refusal.Forbidden("role-may-not", caller.Role.Code(), step);

    /// <summary>How much of it somebody may see.</summary>
    public Seen SeenBy(TState state, Caller caller) => Sights.Of(Name, caller.Role, RelationSet.Of(Parties(state), caller.Organisation));

    /// <summary>The documents that a fact makes due: asked of the aggregate as it is after the fact.</summary>
    public Func<TState, Recorded<TEvent>, ImmutableArray<DocumentOrder>>? Papers { get; init; }

    /// <summary>For which machine a fact takes something before the machine's own fact is written. Should that never be, it is given back.</summary>
    public Func<TEvent, MachineId?> TakenFor { get; init; } = static _ => null;

    /// <summary>What it is about, for lists: <c>machine/H4T9CXB</c>.</summary>
    public Func<TState, ImmutableArray<string>> About { get; init; } = static _ => [];

    /// <summary>Which sort of its kind it is, for lists: a theft among incidents, a delivery note among documents. The field is <see cref="FilterSight.SortField"/>.</summary>
    public Func<TTerms, string?> Sort { get; init; } = static _ => null;

    /// <summary>By when the system must look at it again, if ever. It follows from the facts alone: the read row keeps it, a rebuild finds it again.</summary>
    public Func<TState, DateTimeOffset?> DueAt { get; init; } = _ => null;

    /// <summary>What the system asks once that moment has come; nothing where nothing is to be done yet.</summary>
    public Func<TState, DateTimeOffset, TCommand?> WhenDue { get; init; } = (_, _) => null;

    /// <summary>
    /// The state from the terms alone, where these say everything that is known: what grows without end, as a series of numbers
    /// does, is not read from its beginning each time.
    /// </summary>
    public Func<TTerms, TState>? Restore { get; init; }

    /// <summary>The number that a fact hands out, and what for: looked up later instead of remembered.</summary>
    public Func<TEvent, (string Purpose, int Number)?>? Numbers { get; init; }

    /// <summary>The part of a grain key behind the kind.</summary>
    public string IdOf(string key) => key.StartsWith($"{Name}/", StringComparison.Ordinal)
        ? key[(Name.Length + 1)..]
        : throw new ArgumentException($"'{key}' is no key of a {Name}.", nameof(key));
}
