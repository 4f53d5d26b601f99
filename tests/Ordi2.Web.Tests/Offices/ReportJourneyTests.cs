using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Homes;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Offices;

/// <summary>« Où sont nos machines ? »: a donor, a pole and a workshop get their yearly papers by themselves.</summary>
[Collection(DemoServerTests.Name)]
public class ReportJourneyTests(DemoServer server) : RoleJourney(server)
{
    private const string Company = "don-cartonnerie-lemoine";

    [ChromiumFact]
    public async Task A_donor_a_pole_and_a_workshop_make_and_download_what_they_are_asked_for()
    {
        var day = new Workday(Server);
        await day.ReceivedDonationAsync(Company, 1);
        var session = await day.SessionAsync(await day.DossierAsync(1), -1);
        await day.ActAsync(Server.Token(Role.Animator, day.Epn), "sessions", session, "hold", new
        {
            minutes = 90,
            counts = new { participants = 4, @new = 1, qpv = 3, women = 2, men = 2, unknown = 0, ages = new { under18 = 0, from18To25 = 1, from26To59 = 2, from60 = 1, unknown = 0 } },
        });

        var donor = await SignedInAsync(Role.Donor, Company);
        await donor.Locator("main a[href='/reports']").ClickAsync();
        await PictureAsync(donor, "reports-1-donor");
        await donor.Locator("main a[href='/reports/donor-report']").ClickAsync();
        await PictureAsync(donor, "reports-2-form");
        await donor.GetByRole(AriaRole.Button, new() { Name = "Faire le rapport" }).ClickAsync();
        await Expect(donor.Locator("h1")).ToContainTextAsync("Rapport donateur");
        Assert.Contains(";", await DownloadAsync(donor, "main a[href$='handler=Table']"), StringComparison.Ordinal);

        var workshop = await SignedInAsync(Role.Supervisor, Workday.Workshop, phone: true);
        await workshop.GotoAsync(AddressOf("/reports/insertion-hours"));
        await workshop.Locator("#hours").FillAsync("1250");
        await workshop.Locator("#trainingHours").FillAsync("80");
        await workshop.Locator("#exits").FillAsync("3");
        await PictureAsync(workshop, "reports-3-hours");
        await workshop.GetByRole(AriaRole.Button, new() { Name = "Faire le rapport" }).ClickAsync();
        await Expect(workshop.Locator("h1")).ToContainTextAsync("Heures d'insertion");
        Assert.Contains(";1250;80;3", await DownloadAsync(workshop, "main a[href$='handler=Table']"), StringComparison.Ordinal);

        var pole = await SignedInAsync(Role.Coordinator, Workday.Pole);
        await pole.GotoAsync(AddressOf("/sessions"));
        await pole.Locator("main a[href='/sessions/report']").ClickAsync();
        await PictureAsync(pole, "reports-4-sessions");
        Assert.Contains("Toutes les séances", await DownloadAsync(pole, "main a[href$='handler=Table']"), StringComparison.Ordinal);
        await pole.GotoAsync(AddressOf("/reports/pole-report"));
        await pole.GetByRole(AriaRole.Button, new() { Name = "Faire le rapport" }).ClickAsync();
        await Expect(pole.Locator("h1")).ToContainTextAsync("Bilan du pôle");
        await PictureAsync(pole, "reports-5-pole");
        await pole.GotoAsync(AddressOf("/audit"));
        await PictureAsync(pole, "audit");
        Assert.Empty(Complaints);
    }

    private static async Task<string> DownloadAsync(IPage page, string link)
    {
        var download = await page.RunAndWaitForDownloadAsync(() => page.Locator(link).ClickAsync());
        return await File.ReadAllTextAsync(await download.PathAsync());
    }
}
