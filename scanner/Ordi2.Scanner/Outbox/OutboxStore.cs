using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ordi2.Ledger;

namespace Ordi2.Scanner.Outbox;

/// <summary>The outbox cannot be used; the sentence says what to do.</summary>
internal sealed class OutboxException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The scans of this device: each is on the disk before anything else happens with it, and stays until the server has answered, then as a
/// record of the answer. A kill at any moment loses nothing of which it was said that it is kept.
/// </summary>
internal sealed partial class OutboxStore : IDisposable
{
    private const int Version = 2;

    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;

    // A station reads, sends and tells at the same time; a connection does one thing at a time.
    private readonly Lock _one = new();

    // What was given to the sender and is not answered: the server may have it. Asked and written under the lock.
    private readonly HashSet<Guid> _outside = [];

    // Of these, what was given to the sender for the first time just now: what an earlier attempt may have brought to the server stays outside.
    private HashSet<Guid> _firstTime = [];

    private OutboxStore(SqliteConnection connection, TimeProvider time) => (_connection, _time) = (connection, time);

    /// <summary>Opens the outbox, or makes it, for its owner only.</summary>
    /// <exception cref="OutboxException">It is damaged, of a newer program, or may not be written.</exception>
    public static OutboxStore Open(string path, TimeProvider time)
    {
        SqliteConnection? connection = null;

        try
        {
            OwnerOnly.MakeFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            OwnerOnly.MakeFile(path);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 30 }.ToString());
            connection.Open();
            var store = new OutboxStore(connection, time);
            store.Prepare(path);
            return store;
        }
        catch (Exception problem) when (problem is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw new OutboxException(
                BothLanguages.Say(
                    $"La file d'envoi {path} ne s'ouvre pas ({problem.Message}). Mettez ce fichier de côté sans l'effacer et prévenez l'encadrant.",
                    $"The outbox {path} does not open ({problem.Message}). Put this file aside without deleting it and tell the supervisor."),
                problem);
        }
        catch (OutboxException)
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Keeps scans, all or none of them.</summary>
    /// <returns>How many were new: one whose id is known, or whose report was taken already, is left out.</returns>
    /// <exception cref="OutboxException">They are not kept: the disk is full, or broken.</exception>
    public int Put(Origin origin, params IReadOnlyList<NewScan> scans) => Put(origin, bench: null, scans);

    /// <summary>Keeps scans, and which machine lies on the bench now.</summary>
    /// <returns>How many were new.</returns>
    /// <exception cref="OutboxException">They are not kept: the disk is full, or broken.</exception>
    public int Put(Origin origin, BenchMachine? bench, params IReadOnlyList<NewScan> scans)
    {
        try
        {
            return Alone(transaction => Put(transaction, origin, bench, scans));
        }
        catch (SqliteException problem)
        {
            throw new OutboxException($"Ce scan n'est PAS gardé : le disque de ce poste ne prend plus rien ({problem.Message}). Arrêtez de scanner et appelez l'encadrant.", problem);
        }
    }

    private int Put(SqliteTransaction? transaction, Origin origin, BenchMachine? bench, IReadOnlyList<NewScan> scans)
    {
        var kept = 0;

        if (bench is not null)
        {
            SetBench(transaction, bench);
        }

        foreach (var scan in scans)
        {
            kept += Run(
                transaction,
                """
                insert into scan (scan_id, server, device, person, code, step, data, evidence, occurred_at, kept_at, state)
                values ($id, $server, $device, $person, $code, $step, $data, $evidence, $occurred, $now, 'waiting')
                on conflict do nothing
                """,
                ("$id", Text(scan.Id)), ("$server", origin.Server), ("$device", origin.Device), ("$person", origin.Person), ("$code", scan.Code), ("$step", scan.Step),
                ("$data", scan.Data), ("$evidence", scan.Evidence), ("$occurred", Text(scan.OccurredAt)), ("$now", Text(_time.GetUtcNow())));
        }

        return kept;
    }

    /// <summary>Writes answers down. A scan that has its answer keeps it; where it is to be taken back, its correction is kept in the same piece.</summary>
    public void Answer(IEnumerable<Receipt> receipts) => Alone(transaction =>
    {
        foreach (var receipt in receipts)
        {
            _outside.Remove(receipt.ScanId);
            Run(
                transaction,
                "update scan set state = $state, answer = $answer, answered_at = $now where scan_id = $id and state = 'waiting'",
                ("$id", Text(receipt.ScanId)), ("$state", receipt.State), ("$answer", JsonSerializer.Serialize(receipt, Wire.Options)), ("$now", Text(_time.GetUtcNow())));
            CorrectWhatIsUnwanted(transaction, receipt.ScanId);
        }

        return 0;
    });

    /// <summary>The server cannot read this scan: it stands aside with the reason, and the others go on.</summary>
    public void SetAside(Guid scan, Sentence why) => Alone(transaction => Run(
        transaction,
        "update scan set state = 'unsendable', answer = $answer, answered_at = $now where scan_id = $id and state = 'waiting'",
        ("$id", Text(scan)), ("$answer", JsonSerializer.Serialize(new Receipt(scan, States.Unsendable, Reason: why), Wire.Options)), ("$now", Text(_time.GetUtcNow()))));

    /// <summary>Takes a scan back that nobody but this device knows.</summary>
    /// <returns>Whether it is taken back; not where the server may have it.</returns>
    public bool TakeBack(Guid scan)
    {
        lock (_one)
        {
            return !_outside.Contains(scan) && Run(
                null, "update scan set state = 'undone', answered_at = $now where scan_id = $id and state = 'waiting'", ("$id", Text(scan)), ("$now", Text(_time.GetUtcNow()))) == 1;
        }
    }

    /// <summary>
    /// The server may have this scan, and whoever made it takes it back: once the answer is here, or where it is already, its correction is kept. That holds when
    /// this program ends meanwhile, whichever program sends next.
    /// </summary>
    /// <param name="scan">Which.</param>
    /// <param name="correction">Id that the correction will have.</param>
    /// <param name="at">When it was said: the server looks whether that was in time.</param>
    /// <exception cref="OutboxException">The wish is not kept.</exception>
    public void Unwant(Guid scan, Guid correction, DateTimeOffset at)
    {
        try
        {
            Alone(transaction =>
            {
                Run(
                    transaction,
                    "insert into wish (scan_id, correction, at) values ($id, $correction, $at) on conflict do nothing",
                    ("$id", Text(scan)), ("$correction", Text(correction)), ("$at", Text(at)));
                CorrectWhatIsUnwanted(transaction, scan);
                return 0;
            });
        }
        catch (SqliteException problem)
        {
            throw new OutboxException($"L'annulation n'est PAS gardée : le disque de ce poste ne prend plus rien ({problem.Message}). Appelez l'encadrant.", problem);
        }
    }

    private void CorrectWhatIsUnwanted(SqliteTransaction? transaction, Guid scan)
    {
        if (WishOf(transaction, scan) is { } wish && Read(transaction, "where scan_id = $id", ("$id", Text(scan))) is [{ State: States.Accepted or States.Finding } kept])
        {
            Put(transaction, kept.Origin, bench: null, [Corrections.Of(kept, wish)]);
        }
    }

    /// <summary>These were on their way and never left: the server was not reached, or took nothing of what was sent.</summary>
    public void NeverLeft(IEnumerable<KeptScan> scans)
    {
        lock (_one)
        {
            foreach (var scan in scans.Where(scan => _firstTime.Contains(scan.Scan.Id)))
            {
                _outside.Remove(scan.Scan.Id);
            }
        }
    }

    /// <summary>These were sent without an answer; others may go first.</summary>
    public void Postpone(IEnumerable<KeptScan> scans, Func<int, TimeSpan> pause) => Alone(transaction =>
    {
        foreach (var scan in scans)
        {
            Run(
                transaction,
                "update scan set attempts = $attempts, not_before = $until where scan_id = $id and state = 'waiting'",
                ("$id", Text(scan.Scan.Id)), ("$attempts", scan.Attempts + 1), ("$until", (_time.GetUtcNow() + pause(scan.Attempts + 1)).ToUnixTimeMilliseconds()));
        }

        return 0;
    });

    /// <summary>What was refused is asked again as a new scan that happened when the first one did; what could not be sent or waits is sent at once.</summary>
    /// <param name="scan">Only this one.</param>
    /// <param name="newId">Makes ids.</param>
    /// <returns>How many wait now because of this.</returns>
    public int Retry(Guid? scan, Func<Guid> newId) => Alone(transaction =>
    {
        var again = Run(
            transaction,
            "update scan set state = 'waiting', not_before = 0, answer = null, answered_at = null where (state = 'unsendable' or (state = 'waiting' and not_before > 0)) and ($id is null or scan_id = $id)",
            ("$id", Text(scan)));
        var refused = Read(transaction, "where state = 'refused' and ($id is null or scan_id = $id) order by number", ("$id", Text(scan)));

        foreach (var old in refused)
        {
            Run(transaction, "update scan set state = 'retried' where number = $number", ("$number", old.Number));
            Run(
                transaction,
                """
                insert into scan (scan_id, server, device, person, code, step, data, evidence, occurred_at, kept_at, state)
                select $new, server, device, person, code, step, data, evidence, occurred_at, $now, 'waiting' from scan where number = $number
                on conflict do nothing
                """,
                ("$new", Text(newId())), ("$number", old.Number), ("$now", Text(_time.GetUtcNow())));
        }

        return again + refused.Length;
    });

    /// <summary>Puts a machine on the bench: reports without a label are its reports.</summary>
    public void SetBench(BenchMachine machine) => Alone(transaction => SetBench(transaction, machine));

    private int SetBench(SqliteTransaction? transaction, BenchMachine machine) => Run(
        transaction,
        "insert into bench (one, code, at, locks_tested) values (1, $code, $at, $locks) on conflict (one) do update set code = excluded.code, at = excluded.at, locks_tested = excluded.locks_tested",
        ("$code", machine.Code), ("$at", Text(machine.At)), ("$locks", machine.LocksTested ? 1 : 0));

    public void Dispose() => _connection.Dispose();

    private void Prepare(string path)
    {
        // FULL: a commit is on the disk when it returns, also when the power goes.
        Alone(_ => Run(null, "pragma synchronous = full"), inTransaction: false);
        var found = Convert.ToInt64(Scalar("pragma user_version"), CultureInfo.InvariantCulture);

        if (found > Version)
        {
            throw new OutboxException(BothLanguages.Say(
                $"La file d'envoi {path} vient d'une version plus récente de ce programme. Installez cette version.",
                $"The outbox {path} is of a later version of this program. Install that version."));
        }

        if (found == Version)
        {
            return;
        }

        Alone(_ => Run(null, "pragma journal_mode = wal"), inTransaction: false);
        Alone(transaction => Run(transaction, Schema));
    }

    private T Alone<T>(Func<SqliteTransaction?, T> work, bool inTransaction = true)
    {
        lock (_one)
        {
            if (!inTransaction)
            {
                return work(null);
            }

            using var transaction = _connection.BeginTransaction(deferred: false);
            var result = work(transaction);
            transaction.Commit();
            return result;
        }
    }

    private int Run(SqliteTransaction? transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(transaction, sql, parameters);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(SqliteTransaction? transaction, string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;

        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    private static string Text(Guid id) => id.ToString("D");

    private static string? Text(Guid? id) => id?.ToString("D");

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private const string Schema =
        """
        create table if not exists scan (
            number       integer primary key autoincrement,
            scan_id      text not null unique,
            server       text not null,
            device       text not null,
            person       text not null,
            code         text not null,
            step         text not null,
            data         text,
            evidence     text,
            occurred_at  text not null,
            kept_at      text not null,
            state        text not null,
            attempts     integer not null default 0,
            not_before   integer not null default 0,
            answer       text,
            answered_at  text
        ) strict;
        create index if not exists scan_waiting on scan (number) where state = 'waiting';
        create unique index if not exists scan_of_report on scan (evidence, step) where evidence is not null and state not in ('refused', 'retried');
        create table if not exists bench (
            one           integer primary key check (one = 1),
            code          text not null,
            at            text not null,
            locks_tested  integer not null
        ) strict;
        create table if not exists wish (
            scan_id     text primary key,
            correction  text not null,
            at          text not null
        ) strict;
        pragma user_version = 2;
        """;
}

/// <summary>The machine that lies on the bench: the one that was scanned last.</summary>
/// <param name="Code">As it was read.</param>
/// <param name="At">When.</param>
/// <param name="LocksTested">Whoever scanned it has looked for activation, firmware and supervisor locks and found none.</param>
internal sealed record BenchMachine(string Code, DateTimeOffset At, bool LocksTested);
