using System.Collections.Frozen;
using System.Collections.Immutable;
using Ordi2.Contracts;

namespace Ordi2.Domain.Aggregates;

/// <summary>The life of one kind of aggregate as a table, and the three questions that every command must pass: does it exist, may you, is it the moment.</summary>
public sealed class Life<TStatus>
    where TStatus : struct, Enum
{
    private readonly string _kind;
    private readonly FrozenDictionary<string, Rule<TStatus>> _rules;

    public Life(string kind, params ImmutableArray<Rule<TStatus>> rules)
    {
        _kind = kind;
        Rules = rules;
        _rules = rules.ToFrozenDictionary(rule => rule.Step, StringComparer.Ordinal);
    }

    /// <summary>The table, in the order in which a life goes.</summary>
    public ImmutableArray<Rule<TStatus>> Rules { get; }

    /// <summary>Why the command may not even be looked at, or nothing.</summary>
    /// <param name="id">Of the aggregate.</param>
    /// <param name="step">Name of the command.</param>
    /// <param name="status">Its state; nothing before it was created.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="relations">What the caller's organisation is to it.</param>
    public Refusal? Stops(string id, string step, TStatus? status, Caller caller, params ReadOnlySpan<Relation> relations)
    {
        var rule = _rules[step];

        if (status is null && !rule.From.IsEmpty)
        {
            return Refusal.NotFound("not-created-yet", $"{_kind}/{id}");
        }

        if (!May(rule, caller, relations))
        {
            return Refusal.Forbidden("role-may-not", caller.Role.Code(), step);
        }

        return (status, rule.From.IsEmpty) switch
        {
            (null, true) => null,
            (_, true) => Refusal.Conflict("already-created", $"{_kind}/{id}"),
            ({ } now, false) when rule.From.Contains(now) => null,
            ({ } now, false) => Refusal.Conflict("step-not-now", $"{_kind}/{id}", now.Code(), step),
            _ => Refusal.NotFound("not-created-yet", $"{_kind}/{id}"),
        };
    }

    private static bool May(Rule<TStatus> rule, Caller caller, ReadOnlySpan<Relation> relations)
    {
        foreach (var right in rule.Rights)
        {
            if (right.Role == caller.Role && caller.Role is not Role.None
                && (right.Relation is Relation.Anybody || relations.Contains(right.Relation)))
            {
                return true;
            }
        }

        return false;
    }
}
