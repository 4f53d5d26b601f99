using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Features.Demo;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Homes;

/// <summary>A call from its rules to the van, by everybody who has a part in it, each in a browser of their own.</summary>
[Collection(DemoServerTests.Name)]
public class PoleJourneyTests(DemoServer server) : RoleJourney(server)
{
    private const string Epn = "epn-trois-ponts";
    private const string Partner = "asso-main-tendue";
    private const string Title = "Printemps des droits";

    [ChromiumFact]
    public async Task A_call_is_written_applied_for_judged_and_its_machines_leave()
    {
        await new Workday(Server).ReadyAsync(3);
        var pole = await SignedInAsync(Role.Coordinator, Workday.Pole);
        await PictureAsync(pole, "pole-1-home");
        await WriteCallAsync(pole);

        var epn = await SignedInAsync(Role.Animator, Epn);
        await ApplyAsync(epn);
        var dossier = new Uri(epn.Url).AbsolutePath;

        // The partner reads and signs on a telephone.
        var partner = await SignedInAsync(Role.Partner, Partner, phone: true);
        await partner.GotoAsync(AddressOf(dossier));
        await PictureAsync(partner, "pole-4-partner-signs");
        await partner.GetByRole(AriaRole.Button, new() { Name = "Signer" }).ClickAsync();
        await Expect(partner.Locator(".toast")).ToContainTextAsync("signature est notée");

        await epn.ReloadAsync();
        await epn.GetByRole(AriaRole.Button, new() { Name = "Déposer le dossier" }).ClickAsync();
        await Expect(epn.Locator(".toast")).ToContainTextAsync("déposé");

        await pole.GotoAsync(AddressOf("/"));
        await pole.Locator(".todo a[href='/dossiers?status=SUBMITTED']").ClickAsync();
        await pole.Locator($"a[href='{dossier}']").ClickAsync();
        await pole.Locator($"a[href='{dossier}/judge']").ClickAsync();
        await pole.GetByRole(AriaRole.Button, new() { Name = "Complet et éligible" }).ClickAsync();
        await Expect(pole.Locator(".toast")).ToContainTextAsync("éligible");

        await ScoreAsync(await SignedInAsync(Role.Supervisor, Workday.Workshop));
        await DecideAsync(pole, dossier);
        await AllocateAsync(pole);

        await epn.GotoAsync(AddressOf(dossier));
        await Expect(epn.Locator("main")).ToContainTextAsync("2 portables sur 3");
        await PictureAsync(epn, "pole-9-answer");
        Assert.Empty(Complaints);
    }

