using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Web.Features.Accounts;

/// <summary>Addresses that work once: made, found by their secret, used, revoked.</summary>
internal sealed class OneTimeLinks(AccountDatabase database, ILookupNormalizer normalizer, TimeProvider time)
{
    public static readonly TimeSpan InvitationLife = TimeSpan.FromDays(7);
    public static readonly TimeSpan ResetLife = TimeSpan.FromHours(24);
    public static readonly TimeSpan SetupLife = TimeSpan.FromDays(30);

    private const int SecretBytes = 32;
    private const int LongestSecret = 64;

    /// <summary>
    /// Invites an address to an organisation. An earlier invitation of the same address to the same role no longer works. Until it was sent
    /// (<see cref="SentAsync"/>) it is a link that whoever made it hands over.
    /// </summary>
    public async Task<(string Secret, OneTimeLink Link)> InviteAsync(string email, OrganisationId organisation, Role role, bool manages, bool inTraining, PersonId madeBy, string? id = null)
    {
        var now = time.GetUtcNow();
        var normalized = normalizer.NormalizeEmail(email);
        await database.Links
            .Where(link => link.Kind == LinkKind.Invitation && link.NormalizedEmail == normalized && link.Organisation == organisation.Text && link.Role == role && link.UsedAt == null && link.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.RevokedAt, now));

