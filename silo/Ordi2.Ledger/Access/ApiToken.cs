using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Ledger.Access;

/// <summary>A key for machines and devices: bound to an organisation, a role and an expiry. Only its SHA-256 is stored.</summary>
/// <param name="Id">Public name of the token, safe to show.</param>
/// <param name="Caller">In whose name it speaks.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">From when it is no longer accepted.</param>
/// <param name="RevokedAt">When it was revoked, if it was.</param>
public sealed record ApiToken(string Id, Caller Caller, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt)
{
    /// <summary>The device of a token where nothing else says which: its own, so that two programs never share the ids of their commands.</summary>
    public static DeviceId DeviceOf(string id) => new($"api-{id}");
}

/// <summary>The tokens.</summary>
public interface ITokenStore
{
    /// <summary>Stores a token by the SHA-256 (32 bytes) of its secret.</summary>
    Task AddAsync(ApiToken token, ReadOnlyMemory<byte> secretHash, CancellationToken cancellationToken = default);

    /// <summary>The token of a secret's SHA-256, expired and revoked ones included; <see langword="null"/> for none.</summary>
    Task<ApiToken?> FindAsync(ReadOnlyMemory<byte> secretHash, CancellationToken cancellationToken = default);

    /// <summary>The token of a public name, expired and revoked ones included; <see langword="null"/> for none.</summary>
    Task<ApiToken?> GetAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The tokens that fit, expired and revoked ones included, the oldest first.</summary>
    Task<ImmutableArray<ApiToken>> ListAsync(TokenFilter filter, CancellationToken cancellationToken = default);

    /// <summary>Revokes a token by its public name. Revoking twice changes nothing.</summary>
    Task RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Revokes every token that fits.</summary>
    Task RevokeAsync(TokenFilter filter, DateTimeOffset at, CancellationToken cancellationToken = default);

    /// <summary>Deletes the tokens of people at devices whose names begin like this, once they have been over for so long. Those of the devices themselves stay.</summary>
    Task DeleteAsync(string devices, DateTimeOffset overBefore, CancellationToken cancellationToken = default);
}

/// <summary>Which tokens. What is not given does not filter.</summary>
public sealed record TokenFilter
{
    /// <summary>Of this organisation.</summary>
    public string? Organisation { get; init; }

    /// <summary>In the name of this person.</summary>
    public string? Person { get; init; }

    /// <summary>In this role.</summary>
    public Role? Role { get; init; }

    /// <summary>For this device, or, where it ends with a star, for those whose names begin like it.</summary>
    public string? Device { get; init; }

    /// <summary>Not for devices whose names begin like this.</summary>
    public string? NotDevices { get; init; }

    /// <summary>The public name of the token with which the last page ended.</summary>
    public string? After { get; init; }

    /// <summary>Most tokens of a page.</summary>
    public int? Limit { get; init; }
}
