using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Hostile;

public class HostileTests
{
    private const int Requests = 1_000;
    private const int Seed = 20261121;
    private const string Events = "select count(*) from event";

    /// <summary>The tables that a carried-out request writes to: what is refused is noted elsewhere.</summary>
    private static readonly string[] Written =
    [
        "event", "event_text", "machine", "aggregate", "aggregate_party", "external_id", "label", "document_number", "search_word", "photo", "photo_of", "badge", "person", "membership", "api_token", "station",
        "untold", "seal",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_malformed_or_contradictory_requests_get_clear_answers_and_change_nothing(bool postgres)
    {
        var server = new DemoServer();
        await server.StartAsync(postgres);
        var label = await server.ReceivedAsync();
        var junk = new Junk(Seed);
        string[] nouns = [.. RoutesOf(server).Select(route => route.Noun).Distinct(StringComparer.Ordinal)];
        var before = await StateAsync(server, label);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        List<string> broken = [];

        for (var i = 0; i < Requests; i++)
        {
            using var request = Request(junk, server.Token(Role.Donor), label, nouns);
            var what = $"{request.Method} {request.RequestUri}";
            using var response = await client.SendAsync(request);

            if ((int)response.StatusCode is >= 500 or (>= 200 and < 300 and not 200) || await HasTryAgainAsync(response))
            {
                broken.Add($"{(int)response.StatusCode} {what} {await response.Content.ReadAsStringAsync()}");
            }
        }

        Assert.True(broken.Count == 0, $"{broken.Count}:\n{string.Join("\n", broken.Take(5).Select(one => one[..Math.Min(one.Length, 2000)]))}");
        Assert.Equal(before, await StateAsync(server, label));
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_random_commands_of_people_with_every_right_leave_the_ledger_whole(bool postgres)
    {
        var server = new DemoServer();
        await server.StartAsync(postgres);
        var junk = new Junk(Seed);
        var routes = RoutesOf(server);
        var asked = new HashSet<string>(StringComparer.Ordinal);
        string[] labels = [.. Enumerable.Range(0, 5).Select(_ => DemoServer.NewLabel())];
        List<string> broken = [];
        await using var database = await OpenAsync(server);
        var written = await CountAsync(database, Events);

        for (var i = 0; i < Requests; i++)
        {
            var token = junk.Of([.. server.Accounts]).Token;
            var (path, body) = junk.Below(2) == 0 ? Scan(junk, labels) : Command(junk, routes);
            asked.Add(path.Split('/')[2]);
            var reply = await server.Client.SendAsync(HttpMethod.Post, path, token, body);

            var (before, after) = (written, await CountAsync(database, Events));
            written = after;

            if (reply.Status >= 500 || reply.Text.Contains("\"try-again\"", StringComparison.Ordinal))
            {
                broken.Add($"{reply.Status} {path} {body} -> {reply.Text}");
            }

            // What is refused leaves nothing, neither with whom it was asked nor with anybody else.
            if ((reply.Status >= 400 || reply.Text.Contains("\"outcome\":\"refused\"", StringComparison.Ordinal)) && after != before)
            {
                broken.Add($"{after - before} events of a refusal: {reply.Status} {path} {body} -> {reply.Text}");
            }
        }

        Assert.True(broken.Count == 0, $"{broken.Count}:\n{string.Join("\n", broken.Take(5).Select(one => one[..Math.Min(one.Length, 2000)]))}");
        Assert.Superset(new HashSet<string>(["allocations", "calls", "configurations", "documents", "processes", "receipts", "reports"], StringComparer.Ordinal), asked);
        Assert.Empty(routes.Select(route => route.Noun).Except(asked, StringComparer.Ordinal));
        await server.AssertWholeAsync();
        await server.DisposeAsync();
    }

    private sealed record Route(string Path, Type? Body)
    {
        public string Noun => Path.Split('/')[2];
    }

    private static HttpRequestMessage Request(Junk junk, string donor, string label, string[] nouns)
    {
        var request = junk.Below(11) switch
        {
            10 => Form(junk, label),
            0 => Post("/api/scans", junk.Bytes(400)),
            1 => Post("/api/scans", junk.Damaged(Batch(new JsonObject { ["scanId"] = Guid.NewGuid(), ["code"] = "%%%", ["step"] = "triage", ["occurredAt"] = "2026-11-21T10:00:00Z" }))),
            2 => Post("/api/scans", Encoding.UTF8.GetBytes(junk.Value()?.ToJsonString() ?? "null")),
            3 => Post("/api/scans", Encoding.UTF8.GetBytes(Batch(junk.Of(Junk.Deep(20), Junk.Deep(64), Junk.Deep(5000), $"\"{new string('x', 200_000)}\"", "1e400", "nul")))),
            4 => Post("/api/scans", Encoding.UTF8.GetBytes(Batch(Contradiction(junk, label)))),
            5 => Post($"/api/{junk.Of(nouns)}", Encoding.UTF8.GetBytes(junk.Value()?.ToJsonString() ?? "")),
            6 => Post($"/api/{junk.Of(nouns)}/{Uri.EscapeDataString(junk.Text())}/{junk.Of("accept", "close", "dance", "register", "%2e%2e")}", Encoding.UTF8.GetBytes("{}")),
            7 => Get($"/api/machines/{Uri.EscapeDataString(junk.Text())}{junk.Of("", "/history")}"),
            8 => Get($"/{junk.Of("api/boards/", "boards/", "islands/", "setup/", "hubs/", "")}{Uri.EscapeDataString(junk.Text())}"),
            _ => Get($"/api/{junk.Of("machines", "inbox", "donations")}?limit={Uri.EscapeDataString(junk.Text())}&cursor={Uri.EscapeDataString(junk.Text())}&status={Uri.EscapeDataString(junk.Text())}&q={Uri.EscapeDataString(junk.Text())}"),
        };

        request.Headers.TryAddWithoutValidation("Authorization", junk.Below(4) == 0 ? $"Bearer {Convert.ToBase64String(junk.Bytes(80))}" : $"Bearer {donor}");
        request.Headers.TryAddWithoutValidation("Accept-Language", junk.Of("fr", "en", ";;;", "en;q=9e9", "*"));

        if (junk.Below(6) == 0)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", junk.Of("x", "0", Guid.Empty.ToString()));
        }

        if (request.Content is { Headers.ContentType: null } && !request.Content.Headers.Contains("Content-Type"))
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", junk.Below(8) == 0 ? junk.Of("text/xml", "application/x-www-form-urlencoded", "x", "application/json; charset=utf-7") : "application/json");
        }

        return request;
    }

