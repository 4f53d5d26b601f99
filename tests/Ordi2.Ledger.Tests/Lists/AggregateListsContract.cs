using System.Globalization;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Lists;

public sealed class SqliteAggregateListsTests : AggregateListsContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();

    protected override string Moment(string day) => $"({day}) * 86400000000";

    // Only to look at each is half a million.
    protected override long MostWork => 150_000;
}

public sealed class PostgresAggregateListsTests : AggregateListsContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();

    protected override string Moment(string day) => $"to_timestamp(({day}) * 86400)";

    // All loans with those whom they name are a hundred thousand and more.
    protected override long MostWork => 25_000;
}

/// <summary>The lists of what is not a machine, by all that they filter by, where one kind has very many and those of one asker lie far apart.</summary>
public abstract class AggregateListsContract : IAsyncLifetime
{
    private const int Loans = 60_000;
    private const long Pole = 1 << 1;
    private const long Epn = 1 << 2;

    private static readonly Dictionary<string, (AggregateFilter Filter, string Condition)> Lists = new(StringComparer.Ordinal)
    {
        ["all"] = (new() { Kind = "loan" }, "true"),
        ["by status"] = (new() { Kind = "loan", Status = "CLOSED" }, "status = 'CLOSED'"),
        ["by a rare status"] = (new() { Kind = "loan", Status = "DISPUTED" }, "status = 'DISPUTED'"),
        ["by deadline"] = (new() { Kind = "loan", DueBefore = Day(20_500) }, "due_at < {20500}"),
        ["by an early deadline"] = (new() { Kind = "loan", DueBefore = Day(20_001) }, "due_at < {20001}"),
        ["by organisation"] = (new() { Kind = "loan", Organisation = "epn7" }, Names("epn7")),
        ["by organisation and status"] = (new() { Kind = "loan", Organisation = "epn7", Status = "ACTIVE" }, $"{Names("epn7")} and status = 'ACTIVE'"),
        ["by organisation and deadline"] = (new() { Kind = "loan", Organisation = "epn7", DueBefore = Day(20_200) }, $"{Names("epn7")} and due_at < {{20200}}"),
        ["of a pole"] = (new() { Kind = "loan", Party = "pole1" }, Names("pole1")),
        ["of a pole by organisation"] = (new() { Kind = "loan", Party = "pole1", Organisation = "epn7" }, $"{Names("pole1")} and {Names("epn7")}"),
        ["of a pole by an organisation that came late"] = (new() { Kind = "loan", Party = "pole1", Organisation = "late" }, $"{Names("pole1")} and {Names("late")}"),
        ["of a pole by itself and a rare status"] = (new() { Kind = "loan", Party = "pole1", Organisation = "pole1", Status = "DISPUTED" }, $"{Names("pole1")} and status = 'DISPUTED'"),
        ["of a pole by deadline"] = (new() { Kind = "loan", Party = "pole1", DueBefore = Day(20_200) }, $"{Names("pole1")} and due_at < {{20200}}"),
        ["of a pole by status and deadline"] = (new() { Kind = "loan", Party = "pole1", Status = "ACTIVE", DueBefore = Day(20_200) }, $"{Names("pole1")} and status = 'ACTIVE' and due_at < {{20200}}"),
        ["of a pole by a status that all have and a deadline that none of them has"] =
            (new() { Kind = "loan", Party = "pole1", Status = "CLOSED", DueBefore = Day(20_999) }, $"{Names("pole1")} and status = 'CLOSED' and due_at < {{20999}}"),
        ["of a pole by organisation and deadline"] =
            (new() { Kind = "loan", Party = "pole1", Organisation = "late", DueBefore = Day(20_900) }, $"{Names("pole1")} and {Names("late")} and due_at < {{20900}}"),
        ["of an EPN by deadline"] = (new() { Kind = "loan", Party = "epn7", DueBefore = Day(20_500) }, $"{Names("epn7")} and due_at < {{20500}}"),
        ["of an EPN by its pole"] = (new() { Kind = "loan", Party = "epn7", Organisation = "pole1" }, $"{Names("epn7")} and {Names("pole1")}"),
        ["in one relation"] = (new() { Kind = "loan", Party = "epn7", Relations = Epn, Organisation = "pole1", Picks = [new(Epn, Pole, About: true, Due: true)] }, $"{Names("epn7")} and {Names("pole1")}"),
        ["of everybody by deadline"] = (new() { Kind = "loan", Party = "epn7", AmongEverybodys = true, DueBefore = Day(20_200) }, $"({Names("epn7")} or {Names("*")}) and due_at < {{20200}}"),
        ["by sort"] = (new() { Kind = "loan", Sort = "GIFT" }, "sort = 'GIFT'"),
        ["by a rare sort"] = (new() { Kind = "loan", Sort = "RARE" }, "sort = 'RARE'"),
        ["by sort and status"] = (new() { Kind = "loan", Sort = "GIFT", Status = "ACTIVE" }, "sort = 'GIFT' and status = 'ACTIVE'"),
        ["by sort and a rare status"] = (new() { Kind = "loan", Sort = "LOAN", Status = "DISPUTED" }, "sort = 'LOAN' and status = 'DISPUTED'"),
        ["of a pole by sort"] = (new() { Kind = "loan", Party = "pole1", Sort = "GIFT" }, $"{Names("pole1")} and sort = 'GIFT'"),
        ["of a pole by a rare sort"] = (new() { Kind = "loan", Party = "pole1", Sort = "RARE" }, $"{Names("pole1")} and sort = 'RARE'"),
        ["of a pole by sort, status and deadline"] =
            (new() { Kind = "loan", Party = "pole1", Sort = "GIFT", Status = "ACTIVE", DueBefore = Day(20_200) }, $"{Names("pole1")} and sort = 'GIFT' and status = 'ACTIVE' and due_at < {{20200}}"),
        ["about a machine"] = (new() { Kind = "loan", Party = "pole1", About = "machine/m7" }, $"{Names("pole1")} and {Names("machine/m7")}"),
    };

    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    /// <summary>The beginning of a day, as the database has moments.</summary>
    protected abstract string Moment(string day);

