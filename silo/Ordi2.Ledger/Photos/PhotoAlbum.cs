using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Photos;

/// <summary>A photo of a machine, without its content.</summary>
/// <param name="Id">The SHA-256 of its content, in small hexadecimal digits.</param>
/// <param name="MediaType"><c>image/jpeg</c> or <c>image/png</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Bytes">Size of its content.</param>
/// <param name="At">When it came.</param>
/// <param name="Organisation">Whose member gave it; nobody's where it came through the public page.</param>
/// <param name="Person">Opaque id of who gave it.</param>
public sealed record MachinePhoto(string Id, string MediaType, int Width, int Height, int Bytes, DateTimeOffset At, string? Organisation, string? Person);

/// <summary>The photos of the machines: in the database, so that every web process shows the same and a backup holds them.</summary>
public sealed class PhotoAlbum
{
    private readonly LedgerDatabase _database;

    internal PhotoAlbum(LedgerDatabase database) => _database = database;

    /// <summary>Adds a photo to a machine; adding it again changes nothing.</summary>
    /// <param name="machine">Label of the machine.</param>
    /// <param name="photo">What it is.</param>
    /// <param name="content">Its content, which its id is made of.</param>
    /// <param name="most">How many the machine may have: of members, or, for one that nobody gave, of the public.</param>
    /// <returns>Whether the machine has it now: not when it has so many already.</returns>
    public async Task<bool> AddAsync(string machine, MachinePhoto photo, ReadOnlyMemory<byte> content, int most, CancellationToken cancellationToken = default)
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
            Most = most,
        };
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            "insert into photo (id, media_type, width, height, bytes, content) values (@Id, @MediaType, @Width, @Height, @Bytes, @Content) on conflict do nothing",
            row,
            transaction,
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            $"""
            insert into photo_of (machine, photo, at, organisation, person)
            select @Machine, @Id, @At, @Organisation, @Person
            where (select count(*) from photo_of where machine = @Machine and organisation is {(photo.Organisation is null ? "" : "not")} null) < @Most
            on conflict do nothing
            """,
            row,
            transaction,
            cancellationToken: cancellationToken)).ConfigureAwait(false);
        var isThere = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select count(*) from photo_of where machine = @Machine and photo = @Id", row, transaction, cancellationToken: cancellationToken)).ConfigureAwait(false) > 0;

        if (isThere)
        {
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }

        return isThere;
    }

    /// <summary>The photos of a machine, the first first.</summary>
    public Task<ImmutableArray<MachinePhoto>> ListAsync(string machine, CancellationToken cancellationToken = default) => _database.AskAsync(
        """
        select p.id, p.media_type, p.width, p.height, p.bytes, o.at, o.organisation, o.person
        from photo_of o join photo p on p.id = o.photo where o.machine = @Machine order by o.at, o.photo
        """,
        new { Machine = machine },
        static row => new MachinePhoto(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetInt32(3), row.GetInt32(4), row.Moment(5), row.Text(6), row.Text(7)),
        cancellationToken);

    /// <summary>The content of a photo of a machine; nothing where the machine has no such photo.</summary>
    public async Task<(string MediaType, byte[] Content)?> ReadAsync(string machine, string id, CancellationToken cancellationToken = default)
    {
        var found = await _database.AskAsync(
            "select p.media_type, p.content from photo_of o join photo p on p.id = o.photo where o.machine = @Machine and o.photo = @Id",
            new { Machine = machine, Id = id },
            static row => (MediaType: row.GetString(0), Content: Bytes(row, 1)),
            cancellationToken).ConfigureAwait(false);
        return found.IsEmpty ? null : found[0];
    }

    private static byte[] Bytes(DbDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
