using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Receptions;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>What a partner gives back is taken in by the EPN and goes on to the workshop: each of them is told what to do next.</summary>
[Collection(DemoServerTests.Name)]
public class ReturnTests(DemoServer server)
{
    private readonly Workday _day = new(server, "epn-le-phare", "asso-radio-ombre");

    [Fact]
    public async Task A_machine_that_a_partner_gives_back_stands_on_the_home_of_the_animator()
    {
        var machine = await GivenBackAsync();
        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);

        // Other tests give back as well: the home shows the oldest, and the next ones once these are in.
        for (var done = 0; done < 20 && !(await TasksAsync(animator)).Contains(LinkOf(machine)); done++)
        {
            var first = (await TasksAsync(animator)).First(link => link.EndsWith("/receive-return", StringComparison.Ordinal));
            await _day.DoAsync(server.Token(Role.Animator, _day.Epn), first.Split('/')[2], "receive-return", new { condition = "bon état", chargerPresent = true });
        }

        Assert.Contains(LinkOf(machine), await TasksAsync(animator));
        Assert.Equal(200, (await animator.OpenAsync(LinkOf(machine))).Status);
    }

    [Fact]
    public async Task What_the_epn_took_back_goes_on_to_the_workshop_by_a_handover()
    {
        var machine = await GivenBackAsync();
        using var animator = await server.BrowserAsync(Role.Animator, _day.Epn);
        using var store = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        await _day.DoAsync(server.Token(Role.Animator, _day.Epn), machine, "receive-return", new { condition = "bon état", chargerPresent = true });

        // Nobody is told that it is where it is not.
        using var anybody = new Browser(server.Address);
        var open = await anybody.OpenAsync($"/m/{machine}");
        Assert.DoesNotContain("est à l'atelier", open.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("revenue d'un prêt", open.Text, StringComparison.Ordinal);
        Assert.Contains("est gardée par une structure d'Ordi 2.0", open.Text, StringComparison.Ordinal);

        // The workshop knows where its machine waits.
        Assert.Contains("/receptions#collected", await TasksAsync(store));
        Assert.Contains((await store.OpenAsync("/receptions")).Document.QuerySelectorAll("#collected ~ * a"), link => link.GetAttribute("href") == $"/machines/{machine}");

        // The animator's next step is filled in.
        Assert.Contains(await TasksAsync(animator), link => IsOffer(link) && link.Contains(machine, StringComparison.Ordinal));
        var next = Assert.Single(await NextAsync(animator, machine), IsOffer);
        var form = await animator.OpenAsync(next);
        Assert.Equal(machine, form.Document.QuerySelector("textarea")!.TextContent);
        Assert.Equal(Workday.Workshop, form.Document.QuerySelector("input[name=other][checked]")!.GetAttribute("value"));
        var offered = await animator.SendAsync(form, null);
        Assert.True(offered.Status == 302, offered.Text);

        // It is done, and the other side answers.
        Assert.Equal([offered.Location!], (await NextAsync(animator, machine)).Where(link => link.StartsWith("/handovers/", StringComparison.Ordinal)));
        Assert.DoesNotContain(await TasksAsync(animator), link => link.Contains(machine, StringComparison.Ordinal));
        Assert.Contains("/handovers", await TasksAsync(store));
        Assert.Equal(302, (await store.SendAsync(await store.OpenAsync(offered.Location!), $"{offered.Location}?handler=Confirm")).Status);
        Assert.Contains("est à l'atelier", (await anybody.OpenAsync($"/m/{machine}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"/machines/{machine}", (await store.OpenAsync("/receptions")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_in_another_workshop_is_not_told_of_as_back_from_a_loan()
    {
        const string Other = "etabli-du-coteau";
        var machine = await GivenBackAsync();
        using var store = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        await _day.DoAsync(server.Token(Role.Animator, _day.Epn), machine, "receive-return", new { condition = "bon état", chargerPresent = true });
        Assert.Contains($"/machines/{machine}", (await store.OpenAsync("/receptions")).Document.Body!.InnerHtml, StringComparison.Ordinal);

        var handover = await _day.CreateAsync(server.Token(Role.Animator, _day.Epn), "handovers", new { from = _day.Epn, to = Other, machines = new[] { machine } });
        await _day.ActAsync(server.Token(Role.Storekeeper, Other), "handovers", handover, "confirm");

        Assert.DoesNotContain($"/machines/{machine}", (await store.OpenAsync("/receptions")).Document.Body!.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gift_that_a_house_of_two_roles_received_is_no_machine_that_came_back()
    {
        var house = await _day.CreateAsync(server.Token(Role.Coordinator), "organisations", new
        {
            name = "Atelier et espace numérique du Pont",
            form = "ASSOCIATION",
            activities = new[] { "EPN", "WORKSHOP" },
            rna = $"W{RandomNumberGenerator.GetInt32(100_000_000, 999_999_999)}",
            pole = Workday.Pole,
        });
        await _day.ActAsync(server.Token(Role.Coordinator), "organisations", house, "grant-accreditation", new
        {
            activity = "WORKSHOP",
            validFrom = DateTimeOffset.UtcNow.AddDays(-2),
            validTo = DateTimeOffset.UtcNow.AddDays(30),
            document = "CH-2",
            charterVersion = "1",
        });
        using var pole = await server.BrowserAsync(Role.Coordinator);
        Assert.Equal(302, (await pole.SendAsync(await pole.OpenAsync($"/organisations/{house}"), $"/organisations/{house}?handler=Site", ("siteName", "quai"))).Status);
        var gift = DemoServer.NewLabel();
        var site = (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/organisations/{house}")).GetProperty("sites")[0].GetProperty("id").GetString()!;
        var store = await server.TokenForAsync("storekeeper-du-pont", house, Role.Storekeeper);
        var received = await server.Client.ScanAsync(store, new OneScan(gift, "receive-device", new { type = "LAPTOP" }) { Site = site });
        Assert.True(received[0].GetProperty("status").GetString() is "RECEIVED", received[0].GetRawText());
        var collected = server.Services.GetRequiredService<CollectedReturns>();
        var animator = new Caller(new("animatrice-du-pont"), new(house), Role.Animator, new("poste-1"));
        var row = await server.Services.GetRequiredService<MachineQueries>().GetAsync(gift);

        Assert.Equal((MachineStatus.Received, house), (row!.Status, row.Holder));
        Assert.Empty(await collected.HereAsync(animator, default));
        Assert.Null(await collected.OnwardAsync(animator, row, default));
    }

    private static string LinkOf(string machine) => $"/machines/{machine}/receive-return";

    private static bool IsOffer(string link) => link.StartsWith("/handovers/new?machines=", StringComparison.Ordinal);

    private static async Task<string[]> TasksAsync(Browser browser) =>
        [.. (await browser.OpenAsync("/")).Document.QuerySelectorAll(".todo a").Select(link => link.GetAttribute("href")!)];

    private static async Task<string[]> NextAsync(Browser browser, string machine) =>
        [.. (await browser.OpenAsync($"/machines/{machine}")).Document.QuerySelectorAll(".next-steps a").Select(link => link.GetAttribute("href")!)];

    private async Task<string> GivenBackAsync()
    {
        var (dossier, machines) = await _day.ArrivedAsync(1);
        await _day.PlaceAsync(await _day.LoanAsync(dossier), machines);
        await _day.DoAsync(server.Token(Role.Partner, _day.Partner), machines[0], "request-return", new { kind = "GIVE_UP" });
        return machines[0];
    }
}
