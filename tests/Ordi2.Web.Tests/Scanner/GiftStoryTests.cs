using System.Text.Json;
using Microsoft.Playwright;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>Machines that arrive at the dock are of a gift: the phone asks which before the first scan, and each scan says it, with or without network.</summary>
public sealed class GiftStoryTests : PhoneStory
{
    private const string Lemoine = "don-cartonnerie-lemoine";

    private readonly Workday _day;

    public GiftStoryTests() => _day = new(Server, "epn-vallon", "asso-jardin-partage");

    [ChromiumFact]
    public async Task A_gift_that_was_chosen_without_network_outlives_a_kill_and_its_machines_count_with_it()
    {
        string[] labels = [.. Enumerable.Range(0, 4).Select(_ => DemoServer.NewLabel())];
        var donation = await _day.SignedDonationAsync(Lemoine, 12);
        var round = await _day.RoundAsync(donation, Phone.Workshop);
        await _day.ActAsync(Server.Token(Role.Driver, Phone.Workshop), "rounds", round, "open");
        var other = await _day.ReceivedDonationAsync("don-banque-ombrienne", 3);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Awa S.");
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        await phone.Context.SetOfflineAsync(true);
        await phone.Page.Locator("#modes button[data-key=receive]").ClickAsync();
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Quel don arrive\u00a0?");
        await Expect(Tile(phone, donation)).ToContainTextAsync("Cartonnerie Lemoine");
        await Expect(Tile(phone, donation)).ToContainTextAsync("0 sur 12");
        await Expect(Tile(phone, other)).ToContainTextAsync("0 sur 3");
        await ShootAsync(phone, "scan-gifts");

        // Nothing is received before it was said.
        await phone.ScanAsync(labels[0]);
        await Expect(phone.Page.Locator("#notice")).ToHaveTextAsync("Touchez d’abord le don.");
        await Expect(phone.Waiting(0)).ToBeVisibleAsync();
        await Tile(phone, donation).ClickAsync();
        await Expect(phone.Page.Locator("#gift-text")).ToContainTextAsync("Don\u00a0: Cartonnerie Lemoine");
        await ReceiveAsync(phone, labels[0]);
        await Expect(phone.Page.Locator("#result")).ToHaveAttributeAsync("data-tone", "wait");
        await ShootAsync(phone, "scan-gift");

        // The battery dies: the gift is there again.
        await phone.KillAsync();
        await phone.ReopenAsync();
        await Expect(phone.Page.Locator("#gift-text")).ToContainTextAsync("Cartonnerie Lemoine");
        await ReceiveAsync(phone, labels[1]);

        // The next pallet is of the other one, and of the last machine nobody knows.
        await phone.Page.Locator("#gift-change").ClickAsync();
        await Tile(phone, other).ClickAsync();
        await ReceiveAsync(phone, labels[2]);
        await phone.Page.Locator("#gift-change").ClickAsync();
        await phone.Page.GetByText("Je ne sais pas / aucun").ClickAsync();
        await Expect(phone.Page.Locator("#gift")).ToHaveClassAsync("each tone-warn");
        await Expect(phone.Page.Locator("#gift-text")).ToHaveTextAsync("Sans don. L’encadrant rattachera les machines.");
        await ReceiveAsync(phone, labels[3]);
        await Expect(phone.Page.Locator("#result")).ToHaveAttributeAsync("data-tone", "warn");
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("l’encadrant la rattachera");
        await ShootAsync(phone, "scan-without-gift");
        await Expect(phone.Waiting(4)).ToBeVisibleAsync();

        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal($"{donation} {donation} {other} -", string.Join(' ', (await Task.WhenAll(labels.Select(DonationAsync))).Select(one => one ?? "-")));
        using var dock = await Server.BrowserAsync(Role.Storekeeper, Phone.Workshop);
        var page = await dock.OpenAsync($"/receptions/{donation}");
        Assert.Equal(("2", "12"), (page.Document.QuerySelector("progress")!.GetAttribute("value"), page.Document.QuerySelector("progress")!.GetAttribute("max")));

        // Who had it on the road stands in its story: the machine had no label there.
        var history = (await Server.Client.GetAsync($"/api/machines/{labels[0]}/history", Server.Token(Role.Supervisor, Phone.Workshop))).Text;
        Assert.Contains(Lemoine, history, StringComparison.Ordinal);

        // Who does something else in between is asked anew.
        await phone.ScanAsync("O2-INVENTORY");
        await phone.ScanAsync("O2-RECEIVE");
        await Expect(phone.Page.Locator("#gift-screen")).ToBeVisibleAsync();
        await phone.Page.Locator("#gifts-load").ClickAsync();
        await Expect(Tile(phone, donation)).ToContainTextAsync("2 sur 12");

        // The card on the pallet says it without a tap.
        await phone.ScanAsync(StationCard.OfGift(other)!);
        await Expect(phone.Page.Locator("#gift-text")).ToContainTextAsync("Banque ombrienne");
        await Expect(phone.Page.Locator("#gift-text")).ToContainTextAsync("1 sur 3");
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task The_only_gift_is_chosen_by_itself_and_shown_and_cleaning_is_one_scan()
    {
        var donation = await _day.SignedDonationAsync(Lemoine, 12);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Nour D.");
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        await phone.ScanAsync("O2-RECEIVE-LAPTOP");
        await Expect(phone.Page.Locator("#gift-text")).ToContainTextAsync("Don\u00a0: Cartonnerie Lemoine");
        await Expect(phone.Page.Locator("#each-text")).ToHaveTextAsync("Chaque scan\u00a0: Portable");
        var label = DemoServer.NewLabel();
        await phone.ScanAsync(label);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();

        // What the server took is counted at once.
        await Expect(phone.Page.Locator("#gift-text")).ToContainTextAsync("1 sur 12", new() { Timeout = 60_000 });
        await phone.Page.Locator("#gift-change").ClickAsync();
        await Expect(Tile(phone, donation)).ToContainTextAsync("1 sur 12");
        await phone.ScanAsync("O2-CLEAN");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Nettoyage");
        await phone.ScanAsync(label);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal(donation, await DonationAsync(label));
        var history = (await Server.Client.GetAsync($"/api/machines/{label}/history", Server.Token(Role.Supervisor, Phone.Workshop))).Text;
        Assert.Contains("nettoyage", history, StringComparison.Ordinal);
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task The_only_gift_of_an_old_list_is_asked_for_again_once_another_one_arrives()
    {
        var donation = await _day.SignedDonationAsync(Lemoine, 12);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Théo G.");
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        await phone.Context.SetOfflineAsync(true);
        await phone.ScanAsync("O2-RECEIVE-LAPTOP");
        await Expect(phone.Page.Locator("#gift-text")).ToContainTextAsync("Don\u00a0: Cartonnerie Lemoine");
        var other = await _day.ReceivedDonationAsync("don-banque-ombrienne", 3);

        // Over a restart as well; the list of now holds two.
        await phone.Page.CloseAsync();
        await phone.Context.SetOfflineAsync(false);
        await phone.ReopenAsync();
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Quel don arrive\u00a0?", new() { Timeout = 60_000 });
        await phone.ScanAsync(DemoServer.NewLabel());
        await Expect(phone.Page.Locator("#notice")).ToHaveTextAsync("Touchez d’abord le don.");
        await Tile(phone, other).ClickAsync();
        await Expect(phone.Page.Locator("#gift-text")).ToContainTextAsync("Banque ombrienne");

        // What somebody chose stays.
        await phone.Page.ReloadAsync();
        await Expect(phone.Page.Locator("#gift-text")).ToContainTextAsync("Banque ombrienne");
        await Expect(Tile(phone, donation)).ToBeHiddenAsync();
        Assert.Empty(phone.Complaints);
    }

    private static async Task ReceiveAsync(Phone phone, string label)
    {
        await phone.ScanAsync(label);
        await phone.Page.Locator("#targets button[data-key=receive-laptop]").ClickAsync();
        await Expect(phone.Page.Locator("#result")).ToBeVisibleAsync();
    }

    private static ILocator Tile(Phone phone, string donation) => phone.Page.Locator($"#gifts button[data-key='{donation}']");

    private static Task<byte[]> ShootAsync(Phone phone, string name) =>
        phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", $"{name}.png"), FullPage = true });

    private async Task<string?> DonationAsync(string label)
    {
        var machine = (await Server.Client.GetAsync($"/api/machines/{label}", Server.Token(Role.Supervisor, Phone.Workshop))).Body;
        return machine.TryGetProperty("donation", out var donation) && donation.ValueKind is JsonValueKind.String ? donation.GetString() : null;
    }
}
