using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Access;

[Collection(DemoServerTests.Name)]
public class TokenTests(DemoServer server)
{
    [Fact]
    public async Task A_coordinator_gives_and_takes_back_tokens_of_the_organisations_of_the_pole_and_the_log_tells_it()
    {
        var coordinator = server.Token(Role.Coordinator);
        var made = await server.Client.PostAsync("/api/tokens", coordinator, new { organisation = "etabli-du-coteau", role = "SUPERVISOR", person = "badge-77", days = 2 });
        Assert.Equal(201, made.Status);
        var (id, secret) = (made.Body.GetProperty("id").GetString()!, made.Body.GetProperty("token").GetString()!);

        Assert.Equal(200, (await server.Client.GetAsync("/api/organisations/etabli-du-coteau", secret)).Status);
        Assert.Equal(404, (await server.Client.GetAsync("/api/organisations/atelier-du-canal", secret)).Status);

        List<string> pages = [];
        string? cursor = null;

        do
        {
            var page = await server.Client.GetAsync($"/api/tokens?organisation=etabli-du-coteau&limit=2{(cursor is null ? "" : $"&cursor={cursor}")}", coordinator);
            pages.AddRange(page.Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.Body.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        Assert.Single(pages, id);
        Assert.Equal(pages.Count, pages.Distinct().Count());

        var listed = await server.Client.GetAsync("/api/tokens?organisation=etabli-du-coteau&limit=500", coordinator);
        Assert.Contains(id, listed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, listed.Text, StringComparison.Ordinal);

        Assert.Equal(200, (await server.Client.PostAsync($"/api/tokens/{id}/revoke", coordinator, "{}")).Status);

        foreach (var what in (string[])["token-made", "token-revoked"])
        {
            var log = await server.Client.GetAsync($"/api/audit?what={what}&limit=500", coordinator);
            Assert.Contains($"token/{id} SUPERVISOR etabli-du-coteau", log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, log.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_token_speaks_as_a_program_and_never_in_the_name_of_a_colleague()
    {
        var coordinator = server.Token(Role.Coordinator);
        var operators = server.Account(Role.Operator, "etabli-du-coteau");
        var person = (await server.Client.GetAsync("/api/me", operators.Token)).Body.GetProperty("person").GetString()!;

        var made = await server.Client.PostAsync("/api/tokens", coordinator, new { organisation = "etabli-du-coteau", role = "OPERATOR", person, days = 2 });
        Assert.Equal($"program-{person}", made.Body.GetProperty("person").GetString());
        Assert.Equal($"program-{person}", (await server.Client.GetAsync("/api/me", made.Body.GetProperty("token").GetString())).Body.GetProperty("person").GetString());
    }

    [Fact]
    public async Task A_role_that_an_organisation_has_not_gets_no_token_by_the_api_either()
    {
        var refused = await server.Client.PostAsync("/api/tokens", server.Token(Role.Coordinator), new { organisation = "asso-toit-et-cle", role = "COORDINATOR" });

        Assert.Equal((422, "role-not-of-organisation"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task Nobody_else_makes_tokens_and_nobody_makes_one_for_the_system_or_for_an_organisation_of_others()
    {
        var mine = new { organisation = "don-cabinet-ferrand", role = "DONOR" };

        Assert.Equal(403, (await server.Client.PostAsync("/api/tokens", server.Token(Role.Donor, "don-cabinet-ferrand"), mine)).Status);
        Assert.Equal(403, (await server.Client.GetAsync("/api/tokens?organisation=don-cabinet-ferrand", server.Token(Role.Donor, "don-cabinet-ferrand"))).Status);
        Assert.Equal(403, (await server.Client.PostAsync("/api/tokens/x/revoke", server.Token(Role.Supervisor), "{}")).Status);
        Assert.Equal(400, (await server.Client.PostAsync("/api/tokens", server.Token(Role.Coordinator), mine with { role = "SYSTEM" })).Status);
        Assert.Equal(400, (await server.Client.PostAsync("/api/tokens", server.Token(Role.Coordinator), new { mine.organisation, mine.role, days = 0 })).Status);
        Assert.Equal(404, (await server.Client.PostAsync("/api/tokens", server.Token(Role.Coordinator), mine with { organisation = "nobody-knows-it" })).Status);
        Assert.Equal(404, (await server.Client.PostAsync("/api/tokens/nobody-knows-it/revoke", server.Token(Role.Coordinator), "{}")).Status);
    }
}
