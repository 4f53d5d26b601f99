using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>A partner and a recycler in a real browser: what they have, and what they have to say about it.</summary>
[Collection(DemoServerTests.Name)]
public class PartnerJourneyTests(DemoServer server) : RoleJourney(server)
{
    [ChromiumFact]
    public async Task A_recycler_accepts_a_batch_and_gives_the_proof()
    {
        var day = new Workday(Server);
        var batch = await day.HandedOverAsync("recyclage-du-val", await day.ReadyAsync(2));
        var page = await SignedInAsync(Role.Recycler, "recyclage-du-val");
        await PictureAsync(page, "recycler-home");
        await page.Locator(".page-head a[href='/batches']").ClickAsync();
        await PictureAsync(page, "recycler-batches");
        await page.Locator($"a[href='/batches/{batch}']").ClickAsync();
        await PictureAsync(page, "recycler-batch");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accepter tout le lot" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("est accepté");
        await page.GetByRole(AriaRole.Button, new() { Name = "Donner la preuve" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("est prouvé");
        await PictureAsync(page, "recycler-proven");
        Assert.Empty(Complaints);
    }

    [ChromiumFact]
    public async Task A_partner_looks_at_what_it_has_reports_a_problem_and_gives_a_machine_back()
    {
        var day = new Workday(Server, "epn-vallon", "asso-parents-du-vallon");
        var (dossier, machines) = await day.ArrivedAsync(2);
        await day.PlaceAsync(await day.LoanAsync(dossier, 20), machines);
        var page = await SignedInAsync(Role.Partner, day.Partner);
        await PictureAsync(page, "partner-home");
        await page.Locator(".todo a[href='/ours']").ClickAsync();
        await PictureAsync(page, "partner-ours");
        await page.Locator($"a[href='/ours/{machines[0]}']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Signaler le problème" }).ClickAsync();
        await Assertions.Expect(page.Locator("#what-error")).ToBeVisibleAsync();
        await page.Locator(".choice", new() { HasText = "dangereuse" }).ClickAsync();
        await page.Locator("#what").FillAsync("la batterie gonfle");
        await page.GetByRole(AriaRole.Button, new() { Name = "Signaler le problème" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("signalé");
        await PictureAsync(page, "partner-machine");
        await page.Locator(".choice", new() { HasText = "plus besoin" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Je la rends" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("Apportez-la");
        await PictureAsync(page, "partner-back");
        Assert.Empty(Complaints);
    }
}
