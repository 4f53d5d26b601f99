using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Audit;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// Erases a person (RGPD art. 17): name, address, password, second factor, passkeys, badges, sessions, invitations to their address. What they did
/// stays in the ledger under the opaque identifier, which then leads to nobody.
/// </summary>
internal sealed class Erasure(AccountDatabase database, SessionDirectory sessions, OneTimeLinks links, ITokenStore tokens, IAuditLog log, TimeProvider time)
{
    /// <summary>Erases a person; if not, why.</summary>
    public async Task<Refusal?> EraseAsync(string id, Caller by)
    {
        var now = time.GetUtcNow();
        var person = await database.People.FirstOrDefaultAsync(it => it.Id == id && it.ErasedAt == null);

        if (person is null)
        {
            return null;
        }

        await using var transaction = await database.Database.BeginTransactionAsync();
        var memberships = await database.Memberships.Where(it => it.Person == id && it.EndedAt == null).ToListAsync();

        foreach (var membership in memberships)
        {
            if (await database.IsLastToLookAfterAsync(membership))
            {
                return Refusal.Conflict("last-manager");
            }

            (membership.EndedAt, membership.EndedBy) = (now, by.Person.Text);
        }

        var email = person.NormalizedEmail;
        (person.Name, person.Email, person.NormalizedEmail, person.PasswordHash, person.AuthenticatorKey) = (null, null, null, null, null);
        (person.TwoFactorEnabled, person.ErasedAt, person.SecurityStamp) = (false, now, null);
        await database.SaveChangesAsync();
        await database.Passkeys.Where(it => it.UserId == id).ExecuteDeleteAsync();
        await database.RecoveryCodes.Where(it => it.Person == id).ExecuteDeleteAsync();
        await database.Badges.Where(it => it.Person == id).ExecuteDeleteAsync();
        await database.Links.Where(it => it.Person == id || (email != null && it.NormalizedEmail == email)).ExecuteDeleteAsync();
        await links.RevokeMadeByAsync(id, organisation: null);
        await database.Sessions.Where(it => it.Person == id).ExecuteDeleteAsync();
        await transaction.CommitAsync();
        sessions.ForgetPerson(id);
        await tokens.RevokeAsync(new TokenFilter { Person = id }, now);
        await log.NoteAsync(time, "account-erased", by, $"account/{id}");
        return null;
    }
}
