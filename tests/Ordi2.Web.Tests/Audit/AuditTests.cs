using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Audit;

/// <summary>What was refused and administered is read by coordinators, page by page, and nobody's name or address is in it.</summary>
public abstract class AuditTests(bool postgres) : IAsyncLifetime
{
    private readonly DemoServer _server = new();

    public Task InitializeAsync() => _server.StartAsync(postgres);

    public Task DisposeAsync() => _server.DisposeAsync();

    private string Coordinator => _server.Token(Role.Coordinator);

    [Fact]
    public async Task Each_refusal_and_each_act_of_administration_is_there_once_for_the_coordinator_and_for_nobody_else()
    {
        var donor = _server.Account(Role.Donor, "don-cabinet-ferrand");
        var label = await _server.ReceivedAsync();

        // A right that the web refuses, one that a grain refuses, one that is answered as « not there », a scan, a sign-in, a bad token.
        Assert.Equal(403, (await _server.Client.GetAsync("/api/inbox", donor.Token)).Status);
        Assert.Equal(403, (await _server.Client.GetAsync("/api/audit", donor.Token)).Status);
        Assert.Equal(404, (await _server.Client.PostAsync("/api/organisations/atelier-du-canal/suspend", donor.Token, new { reason = "essai" })).Status);
        Assert.Equal("refused", (await _server.Client.ScanAsync(donor.Token, new OneScan(label, "allocate", new { dossier = "d", line = 0 })))[0].GetProperty("outcome").GetString());
        Assert.Equal(401, (await _server.Client.GetAsync("/api/machines", "ord2_0123456789012345678901234567890123456789012")).Status);
        Assert.Equal(200, (await _server.Client.PostAsync("/api/organisations/atelier-du-canal/set-operators", Coordinator, new { operators = 9 })).Status);

        var entries = await EntriesAsync(expected: 6);

        Assert.Contains(entries, Is("right-refused", code: "not-allowed", organisation: "don-cabinet-ferrand", about: "GET /api/inbox"));
        Assert.Contains(entries, Is("right-refused", code: "not-allowed", organisation: "don-cabinet-ferrand", about: "GET /api/audit"));
        Assert.Contains(entries, Is("command-refused", code: "role-may-not", organisation: "don-cabinet-ferrand", about: "organisation/atelier-du-canal suspend"));
        Assert.Contains(entries, Is("command-refused", code: "role-may-not", organisation: "don-cabinet-ferrand", about: $"machine/{label} allocate"));
        Assert.Contains(entries, entry => What(entry) == "token-refused");
        Assert.Contains(entries, Is("organisation.set-operators", organisation: "pole-val-d-ombre", about: "organisation/atelier-du-canal"));
        Assert.Contains(entries, Is("token-made", organisation: "don-cabinet-ferrand"));
        Assert.Contains(entries, Is("role-given", organisation: "don-cabinet-ferrand"));

        // Opaque ids only: no address, no name, no secret.
        var all = string.Join('\n', entries.Select(entry => entry.GetRawText()));
        Assert.DoesNotContain("@", all, StringComparison.Ordinal);
        Assert.DoesNotContain("ord2_", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_is_refused_to_a_person_is_there_be_it_a_right_a_moment_a_field_or_a_thing_that_is_not()
    {
        var donor = _server.Account(Role.Donor, "don-cabinet-ferrand");
        var machine = await _server.ReceivedAsync();
        object announced = new { id = "gift", donor = "don-cabinet-ferrand", legalBasis = "MECENAT_238BIS", pole = "pole-val-d-ombre", announced = new[] { new { type = "LAPTOP", quantity = 3 } } };
        Assert.Equal(201, (await _server.Client.PostAsync("/api/donations", donor.Token, announced)).Status);
        Assert.Equal(201, (await _server.Client.PostAsync("/api/donations", donor.Token, new { id = "other", donor = "don-cabinet-ferrand", legalBasis = "MECENAT_238BIS", announced = new[] { new { type = "LAPTOP", quantity = 3 } } })).Status);

        // Status of the answer, its code, path and body; what the log keeps of it, which is no name of what is not there.
        (string Path, object Body, string Token, int Status, string Code, string About, string? Kept)[] commands =
        [
            ("/api/donations/gift/accept", new { receiver = "atelier-du-canal" }, donor.Token, 403, "role-may-not", "donation/gift accept", null),
            ("/api/donations/gift/accept", new { receiver = "atelier-du-canal" }, Coordinator, 409, "step-not-now", "donation/gift accept", null),
            ("/api/donations/none/accept", new { receiver = "atelier-du-canal" }, Coordinator, 404, "not-created-yet", "donation accept", null),
            ("/api/donations/gift/propose", new { pole = "pole-unknown" }, donor.Token, 404, "organisation-unknown", "donation/gift propose", null),
            ("/api/donations", announced, donor.Token, 409, "already-created", "donation/gift create", null),
            ("/api/donations", announced, _server.Token(Role.Animator), 403, "role-may-not", "donation create", null),
            ("/api/donations/gift/propose", new { pole = "pole-val-d-ombre" }, _server.Token(Role.Donor, "don-banque-ombrienne"), 404, "not-created-yet", "donation/gift propose", "role-may-not"),
        ];

        foreach (var (path, body, token, status, code, _, _) in commands)
        {
            var reply = await _server.Client.PostAsync(path, token, body);
            Assert.True((reply.Status, reply.Code) == (status, code), $"{path} {reply.Status} {reply.Text}");
        }

        var operators = _server.Token(Role.Operator);
        (OneScan Scan, string? About, string What)[] scans =
        [
            (new(machine, "allocate", new { dossier = "d", line = 0 }), $"machine/{machine} allocate", "command-refused"),
            (new(machine, "place-with-partner", new { loan = "none", coSignedBy = "p" }), $"machine/{machine} place-with-partner", "command-refused"),
            (new("this is no label", "triage", new { route = "REUSE" }), null, "scan-refused"),
            (new(machine, "dance", new { }), null, "scan-refused"),
        ];
        var answers = await _server.Client.ScanAsync(operators, [.. scans.Select(scan => scan.Scan)]);
        Assert.All(answers, answer => Assert.True(answer.GetProperty("outcome").GetString() == "refused", answer.GetRawText()));

        var entries = await EntriesAsync(expected: commands.Length + 2, "command-refused");
        entries.AddRange(await EntriesAsync(expected: 2, "scan-refused"));

        Assert.All(commands, command => Assert.Contains(entries, Is("command-refused", command.Kept ?? command.Code, about: command.About)));
        Assert.All(scans.Zip(answers), pair => Assert.Contains(
            entries, Is(pair.First.What, pair.Second.GetProperty("reason").GetProperty("code").GetString(), "atelier-du-canal", pair.First.About)));
    }

    [Fact]
    public async Task A_refused_sign_in_names_the_account_and_never_the_address()
    {
        var person = _server.Account(Role.Supervisor);
        await SignInAsync(person.Email, "not the password");
        await SignInAsync("somebody.unknown@example.org", "not the password");

        var entries = (await EntriesAsync(expected: 2, "sign-in-refused")).OrderBy(entry => entry.TryGetProperty("person", out _)).ToArray();

        Assert.Equal(2, entries.Length);
        Assert.Equal("account/unknown", entries[0].GetProperty("about").GetString());
        Assert.Equal(person.OrganisationId, entries[1].GetProperty("organisation").GetString());
        Assert.DoesNotContain("@", entries[0].GetRawText() + entries[1].GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_names_an_account_of_no_organisation_is_shown_to_no_pole()
    {
        var log = _server.Services.GetRequiredService<IAuditLog>();
        var at = DateTimeOffset.UtcNow;
        await log.AddAsync([new AuditEntry(at, "reset-asked") { About = "account/somebody" }, new AuditEntry(at, "reset-asked") { About = "account/unknown" }]);

        var entries = await EntriesAsync(expected: 1, "reset-asked");

        Assert.Equal("account/unknown", Assert.Single(entries).GetProperty("about").GetString());
        Assert.Equal(2, (await log.ListAsync(new AuditFilter { What = "reset-asked" })).Entries.Length);
    }

    [Fact]
    public async Task Pages_show_every_entry_once_and_filters_narrow_them()
    {
        var log = _server.Services.GetRequiredService<IAuditLog>();
        var at = new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);
        await log.AddAsync([.. Enumerable.Range(0, 9).Select(i => new AuditEntry(at.AddMinutes(i / 3), "test-made") { Code = $"c{i}", Organisation = i % 2 == 0 ? "pole-val-d-ombre" : "some-other-pole" })]);
        await _server.Client.ScanAsync(_server.Token(Role.Donor), [.. Enumerable.Range(0, 4).Select(_ => new OneScan(DemoServer.NewLabel(), "allocate", new { dossier = "d", line = 0 }))]);

        var seen = new List<string>();
        string? cursor = null;

        do
        {
            var page = await _server.Client.GetAsync($"/api/audit?limit=3{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}", Coordinator);
            Assert.Equal(200, page.Status);
            seen.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(item => item.GetRawText()));
            cursor = page.Body.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(4, seen.Count(entry => entry.Contains("\"command-refused\"", StringComparison.Ordinal)));
        Assert.Equal(["c8", "c6", "c4", "c2", "c0"], seen.Where(entry => entry.Contains("\"test-made\"", StringComparison.Ordinal))
            .Select(entry => JsonDocument.Parse(entry).RootElement.GetProperty("code").GetString()));
        Assert.Equal(seen, seen.OrderByDescending(entry => JsonDocument.Parse(entry).RootElement.GetProperty("at").GetDateTimeOffset()));

        Assert.Equal(["c4"], (await EntriesAsync(1, "test-made", "&code=c4")).Select(entry => entry.GetProperty("code").GetString()));
        Assert.Equal(["c6", "c4"], (await EntriesAsync(2, "test-made", "&since=2026-03-01T08:01:00Z&until=2026-03-01T08:02:30Z")).Select(entry => entry.GetProperty("code").GetString()).Skip(1));
        Assert.Equal(400, (await _server.Client.GetAsync("/api/audit?since=yesterday", Coordinator)).Status);
        Assert.Equal(400, (await _server.Client.GetAsync("/api/audit?cursor=yesterday", Coordinator)).Status);
    }

    [Fact]
    public async Task Somebody_who_knocks_a_hundred_times_makes_a_few_lines_that_say_how_often()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _server.Client.GetAsync("/api/inbox", _server.Token(Role.Donor))));

        var entries = await EntriesAsync(expected: 1, "right-refused");
        for (var tries = 0; entries.Sum(entry => entry.GetProperty("times").GetInt32()) < 100 && tries < 1000; tries++)
        {
            entries = await EntriesAsync(expected: 1, "right-refused");
        }

        Assert.Equal(100, entries.Sum(entry => entry.GetProperty("times").GetInt32()));
        Assert.True(entries.Count < 20, $"{entries.Count} lines");
    }

