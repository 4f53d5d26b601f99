using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>A day in a cellar, in the browser that people have: nothing that was scanned is lost, and nothing counts twice.</summary>
public sealed class OfflineStoryTests : PhoneStory
{
    private const int Scans = 300;
    private const int Both = 40;
    private static readonly LocatorAssertionsToContainTextOptions AMinute = new() { Timeout = 60_000 };

    [ChromiumFact]
    public async Task Three_hundred_scans_without_network_outlive_two_kills_and_a_new_version_and_count_once_each()
    {
        var labels = await ReceivedAsync(Scans);
        await using var amina = await Phone.OpenAsync(Server, Browser);
        await using var bo = await Phone.OpenAsync(Server, Browser);
        await amina.SignInAsync("Amina K.");
        await bo.SignInAsync("Bo L.");
        await amina.ScanAsync("O2-TRIAGE-REUSE");
        await bo.ScanAsync("Oé)TRIQGE)PQRTS");
        await Expect(amina.Page.Locator("#each-text")).ToHaveTextAsync("Chaque scan\u00a0: Réemploi");
        await Expect(bo.Page.Locator("#each-text")).ToHaveTextAsync("Chaque scan\u00a0: Pièces");
        await Expect(amina.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", AMinute);

        // Into the cellar, both of them. Some machines are scanned by both.
        await amina.Context.SetOfflineAsync(true);
        await bo.Context.SetOfflineAsync(true);
        await amina.BurstAsync(labels[..100]);
        await Expect(amina.Waiting(100)).ToBeVisibleAsync(Patiently);
        await Expect(amina.Page.Locator("#result-text")).ToContainTextAsync("attendue ici");
        await Expect(amina.Page.Locator("#result-provisional")).ToBeVisibleAsync();
        await bo.BurstAsync(labels[..Both]);
        await Expect(bo.Waiting(Both)).ToBeVisibleAsync(Patiently);

        // The battery dies.
        await amina.KillAsync();
        await amina.ReopenAsync();
        await Expect(amina.Waiting(100)).ToBeVisibleAsync(Patiently);
        await amina.BurstAsync(labels[100..200]);
        await Expect(amina.Waiting(200)).ToBeVisibleAsync(Patiently);

        // At the top of the stairs the server is busy, and there is a new version of the app. It waits until somebody takes it.
        (Weather.IsBusy, Weather.Version) = (true, "feedfacefeedface");
        await amina.Context.SetOfflineAsync(false);
        await amina.Page.ReloadAsync();
        await amina.Page.EvaluateAsync("navigator.serviceWorker.getRegistration('/scan').then(one => one.update()).then(() => true)");
        await Expect(amina.Page.Locator("#update")).ToBeHiddenAsync();
        await amina.Page.Locator("#mode-change").ClickAsync();
        await Expect(amina.Page.Locator("#update")).ToBeVisibleAsync(Patiently);
        await amina.Page.EvaluateAsync("window.before = true");
        await amina.Page.Locator("#update").ClickAsync();
        await amina.Page.WaitForFunctionAsync("() => !window.before");
        await Expect(amina.Waiting(200)).ToBeVisibleAsync(Patiently);
        Assert.Equal(["ordi2-scan-feedfacefeedface"], await amina.Page.EvaluateAsync<string[]>("caches.keys()"));

        // Down again, and killed again.
        await amina.Context.SetOfflineAsync(true);
        await amina.ScanAsync("O2-TRIAGE-REUSE");
        await amina.BurstAsync(labels[200..]);
        await Expect(amina.Waiting(Scans)).ToBeVisibleAsync(Patiently);
        await amina.KillAsync();
        await amina.ReopenAsync();
        await Expect(amina.Waiting(Scans)).ToBeVisibleAsync(Patiently);

        // Back. The first answer is lost on the way: what it answered was done.
        (Weather.IsBusy, Weather.AnswersToLose) = (false, 1);
        await amina.Context.SetOfflineAsync(false);
        await Expect(amina.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal(1, Weather.Lost);
        await Expect(amina.Page.Locator("#look-open")).ToBeHiddenAsync();

        await bo.Context.SetOfflineAsync(false);
        await Expect(bo.Waiting(0)).ToBeVisibleAsync(Patiently);
        await bo.Page.Locator("#look-open").ClickAsync();
        await Expect(bo.Page.Locator("#look li")).ToHaveCountAsync(Both);
        Assert.All(await bo.Page.Locator("#look li").AllInnerTextsAsync(), line => Assert.Matches("Refusé|À voir", line));

        // Each scan is on the server once: one triage of each machine, that of who came first, and each of the late ones with its reason.
        foreach (var label in labels)
        {
            var history = (await Server.Client.GetAsync($"/api/machines/{label}/history", Server.Token(Role.Supervisor, Phone.Workshop))).Text;
            Assert.Equal(1, Regex.Count(history, "\"machine\\.triaged", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        await Server.AssertWholeAsync();
        Assert.Empty(amina.Complaints);
        Assert.Empty(bo.Complaints);
    }

    [ChromiumFact]
    public async Task A_scan_is_taken_back_within_ten_seconds_and_never_sent()
    {
        var labels = await ReceivedAsync(2);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Chloé M.");
        await phone.Page.Locator("#modes button[data-key=triage]").ClickAsync();
        await phone.ScanAsync(labels[0]);
        await Expect(phone.Page.Locator("#targets button")).ToHaveCountAsync(4);
        await phone.Page.Locator("#targets button[data-key=triage-recycle]").ClickAsync();
        await phone.Page.Locator("#undo").ClickAsync();
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("Annulé");
        await Expect(phone.Page.Locator("#line")).ToBeFocusedAsync();

        // The next one goes, and shows that the line is open.
        await phone.ScanAsync(labels[1]);
        await phone.Page.Locator("#targets button[data-key=triage-reuse]").ClickAsync();
        await Expect(phone.Page.Locator("#result-word")).ToHaveTextAsync("C’est bon", new() { Timeout = 60_000 });
        await Expect(phone.Page.Locator("#results li[data-state=undone]")).ToHaveCountAsync(1);
        Assert.Equal("RECEIVED", await StatusAsync(labels[0]));
        Assert.Equal("TRIAGED", await StatusAsync(labels[1]));
    }

    [ChromiumFact]
    public async Task Another_person_takes_over_without_network_and_each_is_sent_in_their_own_name()
    {
        var labels = await ReceivedAsync(2);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Dalia N.");
        await phone.ScanAsync("O2-BADGE");
        var other = await phone.BadgeAsync("Emil O.");
        await phone.ScanAsync(other);
        await phone.TapPinAsync();
        await Expect(phone.Page.Locator("#name")).ToHaveTextAsync("Emil O.");
        await phone.ScanAsync("O2-TRIAGE-REUSE");

        await phone.Context.SetOfflineAsync(true);
        await phone.ScanAsync(labels[0]);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();
        await phone.ScanAsync("O2-BADGE");
        await phone.ScanAsync(other);
        await phone.TapPinAsync("9999");
        await Expect(phone.Page.Locator("#notice")).ToContainTextAsync("pas le bon code");
        await phone.TapPinAsync();
        await Expect(phone.Page.Locator("#name")).ToHaveTextAsync("Emil O.");
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.ScanAsync(labels[1]);
        await Expect(phone.Waiting(2)).ToBeVisibleAsync();

        // Somebody who was never here needs the network once.
        await phone.ScanAsync("O2-BADGE");
        await phone.ScanAsync(DemoServer.NewLabel());
        await phone.TapPinAsync();
        await Expect(phone.Page.Locator("#notice")).ToContainTextAsync("La première fois, il faut le réseau");

        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal("TRIAGED", await StatusAsync(labels[0]));
        Assert.Equal("TRIAGED", await StatusAsync(labels[1]));
    }
}
