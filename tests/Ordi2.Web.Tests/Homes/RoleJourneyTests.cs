using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>A working day of each finished role in a real browser, from the sign-in on.</summary>
[Collection(DemoServerTests.Name)]
public class RoleJourneyTests(DemoServer server) : RoleJourney(server)
{
    [ChromiumFact]
    public async Task An_animator_receives_a_delivery_with_a_scanner_and_hands_the_machines_over()
    {
        var day = new Workday(Server, "epn-trois-ponts", "asso-toit-et-cle");
        var machines = await day.ReadyAsync(2);
        var dossier = await day.DossierAsync(2);
        await day.SentAsync(dossier, machines);
        var page = await SignedInAsync(Role.Animator, day.Epn);

        await page.Locator(".todo a[href^='/deliveries/']").First.ClickAsync();

        // A scanner types where the focus is and ends with the Enter key; nobody touches the keyboard or the mouse.
        foreach (var machine in machines)
        {
            await Assertions.Expect(page.GetByLabel("Scannez l'étiquette").Or(page.GetByLabel("Scannez l’étiquette"))).ToBeFocusedAsync();
            await page.Keyboard.TypeAsync(machine);
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("reçue");
        }

        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Tout est arrivé");
        await day.LoanAsync(dossier);
        await page.Locator("a[href='/placements']").Last.ClickAsync();
        await page.Locator($"a[href='/placements/{dossier}']").First.ClickAsync();

        foreach (var box in await page.Locator("input[name=machines]").AllAsync())
        {
            await box.CheckAsync();
        }

        await page.Locator("input[name=coSigned]").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remettre au partenaire" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("2 machines sont remises");
        Assert.Empty(Complaints);
    }

    [ChromiumFact]
    public async Task A_donor_pastes_a_list_corrects_it_and_proposes_the_gift()
    {
        var page = await SignedInAsync(Role.Donor, "don-clinique-des-sources");
        await page.Locator(".page-head a[href='/donations/import']").ClickAsync();
        await page.Locator("textarea[name=text]").FillAsync("Type\tNombre\tAchat\nPortable\t12\t2019\nÉcran\t3\t\nGrille-pain\t1\t");
        await page.Locator("main form button[type=submit]").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("sorte inconnue");
        await page.Locator("button[formaction$='Send']").ClickAsync();
        await Assertions.Expect(page.Locator("#without-error")).ToBeVisibleAsync();
        await page.Locator("input[name=without]").CheckAsync();
        await page.Locator("button[formaction$='Send']").ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("15 machines sont proposées");
        Assert.Empty(Complaints);
    }

    [ChromiumFact]
    public async Task A_supervisor_goes_from_the_exceptions_to_the_machine_and_settles_it()
    {
        var day = new Workday(Server);
        var machine = DemoServer.NewLabel();
        var operatorToken = Server.Token(Role.Operator, "etabli-du-coteau");
        await day.DoAsync(operatorToken, machine, "receive-device", new { type = "LAPTOP" });
        await day.DoAsync(operatorToken, machine, "place-hold", new { hold = "SAFETY_BATTERY", reason = "gonflée" });
        var page = await SignedInAsync(Role.Supervisor, "etabli-du-coteau");

        await page.Locator(".todo a[href='/inbox?show=Blocked']").ClickAsync();
        await page.Locator($"a[href='/inbox/{machine}']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Débloquer" }).ClickAsync();
        await Assertions.Expect(page.Locator("#reason-error")).ToBeVisibleAsync();
        await page.Locator("#reason").FillAsync("batterie changée");
        await page.GetByRole(AriaRole.Button, new() { Name = "Débloquer" }).ClickAsync();
        await Assertions.Expect(page.Locator(".toast")).ToContainTextAsync("débloquée");
        Assert.Empty(Complaints);
    }
}
