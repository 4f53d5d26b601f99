using System.Collections.Concurrent;
using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Ledger.Access;

namespace Ordi2.Web.Tests.Support;

/// <summary>Tokens in memory.</summary>
internal sealed class FakeTokens : ITokenStore
{
    private readonly ConcurrentDictionary<string, ApiToken> _tokens = new(StringComparer.Ordinal);

    private int _questions;

    /// <summary>How often it was asked.</summary>
    public int Questions => _questions;

    public IEnumerable<string> Ids => _tokens.Values.Select(token => token.Id);

    public Task AddAsync(ApiToken token, ReadOnlyMemory<byte> secretHash, CancellationToken cancellationToken = default)
    {
        _tokens[Convert.ToHexString(secretHash.Span)] = token;
        return Task.CompletedTask;
    }

    public Task<ApiToken?> FindAsync(ReadOnlyMemory<byte> secretHash, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _questions);
        return Task.FromResult(_tokens.GetValueOrDefault(Convert.ToHexString(secretHash.Span)));
    }

    public Task<ApiToken?> GetAsync(string id, CancellationToken cancellationToken = default) => Task.FromResult(_tokens.Values.FirstOrDefault(token => token.Id == id));

    public Task<ImmutableArray<ApiToken>> ListAsync(TokenFilter filter, CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<ApiToken>>([.. _tokens.Values.Where(token => Fits(token, filter))]);

    public Task RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        foreach (var (hash, token) in _tokens.Where(pair => pair.Value.Id == id))
        {
            _tokens[hash] = token with { RevokedAt = token.RevokedAt ?? at };
        }

        return Task.CompletedTask;
    }

    public async Task RevokeAsync(TokenFilter filter, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        foreach (var token in await ListAsync(filter, cancellationToken))
        {
            await RevokeAsync(token.Id, at, cancellationToken);
        }
    }

    public Task DeleteAsync(string devices, DateTimeOffset overBefore, CancellationToken cancellationToken = default)
    {
        foreach (var (hash, token) in _tokens.Where(pair =>
            pair.Value.ExpiresAt < overBefore && pair.Value.Caller.Role is not Role.None && pair.Value.Caller.Device.Text.StartsWith(devices, StringComparison.Ordinal)))
        {
            _tokens.TryRemove(new(hash, token));
        }

        return Task.CompletedTask;
    }

    private static bool Fits(ApiToken token, TokenFilter filter) =>
        (filter.Organisation is null || token.Caller.Organisation.Text == filter.Organisation)
        && (filter.Person is null || token.Caller.Person.Text == filter.Person)
        && (filter.Role is null || token.Caller.Role == filter.Role)
        && (filter.Device is null || token.Caller.Device.Text == filter.Device || (filter.Device.EndsWith('*') && token.Caller.Device.Text.StartsWith(filter.Device[..^1], StringComparison.Ordinal)));
}
