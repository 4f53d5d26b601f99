using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Net.Http.Headers;
using Ordi2.Contracts;

namespace Ordi2.Web.Tests.Support;

/// <summary>A page as a browser without scripts has it.</summary>
internal sealed record OpenedPage(HttpResponseMessage Response, IHtmlDocument Document, string Path)
{
    public int Status => (int)Response.StatusCode;

    public string Text => Document.Body?.TextContent ?? string.Empty;

    public string? Alert => Document.QuerySelector("[role=alert]")?.TextContent.Trim();

    /// <summary>Where the answer leads, when it leads elsewhere.</summary>
    public string? Location => Response.Headers.Location is { IsAbsoluteUri: true } address ? address.PathAndQuery : Response.Headers.Location?.ToString();

    public string? ErrorOf(string field) => Document.GetElementById($"{field}-error")?.TextContent;

    public string? Of(string selector) => Document.QuerySelector(selector)?.TextContent.Trim();
}

/// <summary>A file that somebody chose in a form.</summary>
internal sealed record SentFile(string Field, string Name, byte[] Content);

/// <summary>A browser without scripts: it keeps cookies and fills in the forms of pages, and it follows nothing by itself.</summary>
internal sealed class Browser : IDisposable
{
    private const string UserAgent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private readonly HttpClient _client;
    private readonly HttpClientHandler _handler;

    public Browser(Uri server, string language = "fr")
    {
        _handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        _client = new HttpClient(_handler) { BaseAddress = server };
        _client.DefaultRequestHeaders.TryAddWithoutValidation(HeaderNames.UserAgent, UserAgent);
        _client.DefaultRequestHeaders.TryAddWithoutValidation(HeaderNames.AcceptLanguage, language);
    }

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(_client.BaseAddress!);

    /// <summary>A cookie of its own making.</summary>
    public void Keep(string cookie, string value) => _handler.CookieContainer.Add(_client.BaseAddress!, new Cookie(cookie, value));

    public async Task<OpenedPage> OpenAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute));

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await ReadAsync(await _client.SendAsync(request), path);
    }

    /// <summary>Fills in the form that goes to an address (or the only one that is not the sign-out) and sends it; what is not given keeps what the page wrote.</summary>
    public Task<OpenedPage> SendAsync(OpenedPage page, string? action, params (string Name, string Value)[] fields) => SendFormAsync(page, FormOf(page, action), fields);

    /// <summary>The same with a file in the form. It says that it reads pages, as every browser does.</summary>
    public async Task<OpenedPage> SendFileAsync(OpenedPage page, string? action, SentFile file, params (string Name, string Value)[] fields)
    {
        var form = FormOf(page, action);
        using var content = new MultipartFormDataContent();

        foreach (var (name, value) in ValuesOf(form, fields).Where(value => value.Key != file.Field))
        {
            content.Add(new StringContent(value), name);
        }

        var bytes = new ByteArrayContent(file.Content);
        bytes.Headers.ContentType = new("image/jpeg");
        content.Add(bytes, file.Field, file.Name);
        var path = form.GetAttribute("action") is { Length: > 0 } given ? given : page.Path;
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = content };
        request.Headers.TryAddWithoutValidation(HeaderNames.Accept, "text/html");
        return await ReadAsync(await _client.SendAsync(request), path);
    }

    public async Task<OpenedPage> SendFormAsync(OpenedPage page, IHtmlFormElement form, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(ValuesOf(form, fields));
        var path = form.GetAttribute("action") is { Length: > 0 } action ? action : page.Path;
        return await ReadAsync(await _client.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), content), path);
    }

    /// <summary>The same with boxes that share a name: each that is ticked is sent.</summary>
    public async Task<OpenedPage> SendEachAsync(OpenedPage page, IHtmlFormElement form, params (string Name, string Value)[] fields)
    {
        var ticked = form.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]").Where(box => box.IsChecked).Select(box => KeyValuePair.Create(box.Name!, box.Value));
        using var content = new FormUrlEncodedContent(
            form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(hidden => KeyValuePair.Create(hidden.Name!, hidden.Value)).Concat(ticked)
                .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        var path = form.GetAttribute("action") is { Length: > 0 } action ? action : page.Path;
        return await ReadAsync(await _client.PostAsync(new Uri(path, UriKind.RelativeOrAbsolute), content), path);
    }

    private static IHtmlFormElement FormOf(OpenedPage page, string? action) =>
        page.Document.QuerySelectorAll<IHtmlFormElement>("main form").FirstOrDefault(form => action is null || form.GetAttribute("action") == action)
        ?? throw new InvalidOperationException($"{page.Path} has no form for '{action}': {page.Document.Body?.InnerHtml}");

    private static Dictionary<string, string> ValuesOf(IHtmlFormElement form, (string Name, string Value)[] fields)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);

        foreach (var element in form.Elements.Where(element => element.GetAttribute("name") is not null))
        {
            if (element is IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlButtonElement)
            {
                continue;
            }

            values[element.GetAttribute("name")!] = element switch
            {
                IHtmlInputElement input => input.Value,
                IHtmlSelectElement select => select.Value ?? string.Empty,
                _ => element.TextContent,
            };
        }

        foreach (var (name, value) in fields)
        {
            values[name] = value;
        }

        return values;
    }

    /// <summary>Signs in with address and password; the answer leads onward when it went well.</summary>
    public async Task<OpenedPage> SignInAsync(string email, string password, string? returnTo = null) =>
        await SendAsync(await OpenAsync("/sign-in" + (returnTo is null ? "" : $"?returnTo={Uri.EscapeDataString(returnTo)}")), null, ("email", email), ("password", password));

    public void Dispose()
    {
        _client.Dispose();
        _handler.Dispose();
    }

    private static async Task<OpenedPage> ReadAsync(HttpResponseMessage response, string path)
    {
        var page = new OpenedPage(response, await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync()), path);
        AssertMistakesLead(page);
        return page;
    }

    /// <summary>Whatever a form finds wrong leads to its field, which is there to be seen and says it too; no other field does.</summary>
    private static void AssertMistakesLead(OpenedPage page)
    {
        var fields = page.Document.QuerySelectorAll(".mistakes a").Select(link => link.GetAttribute("href")!.TrimStart('#')).Distinct(StringComparer.Ordinal).ToArray();

        foreach (var field in fields)
        {
            var there = page.Document.GetElementById(field);
            Assert.True(there is not null, $"What is wrong leads to #{field}, which is not on {page.Path}.");
            Assert.True(there.Closest("details:not([open])") is null, $"What is wrong leads to #{field}, which is folded away on {page.Path}.");
            Assert.True(page.Document.GetElementById($"{field}-error") is not null, $"The field #{field} on {page.Path} does not say what is wrong with it.");
        }

        var said = page.Document.QuerySelectorAll(".complaint").Select(complaint => complaint.Id!).ToArray();
        Assert.True(said.Length == fields.Length, $"On {page.Path} {fields.Length} fields are wrong, and {said.Length} say so: {string.Join(", ", said)}");
    }
}

internal static class BrowserAccounts
{
    /// <summary>The browser of somebody of the demonstration, signed in.</summary>
    public static async Task<Browser> BrowserAsync(this DemoServer server, Role role, string? organisation = null)
    {
        var account = server.Account(role, organisation);
        var browser = new Browser(server.Address);
        var page = await browser.SignInAsync(account.Email, account.Password);
        Assert.True(page.Status is 302, page.Text);
        return browser;
    }
}
