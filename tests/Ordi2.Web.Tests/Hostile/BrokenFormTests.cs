using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Photos;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Hostile;

/// <summary>Forms that arrive broken: they are refused as such, whoever sends them and whatever page they are for, and nothing of them is done.</summary>
[Collection(DemoServerTests.Name)]
public class BrokenFormTests(DemoServer server)
{
    public static TheoryData<string> Broken => [.. Multiparts.Broken().Select(form => form.What)];

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_form_that_cannot_be_read_is_refused_with_a_page_that_says_what_to_do(string what)
    {
        var label = await server.ReceivedAsync();

        foreach (var site in new[] { "same-origin", "cross-site" })
        {
            var (status, html) = await SendAsync(new Sender(server), $"/m/{label}?handler=Found", what, ("Sec-Fetch-Site", site));
            Assert.Equal(400, status);

            // One without anything in it can be read, and is late: its token is missing.
            if (!IsReadable(what))
            {
                AssertRefused(status, html);
            }
        }

        await AssertNothingAsync(label);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task Who_has_the_right_token_beside_a_form_that_cannot_be_read_gets_no_further(string what)
    {
        var label = await server.ReceivedAsync();
        var finder = new Sender(server);
        var token = await finder.TokenAsync($"/m/{label}");
        var found = await SendAsync(finder, $"/m/{label}?handler=Found", what, ("RequestVerificationToken", token), ("Sec-Fetch-Site", "same-origin"));

        var storekeeper = new Sender(server);
        await storekeeper.SignInAsync(server.Account(Role.Storekeeper));
        var tokenOfStep = await storekeeper.TokenAsync($"/machines/{label}/refuse-device");
        var step = await SendAsync(storekeeper, $"/machines/{label}/refuse-device", what, ("RequestVerificationToken", tokenOfStep), ("Sec-Fetch-Site", "same-origin"));

        // What can be read is a form like any other: its fields are wrong, and the page says so.
        foreach (var (status, html) in new[] { found, step })
        {
            if (IsReadable(what))
            {
                Assert.Equal(200, status);
            }
            else
            {
                AssertRefused(status, html);
            }
        }

        await AssertNothingAsync(label);
    }

    [Fact]
    public async Task Who_is_signed_out_is_asked_to_sign_in_whatever_the_form_is_like()
    {
        var label = await server.ReceivedAsync();

        foreach (var form in Multiparts.Broken())
        {
            var (status, _) = await SendAsync(new Sender(server), $"/machines/{label}/refuse-device", form.What, ("Sec-Fetch-Site", "same-origin"));
            Assert.True(status is 302 or 401, $"{form.What}: {status}");
        }
    }

    [Fact]
    public async Task A_page_that_is_only_asked_for_is_not_run_with_a_form_that_cannot_be_read()
    {
        var label = await server.ReceivedAsync();

        foreach (var path in new[] { $"/m/{label}", "/help", "/errors/404" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Content = new ByteArrayContent("x"u8.ToArray()) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data");
            var (status, html) = await new Sender(server).SendAsync(request);
            AssertRefused(status, html);
        }
    }

    [Fact]
    public async Task What_somebody_calls_a_field_does_not_say_how_the_request_failed()
    {
        var label = await server.ReceivedAsync();
        using var request = Multiparts.Request($"/m/{label}?handler=Found", new("", "multipart/form-data; boundary=----ordi2", Multiparts.Whole(("status", "503"), ("how", "left"))));

        Assert.Equal(400, (await new Sender(server).SendAsync(request)).Status);
    }

    [Theory]
    [InlineData(-100)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(40_000_000)]
    public async Task A_form_that_is_longer_or_shorter_than_it_says_is_refused_and_changes_nothing(int more)
    {
        var label = await server.ReceivedAsync();
        var body = Multiparts.Whole(("how", "left"), ("where", "Gare"), ("photo-file", "x"));
        var answer = await SendRawAsync(
            $"POST /m/{label}?handler=Found HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAccept: text/html\r\nConnection: close\r\n"
            + string.Create(CultureInfo.InvariantCulture, $"Content-Type: multipart/form-data; boundary=----ordi2\r\nContent-Length: {body.Length + more}\r\n\r\n"),
            body);

        // Whoever hangs up before the end may get no answer at all; whoever gets one is told that it is theirs to mend.
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), answer);
        await AssertNothingAsync(label);
    }

    private static bool IsReadable(string what) => what is "empty";

    private static void AssertRefused(int status, string html)
    {
        Assert.True(status == 400, $"{status}: {html}");
        var text = new HtmlParser().ParseDocument(html).Body!.TextContent.Replace('’', '\'');
        Assert.Contains("La demande n'a pas été comprise", text, StringComparison.Ordinal);
        Assert.Contains("coupé ou abîmé", text, StringComparison.Ordinal);
        Assert.Contains("Revenez à la page", text, StringComparison.Ordinal);
    }

    private async Task AssertNothingAsync(string label)
    {
        Assert.Empty(await server.PhotosOfAsync(label));
        Assert.Empty((await server.Client.GetAsync($"/api/incidents?about=machine/{label}", server.Token(Role.Coordinator))).Body.GetProperty("items").EnumerateArray());
        Assert.Equal("RECEIVED", (await server.Client.GetAsync($"/api/machines/{label}", server.Token(Role.Supervisor))).Body.GetProperty("status").GetString());
    }

    private static Task<(int Status, string Html)> SendAsync(Sender sender, string path, string what, params (string Name, string Value)[] headers)
    {
        var request = Multiparts.Request(path, Multiparts.Broken(("how", "left"), ("where", "Gare"), ("reason", "crt")).Single(form => form.What == what));

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return sender.SendAsync(request);
    }

    private async Task<string> SendRawAsync(string head, byte[] body)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        await stream.WriteAsync(body);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.UTF8);

        try
        {
            return await reader.ReadToEndAsync();
        }
        catch (IOException)
        {
            return string.Empty;
        }
    }

    /// <summary>A browser that keeps its cookies and sends what it is given.</summary>
    private sealed class Sender(DemoServer server)
    {
        private readonly CookieContainer _cookies = new();

        public async Task SignInAsync(Features.Demo.DemoAccount account)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["email"] = account.Email,
                    ["password"] = account.Password,
                    ["__RequestVerificationToken"] = await TokenAsync("/sign-in"),
                }),
            };
            Assert.Equal(302, (await SendAsync(request)).Status);
        }

        public async Task<string> TokenAsync(string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            var page = await new HtmlParser().ParseDocumentAsync((await SendAsync(request)).Html);
            return page.QuerySelector<IHtmlInputElement>("main input[name=__RequestVerificationToken]")!.Value;
        }

        public async Task<(int Status, string Html)> SendAsync(HttpRequestMessage request)
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = server.Address };
            request.Headers.TryAddWithoutValidation("Accept", "text/html");
            request.Headers.TryAddWithoutValidation("Accept-Language", "fr");
            using var response = await client.SendAsync(request);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
        }
    }
}