    /// <summary>A form with a file for a page, broken in one of many ways, from somebody who may hold it for a page of ours.</summary>
    private static HttpRequestMessage Form(Junk junk, string label)
    {
        var path = junk.Of($"/m/{label}?handler=Found", $"/m/{label}?handler=Answer", $"/m/{Uri.EscapeDataString(junk.Text())}?handler=Found", $"/machines/{label}/refuse-device", "/sign-in", "/donations/import");
        var form = junk.Of([.. Multiparts.Broken(("how", "left"), ("where", junk.Text()), ("reason", "crt"), ("photo", junk.Text()), ("status", "503"))]);
        var request = Multiparts.Request(path, junk.Below(3) == 0 ? form with { Body = [.. form.Body, .. junk.Bytes(400)] } : form);
        request.Headers.TryAddWithoutValidation("Accept", junk.Of("text/html", "*/*"));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", junk.Of("same-origin", "cross-site"));
        return request;
    }

    // A donor's contact may do none of these, whatever else is right about them.
    private static JsonObject Contradiction(Junk junk, string label)
    {
        var step = junk.Of("pass-qc", "triage", "allocate", "wipe-succeeded", "scrap", "settle-custody", "correct-event", "relabel");
        CommandCatalog<MachineCommand>.TryGetType(step, out var type);
        return new() { ["scanId"] = Guid.NewGuid(), ["code"] = label, ["step"] = step, ["occurredAt"] = "2026-11-21T10:00:00Z", ["data"] = junk.Fields(type!) };
    }

