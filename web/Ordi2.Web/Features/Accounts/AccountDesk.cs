using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Access;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.SignIn;

namespace Ordi2.Web.Features.Accounts;

/// <summary>Persons, their passwords and their memberships.</summary>
internal sealed class AccountDesk(
    AccountDatabase database, UserManager<Person> people, Tries tries, SecondFactors factors, OneTimeLinks links, OrganisationDoor door, SessionDirectory sessions,
    ITokenStore tokens, NobodysPassword nobodys, TimeProvider time)
{
    /// <summary>How long a password alone still does after somebody got a role that needs a second factor.</summary>
    public static readonly TimeSpan SecondFactorGrace = TimeSpan.FromDays(14);

    /// <summary>The person of an address, or of none.</summary>
    public Task<Person?> OfAddressAsync(string email) => people.FindByEmailAsync(email.Trim());

    public Task<Person?> OfIdAsync(string id) => people.FindByIdAsync(id);

    /// <summary>Whose address and password these are; after too many wrong ones nobody's, for a while, and the answer does not say which it is.</summary>
    public async Task<(Person? Person, Refusal? Why)> CheckAsync(string email, string password)
    {
        var person = await OfAddressAsync(email);

        if (person?.PasswordHash is null || !await tries.BeginAsync(person))
        {
            nobodys.Check(password);
            return (person, Refusal.Forbidden("wrong-password"));
        }

        if (!await people.CheckPasswordAsync(person, password))
        {
            return (person, Refusal.Forbidden("wrong-password"));
        }

        // With a second factor the count of failures only ends with the second: or a known password would give endless tries at the code.
        await tries.RightAsync(person, complete: !person.TwoFactorEnabled);
        return (person, null);
    }

    /// <summary>Whether somebody who is signed in knows their password; wrong ones are counted like any other.</summary>
    public async Task<bool> IsPasswordOfAsync(Person person, string? password)
    {
        if (password is not { Length: <= Passwords.Longest } || !await tries.BeginAsync(person) || !await people.CheckPasswordAsync(person, password))
        {
            return false;
        }

        await tries.RightAsync(person, complete: true);
        return true;
    }

    /// <summary>What is missing of somebody whose password was right.</summary>
    public async Task<Missing?> MissingOfAsync(Person person)
    {
        if (person.TwoFactorEnabled)
        {
            return Missing.Code;
        }

        if (await HasPasskeyAsync(person))
        {
            return Missing.Passkey;
        }

        return person.SecondFactorDueAt <= time.GetUtcNow() && await NeedsSecondFactorAsync(person) ? Missing.SecondFactor : null;
    }

    public Task<bool> HasPasskeyAsync(Person person) => database.Passkeys.AnyAsync(it => it.UserId == person.Id);

    /// <summary>Whether a password alone does not let this person in.</summary>
    public async Task<bool> HasSecondFactorAsync(Person person) => person.TwoFactorEnabled || await HasPasskeyAsync(person);

    /// <summary>Whether one of the roles of this person opens so much that a password alone does not guard it.</summary>
    public async Task<bool> NeedsSecondFactorAsync(Person person) =>
        (await MembershipsAsync(person.Id)).Any(it => Domain.Access.Memberships.NeedsSecondFactor(it.Role, it.Manages));

    /// <summary>Adds a person who has a password.</summary>
    /// <param name="person">Not known yet.</param>
    /// <param name="password">Looked at already (<see cref="Passwords"/>).</param>
    public async Task AddAsync(Person person, string password) => Succeeded(await people.CreateAsync(person, password));

    /// <summary>Sets a password and opens a locked account again. Whoever asks ends the sessions that are not theirs.</summary>
    public async Task SetPasswordAsync(Person person, string password)
    {
        person.PasswordHash = people.PasswordHasher.HashPassword(person, password);
        person.LockoutEnd = null;
        person.AccessFailedCount = 0;
        Succeeded(await people.UpdateSecurityStampAsync(person));
    }

    /// <summary>
    /// Gives an account to whoever opened a link to it. While nobody has proven the address, somebody else may have made the account and kept ways in:
    /// they all go, and are not only no longer the latest.
    /// </summary>
    /// <param name="person">Whose address it is.</param>
    /// <param name="password">Looked at already.</param>
    /// <param name="byLetter">The link was in a letter: from now on the address is proven.</param>
    /// <returns>Whether every other way in was taken away.</returns>
    public async Task<bool> TakeOverAsync(Person person, string password, bool byLetter)
    {
        var unproven = person.EmailProvenAt is null;

        if (unproven)
        {
            await factors.RemoveAsync(person);
            person.EmailProvenAt = byLetter ? time.GetUtcNow() : null;
        }

        await links.RevokeResetsAsync(person.Id);
        await SetPasswordAsync(person, password);
        return unproven;
    }

    /// <summary>What a person does now, the oldest first.</summary>
    public async Task<IReadOnlyList<Membership>> MembershipsAsync(string person) =>
        [.. (await database.Memberships.Where(it => it.Person == person && it.EndedAt == null).ToListAsync()).OrderBy(it => it.GivenAt).ThenBy(it => it.Id, StringComparer.Ordinal)];

    /// <summary>In whose name it is noted that something happened to an account: that of its person, in what they do first. None for who does nothing.</summary>
    public async Task<Caller?> InNameOfAsync(string person) => (await MembershipsAsync(person)) is [var first, ..] ? first.Caller("web") : null;

    /// <summary>The membership with which somebody who signs in begins: the one that was used last, else the first; only of open organisations.</summary>
    public async Task<(Membership? Membership, Refusal? Why)> BeginWithAsync(string person)
    {
        var memberships = await MembershipsAsync(person);
        var last = await database.Sessions.Where(it => it.Person == person && it.Station == null).OrderByDescending(it => it.StartedAt).Select(it => it.Membership).FirstOrDefaultAsync();

        foreach (var membership in memberships.OrderByDescending(it => it.Id == last))
        {
            if (await door.IsOpenAsync(new(membership.Organisation)))
            {
                return (membership, null);
            }
        }

        return (null, Refusal.Forbidden(memberships.Count == 0 ? "no-membership" : "organisation-closed"));
    }

    /// <summary>Gives a membership; one that is there already is changed.</summary>
    public async Task<Membership> GiveAsync(Person person, OrganisationId organisation, Role role, bool manages, bool inTraining, string? givenBy)
    {
        var now = time.GetUtcNow();
        var membership = await database.Memberships.FirstOrDefaultAsync(
            it => it.Person == person.Id && it.Organisation == organisation.Text && it.Role == role && it.EndedAt == null);

        if (membership is null)
        {
            membership = NewMembership(person.Id, organisation, role, now, givenBy);
            database.Memberships.Add(membership);
        }

        membership.Manages = manages;
        membership.InTraining = inTraining;
        Guard(person, membership, now);
        await database.SaveChangesAsync();
        sessions.ForgetPerson(person.Id);
        return membership;
    }

    /// <summary>Ends a membership: sessions in it are over at once, and tokens in its name within seconds.</summary>
    /// <returns>Why not, where it is not ended.</returns>
    public async Task<Refusal?> EndAsync(Membership membership, string endedBy)
    {
        await using (var transaction = await database.Database.BeginTransactionAsync())
        {
            if (await database.IsLastToLookAfterAsync(membership))
            {
                return Refusal.Conflict("last-manager");
            }

            (membership.EndedAt, membership.EndedBy) = (time.GetUtcNow(), endedBy);
            await database.SaveChangesAsync();
            await links.RevokeMadeByAsync(membership.Person, membership.Organisation);
            await transaction.CommitAsync();
        }

        // After the commit: what follows writes by connections of its own, which would wait for this one.
        sessions.ForgetPerson(membership.Person);
        await tokens.RevokeAsync(new TokenFilter { Organisation = membership.Organisation, Person = membership.Person, Role = membership.Role }, membership.EndedAt!.Value);
        return null;
    }

    /// <summary>A membership that begins now.</summary>
    public static Membership NewMembership(string person, OrganisationId organisation, Role role, DateTimeOffset now, string? givenBy) => new()
    {
        Id = Guid.CreateVersion7().ToString("N"),
        Person = person,
        Organisation = organisation.Text,
        Role = role,
        GivenAt = now,
        GivenBy = givenBy,
    };

    /// <summary>Says from when this person needs a second factor, when the membership is of those that do.</summary>
    public static void Guard(Person person, Membership membership, DateTimeOffset now)
    {
        if (person.SecondFactorDueAt is null && Domain.Access.Memberships.NeedsSecondFactor(membership.Role, membership.Manages))
        {
            person.SecondFactorDueAt = now + SecondFactorGrace;
        }
    }

    private static void Succeeded(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => $"{error.Code}: {error.Description}")));
        }
    }
}
