using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.WorkingStates;

/// <summary>What a grain keeps between activations beside the ledger: small, and never the truth.</summary>
/// <param name="Json">The state.</param>
/// <param name="Etag">Which version of it.</param>
public sealed record WorkingState(string Json, string Etag);

/// <summary>Somebody else wrote the state since it was read.</summary>
public sealed class StaleWorkingStateException(string name, string key, string? etag)
    : Exception($"The working state '{name}' of '{key}' is no longer at '{etag ?? "none"}': read it again.");

/// <summary>The table in which the embedded runtime keeps its grains' working state.</summary>
public sealed class WorkingStateStore
{
    private readonly LedgerDatabase _database;

    internal WorkingStateStore(LedgerDatabase database) => _database = database;

    public async Task<WorkingState?> ReadAsync(string name, string key, CancellationToken cancellationToken = default)
    {
        var found = await _database.AskAsync(
            "select json, etag from working_state where name = @Name and key = @Key",
            new { Name = name, Key = key },
            row => new WorkingState(row.GetString(0), row.GetString(1)),
            cancellationToken).ConfigureAwait(false);
        return found.IsEmpty ? null : found[0];
    }

    /// <summary>Writes over the version that was read; the answer is the new version.</summary>
    /// <param name="etag">Version that was read; <see langword="null"/> when there was none.</param>
    /// <exception cref="StaleWorkingStateException">That version is no longer the one that stands there.</exception>
    public async Task<string> WriteAsync(string name, string key, string json, string? etag, CancellationToken cancellationToken = default)
    {
        var next = Guid.CreateVersion7().ToString("N");
        var written = await ExecuteAsync(
            etag is null
                ? "insert into working_state (name, key, etag, json) values (@Name, @Key, @Next, @Json) on conflict do nothing"
                : "update working_state set etag = @Next, json = @Json where name = @Name and key = @Key and etag = @Etag",
            new { Name = name, Key = key, Next = next, Json = json, Etag = etag },
            cancellationToken).ConfigureAwait(false);
        return written == 1 ? next : throw new StaleWorkingStateException(name, key, etag);
    }

    /// <summary>Forgets a state; forgetting what is not there changes nothing.</summary>
    /// <exception cref="StaleWorkingStateException">Another version stands there.</exception>
    public async Task ClearAsync(string name, string key, string? etag, CancellationToken cancellationToken = default)
    {
        var cleared = await ExecuteAsync(
            "delete from working_state where name = @Name and key = @Key and etag = @Etag",
            new { Name = name, Key = key, Etag = etag ?? "" },
            cancellationToken).ConfigureAwait(false);
        if (cleared == 0 && await ReadAsync(name, key, cancellationToken).ConfigureAwait(false) is not null)
        {
            throw new StaleWorkingStateException(name, key, etag);
        }
    }

    private async Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)).ConfigureAwait(false);
    }
}
