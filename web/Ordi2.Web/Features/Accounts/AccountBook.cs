using System.Collections.Immutable;
using System.Text.Json;
using Dapper;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Features.Accounts;

/// <summary>An account as the first versions kept it in <c>accounts.json</c>, and as the demonstration makes it.</summary>
internal sealed record WrittenAccount(string Email, string PasswordHash, PersonId Person, OrganisationId Organisation, Role Role);

/// <summary>Many accounts at once, with their passwords already hashed.</summary>
internal sealed class AccountBook(LedgerOptions ledger, ILookupNormalizer normalizer, TimeProvider time)
{
    /// <summary>For passwords of 120 random bits, which nobody guesses however fast.</summary>
    public static readonly PasswordHasher<Person> MadeAtRandom = new(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));

    // By SQL and not by the mapping: a first start waits for this, and making the mapping ready takes longer than all the rest of it.
    private const string Renew = "update person set password_hash = case when @Renew = 1 then @PasswordHash else password_hash end where id = @Id";

    private const string AddPerson =
        """
        insert into person (id, email, normalized_email, password_hash, security_stamp, concurrency_stamp, two_factor_enabled, last_time_step,
                            second_factor_due_at, lockout_enabled, access_failed_count, created_at, email_proven_at)
        values (@Id, @Email, @NormalizedEmail, @PasswordHash, @SecurityStamp, @ConcurrencyStamp, 0, 0, @SecondFactorDueAt, 1, 0, @Now, @EmailProvenAt)
        on conflict do nothing
        """;

    private const string AddMembership =
        """
        insert into membership (id, person, organisation, role, manages, in_training, given_at)
        values (@Id, @Person, @Organisation, @Role, 0, 0, @Now)
        """;

    /// <summary>Adds those that are not there.</summary>
    /// <param name="accounts">Who.</param>
    /// <param name="renew">Whether somebody who is there gets the password that is given here: the demonstration begins again after it was interrupted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The accounts that were added.</returns>
    public async Task<ImmutableArray<WrittenAccount>> AddAsync(IEnumerable<WrittenAccount> accounts, bool renew, CancellationToken cancellationToken = default)
    {
        var now = time.GetUtcNow();
        var added = ImmutableArray.CreateBuilder<WrittenAccount>();
        await using var connection = AccountDatabase.Connect(ledger);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        foreach (var account in accounts)
        {
            if (await WriteAsync(Renew, new { Renew = renew ? 1 : 0, account.PasswordHash, Id = account.Person.Text }) > 0)
            {
                continue;
            }

            var membership = AccountDesk.NewMembership(account.Person.Text, account.Organisation, account.Role, now, givenBy: null);
            var person = new Person
            {
                Id = account.Person.Text,
                Email = account.Email,
                NormalizedEmail = normalizer.NormalizeEmail(account.Email),

                // The demonstration made its addresses up; those of a file of the first versions were never checked.
                EmailProvenAt = renew ? now : null,
            };
            AccountDesk.Guard(person, membership, now);

            if (await WriteAsync(AddPerson, new
            {
                person.Id,
                person.Email,
                person.NormalizedEmail,
                account.PasswordHash,
                SecurityStamp = Guid.NewGuid().ToString("N"),
                person.ConcurrencyStamp,
                SecondFactorDueAt = Stored(person.SecondFactorDueAt),
                Now = Stored(now),
                EmailProvenAt = Stored(person.EmailProvenAt),
            }) > 0)
            {
                await WriteAsync(AddMembership, new { membership.Id, membership.Person, membership.Organisation, Role = membership.Role.Code(), Now = Stored(now) });
                added.Add(account);
            }
        }

        await transaction.CommitAsync(cancellationToken);
        return added.ToImmutable();

        Task<int> WriteAsync(string sql, object values) => connection.ExecuteAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));

        object? Stored(DateTimeOffset? moment) => moment is not { } value ? null : connection is SqliteConnection ? value.ToMicroseconds() : value.ToStored().UtcDateTime;
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
