using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Access;

internal sealed class SqlTokenStore(LedgerDatabase database) : ITokenStore
{
    public async Task AddAsync(ApiToken token, ReadOnlyMemory<byte> secretHash, CancellationToken cancellationToken = default)
    {
        if (secretHash.Length != 32)
        {
            throw new ArgumentException("A token is stored by the SHA-256 of its secret: 32 bytes.", nameof(secretHash));
        }

        await using var connection = await database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            """
            insert into api_token (id, secret_hash, person, organisation, role, device, in_training, created_at, expires_at, revoked_at)
            values (@Id, @Hash, @Person, @Organisation, @Role, @Device, @InTraining, @CreatedAt, @ExpiresAt, @RevokedAt)
            """,
            new
            {
                token.Id,
                Hash = secretHash.ToArray(),
                Person = token.Caller.Person.Text,
                Organisation = token.Caller.Organisation.Text,
                Role = token.Caller.Role.Code(),
                Device = token.Caller.Device.Text,
                InTraining = token.Caller.InTraining ? 1 : 0,
                CreatedAt = DatabaseTime.Of(database, token.CreatedAt),
                ExpiresAt = DatabaseTime.Of(database, token.ExpiresAt),
                RevokedAt = DatabaseTime.Of(database, token.RevokedAt),
            },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    public async Task<ApiToken?> FindAsync(ReadOnlyMemory<byte> secretHash, CancellationToken cancellationToken = default)
    {
        var found = await database.AskAsync(
            """
            select id, person, organisation, role, device, in_training, created_at, expires_at, revoked_at
            from api_token where secret_hash = @Hash
            """,
            new { Hash = secretHash.ToArray() },
            Read,
            cancellationToken).ConfigureAwait(false);
        return found.IsEmpty ? null : found[0];
    }

    public async Task<ApiToken?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        var found = await database.AskAsync(
            """
            select id, person, organisation, role, device, in_training, created_at, expires_at, revoked_at
            from api_token where id = @Id
            """,
            new { Id = id },
            Read,
            cancellationToken).ConfigureAwait(false);
        return found.IsEmpty ? null : found[0];
    }

    public Task<ImmutableArray<ApiToken>> ListAsync(TokenFilter filter, CancellationToken cancellationToken = default) => database.AskAsync(
        $"""
        select id, person, organisation, role, device, in_training, created_at, expires_at, revoked_at
        from api_token where {Where(filter)} order by created_at, id {(filter.Limit is null ? "" : "limit @Limit")}
        """,
        Parameters(filter),
        Read,
        cancellationToken);

    public async Task RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            "update api_token set revoked_at = @At where id = @Id and revoked_at is null",
            new { Id = id, At = DatabaseTime.Of(database, at) },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    public async Task RevokeAsync(TokenFilter filter, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        var parameters = Parameters(filter);
        parameters.Add("At", DatabaseTime.Of(database, at));
        await using var connection = await database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            $"update api_token set revoked_at = @At where revoked_at is null and {Where(filter)}", parameters, cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    public async Task DeleteAsync(string devices, DateTimeOffset overBefore, CancellationToken cancellationToken = default)
    {
        await using var connection = await database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(new CommandDefinition(
            "delete from api_token where expires_at < @Before and role <> @None and device like @Devices",
            new { Before = DatabaseTime.Of(database, overBefore), None = Role.None.Code(), Devices = $"{devices}%" },
            cancellationToken: cancellationToken)).ConfigureAwait(false);
    }

    private static string Where(TokenFilter filter)
    {
        string?[] conditions =
        [
            filter.Organisation is null ? null : "organisation = @Organisation",
            filter.Person is null ? null : "person = @Person",
            filter.Role is null ? null : "role = @Role",
            filter.Device is null ? null : filter.Device.EndsWith('*') ? "device like @Device" : "device = @Device",
            filter.NotDevices is null ? null : "device not like @NotDevices",
            filter.After is null ? null : "(created_at, id) > (select created_at, id from api_token where id = @After)",
        ];
        return string.Join(" and ", conditions.Where(condition => condition is not null).DefaultIfEmpty("true"));
    }

    private static DynamicParameters Parameters(TokenFilter filter) => new(new
    {
        filter.Organisation,
        filter.Person,
        Role = filter.Role?.Code(),
        Device = filter.Device?.EndsWith('*') is true ? $"{filter.Device[..^1]}%" : filter.Device,
        NotDevices = filter.NotDevices is null ? null : $"{filter.NotDevices}%",
        filter.After,
        filter.Limit,
    });

    private static ApiToken Read(DbDataReader row) => new(
        row.GetString(0),
        new Caller(
            PersonId.From(row.GetString(1)),
            OrganisationId.From(row.GetString(2)),
            Codes.TryParse<Role>(row.GetString(3), out var role) ? role : Role.None,
            DeviceId.From(row.GetString(4)),
            row.GetInt32(5) != 0),
        row.Moment(6),
        row.Moment(7),
        row.MomentOrNone(8));
}
