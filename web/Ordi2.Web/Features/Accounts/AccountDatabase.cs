using System.Data.Common;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;
using Ordi2.Contracts;
using Ordi2.Ledger;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Accounts;

/// <summary>The tables of persons, memberships, sessions, stations and badges. Their schema is that of the numbered scripts (0015, 0016, 0041).</summary>
internal sealed class AccountDatabase(DbContextOptions<AccountDatabase> options) : DbContext(options)
{
    private static readonly ValueConverter<DateTimeOffset, long> Microseconds = new(
        moment => moment.ToMicroseconds(), stored => Instants.FromMicroseconds(stored));

    private static readonly ValueConverter<DateTimeOffset, DateTimeOffset> Utc = new(moment => moment.ToStored(), stored => stored);

    private static readonly ValueConverter<bool, int> ZeroOrOne = new(value => value ? 1 : 0, stored => stored != 0);

    public DbSet<Person> People => Set<Person>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<SignInSession> Sessions => Set<SignInSession>();

    public DbSet<OneTimeLink> Links => Set<OneTimeLink>();

    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();

    public DbSet<IdentityUserPasskey<string>> Passkeys => Set<IdentityUserPasskey<string>>();

    public DbSet<Station> Stations => Set<Station>();

    public DbSet<Badge> Badges => Set<Badge>();

    /// <summary>The same database as the ledger's, by connections of its own: those of the ledger may be set to read only.</summary>
    public static void Configure(DbContextOptionsBuilder builder, LedgerOptions ledger)
    {
        if (PostgresOf(ledger) is { } postgres)
        {
            builder.UseNpgsql(postgres);
        }
        else
        {
            builder.UseSqlite(SqliteOf(ledger));
        }
    }

    /// <summary>A connection that knows nothing of the mapping, which takes most of a second to make ready.</summary>
    public static DbConnection Connect(LedgerOptions ledger) =>
        PostgresOf(ledger) is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection(SqliteOf(ledger));

    /// <summary>
    /// Whether nobody would look after the accounts of a pole any more: above it there is no one who could help. Asked in the transaction that takes the
    /// membership away; a second one that does the same to a colleague waits until the first has ended (on SQLite every one that writes does).
    /// </summary>
    public async Task<bool> IsLastToLookAfterAsync(Membership membership)
    {
        if (Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("Two who ask at once must not both be told that the other stays.");
        }

        if (membership.Role is not Role.Coordinator)
        {
            return false;
        }

        if (Database.IsNpgsql())
        {
            await Database.ExecuteSqlAsync($"select id from membership where organisation = {membership.Organisation} and role = 'COORDINATOR' and ended_at is null for update");
        }

        return !await Memberships.AnyAsync(it => it.Organisation == membership.Organisation && it.Role == Role.Coordinator && it.EndedAt == null && it.Person != membership.Person);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Person>(person =>
        {
            person.ToTable("person").HasKey(it => it.Id);
            person.Ignore(it => it.UserName).Ignore(it => it.NormalizedUserName).Ignore(it => it.EmailConfirmed);
            person.Ignore(it => it.PhoneNumber).Ignore(it => it.PhoneNumberConfirmed);
            person.Property(it => it.ConcurrencyStamp).IsConcurrencyToken();
        });
        modelBuilder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("person_passkey").HasKey(it => it.CredentialId);
            passkey.Property(it => it.Data)
                .HasConversion(data => WritePasskey(data), json => ReadPasskey(json), new ValueComparer<IdentityPasskeyData>(
                    (one, other) => WritePasskey(one!) == WritePasskey(other!),
                    data => WritePasskey(data).GetHashCode(StringComparison.Ordinal),
                    data => ReadPasskey(WritePasskey(data))))
                .HasColumnType(Database.IsNpgsql() ? "json" : "text");
        });
        modelBuilder.Entity<RecoveryCode>().ToTable("recovery_code").HasKey(it => new { it.Person, it.CodeHash });
        modelBuilder.Entity<Membership>(membership =>
        {
            membership.ToTable("membership").HasKey(it => it.Id);
            membership.Ignore(it => it.Standing);
            membership.Property(it => it.Role).HasConversion(role => role.Code(), code => ReadRole(code));
        });
        modelBuilder.Entity<SignInSession>().ToTable("sign_in_session").HasKey(it => it.Id);
        modelBuilder.Entity<OneTimeLink>(link =>
        {
            link.ToTable("one_time_link").HasKey(it => it.Id);
            link.Property(it => it.Kind).HasConversion(kind => kind.Code(), code => ReadKind(code));
            link.Property(it => it.Role).HasConversion(role => role.Code(), code => ReadRole(code));
        });
        modelBuilder.Entity<Station>().ToTable("station").HasKey(it => it.Id);
        modelBuilder.Entity<Badge>().ToTable("badge").HasKey(it => it.Id);

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));

            if (property.ClrType == typeof(DateTimeOffset) || property.ClrType == typeof(DateTimeOffset?))
            {
                property.SetValueConverter(Database.IsSqlite() ? Microseconds : Utc);
            }
            else if (property.ClrType == typeof(bool))
            {
                property.SetValueConverter(ZeroOrOne);
            }
        }
    }

    private static string? PostgresOf(LedgerOptions ledger) =>
        DatabaseAddress.Parse(ledger.Database) is { IsPostgres: true } address ? address.ConnectionString : null;

    private static string SqliteOf(LedgerOptions ledger)
    {
        var address = DatabaseAddress.Parse(ledger.Database).ConnectionString;
        var sqlite = address.Contains("Data Source=", StringComparison.OrdinalIgnoreCase)
            ? new SqliteConnectionStringBuilder(address)
            : new SqliteConnectionStringBuilder { DataSource = Path.GetFullPath(address) };
        sqlite.DefaultTimeout = 60;
        sqlite.ForeignKeys = true;
        return sqlite.ConnectionString;
    }

    private static string WritePasskey(IdentityPasskeyData data) => JsonSerializer.Serialize(data, JsonSerializerOptions.Default);

    private static IdentityPasskeyData ReadPasskey(string json) =>
        JsonSerializer.Deserialize<IdentityPasskeyData>(json, JsonSerializerOptions.Default) ?? throw new InvalidOperationException("A passkey is empty.");

    private static Role ReadRole(string code) => Codes.TryParse<Role>(code, out var role) ? role : Role.None;

    private static LinkKind ReadKind(string code) =>
        Codes.TryParse<LinkKind>(code, out var kind) ? kind : throw new InvalidOperationException($"No one-time link is of the kind '{code}'.");
}
