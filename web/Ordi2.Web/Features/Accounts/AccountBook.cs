using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Features.Accounts;

/// <summary>An account as the first versions kept it in <c>accounts.json</c>, and as the demonstration makes it.</summary>
internal sealed record WrittenAccount(string Email, string PasswordHash, PersonId Person, OrganisationId Organisation, Role Role);

/// <summary>Many accounts at once, with their passwords already hashed.</summary>
internal sealed class AccountBook(IDbContextFactory<AccountDatabase> databases, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>For passwords of 120 random bits, which nobody guesses however fast.</summary>
    public static readonly PasswordHasher<Person> MadeAtRandom = new(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));

    /// <summary>Adds those that are not there.</summary>
    /// <param name="accounts">Who.</param>
    /// <param name="renew">Whether somebody who is there gets the password that is given here: the demonstration begins again after it was interrupted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The accounts that were added.</returns>
    public async Task<ImmutableArray<WrittenAccount>> AddAsync(IEnumerable<WrittenAccount> accounts, bool renew, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        var people = await database.People.ToListAsync(cancellationToken);
        var byId = people.ToDictionary(person => person.Id, StringComparer.Ordinal);
        var emails = people.Select(person => person.NormalizedEmail).ToHashSet(StringComparer.Ordinal);
        var added = ImmutableArray.CreateBuilder<WrittenAccount>();

        foreach (var account in accounts)
        {
            var email = normalizer.NormalizeEmail(account.Email);

            if (byId.TryGetValue(account.Person.Text, out var known))
            {
                known.PasswordHash = renew ? account.PasswordHash : known.PasswordHash;
            }
            else if (emails.Add(email))
            {
                var person = byId[account.Person.Text] = new Person
                {
                    Id = account.Person.Text,
                    Email = account.Email,
                    NormalizedEmail = email,
                    PasswordHash = account.PasswordHash,
                    SecurityStamp = Guid.NewGuid().ToString("N"),
                    LockoutEnabled = true,
                    CreatedAt = now,

                    // The demonstration made its addresses up; those of a file of the first versions were never checked.
                    EmailProvenAt = renew ? now : null,
                };
                var membership = AccountDesk.NewMembership(person.Id, account.Organisation, account.Role, now, givenBy: null);
                AccountDesk.Guard(person, membership, now);
                database.AddRange(person, membership);
                added.Add(account);
            }
        }

        await database.SaveChangesAsync(cancellationToken);
        return added.ToImmutable();
    }
}

/// <summary>
/// Takes the accounts of a data folder of the first versions over, once: <c>accounts.json</c> is read into the tables and deleted. It holds addresses and
/// hashes of passwords, which no erasure would find.
/// </summary>
internal sealed partial class AccountsFile(ServerSettings settings, AccountBook book, IAuditLog log, TimeProvider time, ILogger<AccountsFile> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var file = Path.Combine(settings.Data, "accounts.json");

        // As versions between kept it.
        File.Delete(file + ".taken-over");

        if (!File.Exists(file))
        {
            return;
        }

        var accounts = JsonSerializer.Deserialize<ImmutableArray<WrittenAccount>>(await File.ReadAllBytesAsync(file, cancellationToken), WireJson.Options);
        var added = await book.AddAsync(accounts, renew: false, cancellationToken);
        var now = time.GetUtcNow();

        if (!added.IsEmpty)
        {
            await log.AddAsync(
                [.. added.Select(account => AuditTrail.Entry(now, "role-given", new Caller(account.Person, account.Organisation, account.Role, new("web"))) with { About = $"account/{account.Person}" })],
                cancellationToken);
        }

        // A crash before this line reads the file again at the next start, and finds everybody there.
        File.Delete(file);
        Log.TakenOver(logger, added.Length, accounts.Length, file);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "{Added} of the {All} accounts of {File} were taken over into the database, and the file is deleted.")]
        public static partial void TakenOver(ILogger logger, int added, int all, string file);
    }
}
