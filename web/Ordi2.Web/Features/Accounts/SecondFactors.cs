using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Domain.Access;

namespace Ordi2.Web.Features.Accounts;

/// <summary>A secret for an authenticator app that is not in use yet.</summary>
/// <param name="Text">As people type it.</param>
/// <param name="Address">As the app reads it from a QR code.</param>
/// <param name="Sealed">As the form carries it: only we can open it, only for this person, only for a while.</param>
internal sealed record OfferedKey(string Text, string Address, string Sealed);

/// <summary>The second factor of a person: the codes of an authenticator app, and ten codes on paper for when it is lost.</summary>
internal sealed class SecondFactors(AccountDatabase database, UserManager<Person> people, Tries tries, IDataProtectionProvider protection, TimeProvider time)
{
    public const int RecoveryCodeCount = 10;

    private const string Issuer = "Ordi 2.0";
    private const int RecoverySymbols = 10;

    private static readonly TimeSpan OfferLife = TimeSpan.FromMinutes(30);

    private readonly IDataProtector _keys = protection.CreateProtector("Ordi2.AuthenticatorKey");
    private readonly ITimeLimitedDataProtector _offers = protection.CreateProtector("Ordi2.OfferedKey").ToTimeLimitedDataProtector();

    /// <summary>A new secret to scan; nothing changes before a code of it is shown.</summary>
    public OfferedKey Offer(Person person) => Offered(person, RandomNumberGenerator.GetBytes(TimeCode.KeyBytes));

    /// <summary>The offer that a form brought back, or a new one where that is too old or another's.</summary>
    public OfferedKey Reopen(Person person, string? sealedKey) => Open(person, sealedKey) is { } key ? Offered(person, key) : Offer(person);

    /// <summary>Takes an offered secret into use, when the code shows that the app has it.</summary>
    /// <returns>The recovery codes, to be shown this once, or why not.</returns>
    public async Task<(ImmutableArray<string> Codes, Refusal? Why)> ConfirmAsync(Person person, string? sealedKey, string? code)
    {
        if (Open(person, sealedKey) is not { } key)
        {
            return ([], Refusal.Conflict("offer-over"));
        }

        if (TimeCode.Match(key, code ?? string.Empty, time.GetUtcNow(), last: 0) is not { } step)
        {
            return ([], Refusal.Invalid("wrong-code"));
        }

        (person.AuthenticatorKey, person.LastTimeStep, person.TwoFactorEnabled) = (_keys.Protect(Convert.ToBase64String(key)), step, true);
        Succeeded(await people.UpdateSecurityStampAsync(person));
        return (await NewRecoveryCodesAsync(person), null);
    }

    /// <summary>Whether a code of the app, or one of the codes on paper, is right. Each works once, and wrong ones close the account as wrong passwords do.</summary>
    public async Task<Refusal?> CheckAsync(Person person, string? code)
    {
        if (person.AuthenticatorKey is null || string.IsNullOrWhiteSpace(code) || !await tries.BeginAsync(person))
        {
            return Refusal.Forbidden("wrong-code");
        }

        var key = Convert.FromBase64String(_keys.Unprotect(person.AuthenticatorKey));

        if (TimeCode.Match(key, code, time.GetUtcNow(), person.LastTimeStep) is { } step)
        {
            await tries.RightAsync(person, complete: true);
            person.LastTimeStep = step;

            // Two at once with the same code: the second finds that the person has changed, and is refused.
            return (await people.UpdateAsync(person)).Succeeded ? null : Refusal.Forbidden("wrong-code");
        }

        var now = time.GetUtcNow();
        var hash = HashOf(person.Id, code);
        var used = await database.RecoveryCodes.Where(it => it.Person == person.Id && it.CodeHash == hash && it.UsedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(it => it.UsedAt, now));

        if (used == 1)
        {
            await tries.RightAsync(person, complete: true);
            return null;
        }

        return Refusal.Forbidden("wrong-code");
    }

    /// <summary>Makes new codes on paper; the old ones no longer work.</summary>
    public async Task<ImmutableArray<string>> NewRecoveryCodesAsync(Person person)
    {
        var codes = Enumerable.Range(0, RecoveryCodeCount)
            .Select(_ => RandomNumberGenerator.GetString(LabelCode.Alphabet, RecoverySymbols)).ToImmutableArray();
        await database.RecoveryCodes.Where(it => it.Person == person.Id).ExecuteDeleteAsync();
        database.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { Person = person.Id, CodeHash = HashOf(person.Id, code) }));
        await database.SaveChangesAsync();
        return [.. codes.Select(code => $"{code[..5]}-{code[5..]}")];
    }

    public Task<int> RecoveryCodesLeftAsync(Person person) => database.RecoveryCodes.CountAsync(it => it.Person == person.Id && it.UsedAt == null);

    /// <summary>Takes the second factor away: the telephone is lost, and the codes on paper with it. Where it is needed it is needed at the next sign-in.</summary>
    public async Task RemoveAsync(Person person)
    {
        (person.AuthenticatorKey, person.TwoFactorEnabled) = (null, false);
        person.SecondFactorDueAt = person.SecondFactorDueAt is null ? null : time.GetUtcNow();
        Succeeded(await people.UpdateSecurityStampAsync(person));
        await database.RecoveryCodes.Where(it => it.Person == person.Id).ExecuteDeleteAsync();
        await database.Passkeys.Where(it => it.UserId == person.Id).ExecuteDeleteAsync();
    }

    private OfferedKey Offered(Person person, byte[] key) => new(
        TimeCode.Write(key),
        TimeCode.Address(Issuer, person.Email ?? person.Id, key),
        _offers.Protect($"{person.Id}:{Convert.ToBase64String(key)}", OfferLife));

    private byte[]? Open(Person person, string? sealedKey)
    {
        try
        {
            var parts = sealedKey is null ? [] : _offers.Unprotect(sealedKey).Split(':');
            return parts.Length == 2 && parts[0] == person.Id ? Convert.FromBase64String(parts[1]) : null;
        }
        catch (CryptographicException)
        {
            // Too old, or not ours.
            return null;
        }
    }

    private static string HashOf(string person, string code)
    {
        var plain = string.Concat(code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{person}:{plain}")));
    }

    private static void Succeeded(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(string.Join(" ", result.Errors.Select(error => error.Code)));
        }
    }
}
