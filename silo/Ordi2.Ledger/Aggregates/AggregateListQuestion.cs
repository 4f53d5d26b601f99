using System.Collections.Immutable;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Aggregates;

/// <summary>
/// The question behind a page of aggregates. Each filter has an index in the order of ids; which of them leaves the fewest, no planner
/// knows without statistics: they are counted as far as it matters, and the smallest leads.
/// </summary>
internal sealed class AggregateListQuestion
{
    /// <summary>So few are named one by one, whatever else is asked of them.</summary>
    private const int MostFew = 500;

    /// <summary>So many of a set are counted; between larger ones their order below decides.</summary>
    private const int MostCounted = 2000;

    private static readonly Way All = new("aggregate a", 'a', "");

    private readonly LedgerDatabase _database;
    private readonly AggregateFilter _filter;
    private readonly DynamicParameters _parameters;

    private AggregateListQuestion(LedgerDatabase database, AggregateFilter filter)
    {
        (_database, _filter) = (database, filter);
        _parameters = new(new { filter.Kind, After = filter.After ?? "", filter.Limit, filter.Party, filter.Relations, filter.Organisation, filter.Status, filter.About, filter.Sort });
        _parameters.Add("DueBefore", DatabaseTime.Of(database, filter.DueBefore));
    }

    /// <summary>One way to the rows, in the order of their ids.</summary>
    /// <param name="Table">Where it begins.</param>
    /// <param name="Alias">The name of that table in the question; <c>a</c> is the aggregate itself.</param>
    /// <param name="Where">What leads from there.</param>
    private sealed record Way(string Table, char Alias, string Where);

    private bool OnlyOfParty => _filter is { Party: not null, AmongEverybodys: false };

    /// <summary>The question, or nothing where nothing can be found.</summary>
    public static async Task<(string Sql, DynamicParameters Parameters)?> OfAsync(LedgerDatabase database, AggregateFilter filter, CancellationToken cancellationToken)
    {
        var question = new AggregateListQuestion(database, filter);
        var (way, few) = await question.WayAsync(cancellationToken).ConfigureAwait(false);
        return few is { IsEmpty: true } ? null : (question.Sql(way, few), question._parameters);
    }

    private string Sql(Way way, ImmutableArray<string>? few)
    {
        var order = $"{way.Alias}.id";
        var from = way.Alias == 'a' ? way.Table : $"{way.Table} cross join aggregate a";
        List<string> where = [$"{way.Alias}.kind = @Kind", $"{order} > @After"];

        if (way.Where.Length > 0)
        {
            where.Add(way.Where);
        }

        if (way.Alias != 'a')
        {
            where.Add($"a.kind = @Kind and a.id = {order}");
        }

        if (OnlyOfParty && way.Alias != 'p')
        {
            from += " cross join aggregate_party p";
            where.Add("p.kind = @Kind and p.party = @Party and p.id = a.id and (p.relations & @Relations) <> 0");
        }
        else if (_filter.AmongEverybodys)
        {
            where.Add("exists (select 1 from aggregate_party e where e.kind = a.kind and e.id = a.id and e.party in (@Party, '*') and (e.relations & @Relations) <> 0)");
        }

        Filters(way, where);

        if (few is { } ids)
        {
            where.Add(_database.In(order, "@Few"));
            _parameters.Add("Few", ids.ToArray());
        }

        var relations = OnlyOfParty ? "p.relations" : _filter.Party is null ? "0" : AggregateQueries.RelationsOf("a.kind", "a.id");
        return $"select {AggregateQueries.Columns}, {relations} from {from} where {string.Join(" and ", where)} order by {order} limit @Limit";
    }

    private void Filters(Way way, List<string> where)
    {
        if (_filter.Status is not null)
        {
            where.Add("a.status = @Status");
        }

        if (_filter.Sort is not null)
        {
            where.Add("a.sort = @Sort" + MayPick(static (pick, _) => pick.Sort ? "" : null));
        }

        if (_filter.DueBefore is not null)
        {
            where.Add("a.due_at < @DueBefore" + MayPick(static (pick, _) => pick.Due ? "" : null));
        }

        if (_filter.Organisation is not null)
        {
            var named = MayPick(static (_, named) => $" and (o.relations & {named}) <> 0");
            where.Add(way.Alias == 'o'
                ? "o.relations <> 0" + named
                : $"exists (select 1 from aggregate_party o where o.kind = a.kind and o.id = a.id and o.party = @Organisation and o.relations <> 0{named})");
        }

        if (_filter.Word is not null)
        {
            where.Add("a.id in (select w.id from search_word w where w.kind = @Kind and w.word >= @Word and w.word < @WordEnd)");
            _parameters.Add("Word", _filter.Word);
            _parameters.Add("WordEnd", _filter.Word + "\U0010FFFF");
        }

        if (_filter.About is not null)
        {
            where.Add("s.relations = 0" + MayPick(static (pick, _) => pick.About ? "" : null));
        }
    }