    protected abstract long MostWork { get; }

    [Fact]
    public async Task Every_list_has_everything_once_and_in_order_and_no_page_of_it_looks_at_all_of_a_kind()
    {
        await FillAsync();
        List<string> flaws = [];

        foreach (var (name, (filter, condition)) in Lists)
        {
            flaws.AddRange(await FlawsAsync(name, filter, condition));
        }

        Assert.True(flaws.Count == 0, string.Join("\n\n", flaws));
    }

    [Fact]
    public async Task Some_states_come_first_over_the_whole_list_and_each_page_goes_on_where_the_last_one_ended()
    {
        const string Json = "case when i % 3 = 0 then '{\"type\":\"ram.a~b\"}' when i % 3 = 1 then '{\"type\":\"disk\"}' else '{}' end";
        await Test.ExecuteAsync(
            $"""
            with recursive n(i) as (select cast(0 as bigint) union all select i + 1 from n where i < 99)
            insert into aggregate (kind, id, status, body, version, parties, due_at)
            select 'part', 'p.' || (1000 + i), case when i < 70 then 'SCRAPPED' when i % 2 = 0 then 'IN_STOCK' else 'REMOVED' end, {(Test.IsPostgres ? $"({Json})::json" : Json)}, 1, '[]', null from n
            """);
        await Test.ExecuteAsync(
            """
            with recursive n(i) as (select cast(0 as bigint) union all select i + 1 from n where i < 99)
            insert into aggregate_party (kind, id, party, version, relations)
            select 'part', 'p.' || (1000 + i), case when i = 50 then 'another' else 'shop1' end, 1, case when i = 51 then 4 else 2 end from n
            """);
        var queries = Test.Services.GetRequiredService<AggregateQueries>();
        var filter = new AggregateFilter { Kind = "part", Party = "shop1", Relations = 2, Limit = 7 };
        List<string> seen = [];

        do
        {
            var (rows, next) = await queries.FirstInAsync(filter, ["IN_STOCK", "REMOVED"], "type");
            Assert.InRange(rows.Length, 1, 7);
            seen.AddRange(rows.Select(row => row.Row.Id));
            filter = filter with { After = next };
        }
        while (filter.After is not null);

        var expected = Enumerable.Range(0, 100).Where(i => i is not (50 or 51))
            .OrderBy(i => i < 70).ThenBy(i => (i % 3) switch { 0 => "ram.a~b", 1 => "disk", _ => "" }, StringComparer.Ordinal).ThenBy(i => i)
            .Select(i => $"p.{1000 + i}");
        Assert.Equal(expected, seen);
        await Assert.ThrowsAsync<InvalidCursorException>(() => queries.FirstInAsync(filter with { After = "7~x" }, ["IN_STOCK"], "type"));
    }

