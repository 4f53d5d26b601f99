using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Search;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Search;

/// <summary>
/// Finds whatever somebody may see by any code or name of it: first exactly what was typed, then what begins so, then what is one
/// typing mistake away.
/// </summary>
internal static class SearchEndpoint
{
    private const int Most = 50;

    private const string NumberSigns = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-";

    public static IEndpointRouteBuilder MapSearch(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/search", GetAsync)
            .RequireAuthorization(AccessFeature.Api)
            .Produces<SearchList>()
            .MayAnswer(400, 401, 429)
            .WithName("search")
            .WithTags("Search")
            .WithSummary("Finds by label (mangled too), serial, donor's number, name or number of anything; a typing mistake is forgiven. Shows what you may see.");

        return app;
    }

    private static async Task<IResult> GetAsync(HttpContext context, SearchQueries search, string? q)
    {
        FieldError? error = null;
        var asked = PageQuery.Filter(context.Request.Query, "q", ref error)?.Trim();

        if (error is not null || asked is null || SearchWords.Of(asked) is not { Length: >= SearchWords.Shortest } word)
        {
            return Problems.Field(error ?? FieldError.Of("q", "search-too-short"));
        }

        var caller = context.Caller();
        var number = asked.ToUpperInvariant();
        var label = LabelOf(asked);

        var exact = await search.FindAsync(
            new([word], label is null ? [] : [label], [number]), caller.Organisation.Text, Most, context.RequestAborted);
        var found = Seen(exact, caller);

        if (!found.IsEmpty || label is not null)
        {
            return ResponseJson.Ok(new SearchList(found, "exact"));
        }

        found = Seen(await search.BeginningAsync(word, number, caller.Organisation.Text, Most, context.RequestAborted), caller);

        if (!found.IsEmpty)
        {
            return ResponseJson.Ok(new SearchList(found, "beginning"));
        }

        var near = await search.FindAsync(
            new(
                SearchWords.Neighbours(word),
                [.. SearchWords.Neighbours(word, LabelCode.Alphabet).Where(one => LabelCode.TryParse(one, out _))],
                SearchWords.Neighbours(number, NumberSigns)),
            caller.Organisation.Text,
            Most,
            context.RequestAborted);
        return ResponseJson.Ok(new SearchList(Seen(near, caller), "similar"));
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
        return seen.Shows("name") && terms.RootElement.TryGetProperty("name", out var name) && name.ValueKind is JsonValueKind.String ? name.GetString() : null;
    }
}

/// <summary>Something that was found.</summary>
internal sealed record SearchHit(string Kind, string Id, string Status, string? Name);

/// <summary>What was found, and how near it is to what was typed: <c>exact</c>, <c>beginning</c> or <c>similar</c>.</summary>
internal sealed record SearchList(ImmutableArray<SearchHit> Items, string Matched);
