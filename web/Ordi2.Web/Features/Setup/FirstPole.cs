using System.Security.Cryptography;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Texts;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Web.Features.Setup;

/// <summary>The coordinator's token and membership, or why there is none.</summary>
internal sealed record MadePole(string? Token, Membership? Membership, Refusal? Refused = null);

/// <summary>
/// The way into an empty system: an address with a secret, printed at the start, good until the first pole has a coordinator and until this
/// process ends; for <see cref="OneTimeLinks.SetupLife"/> at most where it was killed. Several processes print one each; they all lead to the same pole, and none is good any more once one was used.
/// </summary>
internal sealed partial class FirstPole(
    IGrainFactory grains,
    AggregateQueries aggregates,
    ITokenStore tokens,
    IServiceScopeFactory scopes,
    IAuditLog log,
    IServer server,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<FirstPole> logger) : IHostedService
{
    private const int TokenDays = 365;

    private string? _secret;
    private string? _link;

    /// <summary>The address, while the system is empty.</summary>
    public Uri? Address => _secret is { } secret ? new Uri(new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()), $"/setup/{secret}") : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // One that was begun and broke off has a pole and nobody in it: the way in is open again.
        if (await IsEmptyAsync(HalfMadePoleAsync, cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            (_secret, var link) = await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().SetUpAsync();
            _link = link.Id;
            lifetime.ApplicationStarted.Register(() => Log.Empty(logger, PageTexts.Say("setup-link", "fr"), Address!));
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_link is not null)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().RevokeSetupAsync(_link);
        }
    }

    /// <summary>Whether this is the secret of an address that is still good, whichever process printed it.</summary>
    public async Task<bool> IsOpenForAsync(string? secret)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().FindAsync(LinkKind.Setup, secret) is not null;
    }

    /// <summary>Creates the pole and its coordinator, once.</summary>
    public async Task<MadePole> CreateAsync(string secret, string name, string identifier, string email, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var links = scope.ServiceProvider.GetRequiredService<OneTimeLinks>();

        if (await links.FindAsync(LinkKind.Setup, secret) is null)
        {
            return new(null, null, Refusal.NotFound("not-found"));
        }

        var id = await links.ClaimPoleAsync($"pole-{RandomNumberGenerator.GetHexString(8, lowercase: true)}");

        if (!await IsEmptyAsync(() => Task.FromResult<string?>(id), CancellationToken.None))
        {
            return new(null, null, Refusal.NotFound("not-found"));
        }

        var national = new Caller(new("systeme"), new("national"), Role.System, new("setup"));
        var isAssociation = identifier.StartsWith('W');
        var command = new RegisterOrganisation(name, OrganisationForm.Association)
        {
            Activities = [Activity.Pole],
            Siret = isAssociation ? null : identifier,
            Rna = isAssociation ? identifier : null,
        };

        // A pole that is there was made by an attempt that broke off: what it lacks is its coordinator.
        return await grains.GetGrain<IOrganisationGrain>($"organisation/{id}").DoAsync(command, national, Guid.CreateVersion7()) switch
        {
            Refused<OrganisationProfile> { Reason: { Code: not "already-created" } reason } => new(null, null, reason),
            Refused<OrganisationProfile> or Done<OrganisationProfile> => await CoordinateAsync(scope.ServiceProvider, id, email, password),
            _ => throw new UnreachableException(),
        };
    }

    // Whether there is no organisation, but for a pole that somebody began to make. Which one that is, is only asked where it matters:
    // the account tables cost a start much, and a system with several organisations has no need of them yet.
    private async Task<bool> IsEmptyAsync(Func<Task<string?>> begun, CancellationToken cancellationToken)
    {
        var known = await aggregates.ListAsync(new AggregateFilter { Kind = "organisation", Limit = 2 }, cancellationToken);
        return known.Length switch
        {
            0 => true,
            1 => known[0].Row.Id == await begun(),
            _ => false,
        };
    }

    private async Task<string?> HalfMadePoleAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<OneTimeLinks>().HalfMadePoleAsync();
    }

    private async Task<MadePole> CoordinateAsync(IServiceProvider services, string pole, string email, string password)
    {
        var accounts = services.GetRequiredService<AccountDesk>();
        var account = Person.New(email, name: null, time.GetUtcNow());
        Membership membership;

        // All of it or nothing: the way in closes when somebody has come in, and not before.
        await using (var transaction = await services.GetRequiredService<AccountDatabase>().Database.BeginTransactionAsync())
        {
            if (!await services.GetRequiredService<OneTimeLinks>().UseSetupAsync(account.Id))
            {
                return new(null, null, Refusal.NotFound("not-found"));
            }

            await accounts.AddAsync(account, password);
            membership = await accounts.GiveAsync(account, new(pole), Role.Coordinator, manages: true, inTraining: false, givenBy: null);
            await transaction.CommitAsync();
        }

        _secret = null;

        var person = new PersonId(account.Id);
        var secret = TokenSecret.Make();
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7().ToString("N");
        var caller = new Caller(person, new(pole), Role.Coordinator, ApiToken.DeviceOf(id));
        await tokens.AddAsync(new ApiToken(id, caller, now, now.AddDays(TokenDays), null), TokenSecret.Hash(secret));
        await log.AddAsync(
        [
            AuditTrail.Entry(now, "token-made", caller) with { About = $"token/{id}" },
            AuditTrail.Entry(now, "role-given", caller) with { About = $"account/{person}" },
        ]);
        return new(secret, membership);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Sentence}: {Address}")]
        public static partial void Empty(ILogger logger, string sentence, Uri address);
    }
}

internal static class SetupFeature
{
    public static IServiceCollection AddSetup(this IServiceCollection services) => services
        .AddSingleton<FirstPole>()
        .AddHostedService(provider => provider.GetRequiredService<FirstPole>());
}
