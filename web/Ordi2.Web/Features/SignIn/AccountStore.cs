using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Features.SignIn;

/// <summary>Somebody who may sign in to the pages.</summary>
internal sealed record Account(string Email, string PasswordHash, PersonId Person, OrganisationId Organisation, Role Role);

/// <summary>The accounts of this data folder: one small file that only its owner reads, passwords hashed.</summary>
internal sealed class AccountStore(ServerSettings settings) : IDisposable
{
    /// <summary>For passwords that people choose: slow, so that guessing is slow.</summary>
    public static readonly PasswordHasher<Account> ChosenByPeople = new();

    /// <summary>For passwords of 120 random bits, which nobody guesses however fast.</summary>
    public static readonly PasswordHasher<Account> MadeAtRandom = new(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));

    // A wrong address must cost as much time as a wrong password, or one could ask who has an account.
    private static readonly string NobodysHash = ChosenByPeople.HashPassword(null!, Guid.NewGuid().ToString());

    private readonly SemaphoreSlim _writing = new(1);
    private readonly string _file = Path.Combine(settings.Data, "accounts.json");

    /// <summary>The person behind an address, opaque, for the log of refused sign-ins: never the address itself.</summary>
    public async Task<Account?> OfAddressAsync(string? email, CancellationToken cancellationToken = default) => email is null
        ? null
        : (await ReadAsync(cancellationToken)).FirstOrDefault(account => string.Equals(account.Email, email.Trim(), StringComparison.OrdinalIgnoreCase));

    public async Task<Account?> FindAsync(string email, string password, CancellationToken cancellationToken = default)
    {
        var accounts = await ReadAsync(cancellationToken);
        var account = accounts.FirstOrDefault(account => string.Equals(account.Email, email.Trim(), StringComparison.OrdinalIgnoreCase));
        var result = ChosenByPeople.VerifyHashedPassword(account!, account?.PasswordHash ?? NobodysHash, password);

        return result is PasswordVerificationResult.Failed ? null : account;
    }

    /// <summary>Adds accounts; one with the same address is replaced.</summary>
    public async Task AddAsync(
        IEnumerable<(Account Account, string Password)> added, PasswordHasher<Account> hasher, CancellationToken cancellationToken = default)
    {
        await _writing.WaitAsync(cancellationToken);

        try
        {
            var accounts = (await ReadAsync(cancellationToken)).ToDictionary(account => account.Email, StringComparer.OrdinalIgnoreCase);

            foreach (var (account, password) in added)
            {
                accounts[account.Email] = account with { PasswordHash = hasher.HashPassword(account, password) };
            }

            await OwnersFile.WriteAsync(_file, JsonSerializer.SerializeToUtf8Bytes(accounts.Values.ToImmutableArray(), WireJson.Options), cancellationToken);
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Dispose() => _writing.Dispose();

    private async Task<ImmutableArray<Account>> ReadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(_file))
        {
            return [];
        }

        await using var file = File.OpenRead(_file);
        return await JsonSerializer.DeserializeAsync<ImmutableArray<Account>>(file, WireJson.Options, cancellationToken);
    }
}
