using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>A scanner that is a keyboard, faster than anybody's hands, and a clock that somebody sets: the telephone keeps each scan, in the order in which it was made.</summary>
public sealed class WedgeStoryTests : PhoneStory
{
    private const int Scans = 150;
    private const int EachSecond = 30;

    [ChromiumFact]
    public async Task A_wedge_that_types_thirty_scans_a_second_loses_none_and_they_stay_in_their_order()
    {
        var labels = await ReceivedAsync(Scans);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Amina K.");
        await phone.ScanAsync("O2-INVENTORY");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Inventaire");

        // When the browser saw the end of each line, by its own clock.
        await phone.Page.EvaluateAsync("() => { window.ends = []; document.addEventListener('keydown', (event) => { if (event.key === 'Enter') window.ends.push(event.timeStamp); }, true); }");
        await phone.BurstAsync(labels);
        var ends = await phone.Page.EvaluateAsync<double[]>("window.ends");

        Assert.Equal(Scans, ends.Length);
        var rate = (Scans - 1) * 1000 / (ends[^1] - ends[0]);
        Assert.True(rate >= EachSecond, $"Only {rate:F0} scans a second were typed: nothing is shown by that.");

        // Nothing waits also before the first one is written down: the last one is there first.
        await Expect(phone.Page.Locator("#results li b").First).ToHaveTextAsync($"{labels[^1][..3]} {labels[^1][3..]}", new() { Timeout = 60_000 });
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal(labels, await KeptAsync(phone, "code"));
        Assert.All(await KeptAsync(phone, "state"), state => Assert.Equal("accepted", state));
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task A_clock_that_is_set_back_by_an_hour_changes_no_order_keeps_nothing_here_and_raises_no_finding()
    {
        var label = DemoServer.NewLabel();
        await new Workday(Server).SignedDonationAsync("don-cartonnerie-lemoine", 12);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Bo L.");
        await phone.Page.EvaluateAsync(
            """
            () => {
              const Right = Date;
              window.off = 0;
              window.Date = class extends Right {
                constructor(...of) { if (of.length === 0) super(Right.now() + window.off); else super(...of); }
                static now() { return Right.now() + window.off; }
              };
            }
            """);
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        await phone.Context.SetOfflineAsync(true);
        await phone.ScanAsync("O2-RECEIVE-LAPTOP");
        await phone.ScanAsync(label);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();

        await phone.Page.EvaluateAsync("() => { window.off = -3600000; }");
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.ScanAsync(label);
        await Expect(phone.Waiting(2)).ToBeVisibleAsync();
        var moments = await KeptAsync(phone, "occurredAt");
        Assert.True(string.CompareOrdinal(moments[0], moments[1]) < 0, string.Join(" then ", moments));

        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal(["accepted", "accepted"], await KeptAsync(phone, "state"));
        Assert.Equal("TRIAGED", await StatusAsync(label));
        await Expect(phone.Page.Locator("#look-open")).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task What_a_telephone_that_went_ahead_kept_is_taken_once_its_clock_is_right()
    {
        var label = (await ReceivedAsync(1))[0];
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Chloé M.");
        await phone.Page.EvaluateAsync(
            """
            () => {
              const Right = Date;
              window.off = 3600000;
              window.Date = class extends Right {
                constructor(...of) { if (of.length === 0) super(Right.now() + window.off); else super(...of); }
                static now() { return Right.now() + window.off; }
              };
            }
            """);
        await phone.Context.SetOfflineAsync(true);
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.ScanAsync(label);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();
        await phone.Page.EvaluateAsync("() => { window.off = 0; }");

        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal(["accepted"], await KeptAsync(phone, "state"));
        Assert.Equal("TRIAGED", await StatusAsync(label));
    }

    private const string Kept =
        """
        (field) => new Promise((resolve, reject) => {
          const opening = indexedDB.open('ordi2-scan');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const all = opening.result.transaction('outbox').objectStore('outbox').getAll();
            all.onerror = () => reject(all.error);
            all.onsuccess = () => { opening.result.close(); resolve(all.result.map((scan) => scan[field])); };
          };
        })
        """;

    /// <summary>A field of each scan as the memory of the telephone has it, in the order in which they were kept.</summary>
    private static Task<string[]> KeptAsync(Phone phone, string field) => phone.Page.EvaluateAsync<string[]>(Kept, field);
}
