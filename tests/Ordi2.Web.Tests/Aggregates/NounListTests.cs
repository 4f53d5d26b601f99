using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Domain.Aggregates;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Aggregates;

/// <summary>
/// The lists of every noun that the API has, taken from its routes: each filter picks what it says, and pages have no holes and no repeats. The rows are no
/// things that anybody made, so they stand in a server of their own.
/// </summary>
public sealed class NounListTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const int Rows = 23;

    // Whoever reads whole lists of everything between them.
    private static readonly Role[] Readers = [Role.Coordinator, Role.Supervisor];

    private readonly string _mark = $"zz{Guid.NewGuid():N}"[..12];

    [Fact]
    public void Every_kind_of_aggregate_has_a_list()
    {
        var kinds = typeof(Kinds).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.FieldType.IsGenericType && field.FieldType.GetGenericTypeDefinition() == typeof(Kind<,,,>))
            .Select(field => (string)field.FieldType.GetProperty("Name")!.GetValue(field.GetValue(null))!);

        Assert.Equal(kinds.Order(StringComparer.Ordinal), Nouns().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_list_picks_by_state_by_what_it_is_about_by_sort_and_by_word_and_its_pages_have_all_of_it_once()
    {
        List<string> flaws = [];

        foreach (var (kind, address) in Nouns())
        {
            await FillAsync(kind);
            var token = server.Token(ReaderOf(kind));

            foreach (var (query, expected) in new (string, Func<int, bool>)[]
            {
                ($"status={_mark}A", i => i % 2 == 0),
                ($"about=donation/{_mark}", i => i % 3 == 0),
                ($"about=donation/{_mark}&status={_mark}A", i => i % 6 == 0),
                ($"q={_mark}word", i => i % 5 == 0),
                ($"organisation={_mark}", i => i % 7 == 0),
                ($"due=2099-06-01T00:00:00Z&status={_mark}A", i => i % 8 == 0),
            }.Concat(FilterSight.SortField(kind) is null ? [] : new (string, Func<int, bool>)[]
            {
                ($"kind={_mark}S", i => i % 4 < 2),
                ($"kind={_mark}S&status={_mark}A", i => i % 4 == 0),
                ($"kind={_mark}S&about=donation/{_mark}", i => i % 4 < 2 && i % 3 == 0),
            }))
            {
                var wanted = Enumerable.Range(0, Rows).Where(expected).Select(i => IdOf(kind, i)).ToArray();
                var seen = await PagesAsync($"{address}?{query}", token);

                if (!wanted.SequenceEqual(seen))
                {
                    flaws.Add($"{address}?{query}: {string.Join(' ', seen)} and not {string.Join(' ', wanted)}");
                }
            }
        }

        Assert.True(flaws.Count == 0, string.Join('\n', flaws));
    }

    [Fact]
    public async Task A_list_without_sorts_says_that_it_has_none_and_the_description_names_the_filter_where_there_is_one()
    {
        var paths = (await server.Client.GetAsync("/openapi/v1.json", server.Token(Role.Coordinator))).Body.GetProperty("paths");

        foreach (var (kind, address) in Nouns())
        {
            var sorted = FilterSight.SortField(kind) is not null;
            var reply = await server.Client.GetAsync($"{address}?kind=X", server.Token(ReaderOf(kind)));
            var described = paths.GetProperty(address).GetProperty("get").GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("name").GetString());

            Assert.True(reply.Status == (sorted ? 200 : 400), $"{address}: {reply.Status}");
            Assert.True(described.Contains("kind") == sorted, address);
        }
    }

    /// <summary>Addresses of the lists by kind.</summary>
    private Dictionary<string, string> Nouns() => server.Services.GetServices<EndpointDataSource>().SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Select(route => (Name: route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName, Address: $"/{route.RoutePattern.RawText!.Trim('/')}"))
        .Where(route => route.Name?.EndsWith("-list", StringComparison.Ordinal) == true)
        .Select(route => (Kind: route.Name![..^"-list".Length], route.Address))
        .Where(route => SightTable.Rows.Any(row => row.Kind == route.Kind) && route.Kind != "machine")
        .ToDictionary(route => route.Kind, route => route.Address, StringComparer.Ordinal);

    private static Role ReaderOf(string kind) => Readers.First(role => FilterSight.Of(kind, role).Any(sight => sight.About));

    private string IdOf(string kind, int i) => string.Create(CultureInfo.InvariantCulture, $"{_mark}-{kind}-{i:000}");

    private async Task<List<string>> PagesAsync(string address, string token)
    {
        List<string> seen = [];
        string? cursor = null;

        do
        {
            var page = await server.Client.GetAsync($"{address}&limit=3{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", token);
            Assert.True(page.Status == 200, $"{address}: {page.Text}");
            seen.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.Body.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        return seen;
    }

    /// <summary>Straight into the read tables: what a reader is everything to, in two states, of two sorts.</summary>
    private async Task FillAsync(string kind)
    {
        await using var database = new SqliteConnection($"Data Source={server.Database}");
        await database.OpenAsync();
        await using var all = await database.BeginTransactionAsync();
        var reader = server.Account(ReaderOf(kind)).OrganisationId;

        for (var i = 0; i < Rows; i++)
        {
            var id = IdOf(kind, i);
            await WriteAsync(
                "insert into aggregate (kind, id, status, body, version, parties, due_at, sort) values ($kind, $id, $status, $body, 1, '[]', $due, $sort)",
                ("$kind", kind),
                ("$id", id),
                ("$status", i % 2 == 0 ? $"{_mark}A" : $"{_mark}B"),
                ("$body", $$"""{"id":"{{id}}"}"""),

                // So far off that the clock of the server looks at none of them.
                ("$due", i % 8 == 0 ? DateTimeOffset.Parse("2099-01-01T00:00:00Z", CultureInfo.InvariantCulture).ToUnixTimeMilliseconds() * 1000 : DBNull.Value),
                ("$sort", FilterSight.SortField(kind) is null ? DBNull.Value : i % 4 < 2 ? $"{_mark}S" : $"{_mark}T"));
            await PartyAsync(reader, long.MaxValue);

            if (i % 3 == 0)
            {
                await PartyAsync($"donation/{_mark}", 0);
            }

            if (i % 7 == 0)
            {
                await PartyAsync(_mark, long.MaxValue);
            }

            if (i % 5 == 0)
            {
                await WriteAsync("insert into search_word (word, kind, id) values ($word, $kind, $id)", ("$word", $"{_mark}WORDS".ToUpperInvariant()), ("$kind", kind), ("$id", id));
            }

            Task PartyAsync(string party, long relations) => WriteAsync(
                "insert into aggregate_party (kind, id, party, relations, version) values ($kind, $id, $party, $relations, 1)",
                ("$kind", kind),
                ("$id", id),
                ("$party", party),
                ("$relations", relations));
        }

        await all.CommitAsync();

        async Task WriteAsync(string sql, params (string Name, object Value)[] parameters)
        {
            await using var command = database.CreateCommand();
            command.CommandText = sql;

            foreach (var (name, value) in parameters)
            {
                command.Parameters.AddWithValue(name, value);
            }

            await command.ExecuteNonQueryAsync();
        }
    }
}
