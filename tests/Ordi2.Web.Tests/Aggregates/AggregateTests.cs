using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Aggregates;

[Collection(DemoServerTests.Name)]
public class AggregateTests(DemoServer server)
{
    private static readonly object Donation = new
    {
        donor = "don-cabinet-ferrand",
        legalBasis = "MECENAT_238BIS",
        pole = "pole-val-d-ombre",
        announced = new[] { new { type = "LAPTOP", quantity = 3 } },
    };

    private string Donor => server.Token(Role.Donor, "don-cabinet-ferrand");

    [Fact]
    public async Task A_donation_is_created_read_and_led_through_its_life()
    {
        var created = await server.Client.PostAsync("/api/donations", Donor, Donation);

        Assert.Equal(201, created.Status);
        var location = created.Response.Headers.Location!.ToString();
        Assert.Equal($"/api/donations/{created.Body.GetProperty("id").GetString()}", location);

        var proposed = await server.Client.PostAsync($"{location}/propose", Donor, new { pole = "pole-val-d-ombre" });
        Assert.Equal("PROPOSED", proposed.Body.GetProperty("status").GetString());

        var read = await server.Client.GetAsync(location, server.Token(Role.Coordinator));
        Assert.Equal("PROPOSED", read.Body.GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_command_sent_twice_with_its_key_creates_once()
    {
        var key = Guid.NewGuid();

        var first = await server.Client.PostAsync("/api/donations", Donor, Donation, key: key);
        var second = await server.Client.PostAsync("/api/donations", Donor, Donation, key: key);

        Assert.Equal(201, second.Status);
        Assert.Equal(first.Body.GetProperty("id").GetString(), second.Body.GetProperty("id").GetString());
        Assert.Equal(1, second.Body.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task The_sender_may_choose_the_identifier()
    {
        var id = $"don-{Guid.NewGuid():N}";

        var created = await server.Client.PostAsync("/api/donations", Donor, $$"""{"id":"{{id}}","donor":"don-cabinet-ferrand","legalBasis":"MECENAT_238BIS","announced":[{"type":"LAPTOP","quantity":1}]}""");
        var again = await server.Client.PostAsync("/api/donations", Donor, $$"""{"id":"{{id}}","donor":"don-cabinet-ferrand","legalBasis":"MECENAT_238BIS","announced":[{"type":"LAPTOP","quantity":1}]}""");

        Assert.Equal(201, created.Status);
        Assert.Equal(409, again.Status);
        Assert.Equal("already-created", again.Code);
    }

    [Fact]
    public async Task What_somebody_may_not_see_is_not_there()
    {
        var created = await server.Client.PostAsync("/api/donations", Donor, Donation);
        var location = created.Response.Headers.Location!.ToString();

        Assert.Equal(404, (await server.Client.GetAsync(location, server.Token(Role.Donor, "don-banque-ombrienne"))).Status);
        Assert.Equal(404, (await server.Client.GetAsync(location, server.Token(Role.Animator))).Status);
    }

    [Fact]
    public async Task Pages_of_a_list_show_every_donation_of_the_donor_once()
    {
        var token = server.Token(Role.Donor, "don-clinique-des-sources");

        for (var i = 0; i < 5; i++)
        {
            await server.Client.PostAsync("/api/donations", token, new { donor = "don-clinique-des-sources", legalBasis = "MECENAT_238BIS", announced = new[] { new { type = "LAPTOP", quantity = 1 } } });
        }

        List<string> seen = [];
        string? cursor = null;

        do
        {
            var page = await server.Client.GetAsync($"/api/donations?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}", token);
            seen.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.Body.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Equal(5, seen.Count);
        Assert.Equal(5, seen.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task A_step_that_nobody_wrote_and_one_that_is_not_allowed_are_told_apart()
    {
        var created = await server.Client.PostAsync("/api/donations", Donor, Donation);
        var location = created.Response.Headers.Location!.ToString();

        var unknown = await server.Client.PostAsync($"{location}/dance", Donor, "{}");
        var forbidden = await server.Client.PostAsync($"{location}/accept", Donor, new { receiver = "atelier-du-canal" });
        var tooEarly = await server.Client.PostAsync($"{location}/accept", server.Token(Role.Coordinator), new { receiver = "atelier-du-canal" });
        var nowhere = await server.Client.PostAsync("/api/donations/none/accept", server.Token(Role.Coordinator), new { receiver = "atelier-du-canal" });

        Assert.Equal((404, "unknown-action"), (unknown.Status, unknown.Code));
        Assert.Equal((403, "role-may-not"), (forbidden.Status, forbidden.Code));
        Assert.Equal((409, "step-not-now"), (tooEarly.Status, tooEarly.Code));
        Assert.Equal((404, "not-created-yet"), (nowhere.Status, nowhere.Code));
    }

    [Fact]
    public async Task A_key_that_is_no_UUID_is_named()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/api/donations"))
        {
            Content = new StringContent("{}", null, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", Donor);
        request.Headers.Add("Idempotency-Key", "seven");
        using var client = new HttpClient();

        using var response = await client.SendAsync(request);

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("Idempotency-Key", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisation_that_is_named_in_its_own_command_is_answered()
    {
        // It once waited for itself until the call ran out of time.
        var id = $"pole-{Guid.NewGuid():N}"[..20];

        var itself = await server.Client.PostAsync("/api/organisations", server.Token(Role.Coordinator), $$"""
            {"id":"{{id}}","name":"Pôle","form":"ASSOCIATION","rna":"W000000999","activities":["EPN"],"pole":"{{id}}","parent":"{{id}}"}
            """);
        var charter = await server.Client.PostAsync("/api/organisations/pole-val-d-ombre/grant-accreditation", server.Token(Role.Coordinator), new
        {
            activity = "POLE",
            validFrom = "2026-01-01T00:00:00Z",
            validTo = "2027-01-01T00:00:00Z",
            document = "D-1",
            charterVersion = "1",
        });

        Assert.InRange(itself.Status, 400, 422);
        Assert.Equal((403, "accreditation-to-itself"), (charter.Status, charter.Code));
    }

    [Theory]
    [InlineData("organisations")]
    [InlineData("donations")]
    [InlineData("rounds")]
    [InlineData("dossiers")]
    [InlineData("deliveries")]
    [InlineData("loans")]
    [InlineData("batches")]
    [InlineData("parts")]
    public async Task Every_noun_lists_and_refuses_an_empty_creation(string plural)
    {
        var token = server.Token(Role.Coordinator);

        Assert.Equal(200, (await server.Client.GetAsync($"/api/{plural}", token)).Status);
        Assert.Equal(400, (await server.Client.PostAsync($"/api/{plural}", token, "{}")).Status);
        Assert.Equal(404, (await server.Client.GetAsync($"/api/{plural}/none", token)).Status);
    }

    [Fact]
    public async Task Lists_are_filtered_by_who_is_named_by_words_and_by_deadlines()
    {
        var id = $"DON-{Guid.NewGuid():N}"[..14];
        Assert.Equal(201, (await server.Client.PostAsync("/api/donations", Donor, new { id, donor = "don-cabinet-ferrand", legalBasis = "MECENAT_238BIS", pole = "pole-val-d-ombre", announced = new[] { new { type = "LAPTOP", quantity = 3 } } })).Status);

        foreach (var (filter, found) in ((string, bool)[])
        [
            ($"q={id[..9]}", true),
            ($"q={id.ToLowerInvariant()}", true),
            ("q=zzzzzz", false),
            ($"q={id}&organisation=don-cabinet-ferrand", true),
            ($"q={id}&organisation=don-mairie-de-valombre", false),
            ($"q={id}&due=2020-01-01", false),
            ($"q={id}&status=DRAFT", true),
            ($"q={id}&status=SIGNED", false),
        ])
        {
            var page = await server.Client.GetAsync($"/api/donations?{filter}", server.Token(Role.Coordinator));
            Assert.True(page.Status == 200, page.Text);
            Assert.Equal(found, page.Text.Contains($"\"{id}\"", StringComparison.Ordinal));
        }

        Assert.Equal(400, (await server.Client.GetAsync("/api/donations?q=a", server.Token(Role.Coordinator))).Status);
        Assert.Equal(400, (await server.Client.GetAsync("/api/donations?due=soon", server.Token(Role.Coordinator))).Status);
        Assert.Contains("atelier-du-canal", (await server.Client.GetAsync("/api/organisations?q=canal", server.Token(Role.Coordinator))).Text, StringComparison.Ordinal);
    }
}
