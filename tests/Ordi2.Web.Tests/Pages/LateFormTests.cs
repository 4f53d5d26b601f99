using System.Net;
using AngleSharp.Html.Parser;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

/// <summary>A form whose page is older than the sign-in of whoever sends it: nothing is done, nothing is lost.</summary>
[Collection(DemoServerTests.Name)]
public class LateFormTests(DemoServer server)
{
    [Fact]
    public async Task Who_sends_the_sign_in_twice_is_let_in_once_and_led_on_twice()
    {
        var account = server.Account(Role.Supervisor);
        using var browser = new Browser(server.Address);
        var page = await browser.OpenAsync("/sign-in");

        var first = await browser.SendAsync(page, null, ("email", account.Email), ("password", account.Password));
        var second = await browser.SendAsync(page, null, ("email", account.Email), ("password", account.Password));

        Assert.Equal((302, 302), (first.Status, second.Status));
        Assert.Equal(first.Location, second.Location);
    }

    [Fact]
    public async Task A_form_of_ours_that_comes_too_late_is_shown_again_with_what_was_typed_and_can_be_sent()
    {
        var label = await server.ReceivedAsync();
        using var page = new Sender(server.Address);

        // The page was opened before the sign-in, in another window.
        var form = await page.OpenAsync($"/m/{label}");
        await page.SignInAsync(server.Account(Role.Operator));
        var late = await page.PostAsync($"/m/{label}?handler=Found", form, ("how", "left"), ("where", "Gare <Nord>"));

        Assert.Equal(400, late.Status);
        Assert.Contains("Envoyez encore une fois", late.Html, StringComparison.Ordinal);
        Assert.Contains("Gare &lt;Nord&gt;", late.Html, StringComparison.Ordinal);

        var sent = await page.PostAsync($"/m/{label}?handler=Found", late.Html, ("how", "left"), ("where", "Gare <Nord>"));
        Assert.Equal(302, sent.Status);
        Assert.Single((await server.Client.GetAsync($"/api/incidents?about=machine/{label}", server.Token(Role.Coordinator))).Body.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData(null, 401)]
    [InlineData("http://elsewhere.example", 302)]
    [InlineData("null", 302)]
    public async Task On_a_server_in_the_workshop_by_plain_http_the_origin_says_whose_form_it_is(string? origin, int status)
    {
        var label = await server.ReceivedAsync();
        using var page = new Sender(server.Address) { Site = null, Origin = origin ?? server.Address.GetLeftPart(UriPartial.Authority) };
        await page.SignInAsync(server.Account(Role.Operator));
        var form = await page.OpenAsync($"/machines/{label}/triage");
        page.Forget();

        var late = await page.PostAsync($"/machines/{label}/triage", form, ("route", "REUSE"), ("powersOn", "true"));

        Assert.Equal((status, status == 401), (late.Status, late.Html.Contains("name=\"route\" value=\"REUSE\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_form_sent_after_the_session_ended_is_kept_while_its_author_signs_in_again()
    {
        var label = await server.ReceivedAsync();
        using var page = new Sender(server.Address);
        await page.SignInAsync(server.Account(Role.Operator));
        var form = await page.OpenAsync($"/machines/{label}/triage");
        page.Forget();

        var late = await page.PostAsync($"/machines/{label}/triage", form, ("route", "REUSE"), ("powersOn", "true"));

        Assert.Equal(401, late.Status);
        Assert.Contains("Se connecter (nouvelle fenêtre)", late.Html, StringComparison.Ordinal);
        Assert.Contains("name=\"route\" value=\"REUSE\"", late.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_form_with_a_code_of_four_digits_all_else_is_kept_and_the_code_is_asked_for_again()
    {
        using var page = new Sender(server.Address);
        await page.SignInAsync(server.Account(Role.Supervisor));
        var form = await page.OpenAsync("/badges");
        page.Forget();

        var late = await page.PostAsync("/badges?handler=Welcome", form, ("name", "Tesfaye Abebe"), ("role", "OPERATOR"), ("welcomePin", "4711"));

        Assert.Equal(401, late.Status);
        Assert.Contains("name=\"name\" value=\"Tesfaye Abebe\"", late.Html, StringComparison.Ordinal);
        Assert.Contains("Le code à quatre chiffres n'est pas gardé", WebUtility.HtmlDecode(late.Html), StringComparison.Ordinal);
        Assert.DoesNotContain("4711", late.Html, StringComparison.Ordinal);

        await page.SignInAsync(server.Account(Role.Supervisor));
        var again = await page.PostAsync("/badges?handler=Welcome", await page.OpenAsync("/badges"), ("name", "Tesfaye Abebe"), ("role", "OPERATOR"));
        Assert.Equal(200, again.Status);
        Assert.Contains("value=\"Tesfaye Abebe\"", again.Html, StringComparison.Ordinal);
        Assert.NotNull(new HtmlParser().ParseDocument(again.Html).QuerySelector("#welcomePin-error"));
    }

    [Fact]
    public async Task A_form_for_a_token_is_kept_as_any_other()
    {
        using var page = new Sender(server.Address);
        await page.SignInAsync(server.Account(Role.Supervisor));
        var form = await page.OpenAsync("/tokens");
        page.Forget();

        var late = await page.PostAsync("/tokens?handler=Make", form, ("role", "OPERATOR"), ("person", "banc-3"), ("days", "30"));

        Assert.Equal(401, late.Status);
        Assert.Contains("name=\"person\" value=\"banc-3\"", late.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_came_with_a_form_that_was_too_late_is_named_as_not_kept()
    {
        var label = await server.ReceivedAsync();
        using var page = new Sender(server.Address);
        var form = await page.OpenAsync($"/m/{label}");
        await page.SignInAsync(server.Account(Role.Operator));

        var late = await page.PostFileAsync($"/m/{label}?handler=Found", form, "couloir.jpg", ("how", "left"), ("where", "Gare"));

        Assert.Equal(400, late.Status);
        Assert.Contains("couloir.jpg", late.Html, StringComparison.Ordinal);
        Assert.Contains("choisissez-le encore une fois", late.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_site_sends_is_not_offered_again_and_secrets_never_are()
    {
        var label = await server.ReceivedAsync();
        using var page = new Sender(server.Address) { Site = "cross-site" };
        var forged = await page.PostAsync($"/m/{label}?handler=Found", string.Empty, ("how", "left"), ("where", "ailleurs"));

        Assert.Equal(400, forged.Status);
        Assert.DoesNotContain("ailleurs", forged.Html, StringComparison.Ordinal);

        using var own = new Sender(server.Address);
        var password = await own.PostAsync("/sign-in", string.Empty, ("email", "a@b.example"), ("password", "mon-secret"));
        Assert.DoesNotContain("mon-secret", password.Html, StringComparison.Ordinal);
    }

    /// <summary>A browser that says where a form comes from, as browsers do.</summary>
    private sealed class Sender(Uri server) : IDisposable
    {
        private const string Token = "__RequestVerificationToken";

        private CookieContainer _cookies = new();

        public string? Site { get; init; } = "same-origin";

        /// <summary>Where a browser says that the page came from.</summary>
        public string? Origin { get; init; }

        public async Task<string> OpenAsync(string path) => (await SendAsync(new(HttpMethod.Get, new Uri(server, path)))).Html;

        public async Task SignInAsync(Features.Demo.DemoAccount account)
        {
            var (status, _) = await PostAsync("/sign-in", await OpenAsync("/sign-in"), ("email", account.Email), ("password", account.Password));
            Assert.Equal(302, status);
        }

        /// <summary>Sends fields with the token that a page has.</summary>
        public async Task<(int Status, string Html)> PostAsync(string path, string page, params (string Name, string Value)[] fields)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path))
            {
                Content = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new(Token, await TokenAsync(page))]),
            };
            return await SendAsync(request);
        }

        /// <summary>The same with a photo.</summary>
        public async Task<(int Status, string Html)> PostFileAsync(string path, string page, string file, params (string Name, string Value)[] fields)
        {
            using var content = new MultipartFormDataContent { { new ByteArrayContent([0xFF, 0xD8, 0xFF]), "photo", file }, { new StringContent(await TokenAsync(page)), Token } };

            foreach (var (name, value) in fields)
            {
                content.Add(new StringContent(value), name);
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, path)) { Content = content };
            return await SendAsync(request);
        }

        /// <summary>The session is over; the page stays open.</summary>
        public void Forget()
        {
            var kept = _cookies.GetCookies(server).Where(cookie => cookie.Name is not "ordi2").ToList();
            _cookies = new CookieContainer();
            kept.ForEach(_cookies.Add);
        }

        public void Dispose() => _cookies = new();

        private static async Task<string> TokenAsync(string page) =>
            (await new HtmlParser().ParseDocumentAsync(page)).QuerySelector($"main input[name={Token}]")?.GetAttribute("value") ?? "none";

        private async Task<(int Status, string Html)> SendAsync(HttpRequestMessage request)
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies });

            if (Site is not null)
            {
                request.Headers.Add("Sec-Fetch-Site", Site);
            }

            if (Origin is not null)
            {
                request.Headers.Add("Origin", Origin);
            }

            request.Headers.Add("Accept", "text/html");
            request.Headers.Add("Accept-Language", "fr");
            using var response = await client.SendAsync(request);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }
}