    private async Task<List<string>> FlawsAsync(string name, AggregateFilter filter, string condition)
    {
        const int pages = 4;
        List<string> flaws = [];
        List<string> seen = [];
        filter = filter with { Limit = 60 };

        for (var page = 0; page < pages; page++)
        {
            var found = await Test.Services.GetRequiredService<AggregateQueries>().ListAsync(filter);

            // To say that there is none takes next to nothing.
            var most = found.IsEmpty ? MostWork / 100 : MostWork;

            if (await AggregateListQuestion.OfAsync(Test.Services.GetRequiredService<LedgerDatabase>(), filter, CancellationToken.None) is var (sql, parameters))
            {
                var effort = await Effort.OfAsync(Test, sql, parameters);

                if (effort.Work > most || effort.Plan.Contains("Seq Scan", StringComparison.Ordinal))
                {
                    flaws.Add($"{name}, page {page}: {effort.Work}\n{effort.Plan}\n{sql}");
                }
            }

            seen.AddRange(found.Select(related => related.Row.Id));

            if (found.Length < filter.Limit)
            {
                break;
            }

            filter = filter with { After = found[^1].Row.Id };
        }

        await using var connection = await Test.OpenAsync();
        var moments = Regex.Replace(condition, @"\{(?<n>\d+)\}", day => Moment(day.Groups["n"].Value), RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        var expected = (await connection.QueryAsync<string>(
            $"select id from aggregate where kind = 'loan' and {moments} order by id limit {(pages * filter.Limit).ToString(CultureInfo.InvariantCulture)}")).ToArray();

        if (!seen.SequenceEqual(expected))
        {
            flaws.Add($"{name}: {seen.Count} are listed, the first {seen.FirstOrDefault()}; {expected.Length} are there, the first {expected.FirstOrDefault()}.");
        }

        return flaws;
    }

    /// <summary>Straight into the read tables: loans of ten poles in the order of years, of which the last of a hundred are still out.</summary>
    private async Task FillAsync()
    {
        await Test.ExecuteAsync(
            $"""
            with recursive n(i) as (select cast(0 as bigint) union all select i + 1 from n where i < {Loans - 1})
            insert into aggregate (kind, id, sort, status, body, version, parties, due_at)
            select 'loan', 'l' || (1000000 + i), case when i % 15000 = 11 then 'RARE' when i % 2 = 0 then 'GIFT' else 'LOAN' end,
                   case when i % 20000 = 17 then 'DISPUTED' when i >= {Loans - (Loans / 10)} then 'ACTIVE' else 'CLOSED' end, '{"{}"}', 1, '[]',
                   case when i >= {Loans - (Loans / 10)} then {Moment("20000 + i * 7919 % 1000")} end
            from n
            """);

        // Two thirds are of the first pole; one EPN is new.
        foreach (var (party, of, relations) in new[]
        {
            ("case when i % 3 = 0 then 'pole' || (2 + i / 3 % 9) else 'pole1' end", "true", Pole), ("'epn' || (i % 24)", "true", Epn), ("'late'", $"i >= {Loans - 3000}", 1L << 3),
            ("'*'", "i % 5 = 0", 1L), ("'machine/m' || (i / 10)", "true", 0L),
        })
        {
            await Test.ExecuteAsync(
                $"""
                with recursive n(i) as (select cast(0 as bigint) union all select i + 1 from n where i < {Loans - 1})
                insert into aggregate_party (kind, id, party, version, relations) select 'loan', 'l' || (1000000 + i), {party}, 1, {relations} from n where {of}
                """);
        }

        if (Test.IsPostgres)
        {
            await Test.ExecuteAsync("vacuum analyze aggregate, aggregate_party");
        }
    }

    private static string Names(string party) =>
        $"exists (select 1 from aggregate_party p where p.kind = aggregate.kind and p.id = aggregate.id and p.party = '{party}')";

    private static DateTimeOffset Day(int day) => DateTimeOffset.UnixEpoch.AddDays(day);
}
