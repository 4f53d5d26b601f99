using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Testing;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Demo;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Tests.Support;

/// <summary>The whole product as it is shipped, with its demonstration, on a real port and a SQLite file of its own.</summary>
public sealed class DemoServer : IAsyncLifetime
{
    private DirectoryInfo? _folder;
    private WebApplication? _app;
    private ServerSettings? _settings;

    /// <summary>What a test sets otherwise than it is shipped.</summary>
    internal Action<WebApplicationBuilder>? Adjust { get; init; }

    internal List<DemoAccount> Accounts { get; private set; } = [];

    internal WebClient Client { get; private set; } = new(new Uri("http://127.0.0.1"));

    internal Uri Address { get; private set; } = new("http://127.0.0.1");

    public Task InitializeAsync() => StartAsync(postgres: false);

    internal async Task StartAsync(bool postgres)
    {
        _folder = TestFolder.Make("web");
        var database = postgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        _settings = new ServerSettings(_folder.FullName, database, "http://127.0.0.1:0") { Demo = true };
        await LaunchAsync();
    }

    /// <summary>Stops it and starts it again on what it left, or on what became of that while it was away.</summary>
    internal async Task RestartAsync(Func<Task>? meanwhile = null)
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        await LaunchAsync();
    }

    private async Task LaunchAsync()
    {
        // Many tests sign in from one address; how often one may is a test of its own.
        _app = Server.Build(_settings!, builder =>
        {
            builder.Configuration["RequestLimits:SignInsPerMinute"] = "1000";
            builder.Configuration["RequestLimits:PublicFormsPerMinute"] = "1000";
            Adjust?.Invoke(builder);
        });
        await _app.StartAsync();

        Address = new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());
        Client = new WebClient(Address);
        Accounts = JsonSerializer.Deserialize<List<DemoAccount>>(
            await File.ReadAllTextAsync(Path.Combine(_folder!.FullName, "demo-accounts.json")), WireJson.Options)!;
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _folder!.Delete(recursive: true);
    }

    /// <summary>Every chain is right, and every board shows what a recount counts.</summary>
    internal async Task AssertWholeAsync()
    {
        var verified = await _app!.Services.GetRequiredService<Verifier>().RunAsync();
        var recounted = await _app.Services.GetRequiredService<Recount>().RunAsync(refill: SiloHost.RefillOf(_app.Services));

        Assert.Empty(verified.Flaws);
        Assert.Empty(recounted.Differences);
    }

    internal string Folder => _folder!.FullName;

    /// <summary>The file or the connection string of its database.</summary>
    internal string Database => _settings!.Database ?? Path.Combine(Folder, "ordi2.db");

    internal IServiceProvider Services => _app!.Services;

    /// <summary>A token of somebody that the demonstration does not have.</summary>
    internal async Task<string> TokenForAsync(string person, string organisation, Role role)
    {
        var (secret, id, now) = (TokenSecret.Make(), Guid.CreateVersion7().ToString("N"), DateTimeOffset.UtcNow);
        await Services.GetRequiredService<ITokenStore>().AddAsync(
            new ApiToken(id, new Caller(new(person), new(organisation), role, ApiToken.DeviceOf(id)), now, now.AddDays(1), RevokedAt: null),
            TokenSecret.Hash(secret));
        return secret;
    }

    internal DemoAccount Account(Role role, string? organisation = null) =>
        Accounts.First(account => account.Role == role && (organisation is null || account.OrganisationId == organisation));

    internal string Token(Role role, string? organisation = null) => Account(role, organisation).Token;

    /// <summary>A label that no test used before.</summary>
    internal static string NewLabel() => LabelCode.Make(RandomNumberGenerator.GetInt32).Text;

    /// <summary>A machine that the first workshop received, with nothing known of where it came from.</summary>
    internal async Task<string> ReceivedAsync(string? serial = null, string? donorNumber = null)
    {
        var label = NewLabel();
        var results = await Client.ScanAsync(Token(Role.Operator), new OneScan(label, "receive-device", new { type = "LAPTOP", serial, donorNumber }));
        Assert.True(results[0].GetProperty("status").GetString() == "RECEIVED", results[0].GetRawText());
        return label;
    }
}

/// <summary>Tests that share one server: each takes labels and identifiers of its own.</summary>
[CollectionDefinition(Name)]
public sealed class DemoServerTests : ICollectionFixture<DemoServer>
{
    public const string Name = "a server with its demonstration";
}
