using System.Text.Json;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>Photos of machines, taken where there is no network: each is at the server once, or somebody is told why not.</summary>
public sealed class PhotoStoryTests : PhoneStory
{
    [ChromiumFact]
    public async Task Photos_taken_in_a_cellar_outlive_a_kill_go_after_the_scan_that_makes_their_machine_known_and_are_kept_once()
    {
        var label = DemoServer.NewLabel();
        await new Workday(Server).SignedDonationAsync("don-cartonnerie-lemoine", 12);
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Amina K.");
        var (first, second) = (await PictureAsync(phone, "#884422"), await PictureAsync(phone, "#224488"));
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        await phone.Context.SetOfflineAsync(true);
        await phone.ScanAsync("O2-RECEIVE-LAPTOP");
        await Expect(phone.Page.Locator("#photo-part")).ToBeHiddenAsync();
        await phone.ScanAsync(label);
        await Expect(phone.Page.Locator("#photo")).ToContainTextAsync("Photo de");
        await TakeAsync(phone, first);
        await Expect(Photos(phone, 1)).ToBeVisibleAsync(Patiently);
        await Expect(phone.Page.Locator("#photo-said")).ToHaveTextAsync("La photo est gardée. Elle sera envoyée.");
        await Expect(phone.Page.Locator("#line")).ToBeFocusedAsync();

        // The finger was before the lens: taken back, and taken anew.
        await TakeAsync(phone, second);
        await Expect(Photos(phone, 2)).ToBeVisibleAsync(Patiently);
        await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "scan-photos.png"), FullPage = true });
        await phone.Page.Locator("#photos button").First.ClickAsync();
        await Expect(Photos(phone, 1)).ToBeVisibleAsync(Patiently);
        await Expect(phone.Page.Locator("#photo-said")).ToHaveTextAsync("La photo est retirée. Rien n’est envoyé.");

        await phone.KillAsync();
        await phone.ReopenAsync();
        await Expect(Photos(phone, 1)).ToBeVisibleAsync(Patiently);
        await Expect(phone.Page.Locator("#line-state")).ToContainTextAsync("1 scan à envoyer. 1 photo à envoyer");

        // The first answer is lost on the way: the photo was kept.
        Weather.PhotoAnswersToLose = 1;
        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        await Expect(Photos(phone, 0)).ToBeVisibleAsync(Patiently);
        await Expect(phone.Page.Locator("#look-open")).ToBeHiddenAsync();
        Assert.Equal("RECEIVED", await StatusAsync(label));
        var photo = Assert.Single(await KeptAsync(label));
        Assert.Equal((1600, 1200, Phone.Workshop), (photo.GetProperty("width").GetInt32(), photo.GetProperty("height").GetInt32(), photo.GetProperty("organisation").GetString()));
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task A_photo_that_the_server_cannot_place_says_why_and_goes_when_its_machine_is_known()
    {
        var label = DemoServer.NewLabel();
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Bo L.");
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.ScanAsync(label);
        await Expect(phone.Page.Locator("#photo")).ToBeVisibleAsync();

        await phone.Page.SetInputFilesAsync("#photo-file", new FilePayload { Name = "note.jpg", MimeType = "image/jpeg", Buffer = "no picture"u8.ToArray() });
        await Expect(phone.Page.Locator("#notice")).ToHaveTextAsync("Ce n’est pas une photo. Recommencez.");
        await Expect(Photos(phone, 0)).ToBeVisibleAsync();

        await TakeAsync(phone, await PictureAsync(phone, "#338833"));
        await Expect(phone.Page.Locator("#look-open")).ToHaveTextAsync("À regarder (2)", new() { Timeout = 60_000 });
        await phone.Page.Locator("#look-open").ClickAsync();
        var refused = phone.Page.Locator("#look-photos li[data-photo=refused]");
        await Expect(refused).ToContainTextAsync("Photo refusée");
        await Expect(refused).ToContainTextAsync("Cette machine n’est pas encore connue.");
        await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "scan-photo-refused.png"), FullPage = true });

        // Somebody receives it, and the photo is tried once more.
        await Server.Client.ScanAsync(Server.Token(Role.Operator, Phone.Workshop), new OneScan(label, "receive-device", new { type = "LAPTOP" }));
        await refused.GetByRole(AriaRole.Button, new() { Name = "Envoyer de nouveau" }).ClickAsync();
        await Expect(refused).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await Expect(Photos(phone, 0)).ToBeVisibleAsync(Patiently);
        Assert.Single(await KeptAsync(label));
        Assert.Empty(phone.Complaints);
    }

    /// <summary>An update of the app finds the memory that the version before photos left: what waits in it is sent.</summary>
    [ChromiumFact]
    public async Task What_the_version_before_photos_kept_is_sent_by_this_one()
    {
        var label = (await ReceivedAsync(1))[0];
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Chloé M.");
        await phone.Context.SetOfflineAsync(true);
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.ScanAsync(label);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();

        // The same, as version 1 of the memory had it.
        await phone.Page.GotoAsync(new Uri(Server.Address, "/scan/icon.svg").ToString());
        Assert.Equal(1, await phone.Page.EvaluateAsync<int>(
            """
            async () => {
              const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
              const now = await done(indexedDB.open('ordi2-scan'));
              const read = now.transaction(['outbox', 'people', 'kept']);
              const [scans, people, keys, kept] = await Promise.all([
                done(read.objectStore('outbox').getAll()), done(read.objectStore('people').getAll()), done(read.objectStore('kept').getAllKeys()), done(read.objectStore('kept').getAll())]);
              now.close();
              await done(indexedDB.deleteDatabase('ordi2-scan'));
              const opening = indexedDB.open('ordi2-scan', 1);
              opening.onupgradeneeded = () => {
                const outbox = opening.result.createObjectStore('outbox', { keyPath: 'number', autoIncrement: true });
                outbox.createIndex('scanId', 'scanId', { unique: true });
                outbox.createIndex('state', 'state');
                outbox.createIndex('code', 'code');
                opening.result.createObjectStore('people', { keyPath: 'person' });
                opening.result.createObjectStore('kept');
                const write = opening.transaction;
                for (const scan of scans) write.objectStore('outbox').add(scan);
                for (const person of people) write.objectStore('people').add(person);
                keys.forEach((key, i) => write.objectStore('kept').add(kept[i], key));
              };
              const before = await done(opening);
              const version = before.version;
              before.close();
              return version;
            }
            """));
        await phone.Page.GotoAsync(new Uri(Server.Address, "/scan").ToString());
        await Expect(phone.Waiting(1)).ToBeVisibleAsync(Patiently);
        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal("TRIAGED", await StatusAsync(label));
        Assert.Empty(phone.Complaints);
    }

    private static ILocator Photos(Phone phone, int waiting) => phone.Page.Locator($"#line-state[data-photos='{waiting}']");

    /// <summary>A picture as a camera gives it, larger than what is sent.</summary>
    private static async Task<byte[]> PictureAsync(Phone phone, string colour) => Convert.FromBase64String(await phone.Page.EvaluateAsync<string>(
        """
        (colour) => {
          const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 });
          const context = canvas.getContext('2d');
          context.fillStyle = colour;
          context.fillRect(0, 0, 2400, 1800);
          return canvas.toDataURL('image/png').split(',')[1];
        }
        """, colour));

    private static Task TakeAsync(Phone phone, byte[] picture) =>
        phone.Page.SetInputFilesAsync("#photo-file", new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = picture });

    private async Task<JsonElement[]> KeptAsync(string label) =>
        [.. (await Server.Client.GetAsync($"/api/machines/{label}/photos", Server.Token(Role.Supervisor, Phone.Workshop))).Body.GetProperty("items").EnumerateArray()];
}
