using System.Data.Common;
using System.Globalization;
using System.Reflection;
using System.Text;
using Dapper;
using Microsoft.Extensions.Logging;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Maintenance;

namespace Ordi2.Ledger.Migrations;

/// <summary>
/// A series of numbered scripts inside an assembly: <c>0001-name.sql</c> for both databases, <c>0001-name.sqlite.sql</c> and
/// <c>0001-name.postgres.sql</c> for one. They only ever go forward.
/// </summary>
/// <param name="Series">For example <c>ledger</c>.</param>
/// <param name="Assembly">Where the scripts are embedded.</param>
/// <param name="Folder">The folder, as part of the resources' names: for example <c>.Migrations.</c>.</param>
public sealed record MigrationSeries(string Series, Assembly Assembly, string Folder = ".Migrations.")
{
    internal static readonly MigrationSeries Ledger = new("ledger", typeof(MigrationSeries).Assembly);
}

/// <summary>The database was made by a newer program.</summary>
public sealed class DatabaseTooNewException(string series, long found, long known) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"The database was last opened by a newer version ({series} {found}; this version knows up to {known}). Nothing was changed. " +
    $"Install that version or a newer one, or restore a backup that this version made."));

/// <summary>Brings the tables up to this program, under a lock, script by script.</summary>
public sealed partial class Migrator
{
    private readonly LedgerDatabase _database;
    private readonly IReadOnlyList<MigrationSeries> _series;
    private readonly TimeProvider _time;
    private readonly ILogger<Migrator> _logger;

    public Migrator(LedgerDatabase database, IEnumerable<MigrationSeries> series, TimeProvider time, ILogger<Migrator> logger)
    {
        _database = database;
        _series = [MigrationSeries.Ledger, .. series];
        _time = time;
        _logger = logger;
    }

    /// <summary>Runs every script that the database has not seen. Running it again, or twice at once, changes nothing.</summary>
    /// <exception cref="DatabaseTooNewException">The database has seen scripts that this program does not know.</exception>
    public Task MigrateAsync(CancellationToken cancellationToken = default) => MigrateAsync(long.MaxValue, cancellationToken);

