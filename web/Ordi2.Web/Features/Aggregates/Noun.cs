using System.Collections.Frozen;
using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Ledger.Aggregates;

namespace Ordi2.Web.Features.Aggregates;

/// <summary>What the API needs to know of one kind of aggregate; everything else is the same for all of them.</summary>
internal sealed record Noun<TCommand, TTerms>
    where TCommand : class
    where TTerms : class
{
    /// <summary>In the address: <c>donations</c>.</summary>
    public required string Plural { get; init; }

    /// <summary>In the ledger and in grain keys: <c>donation</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The step that creates one.</summary>
    public string Creation { get; init; } = "create";

    /// <summary>Whether its identifier is the label stuck on it, so that it cannot be invented.</summary>
    public bool IsLabelled { get; init; }

    /// <summary>Steps that nobody may ask for from outside: the system takes them at the moments that the rules say.</summary>
    public IReadOnlySet<string> OfTheSystem { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What stands under this address without a row of its own.</summary>
    public IRowless? Rowless { get; init; }

    /// <summary>Asks the grain of that key.</summary>
    public required Func<IGrainFactory, string, TCommand, Caller, Guid, Task<Reply<TTerms>>> Do { get; init; }

    public string Key(string id) => $"{Kind}/{id}";
}

/// <summary>Things of a noun that follow from something else, and are read as if they had a row.</summary>
internal interface IRowless
{
    /// <summary>The one with that id, or nothing.</summary>
    Task<RelatedRow?> OneAsync(HttpContext context, string id);

    /// <summary>A page with those that belong in it.</summary>
    Task<ImmutableArray<RelatedRow>> WithAsync(HttpContext context, ImmutableArray<RelatedRow> rows, AggregateFilter filter);
}
