using System.Globalization;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Maintenance;

/// <summary>A backup or a restore that could not be done; the message says what to do.</summary>
public sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Copies the whole database, events and all that stands beside them, while it is in use; and puts a copy back. On SQLite a copy is a
/// SQLite file, on PostgreSQL an archive of pg_dump.
/// </summary>
public sealed class Backups
{
    private readonly LedgerDatabase _database;

    internal Backups(LedgerDatabase database) => _database = database;

    /// <summary>Writes a copy to a file that does not exist yet; the file appears when it is whole.</summary>
    /// <exception cref="BackupException">It could not be written.</exception>
    public async Task BackUpAsync(string file, CancellationToken cancellationToken = default)
    {
        var target = Path.GetFullPath(file);
        if (File.Exists(target))
        {
            throw new BackupException($"'{target}' exists already: give another name, or move it away.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new BackupException($"The folder of '{target}' does not exist: make it first.");
        }

        var unfinished = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            OwnerOnly.MakeFile(unfinished);
            await _database.BackUpAsync(unfinished, cancellationToken).ConfigureAwait(false);
            File.Move(unfinished, target);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Puts a copy in the place of what is there. Stop every server first.</summary>
    /// <param name="file">A copy that <see cref="BackUpAsync"/> wrote.</param>
    /// <param name="overwrite">Whether events that are in the database now may be lost.</param>
    /// <exception cref="BackupException">The copy is none, or the database is not empty.</exception>
    public async Task RestoreAsync(string file, bool overwrite = false, CancellationToken cancellationToken = default)
    {
        var source = Path.GetFullPath(file);
        if (!File.Exists(source))
        {
            throw new BackupException($"There is no backup '{source}'.");
        }

        var events = overwrite ? 0 : await CountEventsAsync(cancellationToken).ConfigureAwait(false);
        if (events > 0)
        {
            throw new BackupException(string.Create(
                CultureInfo.InvariantCulture,
                $"The database holds {events} events, which would be lost. Restore into an empty database, or give --overwrite if they may be lost."));
        }

        await _database.RestoreAsync(source, cancellationToken).ConfigureAwait(false);
    }

    private async Task<long> CountEventsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        return await connection.ExecuteScalarAsync<long>(_database.TableExists("event")).ConfigureAwait(false) == 0
            ? 0
            : await connection.ExecuteScalarAsync<long>("select count(*) from event").ConfigureAwait(false);
    }
}