    private static (string Path, string Body) Scan(Junk junk, string[] labels)
    {
        var step = junk.Of([.. CommandCatalog<MachineCommand>.Steps.Order(StringComparer.Ordinal)]);
        CommandCatalog<MachineCommand>.TryGetType(step, out var type);
        return ("/api/scans", Batch(new JsonObject
        {
            ["scanId"] = Guid.NewGuid(),
            ["code"] = junk.Of(labels),
            ["step"] = step,
            ["occurredAt"] = "2026-11-21T10:00:00Z",
            ["siteId"] = junk.Of("quai", "stock", "x"),
            ["data"] = junk.Fields(type!),
        }));
    }

    /// <summary>Whatever may be posted, as the server itself lists it: a noun that is new is among them.</summary>
    private static Route[] RoutesOf(DemoServer server) =>
    [
        .. server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") is true)
            .Select(endpoint => new Route($"/{endpoint.RoutePattern.RawText!.Trim('/')}", endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType))
            .Where(route => route.Path.StartsWith("/api/", StringComparison.Ordinal) && route.Path is not "/api/scans" && !route.Path.Contains("{action}", StringComparison.Ordinal))
            .OrderBy(route => route.Path, StringComparer.Ordinal),
    ];

    /// <summary>A command of any noun, with its own fields; every noun as often as every other.</summary>
    private static (string Path, string Body) Command(Junk junk, Route[] routes)
    {
        var noun = junk.Of([.. routes.Select(route => route.Noun).Distinct(StringComparer.Ordinal)]);
        Route[] own = [.. routes.Where(route => route.Noun == noun)];
        var creation = own.FirstOrDefault(route => !route.Path.Contains('{', StringComparison.Ordinal));
        var route = creation is not null && junk.Below(3) == 0 ? creation : junk.Of(own);
        var id = noun is "parts" ? junk.Of("H4T9CXB", "B7N2KDR", "R5J8FPK") : $"{noun}-{junk.Below(6)}";
        var body = route.Body is { } type ? junk.Fields(type) : [];

        if (route == creation && own.Length > 1)
        {
            body["id"] = id;
        }

        return (Regex.Replace(route.Path, @"\{[^}]+\}", id, RegexOptions.None, TimeSpan.FromSeconds(1)), body.ToJsonString());
    }

    private static string Batch(JsonNode scan) => Batch(scan.ToJsonString());

    private static string Batch(string scan) => $$"""{"deviceId":"d","scans":[{{scan}}]}""";

    private static HttpRequestMessage Post(string path, byte[] body) => new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static async Task<bool> HasTryAgainAsync(HttpResponseMessage response) =>
        response.RequestMessage!.RequestUri!.AbsolutePath is "/api/scans" && (await response.Content.ReadAsStringAsync()).Contains("\"try-again\"", StringComparison.Ordinal);

    /// <summary>All that a request can have changed: the end of the ledger, and every row that is made of it.</summary>
    private static async Task<string> StateAsync(DemoServer server, string label)
    {
        var machine = await server.Client.GetAsync($"/api/machines/{label}", server.Token(Role.Operator));
        var board = await server.Client.GetAsync("/api/boards/national");
        var photos = await server.Client.GetAsync($"/api/machines/{label}/photos", server.Token(Role.Supervisor));
        var tables = new List<string>();
        await using var connection = await OpenAsync(server);

        foreach (var table in Written)
        {
            tables.Add($"{table}: {await CountAsync(connection, $"select count(*) from {table}")}");
        }

        tables.Add($"last position: {await CountAsync(connection, "select max(position) from event")}");
        tables.Add($"versions of machines: {await CountAsync(connection, "select sum(version) from machine")}");
        tables.Add($"what every board counts: {await CountAsync(connection, "select coalesce(sum(value), 0) from board_count")}");
        tables.Add($"versions of others: {await CountAsync(connection, "select sum(version) from aggregate")}");
        return $"{string.Join('\n', tables)}\n{photos.Text}\n{machine.Text}\n{board.Body.GetProperty("counters").GetRawText()}";
    }

    private static async Task<DbConnection> OpenAsync(DemoServer server)
    {
        DbConnection connection = server.Database.Contains('=', StringComparison.Ordinal) ? new NpgsqlConnection(server.Database) : new SqliteConnection($"Data Source={server.Database}");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<long> CountAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