    [ChromiumFact]
    public async Task An_organisation_comes_in_gets_its_charter_and_its_first_person_and_a_danger_is_given_to_a_workshop()
    {
        await new Workday(Server, Epn, Partner).CreateAsync(Server.Token(Role.Animator, Epn), "incidents", new { kind = "SAFETY", what = "Une batterie a gonflé dans la salle." });
        var page = await SignedInAsync(Role.Coordinator, Workday.Pole);

        await page.Locator(".page-head a[href='/organisations/new']").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter" }).ClickAsync();
        await Expect(page.Locator(".mistakes")).ToBeFocusedAsync();
        await PictureAsync(page, "pole-a-new-organisation");
        await page.Locator("#name").FillAsync("Tiers-lieu des Saules");
        await page.Locator("input[name=activities][value=EPN]").CheckAsync();
        await page.Locator("#form").SelectOptionAsync("ASSOCIATION");
        await page.Locator("#rna").FillAsync("W000777888");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Tiers-lieu des Saules");

        await page.Locator("summary", new() { HasText = "Accorder un label" }).ClickAsync();
        await page.Locator("#document").FillAsync("CH-2027-12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accorder le label" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("est accordé");
        await PictureAsync(page, "pole-b-organisation");

        await page.Locator(".page-head a[href*='#invite']").ClickAsync();
        await page.Locator("#email").FillAsync("camille@saules.example");
        await page.Locator("#role").SelectOptionAsync("ANIMATOR");
        await page.GetByRole(AriaRole.Button, new() { Name = "Inviter" }).ClickAsync();
        await Expect(page.Locator("#link")).ToContainTextAsync("/invitation/");

        await page.GotoAsync(AddressOf("/"));
        await page.Locator(".todo a", new() { HasText = "Une batterie a gonflé dans la salle" }).ClickAsync();
        await page.Locator("#to").SelectOptionAsync("atelier-du-canal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confier" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("Atelier du Canal");
        await PictureAsync(page, "pole-c-incident");
        Assert.Empty(Complaints);
    }

    private static async Task WriteCallAsync(IPage page)
    {
        await page.Locator(".page-head a[href='/calls/new']").ClickAsync();
        await page.Locator("input[name=mode][value=CONTINUOUS]").CheckAsync();
        await page.Locator("#title").FillAsync(Title);
        await page.Locator("#rules").FillAsync("Un projet commun d'un EPN et d'un partenaire.\nLes machines sont prêtées.");
        await page.Locator("#pledge-LAPTOP").FillAsync("2");
        await page.Locator("#perDossier").FillAsync("10");
        await page.Locator("#criterion-0").FillAsync("Utilité");
        await page.Locator("#weight-0").FillAsync("3");
        await page.Locator("#criterion-1").FillAsync("Accompagnement");
        await page.Locator("#weight-1").FillAsync("1");
        await PictureAsync(page, "pole-2-call-form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder le brouillon" }).ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync(Title);

        var seat = page.Locator("#seat option", new() { HasText = "Atelier du Canal" }).First;
        await page.Locator("#seat").SelectOptionAsync((await seat.GetAttributeAsync("value"))!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Nommer au jury" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("est au jury");
        await page.Locator("summary", new() { HasText = "Publier" }).ClickAsync();
        await page.Locator(".confirm-body button").First.ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("publié");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ouvrir le dépôt" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("ouvert");
    }

    private static async Task ApplyAsync(IPage page)
    {
        await page.Locator("nav a[href='/calls']").ClickAsync();
        await page.Locator("main a", new() { HasText = Title }).ClickAsync();
        await page.Locator(".page-head a", new() { HasText = "Déposer un dossier" }).ClickAsync();
        await page.Locator("#partnerNumber").FillAsync(Territory.Rna(Array.FindIndex(Territory.Members, member => member.Id == Partner)));
        await page.Locator("#project").FillAsync("Permanences d'accès aux droits");
        await page.Locator("#public").FillAsync("Personnes sans ordinateur");
        await page.Locator("#type-0").SelectOptionAsync("LAPTOP");
        await page.Locator("#count-0").FillAsync("3");
        await page.Locator("#session-0").FillAsync(Workday.Day(15));
        await page.Locator("#exitPlan").FillAsync("Les machines reviennent à l'atelier.");
        await PictureAsync(page, "pole-3-dossier-form");
        await page.GetByRole(AriaRole.Button, new() { Name = "Garder le brouillon" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("gardé");
        await page.GetByRole(AriaRole.Button, new() { Name = "Signer" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("signature");
        await PictureAsync(page, "pole-4-before-filing");
    }

    private static async Task ScoreAsync(IPage page)
    {
        await page.Locator(".todo a", new() { HasText = Title }).ClickAsync();
        await PictureAsync(page, "pole-5-jury-table");
        await page.Locator("main a.button", new() { HasText = "Noter" }).ClickAsync();
        await page.Locator("#mark-0").FillAsync("16");
        await page.Locator("#mark-1").FillAsync("12");
        await page.GetByRole(AriaRole.Button, new() { Name = "Enregistrer la note" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("75 points sur 100");
        await PictureAsync(page, "pole-6-scored");
    }

    private static async Task DecideAsync(IPage page, string dossier)
    {
        await page.ReloadAsync();

        // The call has two, where three were asked for: it is offered as it is.
        await Expect(page.Locator("#quantity-0")).ToHaveValueAsync("2");
        await PictureAsync(page, "pole-7-decide");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accepter avec ces quantités" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("2 machines");
        await page.Locator($"main a[href='{dossier}/allocate']").ClickAsync();
    }

    private static async Task AllocateAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Proposer des machines" }).ClickAsync();
        await Expect(page.Locator("main")).ToContainTextAsync("encore réservé");
        await PictureAsync(page, "pole-8-proposal");
        await page.GetByRole(AriaRole.Button, new() { Name = "Réserver ces 2 machines" }).ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("réservées");
        await PictureAsync(page, "pole-8-reserved");
        await page.GetByRole(AriaRole.Button, new() { Name = "Préparer la livraison" }).First.ClickAsync();
        await Expect(page.Locator(".toast")).ToContainTextAsync("commencée");
        Assert.StartsWith("/deliveries/", new Uri(page.Url).AbsolutePath, StringComparison.Ordinal);
    }
}
