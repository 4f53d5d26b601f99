using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace Ordi2.Web.Features.Accounts;

/// <summary>What a browser is asked with, and what we must have back with its answer: sealed, for a quarter of an hour.</summary>
internal sealed record PasskeyQuestion(string Options, string State);

/// <summary>
/// Passkeys (WebAuthn): a key in the telephone or the computer, opened by a finger, a face or a PIN. One is a password and a second factor at once,
/// and no other site can ask for it.
/// </summary>
internal sealed partial class Passkeys(IPasskeyHandler<Person> handler, UserManager<Person> people, IDataProtectionProvider protection, ILogger<Passkeys> logger)
{
    private const int LongestAnswer = 16 * 1024;
    private const string Nobody = "";

    private static readonly TimeSpan QuestionLife = TimeSpan.FromMinutes(15);

    private readonly ITimeLimitedDataProtector _states = protection.CreateProtector("Ordi2.Passkey").ToTimeLimitedDataProtector();

    /// <summary>Asks a browser to make a passkey for somebody.</summary>
    public async Task<PasskeyQuestion> AskToMakeAsync(Person person, HttpContext context)
    {
        var options = await handler.MakeCreationOptionsAsync(new() { Id = person.Id, Name = person.Email ?? person.Id, DisplayName = person.Called }, context);
        return new(options.CreationOptionsJson, Seal(person.Id, options.AttestationState));
    }

    /// <summary>Keeps the passkey that a browser made; whether the answer is right.</summary>
    public async Task<bool> AddAsync(Person person, string? credential, string? state, string name, HttpContext context)
    {
        if (credential is not { Length: <= LongestAnswer } || Open(person.Id, state) is not { } opened)
        {
            return false;
        }

        var result = await handler.PerformAttestationAsync(new() { HttpContext = context, CredentialJson = credential, AttestationState = opened });

        if (!result.Succeeded || result.UserEntity.Id != person.Id)
        {
            Log.Refused(logger, result.Failure?.Message ?? "for another person");
            return false;
        }

        result.Passkey.Name = name;
        return (await people.AddOrUpdatePasskeyAsync(person, result.Passkey)).Succeeded;
    }

    /// <summary>Asks a browser for a passkey of whoever sits there.</summary>
    public async Task<PasskeyQuestion> AskToShowAsync(HttpContext context)
    {
        var options = await handler.MakeRequestOptionsAsync(null, context);
        return new(options.RequestOptionsJson, Seal(Nobody, options.AssertionState));
    }

    /// <summary>Whose passkey a browser showed.</summary>
    public async Task<Person?> CheckAsync(string? credential, string? state, HttpContext context)
    {
        if (credential is not { Length: <= LongestAnswer } || Open(Nobody, state) is not { } opened)
        {
            return null;
        }

        var result = await handler.PerformAssertionAsync(new() { HttpContext = context, CredentialJson = credential, AssertionState = opened });
        if (!result.Succeeded)
        {
            Log.Refused(logger, result.Failure.Message);
            return null;
        }

        return result.User.ErasedAt is null && (await people.AddOrUpdatePasskeyAsync(result.User, result.Passkey)).Succeeded ? result.User : null;
    }

    public Task<IList<UserPasskeyInfo>> OfAsync(Person person) => people.GetPasskeysAsync(person);

    public Task RemoveAsync(Person person, byte[] credential) => people.RemovePasskeyAsync(person, credential);

    private string Seal(string person, string? state) => _states.Protect($"{person}:{state}", QuestionLife);

    private string? Open(string person, string? state)
    {
        try
        {
            var opened = state is { Length: <= LongestAnswer } ? _states.Unprotect(state) : string.Empty;
            return opened.StartsWith($"{person}:", StringComparison.Ordinal) ? opened[(person.Length + 1)..] : null;
        }
        catch (CryptographicException)
        {
            // Too old, or not ours.
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "A passkey was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
