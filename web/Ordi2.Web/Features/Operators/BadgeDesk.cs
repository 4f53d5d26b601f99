using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Operators;

/// <summary>A badge of an organisation, with whose it is.</summary>
internal sealed record BadgeLine(Badge Badge, Membership Membership, string Called);

/// <summary>
/// The badges of operators. A badge is no secret, and four digits are few: both together let somebody in at an enrolled station of their own
/// organisation and nowhere else, and five wrong tries close the badge for a while.
/// </summary>
internal sealed class BadgeDesk(AccountDatabase database, AccountDesk accounts, SessionDirectory sessions, ITokenStore tokens, IAuditLog log, AuditTrail trail, TimeProvider time)
{
    public const int MostFailures = 5;

    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    /// <summary>How long what an operator scanned may wait in a station without network: a day and a night.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromHours(24);

    private static readonly PasswordHasher<Badge> Pins = new();

    /// <summary>Gives a badge. An earlier one of the same membership no longer works.</summary>
    /// <param name="membership">For which work.</param>
    /// <param name="pin">Looked at already (<see cref="Domain.Access.Passwords.WhyNotPin"/>).</param>
    /// <param name="by">By whom.</param>
    /// <param name="id">Its id, where the form that asks for it has one.</param>
    public async Task<Badge> GiveAsync(Membership membership, string pin, Caller by, string? id = null)
    {
        var badge = await MakeAsync(membership, pin, by, id);
        await log.NoteAsync(time, "badge-made", by, $"badge/{badge.Id} account/{badge.Person}");
        return badge;
    }

    /// <summary>Somebody who works at stations alone: a name, a role, a badge; no address and no password.</summary>
    public async Task<Badge> WelcomeAsync(string name, Contracts.Organisations.OrganisationId organisation, Role role, bool inTraining, string pin, Caller by, string? id = null)
    {
        var person = Person.New(email: null, name, time.GetUtcNow());
        person.SecurityStamp = Guid.NewGuid().ToString("N");
        await using var transaction = await database.Database.BeginTransactionAsync();
        database.People.Add(person);
        await database.SaveChangesAsync();
        var membership = await accounts.GiveAsync(person, organisation, role, manages: false, inTraining, by.Person.Text);
        var badge = await MakeAsync(membership, pin, by, id);
        await transaction.CommitAsync();

        // After the commit: the log writes by a connection of its own, which would wait for this one.
        await log.NoteAsync(time, "badge-made", by, $"badge/{badge.Id} account/{badge.Person}");
        return badge;
    }

    /// <summary>Whether there is a badge of this id, be it good or revoked.</summary>
    public Task<bool> IsThereAsync(string id) => database.Badges.AnyAsync(it => it.Id == id);

    /// <summary>Sets another PIN, and opens a badge again that wrong ones closed.</summary>
    public async Task SetPinAsync(Badge badge, string pin, Caller by)
    {
        var hash = Pins.HashPassword(null!, pin);
        await database.Badges.Where(it => it.Id == badge.Id).ExecuteUpdateAsync(set => set
            .SetProperty(it => it.PinHash, hash).SetProperty(it => it.Failures, 0).SetProperty(it => it.LockedUntil, (DateTimeOffset?)null));
        await log.NoteAsync(time, "pin-set", by, $"badge/{badge.Id} account/{badge.Person}");
    }

    public async Task RevokeAsync(Badge badge, Caller by)
    {
        var now = time.GetUtcNow();
        await database.Badges.Where(it => it.Id == badge.Id && it.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(it => it.RevokedAt, now));

        await tokens.RevokeAsync(new TokenFilter { Organisation = badge.Organisation, Person = badge.Person, Device = $"{StationDesk.Prefix}*" }, now);
        await database.Sessions.Where(it => it.Person == badge.Person && it.Station != null && it.EndedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(it => it.EndedAt, now));
        sessions.ForgetPerson(badge.Person);
        await log.NoteAsync(time, "badge-revoked", by, $"badge/{badge.Id} account/{badge.Person}");
    }

