using System.Collections.Concurrent;
using System.Collections.Immutable;
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

    public Task<ImmutableArray<ApiToken>> ListAsync(string? organisation, CancellationToken cancellationToken = default) =>
        Task.FromResult<ImmutableArray<ApiToken>>([.. _tokens.Values.Where(token => organisation is null || token.Caller.Organisation.Text == organisation)]);

    public Task RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        foreach (var (hash, token) in _tokens.Where(pair => pair.Value.Id == id))
        {
            _tokens[hash] = token with { RevokedAt = token.RevokedAt ?? at };
        }

        return Task.CompletedTask;
    }
}
