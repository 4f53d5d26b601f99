using FsCheck;
using FsCheck.Fluent;
using Ordi2.Contracts;
using Ordi2.Domain.Aggregates;

namespace Ordi2.Domain.Tests.Aggregates;

/// <summary>Random walks: whatever is asked, in whatever order, by whomever, what must always hold holds after every step.</summary>
internal static class Walks
{
    private const int LongestWalk = 80;

    /// <summary>Takes random commands out of a pool, mostly by those who may, and looks at the aggregate after each.</summary>
    /// <param name="kind">Which aggregate.</param>
    /// <param name="life">Its table.</param>
    /// <param name="facts">What is known of others.</param>
    /// <param name="road">A life that goes well; every second step takes its next act, so that the walks come far.</param>
    /// <param name="pool">Makes a command and its caller of chance.</param>
    /// <param name="holds">What must hold between the terms before and after a step; the former are absent at first.</param>
    public static void Take<TState, TCommand, TEvent, TTerms, TStatus>(
        Kind<TState, TCommand, TEvent, TTerms> kind,
        Life<TStatus> life,
        Facts facts,
        IReadOnlyList<(TCommand Command, Caller Caller)> road,
        IReadOnlyList<Func<Chance, (TCommand Command, Caller Caller)>> pool,
        Action<TTerms?, TTerms> holds)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class
        where TStatus : struct, Enum
    {
        var walks = Gen.Choose(0, int.MaxValue).ListOf().Resize(LongestWalk);
        var accepted = 0;

        Prop.ForAll(walks.ToArbitrary(), walk =>
        {
            var bench = new Bench<TState, TCommand, TEvent, TTerms>(kind, facts);

            var onTheRoad = 0;

            // The first act of the road creates; without it nothing else would ever happen.
            foreach (var seed in walk.Prepend(0))
            {
                var chance = new Chance(seed);
                var (command, caller) = onTheRoad < road.Count && (onTheRoad == 0 || chance.Once(2))
                    ? road[onTheRoad++]
                    : pool[chance.Below(pool.Count)](chance);
                var before = bench.State;
                var commandId = new Guid(seed, (short)bench.Stored.Count, 1, new byte[8]);
                bench.Now = bench.Now.AddHours(chance.Below(100));

                if (bench.Ask(command, caller, commandId) is not Accept<TEvent> { Events: var events })
                {
                    Assert.Same(before, bench.State);
                    continue;
                }

                accepted++;
                StaysOnTheTable(kind, life, before, bench.State, events.Length);
                holds(kind.Terms(before), bench.Terms);

                // Asked again with the same id, by the same or another: accepted, and nothing is written.
                if (!events.IsEmpty)
                {
                    Assert.Empty(Assert.IsType<Accept<TEvent>>(bench.Ask(command, caller, commandId)).Events);
                }
            }

            Assert.Equal(bench.Stored.Count, kind.Version(bench.Terms));
            Assert.Equal(
                Bench<TState, TCommand, TEvent, TTerms>.Json(bench.State),
                Bench<TState, TCommand, TEvent, TTerms>.Json(bench.Replayed()));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

        Assert.True(accepted > 1_000, $"Only {accepted} commands were accepted: the walks no longer go anywhere.");
    }

    private static void StaysOnTheTable<TState, TCommand, TEvent, TTerms, TStatus>(
        Kind<TState, TCommand, TEvent, TTerms> kind,
        Life<TStatus> life,
        TState before,
        TState after,
        int events)
        where TState : class
        where TCommand : class
        where TEvent : class
        where TTerms : class
        where TStatus : struct, Enum
    {
        var from = kind.Terms(before) is { } old ? kind.Status(old) : null;
        var to = kind.Status(kind.Terms(after)!);

        Assert.True(
            from == to || (events > 0 && life.Rules.Any(rule =>
                rule.To.Any(status => status.Code() == to)
                && (from is null ? rule.From.IsEmpty : rule.From.Any(status => status.Code() == from)))),
            $"No line of the table leads from {from ?? "-"} to {to}.");
    }
}

/// <summary>Chance that can be played again: everything follows from one number.</summary>
internal sealed class Chance(int seed)
{
    private uint _state = ((uint)seed * 2654435761u) | 1u;

    public int Below(int limit)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)limit);
    }

    public bool Once(int inHowMany) => Below(inHowMany) == 0;

    public T Of<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];
}
