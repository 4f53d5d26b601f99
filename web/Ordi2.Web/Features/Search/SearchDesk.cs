using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Search;

/// <summary>First exactly what was typed, then what begins so, then what is one typing mistake away; and of all that, what somebody may see.</summary>
internal static class SearchDesk
{
    private const int Most = 50;

    /// <summary>The fields by which people call a thing, of whatever kind.</summary>
    private static readonly string[] Called = ["name", "project", "container"];

    private const string NumberSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

    /// <param name="search">Where it is looked for.</param>
    /// <param name="asked">As it was typed or scanned.</param>
    /// <param name="word">The same as <see cref="SearchWords.Of"/> makes it, long enough to look for.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="cancellationToken">When nobody waits any more.</param>
    public static async Task<SearchList> FindAsync(SearchQueries search, string asked, string word, Caller caller, CancellationToken cancellationToken)
    {
        var number = asked.ToUpperInvariant();
        var label = LabelOf(asked);

        var exact = await search.FindAsync(
            new([word], label is null ? [] : [label], [number]), caller.Organisation.Text, Most, cancellationToken);
        var found = Seen(exact, caller);

        if (!found.IsEmpty || label is not null)
        {
            return new(found, "exact");
        }

        found = Seen(await search.BeginningAsync(word, number, caller.Organisation.Text, Most, cancellationToken), caller);

        if (!found.IsEmpty)
        {
            return new(found, "beginning");
        }

        var near = await search.FindAsync(
            new(
                SearchWords.Neighbours(word),
                [.. SearchWords.Neighbours(word, LabelCode.Alphabet).Where(one => LabelCode.TryParse(one, out _))],
                SearchWords.Neighbours(number, NumberSigns)),
            caller.Organisation.Text,
            Most,
            cancellationToken);
        return new(Seen(near, caller), "similar");
    }

    private static string? LabelOf(string text) => LabelReader.Read(text) switch
    {
        OurLabel ours => ours.Code.Text,
        OurAddress ours => ours.Code.Text,
        _ => null,
    };

    private static ImmutableArray<SearchHit> Seen(SearchFound found, Caller caller) =>
    [
        .. found.Machines.Select(machine => (Machine: machine, Seen: caller.SeenOf(machine))).Where(one => !one.Seen.IsNothing)
            .Select(one => OfMachine(one.Machine.Row, one.Seen)),
        .. found.Aggregates.Select(related => (Related: related, Seen: caller.SeenOf(related))).Where(one => !one.Seen.IsNothing)
            .Select(one => new SearchHit(one.Related.Row.Kind, one.Related.Row.Id, one.Related.Row.Status, NameIn(one.Related.Row.Body, one.Seen))),
    ];

    private static SearchHit OfMachine(MachineRow row, Seen seen) =>
        new("machine", row.Id, row.Status.Code(), seen.Shows("model") && $"{row.Maker} {row.Model}".Trim() is { Length: > 0 } name ? name : null);

    private static string? NameIn(string body, Seen seen)
    {
        using var terms = JsonDocument.Parse(body);
        return Array.Find(Called, field => seen.Shows(field) && terms.RootElement.TryGetProperty(field, out var name) && name.ValueKind is JsonValueKind.String && name.GetString() is { Length: > 0 }) is { } called
            ? terms.RootElement.GetProperty(called).GetString()
            : null;
    }
}

/// <summary>Something that was found.</summary>
internal sealed record SearchHit(string Kind, string Id, string Status, string? Name);

/// <summary>What was found, and how near it is to what was typed: <c>exact</c>, <c>beginning</c> or <c>similar</c>.</summary>
internal sealed record SearchList(ImmutableArray<SearchHit> Items, string Matched);
