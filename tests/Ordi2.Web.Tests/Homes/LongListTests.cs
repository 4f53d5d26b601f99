using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Homes;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>Pages of somebody who has very many of a thing: what they say is true beyond the first page, and they ask the database no more for it.</summary>
public sealed class LongListTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const string Donor = "don-clinique-des-sources";

    private readonly Workday _day = new(server);

    [Fact]
    public async Task Which_machines_of_a_long_list_somebody_may_open_is_one_question()
    {
        var known = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => server.ReceivedAsync()));
        var doors = server.Services.GetRequiredService<MachineDoors>();
        MachineId[] named = [.. known.Concat(Enumerable.Range(0, 450).Select(_ => DemoServer.NewLabel())).Select(label => new MachineId(label))];
        var supervisor = CallerOf(Role.Supervisor, Workday.Workshop);

        var (open, questions) = await QuestionCount.OfAsync(() => doors.OpenAsync(supervisor, [.. named, .. named], CancellationToken.None));

        Assert.Equal(known.Order(StringComparer.Ordinal), open.Select(machine => machine.Text).Order(StringComparer.Ordinal));
        Assert.Equal(1, questions);
        Assert.Empty(await doors.OpenAsync(CallerOf(Role.Partner, "asso-jardin-partage"), named, CancellationToken.None));

        // More than one question may name: one after the other.
        (open, questions) = await QuestionCount.OfAsync(() => doors.OpenAsync(supervisor, [.. Enumerable.Range(0, 700).Select(_ => new MachineId(DemoServer.NewLabel())), .. named[..5]], CancellationToken.None));
        Assert.Equal((5, 2), (open.Count, questions));
    }

    [Fact]
    public async Task A_home_shows_the_most_pressing_reports_and_not_all_of_them()
    {
        using var passer = new Browser(server.Address);

        for (var i = 0; i < ReportTasks.Most + 3; i++)
        {
            var label = await server.ReceivedAsync();
            var told = await passer.SendAsync(await passer.OpenAsync($"/m/{label}"), $"/m/{label}?handler=Found", ("how", "left"), ("where", "gare"));
            Assert.Equal(302, told.Status);
        }

        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var home = await browser.OpenAsync("/");

        Assert.Equal(ReportTasks.Most, home.Document.QuerySelectorAll("main a[href^='/incidents/']").Count(link => link.TextContent.Contains("Signalé sur", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Parts_in_stock_come_first_over_the_whole_list_and_each_part_once()
    {
        var storekeeper = server.Token(Role.Storekeeper, Workday.Workshop);
        string[] labels = [.. Enumerable.Range(0, 57).Select(_ => DemoServer.NewLabel()).Order(StringComparer.Ordinal)];

        foreach (var label in labels)
        {
            await _day.CreateAsync(storekeeper, "parts", new { id = label, type = "ram", holder = Workday.Workshop });
        }

        // Those that stand last by their labels are the only ones that anybody can take.
        foreach (var label in labels[..^2])
        {
            await _day.ActAsync(server.Token(Role.Supervisor, Workday.Workshop), "parts", label, "scrap", new { reason = "grillée" });
        }

        using var browser = await server.BrowserAsync(Role.Storekeeper, Workday.Workshop);
        List<string> listed = [];

        for (var address = "/parts"; address is not null;)
        {
            var page = await browser.OpenAsync(address);
            listed.AddRange(page.Document.QuerySelectorAll("tbody th a").Select(link => link.TextContent.Replace(" ", string.Empty, StringComparison.Ordinal)));
            address = page.Document.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        Assert.Equal([.. labels[^2..], .. labels[..^2]], listed);
        Assert.Equal(200, (await browser.OpenAsync("/parts?cursor=nonsense")).Status);
    }

    [Fact]
    public async Task A_first_step_is_ticked_by_a_paper_that_stands_behind_many_others()
    {
        var donor = server.Token(Role.Donor, Donor);

        for (var i = 0; i < 51; i++)
        {
            await GiftAsync(donor, $"a-{i:D3}");
        }

        await AssertAnnouncedAsync(false);
        await GiftAsync(donor, "z-1");
        await _day.ActAsync(donor, "donations", "z-1", "propose", new { pole = Workday.Pole });
        await AssertAnnouncedAsync(true);
    }

    private Task<string> GiftAsync(string donor, string id) => _day.CreateAsync(donor, "donations", new
    {
        id,
        donor = Donor,
        legalBasis = "MECENAT_238BIS",
        pole = Workday.Pole,
        announced = new[] { new { type = "LAPTOP", quantity = 1 } },
    });

    private async Task AssertAnnouncedAsync(bool done)
    {
        using var browser = await server.BrowserAsync(Role.Donor, Donor);
        var step = (await browser.OpenAsync("/")).Document.QuerySelector(".guide li:has(a[href='/donations/new'])")!;
        Assert.Equal(done, step.ClassList.Contains("done"));
    }

    private static Caller CallerOf(Role role, string organisation) => new(new PersonId("p-1"), new OrganisationId(organisation), role, new DeviceId("d-1"));
}