    /// <summary>By which way the rows are found, and which they are where they are few.</summary>
    private async Task<(Way Way, ImmutableArray<string>? Few)> WayAsync(CancellationToken cancellationToken)
    {
        if (_filter.About is not null)
        {
            // Few are about one thing.
            return (new("aggregate_party s", 's', "s.party = @About"), null);
        }

        Way[] ways = [.. Ways()];

        if (_filter.Word is not null || ways is [])
        {
            return (All, null);
        }

        if (ways is [var only])
        {
            return (only, null);
        }

        var (best, count) = (ways[0], int.MaxValue);

        foreach (var way in ways)
        {
            var found = await CountAsync(way, cancellationToken).ConfigureAwait(false);

            if (found < count)
            {
                (best, count) = (way, found);
            }
        }

        return count > MostFew ? (best, null) : (All, await IdsAsync(best, cancellationToken).ConfigureAwait(false));
    }

    private IEnumerable<Way> Ways()
    {
        const string isOfSort = "a.sort is not null and a.sort = @Sort";

        if (_filter.Organisation is not null)
        {
            yield return new("aggregate_party o", 'o', "o.party = @Organisation");
        }

        switch (_filter)
        {
            case { Sort: not null, Status: not null }:
                yield return new($"aggregate as a{_database.LedBy("aggregate_of_sort_status")}", 'a', $"{isOfSort} and a.status = @Status");
                break;
            case { Sort: not null }:
                yield return new($"aggregate as a{_database.LedBy("aggregate_of_sort")}", 'a', isOfSort);
                break;
        }

        const string isDue = "a.due_at is not null and a.due_at < @DueBefore";

        switch (_filter)
        {
            case { DueBefore: not null, Status: not null }:
                yield return new($"aggregate as a{_database.LedBy("aggregate_due_of_status")}", 'a', $"a.status = @Status and {isDue}");
                break;
            case { DueBefore: not null }:
                yield return new($"aggregate as a{_database.LedBy("aggregate_due_of")}", 'a', isDue);
                break;
            case { Status: not null, Sort: null }:
                yield return new($"aggregate as a{_database.LedBy("aggregate_of_status")}", 'a', "a.status = @Status");
                break;
        }

        if (OnlyOfParty)
        {
            yield return new("aggregate_party p", 'p', "p.party = @Party and (p.relations & @Relations) <> 0");
        }
    }

    private async Task<int> CountAsync(Way way, CancellationToken cancellationToken)
    {
        var found = await _database.AskAsync(
            $"select count(*) from ({Ids(way)} limit {MostCounted}) as counted", _parameters, row => (int)row.GetInt64(0), cancellationToken).ConfigureAwait(false);
        return found[0];
    }

    private Task<ImmutableArray<string>> IdsAsync(Way way, CancellationToken cancellationToken) =>
        _database.AskAsync(Ids(way), _parameters, row => row.GetString(0), cancellationToken);

    private static string Ids(Way way) =>
        $"select {way.Alias}.id from {way.Table} where {way.Alias}.kind = @Kind and {way.Alias}.id > @After and {way.Where}";

    /// <summary>Whether one of <see cref="AggregateFilter.Picks"/> allows what is asked; nothing where everything is allowed.</summary>
    private string MayPick(Func<AggregatePick, string, string?> condition)
    {
        if (_filter.Picks is not { } picks)
        {
            return "";
        }

        List<string> allowed = [];

        foreach (var (i, pick) in picks.Index())
        {
            if (condition(pick, $"@Named{i}") is { } more)
            {
                _parameters.Add($"Seer{i}", pick.Seer);
                _parameters.Add($"Named{i}", pick.Named);
                allowed.Add($"((m.relations & @Seer{i}) <> 0{more})");
            }
        }

        return allowed is []
            ? " and 1 = 0"
            : $" and exists (select 1 from aggregate_party m where m.kind = a.kind and m.id = a.id and m.party in (@Party, '*') and ({string.Join(" or ", allowed)}))";
    }
}
