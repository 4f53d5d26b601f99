using System.Collections.Immutable;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Ordi2.Web.Tests.Pages;

/// <summary>Follows every link of every page for everybody who opens it: a link that leads nowhere, or to what its reader may not see, is a mistake of the page.</summary>
[Collection(PageRoomTests.Name)]
public class LinkTests(PageRoom room)
{
    // A list leads to fifty pages of one kind: so many of each are opened and followed further.
    private const int MostOfAKind = 12;

    // What is meant for once, and what ends the session of the reader.
    private static readonly string[] NotFollowed = ["/sign-out", "/invitation/", "/setup/"];

    private List<TemplateMatcher> _routes = [];

    [Fact]
    public async Task No_link_of_any_page_leads_anybody_to_a_page_that_is_not_theirs()
    {
        _routes =
        [
            .. room.Server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not null)
                .Select(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/')).Distinct(StringComparer.Ordinal)
                .Select(route => new TemplateMatcher(TemplateParser.Parse(route), new RouteValueDictionary())),
        ];
        List<string> dead = [];

        foreach (var readers in await ReadersAsync())
        {
            dead.AddRange(await WalkAsync(readers.Key, readers.ToArray()));
        }

        Assert.True(dead.Count == 0, string.Join(Environment.NewLine, dead));
    }

    /// <summary>Each reader with the pages where they begin.</summary>
    private async Task<ILookup<(string Who, string? Session), Uri>> ReadersAsync()
    {
        List<((string Who, string? Session) Reader, Uri Page)> begin = [];

        foreach (var page in Inventory.Pages.Where(page => page.Lacks is null && !NotFollowed.Any(prefix => page.Address.StartsWith(prefix, StringComparison.Ordinal)) && !page.Address.StartsWith('{')))
        {
            var address = await room.AddressAsync(page);
            begin.Add((($"{page.Who?.ToString() ?? "nobody"} {page.Organisation}".Trim(), await room.SessionAsync(page)), address));

            foreach (var role in page.AlsoFor.Where(role => role != page.Who))
            {
                begin.Add(((role.ToString(), await room.SessionAsync(role)), address));
            }
        }

        return begin.ToLookup(one => one.Reader, one => one.Page);
    }

    private async Task<IEnumerable<string>> WalkAsync((string Who, string? Session) reader, IEnumerable<Uri> pages)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = room.Server.Address };
        HashSet<string> seen = new(StringComparer.Ordinal);
        Dictionary<string, int> kinds = new(StringComparer.Ordinal);
        Queue<(string Address, string From)> ahead = new(pages.Select(page => (page.PathAndQuery, string.Empty)));
        List<string> dead = [];

        while (ahead.TryDequeue(out var next))
        {
            if (!seen.Add(next.Address) || (next.From.Length > 0 && Count(kinds, KindOf(next.Address)) > MostOfAKind))
            {
                continue;
            }

            var (status, links) = await OpenAsync(client, next.Address, reader.Session);

            // A page of the inventory may be the very page that says that there is none.
            if (next.From.Length > 0 && status >= 400)
            {
                dead.Add($"{reader.Who}: {next.From} leads to {next.Address}, which answers {status}.");
            }

            foreach (var link in links)
            {
                ahead.Enqueue((link, next.Address));
            }
        }

        return dead;
    }

    /// <summary>The kind of page and which of its questions are asked: one of many machines, and every tab of a list.</summary>
    private string KindOf(string address)
    {
        var path = new PathString(address.Split('?')[0]);
        var route = _routes.Find(route => route.TryMatch(path, new RouteValueDictionary()))?.Template.TemplateText ?? path.Value;
        return address.IndexOf('?', StringComparison.Ordinal) is > 0 and var query
            ? $"{route}?{string.Join('&', address[(query + 1)..].Split('&').Select(one => one.Split('=')[0]))}"
            : route!;
    }

    private static int Count(Dictionary<string, int> kinds, string kind) => kinds[kind] = kinds.GetValueOrDefault(kind) + 1;

    private static async Task<(int Status, ImmutableArray<string> Links)> OpenAsync(HttpClient client, string address, string? session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.Add("Accept", "text/html");

        if (session is not null)
        {
            request.Headers.Add("Cookie", session);
        }

        using var response = await client.SendAsync(request);
        var status = (int)response.StatusCode;

        if (response.Headers.Location is { } onward)
        {
            // Where it sends on to is asked as well; the way in is not the page of a link.
            var target = onward.IsAbsoluteUri ? onward.PathAndQuery : onward.ToString();
            return (status, IsFollowed(target) && !target.StartsWith("/sign-in", StringComparison.Ordinal) ? [target] : []);
        }

        if (response.Content.Headers.ContentType?.MediaType is not "text/html")
        {
            return (status, []);
        }

        using var document = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync());
        // The choices of language and theme stand on every page and lead back to it.
        return (status, [.. document.QuerySelectorAll("a[href]").Where(link => link.Closest(".reader-choices") is null).Select(link => link.GetAttribute("href")!.Split('#')[0]).Where(IsFollowed).Distinct(StringComparer.Ordinal)]);
    }

    private static bool IsFollowed(string address) =>
        address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal) && !NotFollowed.Any(prefix => address.StartsWith(prefix, StringComparison.Ordinal));
}
