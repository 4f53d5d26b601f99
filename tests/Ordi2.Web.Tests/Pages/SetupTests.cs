using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Testing;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Setup;
using Ordi2.Web.Hosting;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Pages;

public class SetupTests
{
    [Fact]
    public async Task An_empty_system_shows_the_way_in_once()
    {
        var folder = TestFolder.Make("web");
        await using var app = Server.Build(new ServerSettings(folder.FullName, null, "http://127.0.0.1:0"));
        await app.StartAsync();
        var address = app.Services.GetRequiredService<FirstPole>().Address!;
        using var client = new WebClient(new Uri(address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(404, (await client.GetAsync("/setup/guess")).Status);
        using var form = await Form.OpenAsync(address, address.AbsolutePath);

        using var tooShort = await form.PostAsync(("name", "Pôle du Val"), ("identifier", "W123456789"), ("email", "c@pole.example"), ("password", "short"));
        using var empty = await form.PostAsync();
        using var wrong = await form.PostAsync(("name", "Pôle du Val"), ("identifier", "123"), ("email", "c@pole.example"), ("password", "a pear under the rain"));
        var number = ("requestId", Guid.CreateVersion7().ToString());
        using var done = await form.PostAsync(("name", "Pôle du Val"), ("identifier", "W123456789"), ("email", "c@pole.example"), ("password", "a pear under the rain"), number);
        using var clickedTwice = await form.PostAsync(("name", "Pôle du Val"), ("identifier", "W123456789"), ("email", "c@pole.example"), ("password", "a pear under the rain"), number);
        using var again = await form.PostAsync(("name", "Autre pôle"), ("identifier", "W123456780"), ("email", "d@pole.example"), ("password", "a pear under the rain"));

        Assert.Equal(["password"], await WrongAsync(tooShort));
        Assert.Equal(["identifier"], await WrongAsync(wrong));
        Assert.Equal(["name", "identifier", "email", "password"], await WrongAsync(empty));
        Assert.Equal(404, (int)again.StatusCode);

        var token = Regex.Match(await done.Content.ReadAsStringAsync(), "ord2_[A-Za-z0-9_-]{43}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;

        // The token is shown once, and a second click on the button shows the same.
        Assert.Contains(token, await clickedTwice.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var organisations = await client.GetAsync("/api/organisations", token);
        Assert.Equal("Pôle du Val", organisations.Body.GetProperty("items")[0].GetProperty("name").GetString());

        using var signIn = await Form.OpenAsync(address, "/sign-in");
        using var session = await signIn.PostAsync(("email", "C@pole.example"), ("password", "a pear under the rain"), ("returnTo", "https://elsewhere.example/"));
        Assert.Equal("/", session.Headers.Location!.ToString());

        await app.StopAsync();

        // A system that is in use is no place for a demonstration.
        await using var demo = Server.Build(new ServerSettings(folder.FullName, null, "http://127.0.0.1:0") { Demo = true });
        await Assert.ThrowsAsync<UsageException>(() => demo.StartAsync());
    }

    /// <summary>The fields that say beside them what is wrong.</summary>
    private static async Task<IEnumerable<string>> WrongAsync(HttpResponseMessage answer) =>
        new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync())
            .QuerySelectorAll("[aria-invalid=true]").Select(field => field.GetAttribute("name")!);

    [Fact]
    public async Task Every_process_shows_a_way_in_and_one_that_was_used_closes_them_all()
    {
        var folder = TestFolder.Make("web");
        await using var app = Server.Build(new ServerSettings(folder.FullName, null, "http://127.0.0.1:0"));
        await app.StartAsync();
        var first = app.Services.GetRequiredService<FirstPole>();
        var other = ActivatorUtilities.CreateInstance<FirstPole>(app.Services);
        await other.StartAsync(CancellationToken.None);
        using var early = await Form.OpenAsync(first.Address!, other.Address!.AbsolutePath);
        using var form = await Form.OpenAsync(first.Address!, first.Address!.AbsolutePath);

        using var done = await form.PostAsync(("name", "Pôle du Val"), ("identifier", "W123456789"), ("email", "c@pole.example"), ("password", "a pear under the rain"));
        using var again = await early.PostAsync(("name", "Autre pôle"), ("identifier", "W123456780"), ("email", "d@pole.example"), ("password", "a pear under the rain"));

        Assert.Contains("ord2_", await done.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(404, (int)again.StatusCode);
        Assert.False(await first.IsOpenForAsync(other.Address!.Segments[^1]));
        await app.StopAsync();
    }

    [Fact]
    public async Task A_setup_that_broke_off_half_way_goes_on_at_the_next_start_with_the_same_pole()
    {
        var folder = TestFolder.Make("web");
        var settings = new ServerSettings(folder.FullName, null, "http://127.0.0.1:0");

        await using (var app = Server.Build(settings))
        {
            await app.StartAsync();
            await using var scope = app.Services.CreateAsyncScope();

            // The account cannot be added, for whatever reason: here the address is taken.
            await scope.ServiceProvider.GetRequiredService<AccountDesk>().AddAsync(Person.New("c@pole.example", null, DateTimeOffset.UtcNow), "a pear under the rain");
            var address = app.Services.GetRequiredService<FirstPole>().Address!;
            using var form = await Form.OpenAsync(address, address.AbsolutePath);
            using var failed = await form.PostAsync(("name", "Pôle du Val"), ("identifier", "W123456789"), ("email", "c@pole.example"), ("password", "a pear under the rain"));
            Assert.Equal(500, (int)failed.StatusCode);
            await app.StopAsync();
        }

        await using var next = Server.Build(settings);
        await next.StartAsync();
        var open = next.Services.GetRequiredService<FirstPole>().Address!;
        using var again = await Form.OpenAsync(open, open.AbsolutePath);
        using var done = await again.PostAsync(("name", "Pôle du Val"), ("identifier", "W123456789"), ("email", "d@pole.example"), ("password", "a pear under the rain"));
        var token = Regex.Match(await done.Content.ReadAsStringAsync(), "ord2_[A-Za-z0-9_-]{43}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value;
        using var client = new WebClient(new Uri(open.GetLeftPart(UriPartial.Authority)));
        Assert.Equal(1, (await client.GetAsync("/api/organisations", token)).Body.GetProperty("items").GetArrayLength());
        await next.StopAsync();
    }
}
