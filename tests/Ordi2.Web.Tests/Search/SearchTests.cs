using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Ledger.Search;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Search;

/// <summary>What people type, mistakes and all, finds what they may see and nothing else.</summary>
public abstract class SearchTests(bool postgres) : IAsyncLifetime
{
    private readonly DemoServer _server = new();

    public Task InitializeAsync() => _server.StartAsync(postgres);

    public Task DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_machine_is_found_by_its_label_in_any_state_and_by_its_serial_with_a_mistake_in_either()
    {
        var serial = $"PF3X{Guid.NewGuid():N}"[..12].ToUpperInvariant();
        var label = await _server.ReceivedAsync(serial);
        var mangled = label.Replace('1', '&').Replace('2', 'é').Replace('3', '"').Replace('4', '\'').Replace('5', '(').Replace('9', 'ç').Replace('0', 'à').Replace('7', 'è').Replace('8', '_').Replace('6', '-');

        foreach (var (typed, matched) in ((string, string)[])
        [
            (label, "exact"),
            (label.ToLowerInvariant(), "exact"),
            ($"{label[..3]} {label[3..]}", "exact"),
            (mangled, "exact"),
            ($"HTTPS://O2.EXAMPLE/M/{label}", "exact"),
            (serial, "exact"),
            (serial.ToLowerInvariant(), "exact"),
            (serial[..6], "beginning"),
            (label[..5], "beginning"),
            (serial[..5] + serial[6..], "similar"),
            (serial[..4] + serial[5] + serial[4] + serial[6..], serial[4] == serial[5] ? "exact" : "similar"),
            (label[..2] + (label[2] == 'B' ? 'C' : 'B') + label[3..], "similar"),
        ])
        {
            var (ids, how) = await SearchAsync(typed, Role.Operator);
            Assert.True(ids.Contains($"machine/{label}"), $"'{typed}' finds {string.Join(' ', ids)}");
            Assert.Equal(matched, how);
            Assert.Empty((await SearchAsync(typed, Role.Donor)).Ids);
        }
    }

    [Fact]
    public async Task A_machine_is_found_by_the_donors_own_number_with_a_mistake_in_it()
    {
        var number = $"CAF69-{Guid.NewGuid():N}"[..14].ToUpperInvariant();
        var label = await _server.ReceivedAsync(donorNumber: number.ToLowerInvariant());

        foreach (var (typed, matched) in ((string, string)[])
        [
            (number, "exact"),
            (number.ToLowerInvariant(), "exact"),
            (number[..10], "beginning"),
            (number[..7] + number[8..], "similar"),
            (number[..^1] + (number[^1] == '0' ? '1' : '0'), "similar"),
        ])
        {
            var (ids, how) = await SearchAsync(typed, Role.Operator);
            Assert.True(ids.Contains($"machine/{label}"), $"'{typed}' finds {string.Join(' ', ids)}");
            Assert.Equal(matched, how);
            Assert.Empty((await SearchAsync(typed, Role.Donor)).Ids);
        }

        var list = await _server.Client.GetAsync($"/api/machines?q={number[..10]}", _server.Token(Role.Supervisor));
        Assert.Equal(label, Assert.Single(list.Body.GetProperty("items").EnumerateArray()).GetProperty("machine").GetString());
    }

    [Fact]
    public async Task Cages_and_projects_are_found_by_what_people_call_them_by_those_who_may_see_them()
    {
        var (cage, project) = ($"Cage {Guid.NewGuid():N}"[..14], $"Projet {Guid.NewGuid():N}"[..16]);
        var workshop = _server.Account(Role.Supervisor).OrganisationId;
        var recycler = _server.Accounts.First(account => account.Role is Role.Recycler).OrganisationId;
        var batch = await _server.Client.PostAsync("/api/batches", _server.Token(Role.Supervisor), new { holder = workshop, recycler, flow = "SMALL_IT", wasteCode = "16 02 14", container = cage });
        Assert.True(batch.Status == 201, batch.Text);
        var (epn, partner) = (_server.Account(Role.Animator), _server.Account(Role.Partner));
        var dossier = await _server.Client.PostAsync("/api/dossiers", epn.Token, new
        {
            epn = epn.OrganisationId,
            partner = partner.OrganisationId,
            pole = "pole-val-d-ombre",
            project,
            needs = new[] { new { type = "LAPTOP", profile = "OFFICE", lowestGrade = "C", requested = 1 } },
            sessions = new[] { "2030-01-15" },
        });
        Assert.True(dossier.Status == 201, dossier.Text);

        foreach (var (typed, found, role, name) in new[] { (cage, $"batch/{batch.Body.GetProperty("id").GetString()}", Role.Supervisor, cage), (project, $"dossier/{dossier.Body.GetProperty("id").GetString()}", Role.Animator, project) })
        {
            Assert.Contains(found, (await SearchAsync(typed, role)).Ids);
            Assert.Contains(found, (await SearchAsync(typed[..^1], role)).Ids);
            Assert.Contains(found, (await SearchAsync(typed[..6] + typed[7..], role)).Ids);
            Assert.DoesNotContain(found, (await SearchAsync(typed, Role.Donor)).Ids);

            var reply = await _server.Client.GetAsync($"/api/search?q={Uri.EscapeDataString(typed)}", _server.Token(role));
            Assert.Contains(reply.Body.GetProperty("items").EnumerateArray(), item => item.TryGetProperty("name", out var called) && called.GetString() == name);
        }
    }

