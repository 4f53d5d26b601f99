using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Ordi2.Ledger;

namespace Ordi2.Web.Features.Accounts;

internal static class AccountFeature
{
    /// <summary>Wrong passwords or codes in a row before an account is closed for a while.</summary>
    public const int MostFailures = 5;

    /// <summary>How long it is closed.</summary>
    public static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddDbContextFactory<AccountDatabase>(static (provider, builder) => AccountDatabase.Configure(builder, provider.GetRequiredService<LedgerOptions>()));

        services.AddIdentityCore<Person>(identity =>
        {
            identity.Lockout.MaxFailedAccessAttempts = MostFailures;
            identity.Lockout.DefaultLockoutTimeSpan = LockOut;
            identity.Stores.MaxLengthForKeys = 128;
        });
        services.AddScoped<IUserStore<Person>, PersonStore>();

        // What a password and an address must be is decided by our own rules, before anything is stored, and said in our own sentences.
        services.RemoveAll<IUserValidator<Person>>();
        services.RemoveAll<IPasswordValidator<Person>>();
        services.Configure<PasswordHasherOptions>(static hasher => hasher.IterationCount = 210_000);

        services.AddSingleton<SessionDirectory>();
        services.AddSingleton<AccountBook>();
        services.AddSingleton<Houses>();
        services.AddScoped<AccountDesk>();
        services.AddSingleton<SignIn.Entrance>();
        services.AddHostedService<AccountsFile>();

        // The keys that sign sessions live with the data: a restart does not sign everybody out.
        services.AddSingleton<IXmlRepository, KeysInDatabase>();
        services.AddDataProtection().SetApplicationName("ordi2");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(static provider =>
            new ConfigureOptions<KeyManagementOptions>(keys => keys.XmlRepository = provider.GetRequiredService<IXmlRepository>()));

        return services;
    }
}

/// <summary>The framework's store over our tables.</summary>
internal sealed class PersonStore(AccountDatabase database, IdentityErrorDescriber? describer = null)
    : UserOnlyStore<Person, AccountDatabase, string, IdentityUserClaim<string>, IdentityUserLogin<string>, IdentityUserToken<string>, IdentityUserPasskey<string>>(database, describer);
