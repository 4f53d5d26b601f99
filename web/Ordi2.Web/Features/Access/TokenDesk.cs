using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Features.Access;

/// <summary>Makes and revokes tokens, for the API and for the page alike: each act is in the audit log.</summary>
internal sealed class TokenDesk(ITokenStore tokens, IAuditLog log, TimeProvider time)
{
    public const int MostDays = 3650;
    public const int LongestProgram = 48;

    /// <summary>
    /// Makes a token for a program. It never speaks in the name of a person: whoever makes it could else write what a colleague is then said to have done.
    /// </summary>
    public async Task<(ApiToken Token, string Secret)> MakeAsync(OrganisationId organisation, Role role, string? program, int days, Caller by, CancellationToken cancellationToken, string? id = null)
    {
        id ??= Guid.CreateVersion7().ToString("N");
        var now = time.GetUtcNow();
        var caller = new Caller(new(PersonId.ProgramPrefix + (program ?? id)), organisation, role, ApiToken.DeviceOf(id));
        var token = new ApiToken(id, caller, now, now.AddDays(days), RevokedAt: null);
        var secret = TokenSecret.Make();

        await tokens.AddAsync(token, TokenSecret.Hash(secret), cancellationToken);
        await NoteAsync("token-made", token, by, now, cancellationToken);
        return (token, secret);
    }

    public async Task<ApiToken> RevokeAsync(ApiToken token, Caller by, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await tokens.RevokeAsync(token.Id, now, cancellationToken);
        await NoteAsync("token-revoked", token, by, now, cancellationToken);
        return token with { RevokedAt = token.RevokedAt ?? now };
    }

    // Who did it, and for whom.
    private Task NoteAsync(string what, ApiToken token, Caller by, DateTimeOffset now, CancellationToken cancellationToken) => log.AddAsync(
        [AuditTrail.Entry(now, what, by) with { About = $"token/{token.Id} {token.Caller.Role.Code()} {token.Caller.Organisation}" }], cancellationToken);
}
