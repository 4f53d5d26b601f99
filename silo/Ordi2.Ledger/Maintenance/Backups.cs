using System.Globalization;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Maintenance;

/// <summary>A backup or a restore that could not be done; the message says what to do, in French and on the next line in English.</summary>
public sealed class BackupException(string french, string english, Exception? inner = null) : Exception($"{french}{Environment.NewLine}{english}", inner);

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
            throw new BackupException(
                $"Le fichier « {target} » existe déjà : donnez un autre nom, ou déplacez-le. Il n'a pas été touché.",
                $"'{target}' exists already: give another name, or move it away. It was not touched.");
        }

        if (!Directory.Exists(Path.GetDirectoryName(target)))
        {
            throw new BackupException(
                $"Le dossier de « {target} » n'existe pas : créez-le d'abord.",
                $"The folder of '{target}' does not exist: make it first.");
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
            throw new BackupException(
                $"La copie « {source} » n'existe pas : vérifiez le nom et le dossier.",
                $"There is no backup '{source}': check its name and its folder.");
        }

        var events = overwrite ? 0 : await CountEventsAsync(cancellationToken).ConfigureAwait(false);
        if (events > 0)
        {
            throw new BackupException(
                string.Create(CultureInfo.InvariantCulture, $"La base contient {events} événements, qui seraient perdus. Remettez la copie dans une base vide, ou ajoutez --overwrite s'ils peuvent l'être."),
                string.Create(CultureInfo.InvariantCulture, $"The database holds {events} events, which would be lost. Restore into an empty database, or give --overwrite if they may be lost."));
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
