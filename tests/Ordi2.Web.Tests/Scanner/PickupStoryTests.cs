using System.Text.Json;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>A driver at a donor's door, where there is no network: what is counted and signed there is at the server once, or somebody is told why not.</summary>
public sealed class PickupStoryTests : PhoneStory
{
    private const string Donor = "don-cartonnerie-lemoine";

    /// <summary>What the memory of the telephone has of a house and its rounds.</summary>
    private const string KeptHere =
        """
        async () => {
          const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
          const memory = await done(indexedDB.open('ordi2-scan'));
          const kept = memory.transaction('kept').objectStore('kept');
          const [work, drafts, stop] = await Promise.all(['work', 'drafts', 'stop'].map((key) => done(kept.get(key))));
          memory.close();
          return `${work?.organisation}: ${work?.rounds ? 'rounds' : 'no rounds'}, ${drafts ? 'drafts' : 'no drafts'}, ${stop ? 'a stop' : 'no stop'}`;
        }
        """;

    private readonly Workday _day;

    public PickupStoryTests() => _day = new(Server, "epn-vallon", "asso-jardin-partage");

    private string Driver => Server.Token(Role.Driver, Phone.Workshop);

    [ChromiumFact]
    public async Task What_is_counted_and_signed_in_a_cellar_outlives_a_kill_and_is_one_trip_with_its_signature_on_the_note()
    {
        var round = await OpenRoundAsync();
        await using var phone = await DriverAsync("Bakary T.");
        await phone.Context.SetOfflineAsync(true);
        await AtStopAsync(phone, round, "cave");
        await Expect(phone.Page.Locator("#stop-facts")).ToContainTextAsync("Danger\u00a0: batteries gonflées");
        await Expect(phone.Page.Locator("#stop-facts")).ToContainTextAsync("monte-charge");
        await Expect(Row(phone, "LAPTOP")).ToContainTextAsync("annoncé\u00a0: 12");
        await Expect(Row(phone, "LAPTOP").Locator(".count")).ToHaveTextAsync("non compté");

        // Nothing counted is not signed.
        await phone.Page.Locator("#stop-sign").ClickAsync();
        await Expect(phone.Page.Locator("#notice")).ToHaveTextAsync("Comptez au moins une sorte.");
        await Row(phone, "LAPTOP").Locator(".more").ClickAsync();
        await Row(phone, "LAPTOP").Locator(".more").ClickAsync();
        await Row(phone, "LAPTOP").Locator(".less").ClickAsync();
        await Row(phone, "LAPTOP").Locator(".count").ClickAsync();
        await TapAsync(phone, "#number-pad", "11");
        await phone.Page.Locator("#number-done").ClickAsync();
        await phone.Page.Locator("#counts-more").ClickAsync();
        await Row(phone, "MONITOR").Locator(".more").ClickAsync();
        await Expect(Row(phone, "MONITOR").Locator(".count")).ToHaveTextAsync("1");
        await ShootAsync(phone, "scan-count");

        // The battery dies: the stop and the count are there again.
        await phone.KillAsync();
        await phone.ReopenAsync();
        await Expect(Row(phone, "LAPTOP").Locator(".count")).ToHaveTextAsync("11");
        await Expect(Row(phone, "MONITOR").Locator(".count")).ToHaveTextAsync("1");

        await phone.Page.Locator("#stop-sign").ClickAsync();
        await Expect(phone.Page.Locator("#sign-counts")).ToHaveTextAsync("Emporté\u00a0: Portable\u00a0: 11, Écran\u00a0: 1");
        await phone.Page.Locator("#sign-do").ClickAsync();
        await Expect(phone.Page.Locator("#notice")).ToHaveTextAsync("Écrivez votre nom.");
        await phone.Page.Locator("#signer").FillAsync("Ada Martin");
        await phone.Page.Locator("#capacity").FillAsync("gardienne");
        await phone.Page.Locator("#sign-do").ClickAsync();
        await Expect(phone.Page.Locator("#notice")).ToHaveTextAsync("Signez dans le cadre, avec le doigt.");
        await DrawAsync(phone);
        await ShootAsync(phone, "scan-sign");
        await phone.Page.Locator("#sign-do").ClickAsync();
        await Expect(phone.Page.Locator("#notice")).ToHaveTextAsync("Le comptage est gardé. Il sera envoyé.");
        await Expect(Counts(phone, 1)).ToBeVisibleAsync(Patiently);
        await Expect(phone.Page.Locator("#stops button").Nth(1)).ToContainTextAsync("1 voyage compté");

        await phone.KillAsync();
        await phone.ReopenAsync();
        await Expect(Counts(phone, 1)).ToBeVisibleAsync(Patiently);
        await Expect(phone.Page.Locator("#line-state")).ToContainTextAsync("1 comptage à envoyer");

        // The first answer is lost on the way: what it answered was done.
        Weather.CountAnswersToLose = 1;
        await phone.Context.SetOfflineAsync(false);
        await Expect(Counts(phone, 0)).ToBeVisibleAsync(Patiently);
        Assert.True(Weather.CountAnswersToLose < 0);
        var trip = Assert.Single(await TripsAsync(round, "cave"));
        Assert.Equal(["LAPTOP:11", "MONITOR:1"], trip.GetProperty("counts").EnumerateArray().Select(line => $"{line.GetProperty("type").GetString()}:{line.GetProperty("count").GetInt32()}"));
        Assert.Equal("Ada Martin", trip.GetProperty("signature").GetProperty("name").GetString());

        // The paper shows it, to the donor as well; and no code is asked for any more.
        using var donor = await Server.BrowserAsync(Role.Donor, Donor);
        var paper = (await _day.GetAsync(Server.Token(Role.Donor, Donor), $"/api/documents?about=round/{round}")).GetProperty("items").EnumerateArray().Single();
        var slip = await donor.OpenAsync($"/documents/{paper.GetProperty("id").GetString()}");
        Assert.Contains("au doigt, sur l'appareil du conducteur", slip.Text.Replace('\u2019', '\''), StringComparison.Ordinal);
        Assert.Contains("gardienne", slip.Text, StringComparison.Ordinal);
        Assert.Equal(trip.GetProperty("signature").GetProperty("drawing").GetString(), slip.Document.QuerySelector("figure.drawn path")!.GetAttribute("d"));
        using var driver = await Server.BrowserAsync(Role.Driver, Phone.Workshop);
        var page = await driver.OpenAsync($"/rounds/{round}");
        Assert.Contains("signé au doigt par Ada Martin", page.Text, StringComparison.Ordinal);
        Assert.Null(page.Document.QuerySelector("#sign"));
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task A_count_that_somebody_else_wrote_down_meanwhile_is_said_and_counts_twice_only_if_a_person_says_so()
    {
        var round = await OpenRoundAsync();
        await using var phone = await DriverAsync("Sékou D.");
        await phone.Context.SetOfflineAsync(true);
        await CountAsync(phone, round, "quai", 12);
        await CountAsync(phone, round, "cave", 3);
        await Expect(Counts(phone, 2)).ToBeVisibleAsync(Patiently);

        // The office writes both down from the telephone call.
        foreach (var stop in (string[])["quai", "cave"])
        {
            await _day.ActAsync(Driver, "rounds", round, "record-trip", new { stop, note = "BE-7", counts = new[] { new { type = "LAPTOP", count = 12 } } });
        }

        await phone.Context.SetOfflineAsync(false);
        await Expect(Counts(phone, 0)).ToBeVisibleAsync(Patiently);
        var conflicts = phone.Page.Locator("#pickups li[data-pickup=refused]");
        await Expect(conflicts).ToHaveCountAsync(2);
        await Expect(conflicts.First).ToContainTextAsync("Est-ce le même voyage");

        // Both counts, and where the other one comes from.
        var cellar = conflicts.Filter(new() { HasNotText = "12 rue des Sources" });
        await Expect(cellar).ToContainTextAsync("Le vôtre – Portable\u00a0: 3.");
        await Expect(cellar).ToContainTextAsync("Déjà écrit – Portable\u00a0: 12\u00a0;");
        await Expect(cellar).ToContainTextAsync("sur le site.");
        await ShootAsync(phone, "scan-count-conflict");
        Assert.Single(await TripsAsync(round, "quai"));

        // The one at the dock is the same; the one of the cellar is another trip.
        await conflicts.Filter(new() { HasText = "12 rue des Sources" }).GetByText("C’est le même").ClickAsync();
        await Expect(conflicts).ToHaveCountAsync(1);
        await conflicts.GetByText("C’est un autre voyage").ClickAsync();
        await Expect(conflicts).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Expect(Counts(phone, 0)).ToBeVisibleAsync(Patiently);
        Assert.Single(await TripsAsync(round, "quai"));
        Assert.Equal([12, 3], (await TripsAsync(round, "cave")).Select(trip => trip.GetProperty("counts")[0].GetProperty("count").GetInt32()));
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task A_count_is_taken_back_within_ten_seconds_and_keyed_further_and_a_closed_door_is_one_tap()
    {
        var round = await OpenRoundAsync();
        await using var phone = await DriverAsync("Zoé B.");
        await phone.Context.SetOfflineAsync(true);
        await CountAsync(phone, round, "quai", 4);
        await phone.Page.Locator("#pickups").GetByText("Reprendre le comptage").ClickAsync();
        await Expect(phone.Page.Locator("#notice")).ToHaveTextAsync("Le comptage est repris. Rien n’est envoyé.");
        await Expect(Counts(phone, 0)).ToBeVisibleAsync(Patiently);
        await AtStopAsync(phone, round, "quai");
        await Expect(Row(phone, "LAPTOP").Locator(".count")).ToHaveTextAsync("4");
        await phone.Page.Locator("#stop-back").ClickAsync();

        await AtStopAsync(phone, round, "cave");

        // Whatever language the phone speaks, the reason is kept in one.
        await SpeakAsync(phone, "English");
        await phone.Page.Locator("#stop-nobody").ClickAsync();
        await Expect(phone.Page.Locator("#nobody button")).ToHaveCountAsync(4);
        await phone.Page.Locator("#nobody button[data-key=closed]").ClickAsync();
        await Expect(phone.Page.Locator("#pickups")).ToContainTextAsync("Door closed", new() { Timeout = 60_000 });
        await SpeakAsync(phone, "Français");
        await Expect(phone.Page.Locator("#pickups")).ToContainTextAsync("Porte fermée");
        await Expect(Counts(phone, 1)).ToBeVisibleAsync(Patiently);
        await phone.Context.SetOfflineAsync(false);
        await Expect(Counts(phone, 0)).ToBeVisibleAsync(Patiently);
        var trip = Assert.Single(await TripsAsync(round, "cave"));
        Assert.Equal(("ABSENT", "Porte fermée"), (trip.GetProperty("ended").GetString(), trip.GetProperty("reason").GetString()));
        Assert.Empty(await TripsAsync(round, "quai"));
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task A_machine_that_is_not_of_this_stop_is_told_without_network_and_its_scan_is_kept_all_the_same()
    {
        var (here, there, blank) = (DemoServer.NewLabel(), DemoServer.NewLabel(), DemoServer.NewLabel());
        var round = await OpenRoundAsync(here);
        await OpenRoundAsync(there, "don-banque-ombrienne");
        var ours = (await ReceivedAsync(1))[0];
        await using var phone = await DriverAsync("Mila V.");
        await phone.Context.SetOfflineAsync(true);
        await AtStopAsync(phone, round, "quai");

        await SaysAsync(phone, here, "sur la liste de ce don", "wait");
        await SaysAsync(phone, there, "pour un autre arrêt", "warn");
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("Banque");
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("Mettez-la à part");
        await ShootAsync(phone, "scan-other-stop");
        await SaysAsync(phone, ours, "Mettez-la à part", "warn");
        await SaysAsync(phone, blank, "Dites-le", "warn");
        await SaysAsync(phone, "CNU406CLGR", "Collez notre étiquette", "warn");
        await Expect(phone.Waiting(5)).ToBeVisibleAsync(Patiently);

        // What the rules say of each is said by the server.
        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal("COLLECTED", await StatusAsync(here));
        Assert.Equal("COLLECTED", await StatusAsync(blank));
        Assert.Equal("RECEIVED", await StatusAsync(ours));
        await phone.Page.Locator("#look-open").ClickAsync();
        await Expect(phone.Page.Locator("#look li")).ToHaveCountAsync(3);
        await ShootAsync(phone, "scan-not-of-this-stop");
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task Keys_of_a_handheld_type_the_number_that_is_asked_for_and_no_scan()
    {
        var round = await OpenRoundAsync();
        await using var phone = await DriverAsync("Yanis H.");
        await AtStopAsync(phone, round, "quai");
        await Row(phone, "LAPTOP").Locator(".count").ClickAsync();
        await Expect(phone.Page.Locator("#line-label")).ToHaveTextAsync("Nombre");
        await phone.ScanAsync("100001");
        await Expect(phone.Page.Locator("#notice")).ToHaveTextAsync("Au plus 100000. Tapez le nombre.");
        await phone.ScanAsync("120");
        await Expect(Row(phone, "LAPTOP").Locator(".count")).ToHaveTextAsync("120");
        await Expect(phone.Waiting(0)).ToBeVisibleAsync();
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task A_round_that_nobody_began_is_begun_from_the_phone_where_the_server_is_reached()
    {
        var round = await _day.RoundAsync(await _day.SignedDonationAsync(Donor, 12), Phone.Workshop);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Rosa M.", Role.Driver);
        await phone.Page.Locator("#modes button[data-key=pickup]").ClickAsync();
        var begin = phone.Page.Locator($"#planned button[data-key='{round}']");
        await Expect(begin).ToContainTextAsync("Je pars\u00a0: Cartonnerie Lemoine", new() { Timeout = 60_000 });
        await Expect(phone.Page.Locator("#stops button")).ToHaveCountAsync(0);
        await ShootAsync(phone, "scan-begin-round");

        await phone.Context.SetOfflineAsync(true);
        await begin.ClickAsync();
        await Expect(phone.Page.Locator("#notice")).ToContainTextAsync("Pas de réseau. Partez du site");
        await phone.Context.SetOfflineAsync(false);
        await begin.ClickAsync();
        await Expect(phone.Page.Locator($"#stops button[data-key='{round}/quai']")).ToBeVisibleAsync(Patiently);
        await Expect(phone.Page.Locator("#planned")).ToBeHiddenAsync();
        Assert.Equal("OPEN", (await _day.GetAsync(Driver, $"/api/rounds/{round}")).GetProperty("status").GetString());
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task A_telephone_that_goes_to_another_house_keeps_nothing_of_the_rounds_of_the_one_before()
    {
        const string other = "etabli-du-coteau";
        var round = await OpenRoundAsync();
        await using var phone = await DriverAsync("Alma P.");
        await AtStopAsync(phone, round, "quai");
        await Row(phone, "LAPTOP").Locator(".more").ClickAsync();
        await Expect(Row(phone, "LAPTOP").Locator(".count")).ToHaveTextAsync("1");

        // It is revoked there, and enrolled here.
        var stations = (await Server.Client.GetAsync("/api/stations", Server.Token(Role.Supervisor, Phone.Workshop))).Body.GetProperty("items").EnumerateArray();
        var station = stations.Single(one => one.GetProperty("name").GetString() == "Poste de Alma P.").GetProperty("id").GetString();
        Assert.Equal(200, (await Server.Client.PostAsync($"/api/stations/{station}/revoke", Server.Token(Role.Supervisor, Phone.Workshop), new { })).Status);
        await phone.ScanAsync("O2-BADGE");
        await phone.ScanAsync(await phone.BadgeAsync("Alma Q.", Role.Driver));
        await phone.TapPinAsync();
        await phone.Page.Locator("#enrol-again").ClickAsync();
        var announced = await Server.Client.PostAsync("/api/stations", Server.Token(Role.Supervisor, other), new { name = "Quai du coteau" });
        await phone.ScanAsync(announced.Body.GetProperty("code").GetString()!);
        await Expect(phone.Page.Locator("#name")).ToHaveTextAsync("Quai du coteau", new() { Timeout = 60_000 });

        // The line above the scans still speaks of the list before, until the one of this house is there.
        await phone.Page.WaitForFunctionAsync($"async (house) => (await ({KeptHere})()).startsWith(house)", other, new() { Timeout = 60_000 });
        Assert.Equal($"{other}: no rounds, no drafts, no stop", await phone.Page.EvaluateAsync<string>(KeptHere));
        Assert.Empty(phone.Complaints);
    }

    private static async Task SpeakAsync(Phone phone, string language)
    {
        await phone.Page.Locator("#menu summary").ClickAsync();
        await Expect(phone.Page.Locator("#language")).ToHaveTextAsync(language);
        await phone.Page.Locator("#language").ClickAsync();
        await phone.Page.Locator("#menu summary").ClickAsync();
    }

    /// <summary>A round of today on the road, to a gift of 12 laptops; one of them is on the donor's list.</summary>
    private async Task<string> OpenRoundAsync(string? listed = null, string donor = Donor)
    {
        var donation = await _day.SignedDonationAsync(donor, 12);

        if (listed is not null)
        {
            await _day.DoAsync(Server.Token(Role.Donor, donor), listed, "declare-device", new { donation, type = "LAPTOP" });
        }

        var round = await _day.RoundAsync(donation, Phone.Workshop);
        await _day.ActAsync(Driver, "rounds", round, "open");
        return round;
    }

    /// <summary>A driver whose telephone has the list of today.</summary>
    private async Task<Phone> DriverAsync(string called)
    {
        var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync(called, Role.Driver);
        await phone.Page.Locator("#modes button[data-key=pickup]").ClickAsync();
        await Expect(phone.Page.Locator("#stops button").First).ToBeVisibleAsync(Patiently);
        return phone;
    }

    private static async Task AtStopAsync(Phone phone, string round, string stop)
    {
        await phone.Page.Locator($"#stops button[data-key='{round}/{stop}']").ClickAsync();
        await Expect(phone.Page.Locator("#stop-screen")).ToBeVisibleAsync();
    }

    /// <summary>Counts laptops at a stop; the donor will sign with a code.</summary>
    private static async Task CountAsync(Phone phone, string round, string stop, int laptops)
    {
        await AtStopAsync(phone, round, stop);
        await Row(phone, "LAPTOP").Locator(".count").ClickAsync();
        await TapAsync(phone, "#number-pad", $"{laptops}");
        await phone.Page.Locator("#number-done").ClickAsync();
        await phone.Page.Locator("#stop-sign").ClickAsync();
        await phone.Page.Locator("#sign-later").ClickAsync();
        await Expect(phone.Page.Locator("#stops-screen")).ToBeVisibleAsync();
    }

    private static async Task TapAsync(Phone phone, string pad, string digits)
    {
        foreach (var digit in digits)
        {
            await phone.Page.Locator(pad).GetByRole(AriaRole.Button, new() { Name = digit.ToString(), Exact = true }).ClickAsync();
        }
    }

    private static async Task DrawAsync(Phone phone)
    {
        await phone.Page.Locator("#drawing").ScrollIntoViewIfNeededAsync();
        var box = (await phone.Page.Locator("#drawing").BoundingBoxAsync())!;
        await phone.Page.Mouse.MoveAsync(box.X + 20, box.Y + 60);
        await phone.Page.Mouse.DownAsync();
        await phone.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 20, new() { Steps = 8 });
        await phone.Page.Mouse.MoveAsync(box.X + box.Width - 20, box.Y + 90, new() { Steps = 8 });
        await phone.Page.Mouse.UpAsync();
    }

    private static async Task SaysAsync(Phone phone, string code, string words, string tone)
    {
        await phone.ScanAsync(code);
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync(words);
        await Expect(phone.Page.Locator("#result")).ToHaveAttributeAsync("data-tone", tone);
    }

    private static ILocator Row(Phone phone, string kind) => phone.Page.Locator($"#counts > div[data-kind={kind}]");

    private static ILocator Counts(Phone phone, int waiting) => phone.Page.Locator($"#line-state[data-pickups='{waiting}']");

    private static Task<byte[]> ShootAsync(Phone phone, string name) =>
        phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", $"{name}.png"), FullPage = true });

    private async Task<JsonElement[]> TripsAsync(string round, string stop) =>
        [.. (await _day.GetAsync(Driver, $"/api/rounds/{round}")).GetProperty("stops").EnumerateArray()
            .Single(one => one.GetProperty("plan").GetProperty("id").GetString() == stop).GetProperty("trips").EnumerateArray()];
}
