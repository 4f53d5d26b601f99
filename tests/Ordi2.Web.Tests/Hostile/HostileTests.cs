using System.Text;
using System.Text.Json.Nodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recalls;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Rounds;
using Ordi2.Contracts.Sessions;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Hostile;

public class HostileTests
{
    private const int Requests = 1_000;
    private const int Seed = 20261121;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_thousand_malformed_or_contradictory_requests_get_clear_answers_and_change_nothing(bool postgres)
    {
        var server = new DemoServer();
        await server.StartAsync(postgres);
        var label = await server.ReceivedAsync();
        var junk = new Junk(Seed);
        var before = await StateAsync(server, label);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };
        List<string> broken = [];

        for (var i = 0; i < Requests; i++)
        {
            using var request = Request(junk, server.Token(Role.Donor), label);
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
        string[] labels = [.. Enumerable.Range(0, 5).Select(_ => DemoServer.NewLabel())];
        List<string> broken = [];

        for (var i = 0; i < Requests; i++)
        {
            var token = junk.Of([.. server.Accounts]).Token;
            var (path, body) = junk.Below(2) == 0 ? Scan(junk, labels) : Command(junk);
            var reply = await server.Client.SendAsync(HttpMethod.Post, path, token, body);

            if (reply.Status >= 500 || reply.Text.Contains("\"try-again\"", StringComparison.Ordinal))
            {
                broken.Add($"{reply.Status} {path} {body} -> {reply.Text}");
            }
        }

        Assert.True(broken.Count == 0, $"{broken.Count}:\n{string.Join("\n", broken.Take(5).Select(one => one[..Math.Min(one.Length, 2000)]))}");
        await server.AssertWholeAsync();
        await server.DisposeAsync();
    }

    private static HttpRequestMessage Request(Junk junk, string donor, string label)
    {
        var request = junk.Below(11) switch
        {
            10 => Form(junk, label),
            0 => Post("/api/scans", junk.Bytes(400)),
            1 => Post("/api/scans", junk.Damaged(Batch(new JsonObject { ["scanId"] = Guid.NewGuid(), ["code"] = "%%%", ["step"] = "triage", ["occurredAt"] = "2026-11-21T10:00:00Z" }))),
            2 => Post("/api/scans", Encoding.UTF8.GetBytes(junk.Value()?.ToJsonString() ?? "null")),
            3 => Post("/api/scans", Encoding.UTF8.GetBytes(Batch(junk.Of(Junk.Deep(20), Junk.Deep(64), Junk.Deep(5000), $"\"{new string('x', 200_000)}\"", "1e400", "nul")))),
            4 => Post("/api/scans", Encoding.UTF8.GetBytes(Batch(Contradiction(junk, label)))),
            5 => Post($"/api/{Plural(junk)}", Encoding.UTF8.GetBytes(junk.Value()?.ToJsonString() ?? "")),
            6 => Post($"/api/{Plural(junk)}/{Uri.EscapeDataString(junk.Text())}/{junk.Of("accept", "close", "dance", "register", "%2e%2e")}", Encoding.UTF8.GetBytes("{}")),
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

    private static (string Path, string Body) Command(Junk junk)
    {
        var (plural, creation, steps) = junk.Of(
            Noun<OrganisationCommand>("organisations", "register"),
            Noun<DonationCommand>("donations", "create"),
            Noun<RoundCommand>("rounds", "create"),
            Noun<DossierCommand>("dossiers", "create"),
            Noun<DeliveryCommand>("deliveries", "create"),
            Noun<LoanCommand>("loans", "create"),
            Noun<BatchCommand>("batches", "create"),
            Noun<IncidentCommand>("incidents", "open"),
            Noun<SessionCommand>("sessions", "plan"),
            Noun<RecallCommand>("recalls", "create"),
            Noun<HandoverCommand>("handovers", "offer"),
            Noun<PartCommand>("parts", "register"));

        var id = plural is "parts" ? junk.Of("H4T9CXB", "B7N2KDR", "R5J8FPK") : $"{plural}-{junk.Below(6)}";
        var (step, type) = junk.Below(3) == 0 ? steps.First(one => one.Step == creation) : junk.Of(steps);
        var body = junk.Fields(type);

        if (step != creation)
        {
            return ($"/api/{plural}/{id}/{step}", body.ToJsonString());
        }

        body["id"] = id;
        return ($"/api/{plural}", body.ToJsonString());
    }

    private static (string Plural, string Creation, (string Step, Type Type)[] Steps) Noun<TCommand>(string plural, string creation)
        where TCommand : class => (plural, creation,
        [
            .. CommandCatalog<TCommand>.Steps.Order(StringComparer.Ordinal).Select(step => (step, CommandCatalog<TCommand>.TryGetType(step, out var type) ? type : typeof(object))),
        ]);

    private static string Batch(JsonNode scan) => Batch(scan.ToJsonString());

    private static string Batch(string scan) => $$"""{"deviceId":"d","scans":[{{scan}}]}""";

    private static string Plural(Junk junk) => junk.Of("organisations", "donations", "rounds", "dossiers", "deliveries", "loans", "batches", "parts");

    private static HttpRequestMessage Post(string path, byte[] body) => new(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static async Task<bool> HasTryAgainAsync(HttpResponseMessage response) =>
        response.RequestMessage!.RequestUri!.AbsolutePath is "/api/scans" && (await response.Content.ReadAsStringAsync()).Contains("\"try-again\"", StringComparison.Ordinal);

    private static async Task<string> StateAsync(DemoServer server, string label)
    {
        var machine = await server.Client.GetAsync($"/api/machines/{label}", server.Token(Role.Operator));
        var board = await server.Client.GetAsync("/api/boards/national");
        var organisations = await server.Client.GetAsync("/api/organisations?limit=500", server.Token(Role.Coordinator));
        var donations = await server.Client.GetAsync("/api/donations?limit=500", server.Token(Role.Donor));
        var photos = await server.Client.GetAsync($"/api/machines/{label}/photos", server.Token(Role.Supervisor));
        var incidents = await server.Client.GetAsync($"/api/incidents?about=machine/{label}", server.Token(Role.Coordinator));
        return $"{photos.Text}\n{incidents.Text}\n{machine.Text}\n{board.Body.GetProperty("counters").GetRawText()}\n{organisations.Text}\n{donations.Text}";
    }
}
