using System.Collections.Concurrent;
using System.Text.Json;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>One telephone, several pages of it or none: one of them sends, all of them show, and each scan counts once.</summary>
public sealed class TabStoryTests : PhoneStory
{
    private const int Each = 60;

    [ChromiumFact]
    public async Task Two_tabs_that_scan_at_once_share_one_memory_one_of_them_sends_and_both_show()
    {
        var labels = await ReceivedAsync(2 * Each);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Amina K.");
        var outcomes = new ConcurrentBag<string>();
        phone.Context.Response += async (_, response) =>
        {
            if (response.Url.EndsWith("/api/scans", StringComparison.Ordinal) && response.Status is 200)
            {
                foreach (var result in JsonDocument.Parse(await response.BodyAsync()).RootElement.GetProperty("results").EnumerateArray())
                {
                    outcomes.Add(result.GetProperty("outcome").GetString()!);
                }
            }
        };
        var first = phone.Page;
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.ReopenAsync();
        await Expect(phone.Page.Locator("#each-text")).ToHaveTextAsync("Chaque scan\u00a0: Réemploi");

        // What one keeps the other shows.
        await phone.Context.SetOfflineAsync(true);
        await phone.BurstAsync(labels[..Each]);
        await Expect(phone.Waiting(Each)).ToBeVisibleAsync(Patiently);
        await Expect(first.Locator($"#line-state[data-waiting='{Each}']")).ToBeVisibleAsync(Patiently);

        // The line comes back while both of them scan.
        await Task.WhenAll(phone.BurstAsync(labels[Each..(Each + 30)]), Phone.BurstAsync(phone.Context, first, labels[(Each + 30)..]), phone.Context.SetOfflineAsync(false));
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        await Expect(first.Locator("#line-state[data-waiting='0']")).ToBeVisibleAsync(Patiently);

        Assert.Equal(1, Weather.MostAtOnce);
        Assert.Equal(2 * Each, outcomes.Count);
        Assert.All(outcomes, outcome => Assert.Equal("accepted", outcome));
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task Whoever_leaves_in_one_tab_has_left_in_the_other_and_whoever_comes_is_in_both()
    {
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Bo L.");
        var other = await phone.BadgeAsync("Chloé M.");
        var first = phone.Page;
        await phone.ReopenAsync();
        await Expect(phone.Page.Locator("#name")).ToHaveTextAsync("Bo L.");

        await phone.ScanAsync("O2-BADGE");
        await Expect(first.Locator("#heading")).ToHaveTextAsync("Qui travaille ici\u00a0?");
        await phone.ScanAsync(other);
        await phone.TapPinAsync();
        await Expect(phone.Page.Locator("#name")).ToHaveTextAsync("Chloé M.");
        await Expect(first.Locator("#name")).ToHaveTextAsync("Chloé M.");
        Assert.Empty(phone.Complaints);
    }

    /// <summary>The page is closed in the cellar. When the browser finds the network it wakes the service worker, and nobody has to open anything.</summary>
    [ChromiumFact]
    public async Task What_waits_is_sent_by_the_browser_when_no_page_is_open()
    {
        var label = (await ReceivedAsync(1))[0];
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Dalia N.");
        await phone.Context.SetOfflineAsync(true);
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.ScanAsync(label);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();

        // Whoever lets it go needs not wait for the ten seconds in which it may be taken back.
        await phone.ScanAsync("O2-BADGE");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Qui travaille ici\u00a0?");
        var tags = await phone.Page.EvaluateAsync<string[]>("navigator.serviceWorker.ready.then((registration) => registration.sync.getTags())");
        Assert.Equal(["ordi2-scan-send"], tags);

        var nothing = await phone.Context.NewPageAsync();
        await phone.Page.CloseAsync();
        Assert.Equal("RECEIVED", await StatusAsync(label));

        await phone.Context.SetOfflineAsync(false);
        var browser = await phone.Context.NewCDPSessionAsync(nothing);
        var registered = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        browser.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, message) =>
        {
            foreach (var registration in message!.Value.GetProperty("registrations").EnumerateArray())
            {
                if (registration.GetProperty("scopeURL").GetString() == new Uri(Server.Address, "/scan").ToString() && !registration.GetProperty("isDeleted").GetBoolean())
                {
                    registered.TrySetResult(registration.GetProperty("registrationId").GetString()!);
                }
            }
        };
        await browser.SendAsync("ServiceWorker.enable");
        var id = await registered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await browser.SendAsync("ServiceWorker.dispatchSyncEvent", new()
        {
            ["origin"] = Server.Address.GetLeftPart(UriPartial.Authority),
            ["registrationId"] = id,
            ["tag"] = "ordi2-scan-send",
            ["lastChance"] = false,
        });

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        while (await StatusAsync(label) is not "TRIAGED")
        {
            // The next look is the pause.
            patience.Token.ThrowIfCancellationRequested();
        }

        // Whoever opens the page later finds everything sent.
        await phone.ReopenAsync();
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
    }
}
