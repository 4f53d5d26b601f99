using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using Ordi2.Barcodes.Symbols;
using Ordi2.Ledger.Testing;
using Ordi2.Web.Tests.Support;
using Xunit.Abstractions;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>A browser whose camera shows a film: from the page that opens to the scan that the server took.</summary>
[Collection(DemoServerTests.Name)]
public sealed class CameraTests(DemoServer server, ITestOutputHelper output)
{
    [ChromiumTheory]
    [InlineData("QR")]
    [InlineData("Code 128")]
    public async Task A_label_that_is_brought_to_the_lens_is_scanned(string kind)
    {
        var label = await server.ReceivedAsync();
        var folder = TestFolder.Make("film");
        var film = Path.Combine(folder.FullName, "label.y4m");
        new LabelFilm(kind is "QR" ? QrCode.Draw($"HTTPS://O2.EXAMPLE/M/{label}") : Code128.Draw(label)).Write(film);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = ChromiumFactAttribute.Program,
            Args = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={film}"],
        });
        await using var phone = await Phone.OpenAsync(server, browser, new() { Locale = "fr-FR", Permissions = ["camera"], ViewportSize = new() { Width = 390, Height = 844 } });
        await phone.SignInAsync("Fatou P.");
        await phone.ScanAsync("O2-TRIAGE-REUSE");
        await Expect(phone.Page.Locator("#each-text")).ToBeVisibleAsync();
        List<string> strangers = [];
        phone.Page.Request += (_, request) => strangers.AddRange(new Uri(request.Url).Authority == server.Address.Authority ? [] : [request.Url]);

        var began = Stopwatch.GetTimestamp();
        await phone.Page.ReloadAsync();
        await phone.Page.Locator("#camera-toggle").ClickAsync();
        await Expect(phone.Page.Locator("#results li").First).ToContainTextAsync($"{label[..3]} {label[3..]}", new() { Timeout = 60_000 });
        var kept = Stopwatch.GetElapsedTime(began);
        await Expect(phone.Page.Locator("#results li[data-state=accepted]")).ToContainTextAsync($"{label[..3]} {label[3..]}", new() { Timeout = 60_000 });
        var accepted = Stopwatch.GetElapsedTime(began);
        var took = await phone.Page.Locator("#video").GetAttributeAsync("data-took");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{kind}: kept {kept.TotalSeconds:0.0} s after the page was opened, accepted after {accepted.TotalSeconds:0.0} s; the last look took {took} ms."));

        // Also below the picture of the camera.
        await Expect(phone.Page.Locator("#result")).ToBeInViewportAsync();
        await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", $"scan-camera-{(kind is "QR" ? "qr" : "bars")}.png") });
        await phone.Page.Locator("#camera-toggle").ClickAsync();
        await Expect(phone.Page.Locator("#camera")).ToBeHiddenAsync();
        Assert.Empty(strangers);
        Assert.Empty(phone.Complaints);
        folder.Delete(recursive: true);
    }
}
