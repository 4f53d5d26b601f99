using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Homes;

/// <summary>A working day of each finished role in a real browser, from the sign-in on.</summary>
[Collection(DemoServerTests.Name)]
public class RoleJourneyTests(DemoServer server) : RoleJourney(server)
{
    private const string Donor = "don-clinique-des-sources";
    private const string Workshop = "etabli-du-coteau";
    private const int MostLooks = 200;

    [ChromiumFact]
    public async Task An_animator_receives_a_delivery_with_a_scanner_lends_the_machines_and_holds_a_session()
    {
        var day = new Workday(Server, "epn-trois-ponts", "asso-toit-et-cle");
        var machines = await day.ReadyAsync(2);
        var dossier = await day.DossierAsync(2);
        await day.SentAsync(dossier, machines);
        var page = await SignedInAsync(Role.Animator, day.Epn);
        await PictureAsync(page, "animator-home");

        await page.Locator(".todo a[href^='/deliveries/']").First.ClickAsync();
        await PictureAsync(page, "animator-delivery");

        // A scanner types where the focus is and ends with the Enter key; nobody touches the keyboard or the mouse.
        foreach (var machine in machines)
        {
            await Expect(page.GetByLabel("Scannez l'étiquette").Or(page.GetByLabel("Scannez l’étiquette"))).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync(machine);
            await page.Keyboard.PressAsync("Enter");
            await Expect(page.Locator(".toast")).ToContainTextAsync("reçue");
        }

        await Expect(page.Locator("main")).ToContainTextAsync("Tout est arrivé");
        await PictureAsync(page, "animator-arrived");
        await page.Locator("a[href='/placements']").Last.ClickAsync();
        await PictureAsync(page, "animator-to-place");
        await page.Locator($"a[href='/placements/{dossier}']").First.ClickAsync();

        // Nothing is handed over without a convention: the page leads to it, and back.
        await page.Locator($"main a[href='/loans/new?dossier={dossier}']").ClickAsync();
        await page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(page.Locator("input[name=parties]")).ToHaveCountAsync(3);
        await CheckAllAsync(page, "parties");
        await page.Locator("input[name=agreed]").CheckAsync();
        await PictureAsync(page, "animator-loan");
        await page.Locator("form[action$='handler=Sign'] button").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("sign");
        await page.Locator($"main a[href='/placements/{dossier}']").ClickAsync();
        await CheckAllAsync(page, "machines");
        await page.Locator("input[name=coSigned]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remettre au partenaire" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("2 machines sont remises");
        await PictureAsync(page, "animator-handed-over");

        await page.Locator("nav.main-nav a[href='/sessions']").ClickAsync();
        await page.Locator(".page-head a[href='/sessions/new']").ClickAsync();
        await page.Locator("#dossier").SelectOptionAsync(dossier);
        await page.Locator("#day").FillAsync(Workday.Day(0));
        await page.Locator("#place").FillAsync("Salle du Pont");
        await page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(page.Locator(".toast")).ToBeVisibleAsync();
        await page.GotoAsync(AddressOf($"/dossiers/{dossier}"));
        await PictureAsync(page, "animator-dossier");
        await page.Locator("main a[href^='/sessions/']:not([href*='new'])").First.ClickAsync();
        await page.Locator("#participants").FillAsync("8");
        await page.Locator("#women").FillAsync("9");
        await page.Locator("form[action$='handler=Hold'] button").ClickAsync();
        await Expect(page.Locator("#women-error")).ToBeVisibleAsync();
        await PictureAsync(page, "animator-session-mistake");
        await page.Locator("#women").FillAsync("5");
        await page.Locator("form[action$='handler=Hold'] button").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("8 personnes");
        await PictureAsync(page, "animator-session");
        Assert.Empty(Complaints);
    }

    [ChromiumFact]
    public async Task A_donor_pastes_a_list_corrects_it_proposes_the_gift_follows_it_and_takes_its_papers()
    {
        var page = await SignedInAsync(Role.Donor, Donor);
        await PictureAsync(page, "donor-home");
        await page.Locator(".page-head a[href='/donations/import']").ClickAsync();
        await page.Locator("textarea[name=text]").FillAsync("Type\tNombre\tAchat\nPortable\t12\t2019\nÉcran\t3\t\nGrille-pain\t1\t");
        await page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("sorte inconnue");
        await PictureAsync(page, "donor-preview");
        await page.Locator("button[formaction$='Send']").ClickAsync();
        await Expect(page.Locator("#without-error")).ToBeVisibleAsync();
        await page.Locator("input[name=without]").CheckAsync();
        await page.Locator("button[formaction$='Send']").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("15 machines sont proposées");
        await PictureAsync(page, "donor-proposed");
        await FollowAsync(page, new Uri(page.Url).AbsolutePath.Split('/')[^1]);
        Assert.Empty(Complaints);
    }

    [ChromiumFact]
    public async Task A_supervisor_goes_from_the_exceptions_to_each_machine_and_settles_it()
    {
        var day = new Workday(Server);
        var (sender, claimed, blocked, failed) = (Server.Token(Role.Operator, Workshop), DemoServer.NewLabel(), DemoServer.NewLabel(), DemoServer.NewLabel());

        foreach (var machine in (string[])[claimed, blocked, failed])
        {
            await day.DoAsync(sender, machine, "receive-device", new { type = "LAPTOP" });
        }

        await day.DoAsync(Server.Token(Role.Supervisor, "fabrique-des-tilleuls"), claimed, "claim-custody");
        await day.DoAsync(sender, blocked, "place-hold", new { hold = "SAFETY_BATTERY", reason = "gonflée" });
        await day.WipeFailedAsync(sender, failed);
        var aged = await Server.ReadySinceAsync(Workshop, PoleRules.Default.AgedStockDays + 3);
        var page = await SignedInAsync(Role.Supervisor, Workshop);
        await PictureAsync(page, "supervisor-home");

        await ToSettleAsync(page, "Blocked", blocked);
        await page.GetByRole(AriaRole.Button, new() { Name = "Débloquer" }).ClickAsync();
        await Expect(page.Locator("#reason-error")).ToBeVisibleAsync();
        await PictureAsync(page, "supervisor-mistake");
        await page.Locator("#reason").FillAsync("batterie changée");
        await page.GetByRole(AriaRole.Button, new() { Name = "Débloquer" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("débloquée");

        await ToSettleAsync(page, "Claimed", claimed);
        await PictureAsync(page, "supervisor-custody");
        await page.Locator("form[action$='handler=Contest'] input[name=reason]").FillAsync("elle est sur notre étagère");
        await page.Locator("form[action$='handler=Contest'] button").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("le pôle tranche");

        await ToSettleAsync(page, "WipeFailed", failed);
        await PictureAsync(page, "supervisor-wipe-failed");
        await page.Locator("form[action$='handler=Retry'] button").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("retourne à l'effacement", new() { IgnoreCase = true });

        await ToSettleAsync(page, "Aged", aged);
        await PictureAsync(page, "supervisor-aged");
        await page.Locator("form[action$='handler=Requalify'] input[name=reason]").FillAsync("six mois au stock");
        await page.Locator("form[action$='handler=Requalify'] button").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("pour vérification");
        await PictureAsync(page, "supervisor-done");
        Assert.Empty(Complaints);
    }

    /// <summary>The gift is accepted, signed, fetched and counted: the donor sees what became of it, agrees, and takes its papers.</summary>
    private async Task FollowAsync(IPage page, string gift)
    {
        var (day, storekeeper) = (new Workday(Server), Server.Token(Role.Storekeeper, Workday.Workshop));
        await day.ActAsync(Server.Token(Role.Coordinator), "donations", gift, "accept", new { receiver = Workday.Workshop });
        await page.GotoAsync(AddressOf("/"));
        await page.Locator($".todo a[href='/donations/{gift}']").ClickAsync();
        await page.Locator("#agreed").CheckAsync();
        await PictureAsync(page, "donor-signs");
        await page.Locator("form[action$='handler=Sign'] button").ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("sign");
        await day.ActAsync(Server.Token(Role.Supervisor, Workday.Workshop), "donations", gift, "sign", new { party = "RECEIVER", document = $"CD-{gift}" });
        await day.ActAsync(storekeeper, "donations", gift, "start-collection");
        var machine = DemoServer.NewLabel();
        await day.DoAsync(Server.Token(Role.Operator, Workday.Workshop), machine, "receive-device", new { type = "LAPTOP", donation = gift });
        await day.ActAsync(storekeeper, "donations", gift, "mark-received");

        await page.GotoAsync(AddressOf("/"));
        await page.Locator($".todo a[href='/donations/{gift}']").ClickAsync();
        await PictureAsync(page, "donor-fate");
        await page.Locator($"main a[href='/machines/{machine}']").ClickAsync();
        await PictureAsync(page, "donor-machine");
        await page.GoBackAsync();
        await page.Locator("form[action$='handler=Settle'] #agreed").CheckAsync();
        await page.Locator("form[action$='handler=Settle'] button").ClickAsync();
        await Expect(page.Locator(".toast")).ToBeVisibleAsync();

        // The certificate is made by itself a moment after; looking again is the pause.
        var papers = page.Locator("main a[href^='/documents/']", new() { HasTextString = "Certificat de prise en charge" });

        for (var i = 0; i < MostLooks && await papers.CountAsync() == 0; i++)
        {
            await page.ReloadAsync();
        }

        await papers.First.ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync(gift);
        await PictureAsync(page, "donor-paper");
    }

    /// <summary>From the home to the list of such exceptions, and to one of them.</summary>
    private async Task ToSettleAsync(IPage page, string kind, string machine)
    {
        await page.GotoAsync(AddressOf("/"));
        await page.Locator($".todo a[href='/inbox?show={kind}']").ClickAsync();
        await page.Locator($"a[href='/inbox/{machine}']").ClickAsync();
    }

    private static async Task CheckAllAsync(IPage page, string name)
    {
        foreach (var box in await page.Locator($"input[name={name}]").AllAsync())
        {
            await box.CheckAsync();
        }
    }
}
