using Microsoft.Playwright;
using Ordi2.Contracts;

namespace Ordi2.Web.Tests.Support;

/// <summary>Several people in real browsers on one server, with pictures of what they see, on a desk and on a phone.</summary>
internal sealed class Journey : IAsyncDisposable
{
    private static readonly (string Name, int Width, int Height)[] Screens = [("desktop", 1440, 900), ("phone", 390, 844)];

    private readonly DemoServer _server;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Journey(DemoServer server, IPlaywright playwright, IBrowser browser) => (_server, _playwright, _browser) = (server, playwright, browser);

    /// <summary>What a browser complained of.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Journey> StartAsync(DemoServer server)
    {
        var playwright = await Playwright.CreateAsync();
        return new(server, playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] }));
    }

    /// <summary>Somebody of the demonstration, signed in with a browser of their own, at their home.</summary>
    public async Task<IPage> SignedInAsync(Role role, string organisation, bool phone = false)
    {
        var (_, width, height) = Screens[phone ? 1 : 0];
        var account = _server.Account(role, organisation);
        var context = await _browser.NewContextAsync(new() { Locale = "fr-FR", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height } });
        var page = await context.NewPageAsync();
        page.Console += (_, message) => Complaints.Add(message.Text);
        await page.GotoAsync(Address("/sign-in"));
        await page.Locator("#email").FillAsync(account.Email);
        await page.Locator("#password").FillAsync(account.Password);
        await page.Locator("main form button[type=submit]").First.ClickAsync();
        await Assertions.Expect(page.Locator("nav.main-nav a[href='/account']")).ToHaveCountAsync(1);
        return page;
    }

    public string Address(string path) => new Uri(_server.Address, path).ToString();

    /// <summary>The page as it is now, at each size.</summary>
    public static async Task PictureAsync(IPage page, string name)
    {
        var size = page.ViewportSize!;

        foreach (var (screen, width, height) in Screens)
        {
            await page.SetViewportSizeAsync(width, height);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", "journeys", $"{name}-{screen}.png"), FullPage = true });
        }

        await page.SetViewportSizeAsync(size.Width, size.Height);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
