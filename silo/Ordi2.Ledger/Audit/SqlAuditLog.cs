using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Audit;

internal sealed class SqlAuditLog(LedgerDatabase database) : IAuditLog
{
    /// <summary>Refused scans, which the ledger keeps and this log only shows, stand beside refused commands, which it keeps itself.</summary>
    private const string RefusedByLedger = "command-refused";

    public async Task AddAsync(IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await AddAsync(database, transaction, entries, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Adds entries with what they tell of: both are there, or neither.</summary>
    internal static Task AddAsync(LedgerDatabase database, DbTransaction transaction, IReadOnlyList<AuditEntry> entries, CancellationToken cancellationToken) =>
        transaction.Connection!.ExecuteAsync(new CommandDefinition(
            """
            insert into audit (at, times, what, code, actor, organisation, role, device, about)
            values (@At, @Times, @What, @Code, @Actor, @Organisation, @Role, @Device, @About)
            """,
            entries.Select(entry => new
            {
                At = DatabaseTime.Of(database, entry.At),
                entry.Times,
                entry.What,
                entry.Code,
                entry.Actor,
                entry.Organisation,
                entry.Role,
                entry.Device,
                entry.About,
            }),
            transaction,
            cancellationToken: cancellationToken));

    public async Task<AuditPage> ListAsync(AuditFilter filter, CancellationToken cancellationToken = default)
    {
        Questions.CheckLimit(filter.Limit);
        var cursor = filter.Cursor is { } text ? AuditCursor.Read(text) : null;
        var entries = await OfLogAsync(filter, cursor, cancellationToken).ConfigureAwait(false);
        var refusals = filter.What is null or RefusedByLedger ? await OfLedgerAsync(filter, cursor, cancellationToken).ConfigureAwait(false) : [];

        // Both come the latest first; at the same moment the log's own come before the ledger's.
        var page = entries.Concat(refusals)
            .OrderByDescending(found => found.Entry.At)
            .ThenBy(found => found.Place.Device is not null)
            .Take(filter.Limit + 1)
            .ToArray();

        return page.Length <= filter.Limit
            ? new([.. page.Select(found => found.Entry)], null)
            : new([.. page[..filter.Limit].Select(found => found.Entry)], page[filter.Limit - 1].Place.Write());
    }

    private Task<ImmutableArray<(AuditEntry Entry, AuditCursor Place)>> OfLogAsync(AuditFilter filter, AuditCursor? after, CancellationToken cancellationToken)
    {
        // Who has an account is of the organisations that the person works for: what names one without any is for nobody else.
        var (where, parameters) = Where(filter, "a.at", "and (a.about is null or a.about = 'account/unknown' or a.about not like 'account/%')");

        if (filter.What is not null)
        {
            where += " and a.what = @What";
        }

        if (after is not null)
        {
            where += after.Device is null ? " and (a.at, a.position) < (@CursorAt, @CursorPosition)" : " and a.at < @CursorAt";
            parameters.Add("CursorAt", DatabaseTime.Of(database, after.At));
            parameters.Add("CursorPosition", after.Position);
        }

        return database.AskAsync(
            $"""
            select a.at, a.what, a.code, a.actor, a.organisation, a.role, a.device, a.about, a.times, a.position from audit a
            where {where} order by a.at desc, a.position desc limit @Limit
            """,
            parameters,
            row => (
                new AuditEntry(row.Moment(0), row.GetString(1))
                {
                    Code = row.Text(2),
                    Actor = row.Text(3),
                    Organisation = row.Text(4),
                    Role = row.Text(5),
                    Device = row.Text(6),
                    About = row.Text(7),
                    Times = row.GetInt32(8),
                },
                new AuditCursor(row.Moment(0), row.GetInt64(9), null, default)),
            cancellationToken);
    }

    private Task<ImmutableArray<(AuditEntry Entry, AuditCursor Place)>> OfLedgerAsync(AuditFilter filter, AuditCursor? after, CancellationToken cancellationToken)
    {
        var (where, parameters) = Where(filter, "a.recorded_at");

        if (after is not null)
        {
            where += after.Device is null
                ? " and a.recorded_at <= @CursorAt"
                : " and (a.recorded_at, a.device, a.client_event_id) < (@CursorAt, @CursorDevice, @CursorId)";
            parameters.Add("CursorAt", DatabaseTime.Of(database, after.At));
            parameters.Add("CursorDevice", after.Device);
            parameters.Add("CursorId", database is SqliteDatabase ? after.Id.ToByteArray(bigEndian: true) : after.Id);
        }

        return database.AskAsync(
            $"""
            select a.recorded_at, a.code, a.actor, a.organisation, a.device, a.stream, a.step, a.client_event_id from refusal a
            where {where} order by a.recorded_at desc, a.device desc, a.client_event_id desc limit @Limit
            """,
            parameters,
            ReadRefusal,
            cancellationToken);
    }

    private static (AuditEntry Entry, AuditCursor Place) ReadRefusal(DbDataReader row) => (
        new AuditEntry(row.Moment(0), RefusedByLedger)
        {
            Code = row.GetString(1),
            Actor = row.GetString(2),
            Organisation = row.GetString(3),
            Device = row.GetString(4),
            About = $"{row.GetString(5)} {row.GetString(6)}",
        },
        new AuditCursor(row.Moment(0), 0, row.GetString(4), EventRecords.ReadId(row.GetValue(7))));

    private (string Where, DynamicParameters Parameters) Where(AuditFilter filter, string at, string ofNobody = "")
    {
        var parameters = new DynamicParameters(new
        {
            filter.Organisation,
            filter.Code,
            filter.What,
            filter.Pole,
            filter.PoleRelation,
            Since = DatabaseTime.Of(database, filter.Since),
            Until = DatabaseTime.Of(database, filter.Until),
            Limit = filter.Limit + 1,
        });
        string?[] conditions =
        [
            filter.Organisation is null ? null : "a.organisation = @Organisation",
            filter.Code is null ? null : "a.code = @Code",
            filter.Since is null ? null : $"{at} >= @Since",
            filter.Until is null ? null : $"{at} < @Until",
            filter.Pole is null ? null :
                $"""
                ((a.organisation is null {ofNobody}) or a.organisation = @Pole or exists (
                    select 1 from aggregate_party p
                    where p.kind = 'organisation' and p.party = @Pole and p.id = a.organisation and (p.relations & @PoleRelation) <> 0))
                """,
        ];

        return (string.Join(" and ", conditions.Where(condition => condition is not null).DefaultIfEmpty("true")), parameters);
    }

    /// <summary>The entry with which a page ended: its moment, and its place among those of the same moment.</summary>
    private sealed record AuditCursor(DateTimeOffset At, long Position, string? Device, Guid Id)
    {
        public string Write() => string.Create(
            CultureInfo.InvariantCulture, $"{At.ToMicroseconds()}.{(Device is null ? Position.ToString(CultureInfo.InvariantCulture) : $"{Id:N}.{Device}")}");

        public static AuditCursor Read(string text)
        {
            var parts = text.Split('.', 3);

            if (parts.Length < 2 || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > DateTimeOffset.MaxValue.ToMicroseconds())
            {
                throw new InvalidCursorException(text);
            }

            var moment = Instants.FromDatabase(at);

            return parts.Length == 2 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var position) ? new(moment, position, null, default)
                : parts.Length == 3 && Guid.TryParseExact(parts[1], "N", out var id) ? new(moment, 0, parts[2], id)
                : throw new InvalidCursorException(text);
        }
    }
}
