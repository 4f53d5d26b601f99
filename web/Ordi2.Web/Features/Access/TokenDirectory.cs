using System.Collections.Concurrent;
using Ordi2.Ledger.Access;

namespace Ordi2.Web.Features.Access;

/// <summary>
/// Whose token it is. What the store said is believed for 2 seconds, so that a revoked token soon stops and a busy station
/// does not ask the database for each scan.
/// </summary>
internal sealed class TokenDirectory(ITokenStore store, OrganisationDoor door, TimeProvider time)
{
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(2);

    // Guessing must not fill the memory: beyond this, everything is forgotten and asked again.
    private const int MostRemembered = 10_000;

    private readonly ConcurrentDictionary<TokenHash, Answer> _answers = new();

    /// <summary>The token behind an <c>Authorization</c> header, when it is good now; else <see langword="null"/>.</summary>
    public ValueTask<ApiToken?> FindAsync(string? authorization)
    {
        const string scheme = "Bearer ";

        return authorization is not null && authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)
            ? FindBySecretAsync(authorization.AsSpan(scheme.Length).Trim())
            : default;
    }

    public ValueTask<ApiToken?> FindBySecretAsync(ReadOnlySpan<char> secret)
    {
        if (!TokenSecret.TryHash(secret, out var hash))
        {
            return default;
        }

        var answer = AnswerTo(hash);
        return answer.Token.IsCompletedSuccessfully ? new(Good(answer.Token.Result)) : GoodAsync(hash, answer);
    }

    private Answer AnswerTo(TokenHash hash)
    {
        var now = time.GetTimestamp();

        if (_answers.TryGetValue(hash, out var known) && time.GetElapsedTime(known.AskedAt, now) < Believed)
        {
            return known;
        }

        if (_answers.Count >= MostRemembered)
        {
            _answers.Clear();
        }

        // Many requests may find an old answer at once: one asks, the others wait for the same question.
        var question = new Question(store, door, hash);
        var fresh = new Answer(now, question);
        var kept = known is null ? _answers.GetOrAdd(hash, fresh)
            : _answers.TryUpdate(hash, fresh, known) ? fresh
            : _answers.GetOrAdd(hash, fresh);

        return kept;
    }

    private async ValueTask<ApiToken?> GoodAsync(TokenHash hash, Answer answer)
    {
        try
        {
            return Good(await answer.Token);
        }
        catch
        {
            // A question that failed is not an answer: the next request asks again.
            _answers.TryRemove(new(hash, answer));
            throw;
        }
    }

    private ApiToken? Good(ApiToken? token)
    {
        var now = time.GetUtcNow();
        return token is not null && now < token.ExpiresAt && !(token.RevokedAt <= now) ? token : null;
    }

    private sealed class Answer(long askedAt, Question question)
    {
        public long AskedAt { get; } = askedAt;

        public Task<ApiToken?> Token => question.Asked;
    }

    /// <summary>Asks the store when somebody first wants to know, once.</summary>
    private sealed class Question(ITokenStore store, OrganisationDoor door, TokenHash hash)
    {
        private readonly Lazy<Task<ApiToken?>> _asked = new(() => AskAsync(store, door, hash));

        public Task<ApiToken?> Asked => _asked.Value;

        private static async Task<ApiToken?> AskAsync(ITokenStore store, OrganisationDoor door, TokenHash hash) =>
            await store.FindAsync(hash.ToBytes()) is { } token && await door.IsOpenAsync(token.Caller.Organisation) ? token : null;
    }
}