    // The log is written behind the answers, within a second.
    private async Task<List<JsonElement>> EntriesAsync(int expected, string? what = null, string filter = "")
    {
        for (var tries = 0; ; tries++)
        {
            var page = await _server.Client.GetAsync($"/api/audit?limit=500{(what is null ? "" : $"&what={what}")}{filter}", Coordinator);
            Assert.True(page.Status == 200, page.Text);
            List<JsonElement> items = [.. page.Body.GetProperty("items").EnumerateArray().Where(item => what is not null || !(What(item) is "token-made" or "role-given" or "organisation.register" or "organisation.grant-accreditation"))];

            if (items.Count >= expected || tries > 2000)
            {
                return what is null ? [.. page.Body.GetProperty("items").EnumerateArray()] : items;
            }
        }
    }

    private async Task SignInAsync(string email, string password)
    {
        var form = await Form.OpenAsync(_server.Address, "/sign-in");
        await form.PostAsync(("Email", email), ("Password", password));
    }

    private static string? What(JsonElement entry) => entry.GetProperty("what").GetString();

    private static Predicate<JsonElement> Is(string what, string? code = null, string? organisation = null, string? about = null) => entry =>
        What(entry) == what && Has(entry, "code", code) && Has(entry, "organisation", organisation) && Has(entry, "about", about);

    private static bool Has(JsonElement entry, string name, string? value) => value is null || (entry.TryGetProperty(name, out var found) && found.GetString() == value);
}

public sealed class SqliteAuditTests() : AuditTests(postgres: false);

public sealed class PostgresAuditTests() : AuditTests(postgres: true);
