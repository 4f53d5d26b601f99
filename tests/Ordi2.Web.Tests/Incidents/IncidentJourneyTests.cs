using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Homes;
using Ordi2.Web.Tests.Photos;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Incidents;

/// <summary>A swollen battery, from the telephone of an EPN by the pole to the workshop and back, each in a browser of their own.</summary>
[Collection(DemoServerTests.Name)]
public class IncidentJourneyTests(DemoServer server) : RoleJourney(server)
{
    [ChromiumFact]
    public async Task A_danger_is_told_with_a_photo_given_to_a_workshop_solved_and_closed_by_who_told_it()
    {
        var day = new Workday(Server);
        var (_, machines) = await day.ArrivedAsync(1);

        var epn = await SignedInAsync(Role.Animator, day.Epn, phone: true);
        await epn.GotoAsync(AddressOf($"/machines/{machines[0]}"));
        await epn.Locator($"a[href='/incidents/new?machine={machines[0]}']").ClickAsync();
        await epn.Locator("input[name=kind][value=SAFETY]").CheckAsync();
        await epn.Locator("#what").FillAsync("La batterie est gonflée, le clavier se soulève.");
        await epn.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "batterie.png", MimeType = "image/png", Buffer = SentPhotos.New() });
        await PictureAsync(epn, "incident-1-told");
        await epn.GetByRole(AriaRole.Button, new() { Name = "Signaler", Exact = true }).ClickAsync();
        await Expect(epn.Locator(".toast")).ToContainTextAsync("signalé");
        await Expect(epn.Locator("main")).ToContainTextAsync("À faire d'abord");
        var address = new Uri(epn.Url).AbsolutePath;
        await PictureAsync(epn, "incident-2-opener");

        var pole = await SignedInAsync(Role.Coordinator, Workday.Pole);
        await pole.Locator($".todo a[href='{address}']").ClickAsync();
        await pole.Locator("#to").SelectOptionAsync(Workday.Workshop);
        await pole.GetByRole(AriaRole.Button, new() { Name = "Confier" }).ClickAsync();
        await Expect(pole.Locator(".toast")).ToContainTextAsync("Atelier du Canal");

        var workshop = await SignedInAsync(Role.Supervisor, Workday.Workshop);
        await workshop.Locator($".todo a[href='{address}']").ClickAsync();
        await Expect(workshop.Locator("img.photo")).ToBeVisibleAsync();
        await PictureAsync(workshop, "incident-3-handler");
        await workshop.Locator("#outcome").FillAsync("Batterie isolée puis remplacée.");
        await workshop.GetByRole(AriaRole.Button, new() { Name = "Noter comme résolu" }).ClickAsync();
        await Expect(workshop.Locator(".toast")).ToContainTextAsync("résolu");

        await epn.GotoAsync(AddressOf("/"));
        await epn.Locator($".todo a[href='{address}']").ClickAsync();
        await PictureAsync(epn, "incident-4-solved");
        await epn.GetByRole(AriaRole.Button, new() { Name = "Clôturer l'incident" }).ClickAsync();
        await Expect(epn.Locator(".toast")).ToContainTextAsync("clos");
        await epn.GotoAsync(AddressOf("/incidents"));
        await PictureAsync(epn, "incident-5-list");
        Assert.Empty(Complaints);
    }
}
