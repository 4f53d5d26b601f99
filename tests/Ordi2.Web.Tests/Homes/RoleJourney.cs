using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>A real browser in which people with roles sign in and work, each with cookies of their own.</summary>
public abstract class RoleJourney(DemoServer server) : IAsyncLifetime
{
    private static readonly (string Name, int Width, int Height)[] Screens = [("desktop", 1440, 900), ("phone", 390, 844)];

    private readonly List<string> _complaints = [];
    private IPlaywright? _playwright;

    protected DemoServer Server => server;

    protected IBrowser Chromium { get; private set; } = null!;

    /// <summary>What the browser had to say.</summary>
    protected IReadOnlyList<string> Complaints => _complaints;

    public async Task InitializeAsync()
    {
        if (File.Exists(ChromiumFactAttribute.Program))
        {
            _playwright = await Playwright.CreateAsync();
            Chromium = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        }
    }

    public async Task DisposeAsync()
    {
        if (_playwright is not null)
        {
            await Chromium.DisposeAsync();
            _playwright.Dispose();
        }
    }

    /// <summary>Somebody of the demonstration at their home, at a desk or with a telephone in hand.</summary>
    protected async Task<IPage> SignedInAsync(Role role, string organisation, bool phone = false)
    {
        var account = server.Account(role, organisation);
        var page = await Chromium.NewPageAsync(new() { Locale = "fr-FR" });
        page.Console += (_, message) => _complaints.Add(message.Text);
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var (_, width, height) = Screens[phone ? 1 : 0];
        await page.SetViewportSizeAsync(width, height);
        await page.GotoAsync(AddressOf("/sign-in"));
        await page.GetByLabel("Adresse e-mail").FillAsync(account.Email);
        await page.GetByLabel("Mot de passe").FillAsync(account.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Connexion", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator("h1")).ToContainTextAsync("Que faire maintenant");
        return page;
    }

    protected string AddressOf(string path) => new Uri(server.Address, path).ToString();

    /// <summary>Keeps a picture of the page as it stands now, as on a desk and as on a phone.</summary>
    protected static async Task PictureAsync(IPage page, string name)
    {
        var size = page.ViewportSize!;

        foreach (var (screen, width, height) in Screens)
        {
            await page.SetViewportSizeAsync(width, height);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Checkout.Root, "artifacts", "screenshots", $"journey-{name}-{screen}.png"), FullPage = true });
        }

        await page.SetViewportSizeAsync(size.Width, size.Height);
    }
}
