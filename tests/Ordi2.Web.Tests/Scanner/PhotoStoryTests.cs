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

        await AsVersionAsync(phone, 1);
        await phone.Page.GotoAsync(new Uri(Server.Address, "/scan").ToString());
        await Expect(phone.Waiting(1)).ToBeVisibleAsync(Patiently);
        await phone.Context.SetOfflineAsync(false);
        await Expect(phone.Waiting(0)).ToBeVisibleAsync(Patiently);
        Assert.Equal("TRIAGED", await StatusAsync(label));
        Assert.Empty(phone.Complaints);
    }

    [ChromiumFact]
    public async Task A_photo_that_the_version_before_kept_with_its_file_is_sent_by_this_one()
    {
        var label = (await ReceivedAsync(1))[0];
        await using var phone = await Phone.OpenAsync(Server, Browser);
        await phone.SignInAsync("Dado R.");
        var picture = await PictureAsync(phone, "#663399");
        await phone.Context.SetOfflineAsync(true);
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await phone.ScanAsync(label);
        await Expect(phone.Waiting(1)).ToBeVisibleAsync();
        await TakeAsync(phone, picture);
        await Expect(Photos(phone, 1)).ToBeVisibleAsync(Patiently);

        await AsVersionAsync(phone, 3);
        await phone.Page.GotoAsync(new Uri(Server.Address, "/scan").ToString());
        await Expect(Photos(phone, 1)).ToBeVisibleAsync(Patiently);

        // Who lists the photos reads no file.
        Assert.Equal("1 without, 1 file", await phone.Page.EvaluateAsync<string>(
            """
            async () => {
              const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
              const memory = await done(indexedDB.open('ordi2-scan'));
              const read = memory.transaction(['photos', 'photo-files']);
              const [photos, files] = await Promise.all([done(read.objectStore('photos').getAll()), done(read.objectStore('photo-files').getAll())]);
              memory.close();
              return `${photos.filter((photo) => !('bytes' in photo)).length} without, ${files.filter((file) => file.byteLength > 0).length} file`;
            }
            """));
        await phone.Context.SetOfflineAsync(false);
        await Expect(Photos(phone, 0)).ToBeVisibleAsync(Patiently);
        Assert.Equal(1600, Assert.Single(await KeptAsync(label)).GetProperty("width").GetInt32());
        Assert.Empty(phone.Complaints);
    }

    /// <summary>What the telephone keeps, as an earlier version of its memory had it; the app is closed.</summary>
    private async Task AsVersionAsync(Phone phone, int version)
    {
        await phone.Page.GotoAsync(new Uri(Server.Address, "/scan/icon.svg").ToString());
        Assert.Equal(version, await phone.Page.EvaluateAsync<int>(
            """
            async (version) => {
              const done = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
              const now = await done(indexedDB.open('ordi2-scan'));
              const names = ['outbox', 'people', 'kept', 'photos', 'photo-files'];
              const read = now.transaction(names.filter((name) => now.objectStoreNames.contains(name)));
              const all = (name, what) => (now.objectStoreNames.contains(name) ? done(read.objectStore(name)[what]()) : []);
              const [scans, people, keys, kept, photos, numbers, files] = await Promise.all([
                all('outbox', 'getAll'), all('people', 'getAll'), all('kept', 'getAllKeys'), all('kept', 'getAll'), all('photos', 'getAll'), all('photo-files', 'getAllKeys'), all('photo-files', 'getAll')]);
              now.close();
              await done(indexedDB.deleteDatabase('ordi2-scan'));
              const opening = indexedDB.open('ordi2-scan', version);
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
                if (version < 3) return;
                for (const name of ['photos', 'pickups']) opening.result.createObjectStore(name, { keyPath: 'number', autoIncrement: true }).createIndex('state', 'state');
                for (const photo of photos) write.objectStore('photos').add({ bytes: files[numbers.indexOf(photo.number)], ...photo });
              };
              const before = await done(opening);
              const is = before.version;
              before.close();
              return is;
            }
            """, version));
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
