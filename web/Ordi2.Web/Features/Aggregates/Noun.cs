using System.Collections.Frozen;
using Ordi2.Contracts;

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

    /// <summary>Asks the grain of that key.</summary>
    public required Func<IGrainFactory, string, TCommand, Caller, Guid, Task<Reply<TTerms>>> Do { get; init; }

    public string Key(string id) => $"{Kind}/{id}";
}