    [Theory]
    [InlineData("Atelier du Canal")]
    [InlineData("atelier du canal")]
    [InlineData("atelier-du-canal")]
    [InlineData("canal")]
    [InlineData("canla")]
    [InlineData("Atelir du Canal")]
    public async Task An_organisation_is_found_by_its_name(string typed)
    {
        Assert.Contains("organisation/atelier-du-canal", (await SearchAsync(typed, Role.Coordinator)).Ids);
        Assert.DoesNotContain("organisation/atelier-du-canal", (await SearchAsync(typed, Role.Donor)).Ids);
    }

    [Fact]
    public async Task A_donation_is_found_by_its_number_by_who_is_named_in_it()
    {
        var id = $"DON-2026-{Guid.NewGuid():N}"[..16];
        var created = await _server.Client.PostAsync("/api/donations", _server.Token(Role.Donor, "don-cabinet-ferrand"), new
        {
            id,
            donor = "don-cabinet-ferrand",
            legalBasis = "MECENAT_238BIS",
            pole = "pole-val-d-ombre",
            announced = new[] { new { type = "LAPTOP", quantity = 3 } },
        });
        Assert.Equal(201, created.Status);

        foreach (var typed in (string[])[id, id.ToLowerInvariant(), id.Replace("-", "", StringComparison.Ordinal), id[..12], id[..^2] + id[^1]])
        {
            Assert.Contains($"donation/{id}", (await SearchAsync(typed, Role.Donor, "don-cabinet-ferrand")).Ids);
            Assert.Contains($"donation/{id}", (await SearchAsync(typed, Role.Coordinator)).Ids);
            Assert.Empty((await SearchAsync(typed, Role.Donor, "don-mairie-de-valombre")).Ids);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("?q=")]
    [InlineData("?q=ab")]
    [InlineData("?q=%25%25%25")]
    public async Task What_is_too_short_to_find_anything_is_said(string query) =>
        Assert.Equal(400, (await _server.Client.GetAsync($"/api/search{query}", _server.Token(Role.Operator))).Status);

    [Fact]
    public void A_word_has_every_word_of_one_mistake_for_neighbour()
    {
        var neighbours = SearchWords.Neighbours("CANAL");

        Assert.All((string[])["CANLA", "CANL", "CANNAL", "KANAL", "CANALE", "ACNAL"], word => Assert.Contains(word, neighbours));
        Assert.DoesNotContain("CANAL", neighbours);
        Assert.DoesNotContain("CNLA", neighbours);
        Assert.Equal("ELEVEACOTEDUCOEUR", SearchWords.Of("Élève à côté du cœur"));
    }

    private async Task<(List<string> Ids, string? Matched)> SearchAsync(string typed, Role role, string? organisation = null)
    {
        var reply = await _server.Client.GetAsync($"/api/search?q={Uri.EscapeDataString(typed)}", _server.Token(role, organisation));
        Assert.True(reply.Status == 200, reply.Text);
        return ([.. reply.Body.GetProperty("items").EnumerateArray().Select(Name)], reply.Body.GetProperty("matched").GetString());
    }

    private static string Name(JsonElement item) => $"{item.GetProperty("kind").GetString()}/{item.GetProperty("id").GetString()}";
}

public sealed class SqliteSearchTests() : SearchTests(postgres: false);

public sealed class PostgresSearchTests() : SearchTests(postgres: true);
