using Ordi2.Ledger.Testing;

namespace Ordi2.EndToEnd.Tests.Support;

/// <summary>The fictional territory in a process of its own, which ends by SIGKILL and comes back on the same data and the same address.</summary>
public sealed class KillableTown : ITown, IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly IReadOnlyDictionary<(string Organisation, string Role), string> _tokens;

    private KillableTown(RunningServer server, IReadOnlyDictionary<(string Organisation, string Role), string> tokens)
    {
        (Server, _tokens) = (server, tokens);
        _http = new() { BaseAddress = server.Address };
    }

    public RunningServer Server { get; }

    /// <summary>That of the machine: nobody moves the clock of another process.</summary>
    public TimeProvider Time => TimeProvider.System;

    /// <param name="database">Connection string of an empty PostgreSQL database; none means SQLite.</param>
    public static async Task<KillableTown> StartAsync(string? database)
    {
        var server = await RunningServer.StartAsync(database);
        return new(server, await Town.TokensAsync(server.Accounts));
    }

    public Hand As(string organisation, string role) => new(_http, _tokens[(organisation, role)], $"{organisation}-{role}".ToLowerInvariant(), Time);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return Server.DisposeAsync();
    }
}
