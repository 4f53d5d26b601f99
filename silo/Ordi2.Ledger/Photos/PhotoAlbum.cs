using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Ordi2.Contracts;
using Ordi2.Contracts.Photos;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Photos;

/// <summary>The photos of the machines: in the database, so that every web process shows the same and a backup holds them.</summary>
public sealed class PhotoAlbum
{
    /// <summary>How long a photo waits for the report that it came with: as long as somebody may have its form open.</summary>
    private static readonly TimeSpan Waits = TimeSpan.FromDays(1);

    // The report of 'r' is there. The journal says so and nothing else: no step between the two can be lost.
    private const string IsReported = "exists (select 1 from event e where e.stream = r.report and e.seq = 1)";

    private const string IsNamedNowhere = "not exists (select 1 from photo_of o where o.photo = id) and not exists (select 1 from photo_of_report r where r.photo = id)";

    private readonly LedgerDatabase _database;

    internal PhotoAlbum(LedgerDatabase database) => _database = database;

    /// <summary>Adds a photo to a machine; adding it again changes nothing.</summary>
    /// <param name="machine">Label of the machine.</param>
    /// <param name="photo">What it is.</param>
    /// <param name="content">Its content, which its id is made of.</param>
    /// <param name="room">How many the machine may have: of the photo's organisation, or, for one that nobody gave, of the public.</param>
    /// <param name="report">The stream that the report begins with which it came: it is one of the machine once that is there. Nothing where it came by itself.</param>
    /// <param name="cancellationToken">Whoever sent it is gone.</param>
    public async Task<PhotoAdded> AddAsync(
        string machine, MachinePhoto photo, ReadOnlyMemory<byte> content, PhotoRoom room, string? report = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photo);

        var row = new
        {
            photo.Id,
            photo.MediaType,
            photo.Width,
            photo.Height,
            photo.Bytes,
            Content = content.ToArray(),
            Machine = machine,
            At = DatabaseTime.Of(_database, photo.At),
            photo.Organisation,
            photo.Person,
            Report = report,
            room.Most,
            Since = DatabaseTime.Of(_database, room.Since),
            Old = DatabaseTime.Of(_database, photo.At - Waits),
            Personal = PhotoWithdrawalReason.PersonalData.Code(),
        };
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await OneAfterTheOtherAsync(transaction, $"photo/{photo.Id}", cancellationToken).ConfigureAwait(false);
        await OneAfterTheOtherAsync(transaction, $"photos/{machine}", cancellationToken).ConfigureAwait(false);

        if (await AnyAsync("photo_withdrawn where photo = @Id and (machine = @Machine or reason = @Personal)").ConfigureAwait(false))
        {
            return PhotoAdded.Withdrawn;
        }

        await DoAsync("insert into photo (id, media_type, width, height, bytes, content) values (@Id, @MediaType, @Width, @Height, @Bytes, @Content) on conflict do nothing").ConfigureAwait(false);

        if (report is null)
        {
            await DoAsync(
                $"""
                insert into photo_of (machine, photo, at, organisation, person)
                select @Machine, @Id, @At, @Organisation, @Person
                where (select count(*) from photo_of where machine = @Machine and at > @Since and organisation {(photo.Organisation is null ? "is null" : "= @Organisation")}) < @Most
                on conflict do nothing
                """).ConfigureAwait(false);
        }
        else
        {
            await ThrowAwayAsync(transaction, row, cancellationToken).ConfigureAwait(false);

            // Those that wait count by themselves: a report that fails takes nothing from the next, and nobody fills the place with such.
            await DoAsync(
                $"""
                insert into photo_of_report (machine, photo, report, at)
                select @Machine, @Id, @Report, @At
                where (select count(*) from photo_of where machine = @Machine and at > @Since and organisation is null)
                    + (select count(distinct r.photo) from photo_of_report r where r.machine = @Machine and r.at > @Since and r.photo <> @Id and {IsReported}) < @Most
                  and (select count(distinct r.photo) from photo_of_report r where r.machine = @Machine and r.photo <> @Id and not {IsReported}) < @Most
                on conflict do nothing
                """).ConfigureAwait(false);
        }

