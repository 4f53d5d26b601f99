using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>An EPN behind the network of a school: its animator receives a delivery with a telephone.</summary>
public sealed class EpnStoryTests : PhoneStory
{
    [ChromiumFact]
    public async Task An_animator_receives_a_delivery_without_network_and_puts_aside_what_is_meant_for_another()
    {
        var day = new Workday(Server, "epn-vallon", "asso-jardin-partage");
        var machines = await day.ReadyAsync(2);
        await day.SentAsync(await day.DossierAsync(2), machines);
        var elsewhere = new Workday(Server, "epn-gare-nord", "asso-femmes-en-reseau");
        var others = await elsewhere.ReadyAsync(1);
        await elsewhere.SentAsync(await elsewhere.DossierAsync(1), others);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Élodie R.", Role.Animator, day.Epn);
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        Assert.Equal(["epn", "return", "inventory"], await phone.Page.Locator("#modes button").EvaluateAllAsync<string[]>("all => all.map(one => one.dataset.key)"));
        await phone.Context.SetOfflineAsync(true);

        await phone.Page.Locator("#modes button[data-key=epn]").ClickAsync();
        await Expect(phone.Page.Locator("#expected")).ToHaveTextAsync("Attendues ici\u00a0: 2");
        await phone.ScanAsync(machines[0]);
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("Elle est attendue ici");
        await Expect(phone.Page.Locator("#expected")).ToHaveTextAsync("Attendues ici\u00a0: 1");
        await phone.ScanAsync(others[0]);
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("Elle n’est pas attendue ici. Mettez-la à part.");
        await Expect(phone.Page.Locator("#result")).ToHaveAttributeAsync("data-tone", "warn");
        await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "scan-epn.png"), FullPage = true });
        await phone.ScanAsync(machines[1]);
        await Expect(phone.Page.Locator("#expected")).ToHaveTextAsync("Attendues ici\u00a0: 0");
        await Expect(phone.Waiting(3)).ToBeVisibleAsync();

        // What is of the workshop is not for this badge.
        await phone.ScanAsync("O2-TRIAGE");
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("pas pour votre badge");

        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal("AT_EPN AT_EPN IN_TRANSIT", $"{await StatusAsync(machines[0])} {await StatusAsync(machines[1])} {await StatusAsync(others[0])}");
        await phone.Page.Locator("#look-open").ClickAsync();
        await Expect(phone.Page.Locator("#look li")).ToContainTextAsync("prévue pour");
        Assert.Empty(phone.Complaints);
    }
}