    /// <summary>The same as a program that knew no script of the ledger after this one.</summary>
    internal async Task MigrateAsync(long last, CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        var scripts = _series.ToDictionary(series => series, series => Scripts(series).FindAll(script => series != MigrationSeries.Ledger || script.Number <= last));
        if (await connection.ExecuteScalarAsync<long>(_database.TableExists("migration")).ConfigureAwait(false) == 1
            && !await IsBehindAsync(connection, scripts).ConfigureAwait(false))
        {
            // Nothing to do: an account that may not make tables can start the program.
            return;
        }

        await using var locked = await _database.LockMigrationsAsync(connection, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(Translate(
            """
            create table if not exists migration (
                series      {text} not null,
                number      {long} not null,
                name        {text} not null,
                applied_at  {time} not null,
                primary key (series, number)
            ) {keyed}
            """)).ConfigureAwait(false);

        // All series are looked at before the first is touched: a newer database stays as it is.
        await IsBehindAsync(connection, scripts).ConfigureAwait(false);
        var isNew = (await AppliedAsync(connection, MigrationSeries.Ledger, transaction: null).ConfigureAwait(false)).Count == 0;

        // A new database comes whole or not at all, and waits for its disk once. One with rows in it goes on from the last script that was through.
        await using var whole = isNew ? await BeginAsync(connection, cancellationToken).ConfigureAwait(false) : null;
        foreach (var (series, known) in scripts)
        {
            // Somebody else may have made it while this one waited to begin.
            var made = whole is null ? [] : await AppliedAsync(connection, series, whole).ConfigureAwait(false);
            foreach (var script in known.Where(script => !made.Contains(script.Number)))
            {
                await SlowSteps.TellAsync(
                    whole is null ? ApplyAloneAsync(connection, series, script, cancellationToken) : ApplyAsync(connection, series, script, whole, cancellationToken),
                    _time,
                    taken => LogStillApplying(_logger, series.Series, script.Number, script.Name, (long)taken.TotalSeconds)).ConfigureAwait(false);
            }
        }

        if (whole is not null)
        {
            // Nothing is in it that an older version could have written.
            await Rebuild.NoteAsync(connection, _database, _time.GetUtcNow(), whole, cancellationToken).ConfigureAwait(false);
            await whole.CommitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<DbTransaction> BeginAsync(DbConnection connection, CancellationToken cancellationToken) => _database is SqliteDatabase
        ? await _database.BeginAloneAsync(connection, cancellationToken).ConfigureAwait(false)
        : await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);

    private static async Task<bool> IsBehindAsync(DbConnection connection, Dictionary<MigrationSeries, List<Script>> scripts)
    {
        var behind = false;
        foreach (var (series, known) in scripts)
        {
            var found = await AppliedAsync(connection, series, transaction: null).ConfigureAwait(false);
            var newest = known.Count == 0 ? 0 : known[^1].Number;
            var last = found.Count == 0 ? 0 : found.Max();
            if (last > newest)
            {
                throw new DatabaseTooNewException(series.Series, last, newest);
            }

            behind |= known.Exists(script => !found.Contains(script.Number));
        }

        return behind;
    }

    private async Task ApplyAloneAsync(DbConnection connection, MigrationSeries series, Script script, CancellationToken cancellationToken)
    {
        await using var transaction = await BeginAsync(connection, cancellationToken).ConfigureAwait(false);

        // Also one with a lower number than the last: two people wrote scripts side by side, and the later number came first.
        if ((await AppliedAsync(connection, series, transaction).ConfigureAwait(false)).Contains(script.Number))
        {
            return;
        }

        await ApplyAsync(connection, series, script, transaction, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task ApplyAsync(DbConnection connection, MigrationSeries series, Script script, DbTransaction transaction, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync(new CommandDefinition(
            Translate(script.Sql), transaction: transaction, commandTimeout: 3600, cancellationToken: cancellationToken)).ConfigureAwait(false);
        await connection.ExecuteAsync(
            "insert into migration (series, number, name, applied_at) values (@Series, @Number, @Name, @At)",
            new { series.Series, script.Number, script.Name, At = DatabaseTime.Of(_database, _time.GetUtcNow()) },
            transaction).ConfigureAwait(false);
        LogApplied(_logger, series.Series, script.Number, script.Name);
    }

    // Of an empty database there is nothing to list: whoever starts for the first time need not wait for how one lists.
    private static async Task<HashSet<long>> AppliedAsync(DbConnection connection, MigrationSeries series, DbTransaction? transaction) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from migration where series = @Series", new { series.Series }, transaction).ConfigureAwait(false) == 0
            ? []
            : [.. await connection.QueryAsync<long>("select number from migration where series = @Series", new { series.Series }, transaction).ConfigureAwait(false)];

    private List<Script> Scripts(MigrationSeries series)
    {
        var scripts = new List<Script>();
        foreach (var resource in series.Assembly.GetManifestResourceNames())
        {
            var folder = resource.IndexOf(series.Folder, StringComparison.Ordinal);
            if (folder < 0
                || NameOf(resource[(folder + series.Folder.Length)..]) is not (var number, { } name, var dialect)
                || (dialect is not null && dialect != _database.Dialect))
            {
                continue;
            }

            using var reader = new StreamReader(series.Assembly.GetManifestResourceStream(resource)!);
            scripts.Add(new Script(number, name, reader.ReadToEnd()));
        }

        scripts.Sort((a, b) => a.Number.CompareTo(b.Number));
        if (scripts.Zip(scripts.Skip(1)).FirstOrDefault(pair => pair.First.Number == pair.Second.Number) is ({ } first, { } second))
        {
            throw new InvalidOperationException($"The scripts {first.Name} and {second.Name} of '{series.Series}' have the same number.");
        }

        return scripts;
    }

    /// <summary>Number, name and dialect of a script: <c>0031-counters.sql</c>, <c>0031-counters.postgres.sql</c>.</summary>
    private static (long Number, string? Name, string? Dialect) NameOf(string file) =>
        file.Split('.') is [var first, .. var rest]
        && first.Split('-', 2) is [{ Length: 4 } digits, { Length: > 0 } name]
        && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? rest switch
            {
                ["sql"] => (number, name, null),
                [("sqlite" or "postgres") and var dialect, "sql"] => (number, name, dialect),
                _ => default,
            }
            : default;

    /// <summary>Puts this database's word for each <c>{word}</c>. By hand: a pattern would cost a tenth of a second at each start.</summary>
    private string Translate(string sql)
    {
        var translated = new StringBuilder(sql.Length);
        var done = 0;

        for (int open; (open = sql.IndexOf('{', done)) >= 0;)
        {
            translated.Append(sql, done, open - done);
            var end = open + 1;

            while (end < sql.Length && char.IsAsciiLetterLower(sql[end]))
            {
                end++;
            }

            if (end == open + 1 || end == sql.Length || sql[end] != '}')
            {
                translated.Append('{');
                done = open + 1;
                continue;
            }

            translated.Append(_database.Words.TryGetValue(sql[(open + 1)..end], out var word)
                ? word
                : throw new InvalidOperationException($"A script has the unknown word {sql[open..(end + 1)]}."));
            done = end + 1;
        }

        return translated.Append(sql, done, sql.Length - done).ToString();
    }

    [LoggerMessage(1, LogLevel.Information, "Applied {Series} script {Number} ({Name}).")]
    private static partial void LogApplied(ILogger logger, string series, long number, string name);

    [LoggerMessage(2, LogLevel.Information, "The tables are being brought up to this version: {Series} script {Number} ({Name}) takes {Seconds} s so far.")]
    private static partial void LogStillApplying(ILogger logger, string series, long number, string name, long seconds);

    private sealed record Script(long Number, string Name, string Sql);
}
