using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Tests.Pages;

[Collection(PageRoomTests.Name)]
public class InventoryTests(PageRoom room)
{
    private const string Identifier = @"\b(?=[a-z]*[0-9])[0-9a-z]{16}\b";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    [Fact]
    public void A_page_that_is_not_in_the_inventory_is_not_finished()
    {
        var routes = room.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
            .Select(endpoint => $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.Equal(routes, Inventory.Pages.Select(page => page.Route).Concat(Inventory.Doors).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_entry_of_the_navigation_leads_to_a_page()
    {
        var addresses = Inventory.Pages.Select(page => page.Address).ToHashSet(StringComparer.Ordinal);

        Assert.All(Navigation.All, entry => Assert.Contains(entry.Href, addresses));
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task Every_page_has_one_heading_and_a_title_of_its_own(string language)
    {
        Dictionary<string, string> titles = new(StringComparer.Ordinal);

        foreach (var page in Inventory.Pages)
        {
            var (status, html) = await ReadAsync(page, language);
            var title = Regex.Match(html, "<title>(?<title>.+) · Ordi 2.0</title>", RegexOptions.ExplicitCapture, Patience).Groups["title"].Value;

            Assert.True(status == page.Status, $"{page.Address} answered {status}.");
            Assert.True(Regex.Count(html, "<h1[ >]", RegexOptions.None, Patience) == 1, $"{page.Address} has no heading, or more than one.");
            Assert.False(string.IsNullOrWhiteSpace(title), $"{page.Address} has no title.");
            Assert.Contains($"<html lang=\"{language}\"", html, StringComparison.Ordinal);
            Assert.DoesNotMatch("<script(?![^>]* src=)| style=| on[a-z]+=\"", html);

            // A thing is called by what it is; its identifier is a number beside it.
            Assert.False(Regex.IsMatch(title, Identifier, RegexOptions.None, Patience), $"{page.Address} is called « {title} ».");
            var link = Regex.Match(html, $@">\s*{Identifier}\s*</a>", RegexOptions.None, Patience);
            Assert.False(link.Success, $"{page.Address} has a link that says {link.Value}.");
            Assert.DoesNotContain(" de Atelier", html, StringComparison.Ordinal);

            // One page may show several faces, as a form that was sent back; another page has another title.
            Assert.True(titles.TryAdd(title, page.Route) || titles[title] == page.Route, $"{page.Route} and {titles[title]} are both called « {title} ».");
        }
    }

    [Fact]
    public async Task A_page_that_is_not_for_somebody_is_refused_to_them()
    {
        Role[] roles = [.. Enum.GetValues<Role>().Except([Role.None, Role.System])];
        List<string> wrong = [];

        // Whoever is half way in has a page of their own for what is missing.
        foreach (var page in Inventory.Pages.Where(page => page is { Who: not null, Lacks: null, IsOpen: false }))
        {
            var address = await room.AddressAsync(page);
            var (stranger, location) = await AskAsync(address, null);

            // Who comes to the start without a name is shown what everybody may see.
            var door = page.Route is "/" ? "/boards" : "/sign-in?returnTo=";

            if (stranger is not 302 || location?.Contains(door, StringComparison.Ordinal) is not true)
            {
                wrong.Add($"{page.Address} answered {stranger} {location} to somebody who has not signed in.");
            }

            foreach (var role in roles)
            {
                var (status, _) = await AskAsync(address, await (role == page.Who ? room.SessionAsync(page) : room.SessionAsync(role)));
                var isFor = role == page.Who || page.AlsoFor.Contains(role);

                if (isFor ? status != page.Status : status is not (403 or 404))
                {
                    wrong.Add($"{page.Address} answered {status} to {role}, and {(isFor ? "is" : "is not")} for them.");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Fact]
    public async Task Both_answers_to_a_claim_stand_on_a_page_that_is_looked_at()
    {
        var (_, html) = await ReadAsync(Inventory.Pages.Single(page => page is { Address: "/inbox/{claimed}", Who: Role.Supervisor }), "fr");

        Assert.All(["handler=Confirm", "handler=Contest"], answer => Assert.Contains(answer, html, StringComparison.Ordinal));
    }

    private static async Task<(int Status, string? Location)> AskAsync(Uri address, string? session)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");

        if (session is not null)
        {
            request.Headers.Add("Cookie", session);
        }

        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, response.Headers.Location?.ToString());
    }

    private async Task<(int Status, string Html)> ReadAsync(PageEntry page, string language)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, await room.AddressAsync(page));
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Accept-Language", language);

        if (await room.SessionAsync(page) is { } session)
        {
            request.Headers.Add("Cookie", session);
        }

        using var response = await client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
