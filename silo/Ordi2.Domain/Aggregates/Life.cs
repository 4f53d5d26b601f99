using System.Collections.Frozen;
using System.Collections.Immutable;
using Ordi2.Contracts;

namespace Ordi2.Domain.Aggregates;

/// <summary>The life of one kind of aggregate as a table, and the three questions that every command must pass: does it exist, may you, is it the moment.</summary>
public sealed class Life<TStatus>
    where TStatus : struct, Enum
{
    private readonly FrozenDictionary<string, Rule<TStatus>> _rules;

    public Life(string kind, params ImmutableArray<Rule<TStatus>> rules)
    {
        Kind = kind;
        Rules = rules;
        _rules = rules.ToFrozenDictionary(rule => rule.Step, StringComparer.Ordinal);
        OfTheSystem = rules.Where(rule => rule.Rights.All(right => right.Role is Role.System)).Select(rule => rule.Step).ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>First part of the names of its streams.</summary>
    public string Kind { get; }

    /// <summary>The table, in the order in which a life goes.</summary>
    public ImmutableArray<Rule<TStatus>> Rules { get; }

    /// <summary>Steps that only the system takes: people are not even offered them.</summary>
    public FrozenSet<string> OfTheSystem { get; }

    /// <summary>Why the command may not even be looked at, or nothing.</summary>
    /// <param name="id">Of the aggregate.</param>
    /// <param name="step">Name of the command.</param>
    /// <param name="status">Its state; nothing before it was created.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="repeated">It was carried out before: rights count all the same, the moment no longer does.</param>
    /// <param name="relations">What the caller's organisation is to it.</param>
    public Refusal? Stops(string id, string step, TStatus? status, Caller caller, bool repeated, params ReadOnlySpan<Relation> relations)
    {
        var rule = _rules[step];
        var may = May(rule, caller, relations);

        if (rule.From.IsEmpty && status is not null)
        {
            // Whoever may not know of it is not told so: Kind.Conceals.
            return repeated && may ? null : Refusal.Conflict(Creation.IdIsTaken, $"{Kind}/{id}");
        }

        if (!rule.From.IsEmpty && status is null)
        {
            return Refusal.NotFound("not-created-yet", $"{Kind}/{id}");
        }

        if (!may)
        {
            return Refusal.Forbidden("role-may-not", caller.Role.Code(), step);
        }

        return status is { } now && !repeated && !rule.From.Contains(now)
            ? Refusal.Conflict("step-not-now", $"{Kind}/{id}", now.Code(), step)
            : null;
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

/// <summary>The first step of every life.</summary>
internal static class Creation
{
    /// <summary>Code of the refusal to create what is there already.</summary>
    public const string IdIsTaken = "already-created";
}