    /// <summary>The badges of an organisation that work, by name.</summary>
    public async Task<IReadOnlyList<BadgeLine>> ListAsync(string organisation)
    {
        var lines = await database.Badges.AsNoTracking().Where(it => it.Organisation == organisation && it.RevokedAt == null)
            .Join(database.Memberships.AsNoTracking(), badge => badge.Membership, membership => membership.Id, (badge, membership) => new { badge, membership })
            .Where(it => it.membership.EndedAt == null)
            .Join(database.People.AsNoTracking(), it => it.badge.Person, person => person.Id, (it, person) => new { it.badge, it.membership, person })
            .ToListAsync();
        return [.. lines.Select(it => new BadgeLine(it.badge, it.membership, it.person.Called)).OrderBy(it => it.Called, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Whose badge this is, of those that work in an organisation: it says who looked on, and lets nobody in.</summary>
    public async Task<string?> PersonOfAsync(string organisation, string? scanned, CancellationToken cancellationToken) =>
        LabelReader.Read(scanned) is OurLabel { Code: { Text: var code } }
            ? await database.Badges.AsNoTracking().Where(it => it.Code == code && it.Organisation == organisation && it.RevokedAt == null)
                .Join(database.Memberships.AsNoTracking().Where(it => it.EndedAt == null), badge => badge.Membership, membership => membership.Id, (badge, _) => badge.Person)
                .FirstOrDefaultAsync(cancellationToken)
            : null;

    /// <summary>Whose badge and PIN these are, at a station of the same organisation.</summary>
    public async Task<(Membership? Membership, Refusal? Why)> CheckAsync(Station station, string scanned, string pin)
    {
        var now = time.GetUtcNow();
        var code = LabelReader.Read(scanned) is OurLabel { Code: var label } ? label.Text : null;
        var badge = code is null ? null : await database.Badges.AsNoTracking().FirstOrDefaultAsync(it => it.Code == code && it.Organisation == station.Organisation && it.RevokedAt == null);
        var membership = badge is null ? null : await database.Memberships.AsNoTracking().FirstOrDefaultAsync(it => it.Id == badge.Membership && it.EndedAt == null);

        if (badge is null || membership is null)
        {
            return Refused(station, badge, "unknown-badge");
        }

        DateTimeOffset? until = now + LockOut;

        if (badge.Failures >= MostFailures)
        {
            // Closed without an end, by a process that broke off before counting and closing were one statement: it ends as well.
            await database.Badges.Where(it => it.Id == badge.Id && it.Failures >= MostFailures && it.LockedUntil == null)
                .ExecuteUpdateAsync(set => set.SetProperty(it => it.LockedUntil, until));

            if (badge.LockedUntil is null || now < badge.LockedUntil)
            {
                return Refused(station, badge, "badge-locked");
            }

            await database.Badges.Where(it => it.Id == badge.Id && it.LockedUntil == badge.LockedUntil)
                .ExecuteUpdateAsync(set => set.SetProperty(it => it.Failures, 0).SetProperty(it => it.LockedUntil, (DateTimeOffset?)null));
        }

        // The try is counted before it is looked at: many at once are no more than many after one another.
        if (await database.Badges.Where(it => it.Id == badge.Id && it.Failures < MostFailures).ExecuteUpdateAsync(set => set
            .SetProperty(it => it.LockedUntil, it => it.Failures + 1 >= MostFailures ? until : null)
            .SetProperty(it => it.Failures, it => it.Failures + 1)) != 1)
        {
            return Refused(station, badge, "badge-locked");
        }

        if (pin.Length == Domain.Access.Passwords.PinLength && Pins.VerifyHashedPassword(null!, badge.PinHash, pin) is not PasswordVerificationResult.Failed)
        {
            await database.Badges.Where(it => it.Id == badge.Id).ExecuteUpdateAsync(
                set => set.SetProperty(it => it.Failures, 0).SetProperty(it => it.LockedUntil, (DateTimeOffset?)null));
            return (membership, null);
        }

        return Refused(station, badge, "wrong-pin");
    }

    /// <summary>A token for what an operator scans at a station; the station's end is its end.</summary>
    public async Task<(string Secret, ApiToken Token)> TokenAsync(Station station, Membership membership)
    {
        var (secret, now) = (TokenSecret.Make(), time.GetUtcNow());
        var token = new ApiToken(Guid.CreateVersion7().ToString("N"), membership.Caller(station.Id), now, now + TokenLife, RevokedAt: null);
        await tokens.AddAsync(token, TokenSecret.Hash(secret));
        return (secret, token);
    }

    public Task EndTokenAsync(string id) => tokens.RevokeAsync(id, time.GetUtcNow());

    private async Task<Badge> MakeAsync(Membership membership, string pin, Caller by, string? id)
    {
        var now = time.GetUtcNow();
        await database.Badges.Where(it => it.Membership == membership.Id && it.RevokedAt == null).ExecuteUpdateAsync(set => set.SetProperty(it => it.RevokedAt, now));
        var badge = new Badge
        {
            Id = id ?? Guid.CreateVersion7().ToString("N"),
            Organisation = membership.Organisation,
            Membership = membership.Id,
            Person = membership.Person,
            Code = LabelCode.Make(RandomNumberGenerator.GetInt32).Text,
            PinHash = Pins.HashPassword(null!, pin),
            MadeBy = by.Person.Text,
            MadeAt = now,
        };
        database.Badges.Add(badge);
        await database.SaveChangesAsync();
        return badge;
    }

    private (Membership? Membership, Refusal? Why) Refused(Station station, Badge? badge, string code)
    {
        var caller = new Caller(new(badge?.Person ?? station.Id), new(station.Organisation), Role.None, new(station.Id));
        trail.Note("sign-in-refused", caller, code, badge is null ? station.Id : $"badge/{badge.Id}");
        return (null, Refusal.Forbidden(code));
    }
}
