using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Tests.Support;
using static Microsoft.Playwright.Assertions;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>A telephone with the scanner open on it: what it keeps outlives its page.</summary>
internal sealed class Phone : IAsyncDisposable
{
    public const string Workshop = "atelier-du-canal";
    private const string Pin = "4071";

    private readonly DemoServer _server;
    private readonly List<string> _complaints = [];

    private Phone(DemoServer server, IBrowserContext context) => (_server, Context) = (server, context);

    public IBrowserContext Context { get; }

    public IPage Page { get; private set; } = null!;

    /// <summary>What scripts failed at.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    public ILocator Waiting(int count) => Page.Locator($"#line-state[data-waiting='{count}']");

    /// <summary>A new telephone that shows the scanner for the first time, kept by its service worker.</summary>
    public static async Task<Phone> OpenAsync(DemoServer server, IBrowser browser, BrowserNewContextOptions? options = null)
    {
        var phone = new Phone(server, await browser.NewContextAsync(options ?? new() { Locale = "fr-FR", ViewportSize = new() { Width = 390, Height = 844 }, ReducedMotion = ReducedMotion.Reduce }));
        await phone.ReopenAsync();
        await Expect(phone.Page.Locator("#heading")).ToHaveTextAsync("Inscrire cet appareil");
        await phone.Page.EvaluateAsync("navigator.serviceWorker.ready.then(() => true)");
        return phone;
    }

    /// <summary>Opens the page anew; the one before is gone, whatever it was doing.</summary>
    public async Task ReopenAsync()
    {
        Page = await Context.NewPageAsync();
        Page.PageError += (_, error) => _complaints.Add(error);
        await Page.GotoAsync(new Uri(_server.Address, "/scan").ToString());
    }

    /// <summary>The page is killed in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Page.Crash += (_, _) => gone.TrySetResult();
        var session = await Context.NewCDPSessionAsync(Page);

        // Nobody is left to answer it.
        _ = session.SendAsync("Page.crash").ContinueWith(static sent => sent.Exception, TaskScheduler.Default);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Page.CloseAsync();
    }

    /// <summary>Enrols it with a code of the supervisor, or of the animator in an EPN, and lets somebody in by badge and digits.</summary>
    public async Task SignInAsync(string called, Role role = Role.Operator, string house = Workshop)
    {
        var announced = await _server.Client.PostAsync("/api/stations", _server.Token(role is Role.Animator ? role : Role.Supervisor, house), new { name = $"Poste de {called}" });
        await ScanAsync(announced.Body.GetProperty("code").GetString()!);
        await Expect(Page.Locator("#heading")).ToHaveTextAsync("Qui travaille ici\u00a0?");
        await ScanAsync(await BadgeAsync(called, role, house));
        await TapPinAsync();
        await Expect(Page.Locator("#name")).ToHaveTextAsync(called);
    }

    public async Task<string> BadgeAsync(string called, Role role = Role.Operator, string house = Workshop)
    {
        await using var scope = _server.Services.CreateAsyncScope();
        var badge = await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync(
            called, new(house), role, inTraining: false, Pin, new Caller(new("p"), new(house), Role.Supervisor, new("web")));
        return badge.Code;
    }

    public async Task TapPinAsync(string pin = Pin)
    {
        await Expect(Page.Locator("#pin-screen")).ToBeVisibleAsync();

        foreach (var digit in pin)
        {
            await Page.GetByRole(AriaRole.Button, new() { Name = digit.ToString(), Exact = true }).ClickAsync();
        }
    }

    /// <summary>One line from a scanner that is a keyboard: it looks at nothing and waits for nothing.</summary>
    public async Task ScanAsync(string line)
    {
        await Page.Keyboard.InsertTextAsync(line);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Key after key as fast as the browser takes them, without looking what the page does meanwhile.</summary>
    public Task BurstAsync(IEnumerable<string> lines) => BurstAsync(Context, Page, lines);

    /// <summary>The same in one of several tabs.</summary>
    public static async Task BurstAsync(IBrowserContext context, IPage page, IEnumerable<string> lines)
    {
        var session = await context.NewCDPSessionAsync(page);
        List<Task> keys = [];

        foreach (var sign in lines.SelectMany(line => $"{line}\r"))
        {
            var key = sign is '\r' ? "Enter" : sign.ToString();
            keys.Add(session.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyDown", ["key"] = key, ["text"] = sign.ToString(), ["windowsVirtualKeyCode"] = sign is '\r' ? 13 : 0 }));
            keys.Add(session.SendAsync("Input.dispatchKeyEvent", new() { ["type"] = "keyUp", ["key"] = key }));
        }

        await Task.WhenAll(keys);
        await session.DetachAsync();
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
