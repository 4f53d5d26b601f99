using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Ordi2.Scanner.Outbox;

internal sealed partial class OutboxStore
{
    private const string Columns = "number, scan_id, server, device, person, code, step, data, evidence, occurred_at, state, attempts, not_before, answer, answered_at";

    /// <summary>What may be sent now in one request: the oldest scans of one device and one person, as many as fit. From then on the server may have them.</summary>
    /// <param name="server">To which server; scans of another one stay.</param>
    /// <param name="signedOut">Persons whose scans wait for their next sign-in.</param>
    /// <param name="most">Most scans.</param>
    /// <param name="mostSigns">Most characters of code and fields together; one scan always fits.</param>
    public ImmutableArray<KeptScan> Due(string server, IReadOnlySet<string> signedOut, int most, long mostSigns = 8_000_000)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        const string IsDue = "state = 'waiting' and server = $server and not_before <= $now";

        lock (_one)
        {
            var persons = Persons(server, now, IsDue);

            if (persons.FirstOrDefault(one => !signedOut.Contains(one.Person)) is not { } next)
            {
                return [];
            }

            var due = Read(
                null,
                $"where {IsDue} and device = $device and person = $person order by number limit $most",
                ("$server", server), ("$now", now), ("$device", next.Device), ("$person", next.Person), ("$most", most));
            var signs = 0L;
            var fitting = due.TakeWhile((scan, i) => (signs += scan.Scan.Code.Length + (scan.Scan.Data?.Length ?? 0)) <= mostSigns || i == 0).Count();
            due = due[..fitting];
            _firstTime = [.. due.Select(scan => scan.Scan.Id).Where(_outside.Add)];
            return due;
        }
    }

    /// <summary>Whether anything waits for a server, now or later, but for the scans of these persons.</summary>
    public bool HasFor(string server, IReadOnlySet<string> signedOut)
    {
        lock (_one)
        {
            return Persons(server, long.MaxValue, "state = 'waiting' and server = $server and not_before <= $now").Exists(one => !signedOut.Contains(one.Person));
        }
    }

    /// <summary>How many scans there are, by state.</summary>
    public IReadOnlyDictionary<string, long> Counts()
    {
        lock (_one)
        {
            using var command = Command(null, "select state, count(*) from scan group by state", []);
            using var rows = command.ExecuteReader();
            var counts = States.All.ToDictionary(state => state, _ => 0L, StringComparer.Ordinal);

            while (rows.Read())
            {
                counts[rows.GetString(0)] = rows.GetInt64(1);
            }

            return counts;
        }
    }

    /// <summary>What SQLite says of when a commit returns: 2 is FULL.</summary>
    public long Synchronous => Convert.ToInt64(Scalar("pragma synchronous"), CultureInfo.InvariantCulture);

    /// <summary>How many scans wait.</summary>
    public long Waiting => Counts()[States.Waiting];

    /// <summary>Scans, the latest first.</summary>
    /// <param name="state">Only those in this state.</param>
    /// <param name="most">Most of them.</param>
    public ImmutableArray<KeptScan> List(string? state = null, int most = int.MaxValue)
    {
        lock (_one)
        {
            return Read(null, "where $state is null or state = $state order by number desc limit $most", ("$state", state), ("$most", most));
        }
    }

    public KeptScan? Find(Guid scan)
    {
        lock (_one)
        {
            return Read(null, "where scan_id = $id", ("$id", Text(scan))).FirstOrDefault();
        }
    }

    /// <summary>The wish that a scan be taken back; nothing where nobody said so.</summary>
    public Wish? WishOf(Guid scan)
    {
        lock (_one)
        {
            return WishOf(null, scan);
        }
    }

    private Wish? WishOf(SqliteTransaction? transaction, Guid scan)
    {
        using var command = Command(transaction, "select correction, at from wish where scan_id = $id", [("$id", Text(scan))]);
        using var rows = command.ExecuteReader();
        return rows.Read() ? new(Guid.Parse(rows.GetString(0)), Moment(rows.GetString(1))) : null;
    }

    /// <summary>What was taken from a report already and was not refused.</summary>
    public ImmutableArray<KeptScan> OfReport(string evidence)
    {
        lock (_one)
        {
            return Read(null, "where evidence = $evidence and state not in ('refused', 'retried') order by number", ("$evidence", evidence));
        }
    }

    public BenchMachine? Bench()
    {
        lock (_one)
        {
            using var command = Command(null, "select code, at, locks_tested from bench", []);
            using var rows = command.ExecuteReader();
            return rows.Read() ? new(rows.GetString(0), Moment(rows.GetString(1)), rows.GetInt64(2) == 1) : null;
        }
    }

    private List<Origin> Persons(string server, long now, string isDue)
    {
        using var command = Command(
            null, $"select device, person from scan where {isDue} group by device, person order by min(number)", [("$server", server), ("$now", now)]);
        using var rows = command.ExecuteReader();
        List<Origin> persons = [];

        while (rows.Read())
        {
            persons.Add(new(server, rows.GetString(0), rows.GetString(1)));
        }

        return persons;
    }

    private ImmutableArray<KeptScan> Read(SqliteTransaction? transaction, string where, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var command = Command(transaction, $"select {Columns} from scan {where}", parameters);
        using var rows = command.ExecuteReader();
        var scans = ImmutableArray.CreateBuilder<KeptScan>();

        while (rows.Read())
        {
            scans.Add(new(
                rows.GetInt64(0),
                new(rows.GetString(2), rows.GetString(3), rows.GetString(4)),
                new(Guid.Parse(rows.GetString(1)), rows.GetString(5), rows.GetString(6), Moment(rows.GetString(9)), TextOf(rows, 7), TextOf(rows, 8)),
                rows.GetString(10))
            {
                Attempts = rows.GetInt32(11),
                NotBefore = rows.GetInt64(12) is > 0 and var until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
                Answer = TextOf(rows, 13) is { } answer ? JsonSerializer.Deserialize<Receipt>(answer, Wire.Options) : null,
                AnsweredAt = TextOf(rows, 14) is { } at ? Moment(at) : null,
            });
        }

        return scans.ToImmutable();
    }

    private object? Scalar(string sql)
    {
        lock (_one)
        {
            using var command = Command(null, sql, []);
            return command.ExecuteScalar();
        }
    }

    private static string? TextOf(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
