using Microsoft.Extensions.DependencyInjection;
using Ordi2.Barcodes;
using Ordi2.Ledger.Labels;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>The bars of a badge and of a box hold seven symbols as those of a machine do: scanned by mistake, they are taken for what they are.</summary>
public sealed class OtherCodesStoryTests : PhoneStory
{
    [ChromiumFact]
    public async Task A_badge_or_a_box_that_is_scanned_during_work_is_no_machine_and_the_badge_may_take_over()
    {
        var box = (await Server.Services.GetRequiredService<PrintedLabels>().KeepAsync(
            new LabelRun(Guid.NewGuid().ToString("N"), Phone.Workshop, "p", DateTimeOffset.UtcNow, "L7160", 1, nameof(LabelKind.Carton), 1, 1), DemoServer.NewLabel))[0];
        await using var phone = await Phone.OpenAsync(Server, Browser);
        var colleague = await phone.BadgeAsync("Omar D.");
        await phone.SignInAsync("Lina V.");
        await Expect(phone.Page.Locator("#work-state")).ToContainTextAsync("Liste chargée", new() { Timeout = 60_000 });
        await phone.ScanAsync("O2-INVENTORY");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Inventaire");
        await phone.Context.SetOfflineAsync(true);

        await phone.ScanAsync(box);
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("C’est un carton ou une palette.");
        await Expect(phone.Page.Locator("#take-over")).ToBeHiddenAsync();
        await phone.ScanAsync(colleague);
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("C’est un badge, pas une machine.");
        await Expect(phone.Page.Locator("#result")).ToHaveAttributeAsync("data-tone", "bad");
        await Expect(phone.Page.Locator("#take-over")).ToBeInViewportAsync(new() { Ratio = 1 });
        await phone.Page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "scan-badge-in-work.png"), FullPage = true });
        await Expect(phone.Waiting(0)).ToBeVisibleAsync();

        // Somebody else's machine comes first: the offer is gone.
        await phone.ScanAsync(box);
        await Expect(phone.Page.Locator("#take-over")).ToBeHiddenAsync();

        await phone.Context.SetOfflineAsync(false);
        await phone.ScanAsync(colleague);
        await phone.Page.Locator("#take-over").ClickAsync();
        await phone.TapPinAsync();
        await Expect(phone.Page.Locator("#name")).ToHaveTextAsync("Omar D.");
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Inventaire");
        await phone.ScanAsync(colleague);
        await Expect(phone.Page.Locator("#result-text")).ToContainTextAsync("C’est votre badge.");
        await Expect(phone.Page.Locator("#take-over")).ToBeHiddenAsync();
        Assert.Empty(phone.Complaints);
    }
}