        return await AddAsync(hash => new OneTimeLink
        {
            Id = id ?? Guid.CreateVersion7().ToString("N"),
            Kind = LinkKind.Invitation,
            SecretHash = hash,
            Email = email,
            NormalizedEmail = normalized,
            Organisation = organisation.Text,
            Role = role,
            Manages = manages,
            InTraining = inTraining,
            MadeBy = madeBy.Text,
            MadeAt = now,
            ExpiresAt = now + InvitationLife,
        });
    }

    /// <summary>The link went by letter, and is shown to nobody.</summary>
    public Task SentAsync(OneTimeLink link) => database.Links.Where(it => it.Id == link.Id).ExecuteUpdateAsync(set => set.SetProperty(it => it.ByLetter, true));

    /// <summary>
    /// Lets a person choose a new password. Where somebody of the house makes the link, an earlier one no longer works; a letter, which any stranger can ask
    /// for, takes nothing away.
    /// </summary>
    public async Task<(string Secret, OneTimeLink Link)> ResetAsync(Person person, PersonId? madeBy, string? id = null)
    {
        var now = time.GetUtcNow();

        if (madeBy is not null)
        {
            await RevokeResetsAsync(person.Id);
        }

        return await AddAsync(hash => new OneTimeLink
        {
            Id = id ?? Guid.CreateVersion7().ToString("N"),
            Kind = LinkKind.Reset,
            SecretHash = hash,
            Person = person.Id,
            ByLetter = madeBy is null,
            MadeBy = madeBy?.Text,
            MadeAt = now,
            ExpiresAt = now + ResetLife,
        });
    }

    /// <summary>Whether there is a link of this id, be it open or over.</summary>
    public Task<bool> IsThereAsync(string id) => database.Links.AnyAsync(it => it.Id == id);

    /// <summary>The link of a secret, while it is open.</summary>
    public async Task<OneTimeLink?> FindAsync(LinkKind kind, string? secret)
    {
        if (secret is not { Length: > 0 and <= LongestSecret })
        {
            return null;
        }

        var hash = HashOf(secret);
        var link = await database.Links.AsNoTracking().FirstOrDefaultAsync(it => it.SecretHash == hash && it.Kind == kind);
        return link?.IsOpen(time.GetUtcNow()) is true ? link : null;
    }

    /// <summary>Uses a link up. Of two that try at once, one can.</summary>
    public async Task<bool> UseAsync(OneTimeLink link, string usedBy)
    {
        var now = time.GetUtcNow();
        return await database.Links.Where(it => it.Id == link.Id && it.UsedAt == null && it.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(it => it.UsedAt, now).SetProperty(it => it.UsedBy, usedBy)) == 1;
    }

    /// <summary>The invitations to an organisation that are open, the latest first.</summary>
    public async Task<IReadOnlyList<OneTimeLink>> InvitationsAsync(string organisation)
    {
        var now = time.GetUtcNow();
        var links = await database.Links.AsNoTracking()
            .Where(link => link.Kind == LinkKind.Invitation && link.Organisation == organisation && link.UsedAt == null && link.RevokedAt == null).ToListAsync();
        return [.. links.Where(link => link.IsOpen(now)).OrderByDescending(link => link.MadeAt)];
    }

    /// <summary>Takes an invitation back. Whether there was one.</summary>
    public async Task<bool> RevokeInvitationAsync(string id, string organisation)
    {
        var now = time.GetUtcNow();
        return await database.Links
            .Where(link => link.Id == id && link.Kind == LinkKind.Invitation && link.Organisation == organisation && link.UsedAt == null && link.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.RevokedAt, now)) == 1;
    }

    /// <summary>Lets somebody make the first pole. Each process that finds the system empty makes one.</summary>
    public Task<(string Secret, OneTimeLink Link)> SetUpAsync()
    {
        var now = time.GetUtcNow();
        return AddAsync(hash => new OneTimeLink { Id = Guid.CreateVersion7().ToString("N"), Kind = LinkKind.Setup, SecretHash = hash, MadeAt = now, ExpiresAt = now + SetupLife });
    }

    /// <summary>Which pole the first is: all the links lead to one, whoever shows theirs first.</summary>
    public async Task<string> ClaimPoleAsync(string pole)
    {
        var claimed = await HalfMadePoleAsync() ?? pole;
        await database.Links.Where(link => link.Kind == LinkKind.Setup && link.Organisation == null).ExecuteUpdateAsync(set => set.SetProperty(link => link.Organisation, claimed));
        return await HalfMadePoleAsync() ?? claimed;
    }

    /// <summary>The pole that somebody began to make and that has no coordinator yet.</summary>
    public Task<string?> HalfMadePoleAsync() => database.Links.Where(link => link.Kind == LinkKind.Setup && link.Organisation != null)
        .Where(link => !database.Memberships.Any(membership => membership.Organisation == link.Organisation && membership.Role == Role.Coordinator))
        .OrderBy(link => link.Id).Select(link => link.Organisation).FirstOrDefaultAsync();

    /// <summary>Uses every link to the first pole up. Of two that try at once, one can.</summary>
    public async Task<bool> UseSetupAsync(string usedBy)
    {
        var now = time.GetUtcNow();
        return await database.Links.Where(link => link.Kind == LinkKind.Setup && link.UsedAt == null && link.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.UsedAt, now).SetProperty(link => link.UsedBy, usedBy)) > 0;
    }

    /// <summary>A link to the first pole no longer works: the process that made it ends.</summary>
    public Task RevokeSetupAsync(string id)
    {
        var now = time.GetUtcNow();
        return database.Links.Where(link => link.Id == id && link.UsedAt == null && link.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.RevokedAt, now));
    }

    /// <summary>What somebody made no longer works: they no longer look after anybody there.</summary>
    public Task RevokeMadeByAsync(string person, string? organisation)
    {
        var now = time.GetUtcNow();
        return database.Links
            .Where(link => link.MadeBy == person && link.UsedAt == null && link.RevokedAt == null
                && (organisation == null || link.Organisation == organisation || link.Kind == LinkKind.Reset))
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.RevokedAt, now));
    }

    public Task RevokeResetsAsync(string person)
    {
        var now = time.GetUtcNow();
        return database.Links.Where(link => link.Kind == LinkKind.Reset && link.Person == person && link.UsedAt == null && link.RevokedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(link => link.RevokedAt, now));
    }

    private async Task<(string Secret, OneTimeLink Link)> AddAsync(Func<byte[], OneTimeLink> make)
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        var link = make(HashOf(secret));
        database.Links.Add(link);
        await database.SaveChangesAsync();
        return (secret, link);
    }

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