        if (!await AnyAsync(report is null ? "photo_of where machine = @Machine and photo = @Id" : "photo_of_report where machine = @Machine and photo = @Id and report = @Report").ConfigureAwait(false))
        {
            return PhotoAdded.TooMany;
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return PhotoAdded.Kept;

        Task<int> DoAsync(string sql) => connection.ExecuteAsync(new CommandDefinition(sql, row, transaction, cancellationToken: cancellationToken));

        async Task<bool> AnyAsync(string where) => await connection.ExecuteScalarAsync<long>(
            new CommandDefinition($"select count(*) from {where}", row, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false) > 0;
    }

    /// <summary>A photo that came with a form comes with it again, corrected: as another report of the same machine.</summary>
    /// <returns>Whether it came with one before.</returns>
    public async Task<bool> AddAgainAsync(string machine, string id, string report, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into photo_of_report (machine, photo, report, at)
            select @Machine, @Id, @Report, @At where exists (select 1 from photo_of_report where machine = @Machine and photo = @Id)
            on conflict do nothing
            """,
            new { Machine = machine, Id = id, Report = report, At = DatabaseTime.Of(_database, at) },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        return await CameWithReportAsync(machine, id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Whether a photo came with a report of a machine, also one that is not there yet.</summary>
    public async Task<bool> CameWithReportAsync(string machine, string id, CancellationToken cancellationToken = default) => !(await _database.AskAsync(
        "select 1 from photo_of_report where machine = @Machine and photo = @Id limit 1", new { Machine = machine, Id = id }, static _ => true, cancellationToken).ConfigureAwait(false)).IsEmpty;

    /// <summary>The photos of a machine, the first first.</summary>
    public Task<ImmutableArray<MachinePhoto>> ListAsync(string machine, CancellationToken cancellationToken = default) => _database.AskAsync(
        $"""
        select p.id, p.media_type, p.width, p.height, p.bytes, o.at, o.organisation, o.person from (
            select photo, at, organisation, person from photo_of where machine = @Machine
            union all
            select r.photo, min(r.at), null, null from photo_of_report r
            where r.machine = @Machine and {IsReported} and not exists (select 1 from photo_of o where o.machine = r.machine and o.photo = r.photo)
            group by r.photo) o
        join photo p on p.id = o.photo order by o.at, o.photo
        """,
        new { Machine = machine },
        static row => new MachinePhoto(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.Moment(5), row.Text(6), row.Text(7)),
        cancellationToken);

    /// <summary>The content of a photo of a machine; nothing where the machine has no such photo.</summary>
    public async Task<(string MediaType, byte[] Content)?> ReadAsync(string machine, string id, CancellationToken cancellationToken = default)
    {
        var found = await _database.AskAsync(
            $"""
            select p.media_type, p.content from photo p where p.id = @Id and (
                exists (select 1 from photo_of o where o.machine = @Machine and o.photo = p.id)
                or exists (select 1 from photo_of_report r where r.machine = @Machine and r.photo = p.id and {IsReported}))
            """,
            new { Machine = machine, Id = id },
            static row => (MediaType: row.GetString(0), Content: row.GetFieldValue<byte[]>(1)),
            cancellationToken).ConfigureAwait(false);
        return found.IsEmpty ? null : found[0];
    }

    /// <summary>What was taken away from a machine, the first first.</summary>
    public Task<ImmutableArray<WithdrawnPhoto>> WithdrawnAsync(string machine, CancellationToken cancellationToken = default) => _database.AskAsync(
        "select photo, at, reason, organisation, person from photo_withdrawn where machine = @Machine order by at, photo",
        new { Machine = machine },
        static row => new WithdrawnPhoto(
            row.GetString(0),
            row.Moment(1),
            Codes.TryParse<PhotoWithdrawalReason>(row.GetString(2), out var reason) ? reason : throw new InvalidOperationException($"Unknown reason '{row.GetString(2)}'."),
            row.GetString(3),
            row.GetString(4)),
        cancellationToken);

    /// <summary>Whether an event of one of these streams names a photo.</summary>
    public async Task<bool> IsNamedAsync(IReadOnlyCollection<string> streams, string id, CancellationToken cancellationToken = default)
    {
        // Its id is 64 digits that stand for nothing else, wherever in the event they are.
        var data = _database is SqliteDatabase ? "e.data" : "e.data::text";
        return !(await _database.AskAsync(
            $"select 1 from event e where {_database.In("e.stream", "@Streams")} and {data} like @Named limit 1",
            new { Streams = streams.ToArray(), Named = $"%\"{id}\"%" },
            static _ => true,
            cancellationToken).ConfigureAwait(false)).IsEmpty;
    }

    /// <summary>
    /// Takes a photo away from a machine, or, where it shows a person, from all machines that it was kept for. The content goes when no
    /// machine has it any more. The fact and the line of the audit log are written with it, or nothing is.
    /// </summary>
    /// <returns>Whether it was there; taking it away again changes nothing.</returns>
    public async Task<bool> WithdrawAsync(string machine, WithdrawnPhoto photo, AuditEntry entry, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(photo);

        var from = photo.Reason is PhotoWithdrawalReason.PersonalData ? "o.photo = @Id" : "o.photo = @Id and o.machine = @Machine";
        var row = new { photo.Id, Machine = machine, At = DatabaseTime.Of(_database, photo.At), Reason = photo.Reason.Code(), photo.Organisation, photo.Person };
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);

        if (_database is SqliteDatabase)
        {
            // What is deleted is overwritten, and not only forgotten.
            await connection.ExecuteAsync("pragma secure_delete = on").ConfigureAwait(false);
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await OneAfterTheOtherAsync(transaction, $"photo/{photo.Id}", cancellationToken).ConfigureAwait(false);
        await DoAsync(
            $"""
            insert into photo_withdrawn (machine, photo, at, reason, organisation, person)
            select distinct o.machine, o.photo, @At, @Reason, @Organisation, @Person
            from (select machine, photo from photo_of union select machine, photo from photo_of_report) o where {from}
            on conflict do nothing
            """).ConfigureAwait(false);

        if (await DoAsync($"delete from photo_of as o where {from}").ConfigureAwait(false) + await DoAsync($"delete from photo_of_report as o where {from}").ConfigureAwait(false) == 0)
        {
            return false;
        }

        await DoAsync($"delete from photo where id = @Id and {IsNamedNowhere}").ConfigureAwait(false);
        await SqlAuditLog.AddAsync(_database, transaction, [entry], cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;

        Task<int> DoAsync(string sql) => connection.ExecuteAsync(new CommandDefinition(sql, row, transaction, cancellationToken: cancellationToken));
    }

    /// <summary>What waits longer for a report than anybody has a form open came with none.</summary>
    private static async Task ThrowAwayAsync(DbTransaction transaction, object row, CancellationToken cancellationToken)
    {
        var connection = transaction.Connection!;
        var old = (await connection.QueryAsync<string>(new CommandDefinition(
            $"select distinct r.photo from photo_of_report r where r.at < @Old and not {IsReported}", row, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false)).ToArray();
        await connection.ExecuteAsync(new CommandDefinition(
            $"delete from photo_of_report as r where r.at < @Old and not {IsReported}", row, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);

        foreach (var id in old)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                $"delete from photo where id = @Photo and {IsNamedNowhere}", new { Photo = id }, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        }
    }

    /// <summary>Whoever asks for the same waits until this transaction ends; a SQLite file has one writer at a time by itself.</summary>
    private async Task OneAfterTheOtherAsync(DbTransaction transaction, string what, CancellationToken cancellationToken)
    {
        if (_database is PostgresDatabase)
        {
            await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                "select pg_advisory_xact_lock(hashtextextended(@What, 0))", new { What = what }, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false);
        }
    }
}
