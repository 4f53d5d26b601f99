using System.Collections.Immutable;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Aggregates;

/// <summary>A page of papers of one kind.</summary>
/// <param name="Items">By their identifiers.</param>
/// <param name="Next">Ask again with it for the next page; nothing when this is the last.</param>
internal sealed record Papers<T>(ImmutableArray<T> Items, string? Next);

/// <summary>Deliveries, loans, donations… for the pages: what the reader may see of them, by the table that the API asks too.</summary>
internal sealed class PaperDesk(AggregateQueries aggregates, Houses houses)
{
    public const int PageLength = 50;

    /// <summary>As many as are looked at for a home: what must be done first is among them.</summary>
    public const int Most = AggregateFilter.MostRows;

    /// <summary>So many papers are looked through for one of a sort.</summary>
    public const int MostLookedThrough = 5_000;

    /// <summary>One, as its terms; nothing for somebody who may not see all of it, as if it did not exist.</summary>
    public async Task<T?> OneAsync<T>(Caller caller, string kind, string id, CancellationToken cancellationToken = default)
        where T : class =>
        AggregateIds.IsOne(id)
        && await aggregates.GetAsync(kind, id, caller.Organisation.Text, cancellationToken) is { } related
        && caller.SeenOf(related).IsAll
            ? Read<T>(related.Row)
            : null;

    /// <summary>One page of those that the reader sees all of.</summary>
    /// <param name="caller">Who reads.</param>
    /// <param name="kind"><c>delivery</c>, <c>loan</c>…</param>
    /// <param name="narrow">What else is asked for.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task<Papers<T>> ListAsync<T>(
        Caller caller, string kind, Func<AggregateFilter, AggregateFilter>? narrow = null, CancellationToken cancellationToken = default)
        where T : class
    {
        var filter = caller.ListOf(kind) with { Limit = PageLength };
        filter = narrow?.Invoke(filter) ?? filter;
        var rows = await aggregates.ListAsync(filter, cancellationToken);
        return new(
            [.. rows.Where(row => caller.SeenOf(row).IsAll).Select(row => Read<T>(row.Row))],
            rows.Length == filter.Limit ? rows[^1].Row.Id : null);
    }

    /// <summary>
    /// From the first one on, until something is found for each question: who asks whether there is any such paper is not answered by the first page alone.
    /// Where nothing is found at all, <see cref="MostLookedThrough"/> were looked through.
    /// </summary>
    /// <param name="caller">Who reads.</param>
    /// <param name="kind"><c>delivery</c>, <c>loan</c>…</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <param name="questions">What is looked for; several papers may answer.</param>
    public async Task<ImmutableArray<T>> UntilAsync<T>(Caller caller, string kind, CancellationToken cancellationToken, params Func<T, bool>[] questions)
        where T : class
    {
        List<T> read = [];
        var open = questions.ToList();

        for (string? after = null; ;)
        {
            // The first page answers most often; what it does not answer is looked for in long ones.
            var limit = after is null ? PageLength : Most;
            var page = await ListAsync<T>(caller, kind, filter => filter with { After = after, Limit = limit }, cancellationToken);
            read.AddRange(page.Items);
            open.RemoveAll(question => page.Items.Any(question));

            if (open.Count == 0 || page.Next is null || read.Count >= MostLookedThrough)
            {
                return [.. read];
            }

            after = page.Next;
        }
    }

    /// <summary>Those in one of several states, as many of each as are looked at for a home.</summary>
    public async Task<ImmutableArray<T>> InAsync<T, TStatus>(Caller caller, string kind, CancellationToken cancellationToken, params TStatus[] states)
        where T : class
        where TStatus : struct, Enum
    {
        var pages = await Task.WhenAll(states.Select(status =>
            ListAsync<T>(caller, kind, filter => filter with { Status = status.Code(), Limit = Most }, cancellationToken)));
        return [.. pages.SelectMany(page => page.Items)];
    }

    /// <summary>The last few in one of several states, by a day or a moment of their terms: the last one first.</summary>
    /// <param name="caller">Who reads, as somebody whom the papers name.</param>
    /// <param name="kind"><c>round</c>, <c>handover</c>…</param>
    /// <param name="by">The member of the terms, as it is called in JSON.</param>
    /// <param name="count">How many are shown.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <param name="states">The states.</param>
    public async Task<ImmutableArray<T>> LatestAsync<T, TStatus>(Caller caller, string kind, string by, int count, CancellationToken cancellationToken, params TStatus[] states)
        where T : class
        where TStatus : struct, Enum
    {
        var rows = await aggregates.LatestAsync(caller.ListOf(kind) with { Limit = count }, states.Select(status => status.Code()), by, cancellationToken);
        return [.. rows.Where(row => caller.SeenOf(row).IsAll).Select(row => Read<T>(row.Row))];
    }

    /// <summary>One page, those in some states first over the whole list, and both halves by a text of their terms.</summary>
    /// <param name="caller">Who reads, as somebody whom the papers name.</param>
    /// <param name="kind"><c>part</c>…</param>
    /// <param name="by">The member of the terms, as it is called in JSON.</param>
    /// <param name="cursor">Where the page before ended; one that is none of ours begins anew.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <param name="first">The states that come first.</param>
    public async Task<Papers<T>> FirstInAsync<T, TStatus>(Caller caller, string kind, string by, string? cursor, CancellationToken cancellationToken, params TStatus[] first)
        where T : class
        where TStatus : struct, Enum
    {
        var filter = caller.ListOf(kind) with { Limit = PageLength, After = cursor };

        try
        {
            var (rows, next) = await aggregates.FirstInAsync(filter, first.Select(status => status.Code()), by, cancellationToken);
            return new([.. rows.Where(row => caller.SeenOf(row).IsAll).Select(row => Read<T>(row.Row))], next);
        }
        catch (InvalidCursorException)
        {
            return await FirstInAsync<T, TStatus>(caller, kind, by, cursor: null, cancellationToken, first);
        }
    }

    /// <summary>What organisations are called, for a page that names several.</summary>
    public async Task<Names> NamesAsync(IEnumerable<OrganisationId?> organisations)
    {
        var named = await Task.WhenAll(organisations.OfType<OrganisationId>().Select(one => one.Text).Distinct(StringComparer.Ordinal)
            .Select(async one => (Id: one, Name: await houses.NameAsync(one))));
        return new(named.ToDictionary(one => one.Id, one => one.Name, StringComparer.Ordinal));
    }

    private static T Read<T>(AggregateRow row)
        where T : class =>
        JsonSerializer.Deserialize<T>(row.Body, WireJson.Options) ?? throw new InvalidOperationException($"The row of {row.Kind}/{row.Id} is empty.");
}

/// <summary>What organisations are called; one that nobody asked for by its identifier.</summary>
internal sealed class Names(IReadOnlyDictionary<string, string> names)
{
    public static readonly Names None = new(new Dictionary<string, string>(StringComparer.Ordinal));

    public string this[OrganisationId organisation] => names.GetValueOrDefault(organisation.Text) ?? organisation.Text;
}
