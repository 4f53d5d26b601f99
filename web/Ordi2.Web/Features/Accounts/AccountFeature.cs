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
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddDbContextFactory<AccountDatabase>(static (provider, builder) => AccountDatabase.Configure(builder, provider.GetRequiredService<LedgerOptions>()));

        services.AddIdentityCore<Person>();
        services.AddScoped<IUserStore<Person>, PersonStore>();

        // What a password and an address must be is decided by our own rules, before anything is stored, and said in our own sentences.
        services.RemoveAll<IUserValidator<Person>>();
        services.RemoveAll<IPasswordValidator<Person>>();
        services.Configure<PasswordHasherOptions>(static hasher => hasher.IterationCount = 210_000);

        services.AddSingleton<SessionDirectory>();
        services.AddSingleton<AccountBook>();
        services.AddSingleton<Houses>();
        services.AddScoped<AccountDesk>();
        services.AddScoped<Tries>();
        services.AddScoped<SecondFactors>();
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.AddScoped<Passkeys>();
        services.Configure<IdentityPasskeyOptions>(static passkeys =>
        {
            // A passkey stands for both factors: the device must have made sure who holds it.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";

            // Our pages tell nobody where somebody comes from (Referrer-Policy), so a form has no Origin header to compare with: the address itself is.
            passkeys.ValidateOrigin = static asked => ValueTask.FromResult(
                !asked.CrossOrigin
                && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var origin)
                && (origin.Scheme == Uri.UriSchemeHttps || origin.IsLoopback)
                && string.Equals(origin.Authority, asked.HttpContext.Request.Host.Value, StringComparison.OrdinalIgnoreCase));
        });
        services.AddScoped<OneTimeLinks>();
        services.AddScoped<PeopleDesk>();
        services.AddScoped<Erasure>();
        services.AddScoped<Stations.StationDesk>();
        services.AddSingleton<Stations.HousePapers>();
        services.AddSingleton<Stations.StationGifts>();
        services.AddScoped<Stations.StationWorkDesk>();
        services.AddScoped<Operators.BadgeDesk>();
        services.AddSingleton<Mailer>();
        services.AddSingleton<Letters>();
        services.AddSingleton<SignIn.Entrance>();
        services.AddSingleton<NobodysPassword>();
        services.AddSingleton<ResetLetters>();
        services.AddHostedService(static provider => provider.GetRequiredService<ResetLetters>());
        services.AddSingleton<Once>();
        services.AddSingleton<Retention>();
        services.AddHostedService(static provider => provider.GetRequiredService<Retention>());
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
