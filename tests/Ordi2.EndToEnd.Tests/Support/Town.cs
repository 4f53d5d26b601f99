using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Testing;
using Ordi2.Silo.Clocks;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Hosting;

namespace Ordi2.EndToEnd.Tests.Support;

/// <summary>The fictional territory: its people, each with a device in hand, and what time it is there.</summary>
public interface ITown
{
    TimeProvider Time { get; }

    /// <summary>Somebody of the territory with a device in hand.</summary>
    Hand As(string organisation, string role);
}

/// <summary>The whole program on a real port with the fictional territory in it. Everything that a test does goes through HTTP.</summary>
public abstract class Town : ITown, IAsyncLifetime
{
    private readonly DirectoryInfo _folder = TestFolder.Make("town");
    private IReadOnlyDictionary<(string Organisation, string Role), string> _tokens = null!;
    private WebApplication _app = null!;

    public HttpClient Http { get; private set; } = null!;

    /// <summary>The time of the town: it runs along, and a test moves it forward.</summary>
    public MovableClock Clock { get; } = new();

    TimeProvider ITown.Time => Clock;

    /// <summary>So much time passes, and the clock of the silo has done its round when it has: what was due by then has happened.</summary>
    public async Task PassAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await _app.Services.GetRequiredService<Clock>().RoundAsync();
    }

    public async Task InitializeAsync()
    {
        _app = Server.Build(
            new ServerSettings(_folder.FullName, await DatabaseAsync(), "http://127.0.0.1:0") { Demo = true },
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(Clock);
                builder.Logging.SetMinimumLevel(LogLevel.Error);
                builder.Configuration["Limits:RequestsPerSecond"] = "100000";
            });
        await _app.StartAsync();
        Http = new HttpClient
        {
            BaseAddress = new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()),
        };

        _tokens = await TokensAsync(Path.Combine(_folder.FullName, "demo-accounts.json"));
    }

    /// <summary>The first token of each role in each organisation.</summary>
    /// <param name="file">What the demonstration wrote down.</param>
    internal static async Task<IReadOnlyDictionary<(string Organisation, string Role), string>> TokensAsync(string file)
    {
        using var accounts = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        var tokens = new Dictionary<(string, string), string>();

        foreach (var account in accounts.RootElement.EnumerateArray())
        {
            tokens.TryAdd(
                (account.GetProperty("organisationId").GetString()!, account.GetProperty("role").GetString()!),
                account.GetProperty("token").GetString()!);
        }

        return tokens;
    }

    /// <summary>Somebody of the territory with a device in hand.</summary>
    public Hand As(string organisation, string role) => new(Http, _tokens[(organisation, role)], $"{organisation}-{role}".ToLowerInvariant(), Clock);

    /// <summary>Somebody new of an organisation of the pole, by a token of its own that the pole makes.</summary>
    public async Task<Hand> NewHandAsync(string organisation, Role role, string person)
    {
        var made = await As(Chain.Pole, "COORDINATOR").CreateAsync("tokens", new { organisation, role = role.Code(), person });
        return new Hand(Http, made.GetProperty("token").GetString()!, $"test-{organisation}-{person}", Clock);
    }

    /// <summary>The national body, which is outside of the program: what it decides is entered by whoever keeps the server.</summary>
    public async Task<Hand> NationalBodyAsync()
    {
        const string Id = "test-national";
        var secret = TokenSecret.Make();
        var now = Clock.GetUtcNow();
        await _app.Services.GetRequiredService<ITokenStore>().AddAsync(
            new ApiToken(Id, new Caller(new PersonId("national"), new OrganisationId("national"), Role.System, ApiToken.DeviceOf(Id)), now, now.AddDays(365), RevokedAt: null),
            TokenSecret.Hash(secret));
        return new Hand(Http, secret, Id, Clock);
    }

    /// <summary>An operator on the first day, with a badge: the supervisor confirms what it sorts out. Badges are given on a page, which has no other address.</summary>
    public async Task<string> NewBadgeAsync(string organisation, string pin)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        var by = new Caller(new PersonId("encadrante"), new OrganisationId(organisation), Role.Supervisor, new DeviceId("web"));
        return (await scope.ServiceProvider.GetRequiredService<BadgeDesk>().WelcomeAsync("Tesfaye", new(organisation), Role.Operator, inTraining: true, pin, by)).Code;
    }

    /// <summary>Every chain is whole and every counter is what a recount says.</summary>
    public async Task AssertSoundAsync()
    {
        var chains = await _app.Services.GetRequiredService<Verifier>().RunAsync();
        Assert.True(chains.AllRight, string.Join("; ", chains.Flaws.Select(flaw => flaw.Message)));
        var counters = await _app.Services.GetRequiredService<Recount>().RunAsync(refill: SiloHost.RefillOf(_app.Services));
        Assert.True(counters.AllRight, string.Join("; ", counters.Differences));
    }

    public async Task DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    protected abstract Task<string?> DatabaseAsync();
}

public sealed class SqliteTown : Town
{
    protected override Task<string?> DatabaseAsync() => Task.FromResult<string?>(null);
}

public sealed class PostgresTown : Town
{
    protected override async Task<string?> DatabaseAsync() => await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
}
