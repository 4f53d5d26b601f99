using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>A server and a browser of their own: what happens between them is as the story says.</summary>
public abstract class PhoneStory : IAsyncLifetime
{
    private protected static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 60_000 };

    private IPlaywright? _playwright;

    private protected PhoneStory() => Server = new() { Adjust = builder => builder.Services.AddSingleton<IStartupFilter>(Weather) };

    private protected Weather Weather { get; } = new();

    private protected DemoServer Server { get; }

    private protected IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (File.Exists(ChromiumFactAttribute.Program))
        {
            await Server.InitializeAsync();
            _playwright = await Playwright.CreateAsync();
            Browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumFactAttribute.Program, Args = ["--no-sandbox"] });
        }
    }

    public async Task DisposeAsync()
    {
        if (_playwright is not null)
        {
            await Browser.DisposeAsync();
            _playwright.Dispose();
            await Server.DisposeAsync();
        }
    }

    private protected async Task<string?> StatusAsync(string label) =>
        (await Server.Client.GetAsync($"/api/machines/{label}", Server.Token(Role.Supervisor, Phone.Workshop))).Body.GetProperty("status").GetString();

    private protected async Task<string[]> ReceivedAsync(int count)
    {
        string[] labels = [.. Enumerable.Range(0, count).Select(_ => DemoServer.NewLabel())];
        var results = await Server.Client.ScanAsync(Server.Token(Role.Operator, Phone.Workshop), [.. labels.Select(label => new OneScan(label, "receive-device", new { type = "LAPTOP" }))]);
        Assert.All(results, result => Assert.Equal("RECEIVED", result.GetProperty("status").GetString()));
        return labels;
    }
}
