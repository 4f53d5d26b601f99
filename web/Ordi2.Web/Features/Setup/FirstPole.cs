using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
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

/// <summary>
/// The way into an empty system: an address with a secret, printed at the start, good until the first pole exists and only
/// as long as this process lives.
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
    ILogger<FirstPole> logger) : IHostedService, IDisposable
{
    private const int TokenDays = 365;

    private readonly SemaphoreSlim _once = new(1);
    private string? _secret;

    /// <summary>The address, while the system is empty.</summary>
    public Uri? Address => _secret is { } secret ? new Uri(new Uri(server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First()), $"/setup/{secret}") : null;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var known = await aggregates.ListAsync(new AggregateFilter { Kind = "organisation", Limit = 1 }, cancellationToken);

        if (known.IsEmpty)
        {
            _secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(24));
            lifetime.ApplicationStarted.Register(() => Log.Empty(logger, PageTexts.Say("setup-link", "fr"), Address!));
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public bool IsOpenFor(string? secret) =>
        _secret is { } kept && secret is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(kept), Encoding.UTF8.GetBytes(secret));

    /// <summary>Creates the pole and its coordinator, once.</summary>
    /// <returns>The coordinator's token and membership, or why not.</returns>
    public async Task<(string? Token, Membership? Membership, Refusal? Refused)> CreateAsync(string secret, string name, string identifier, string email, string password)
    {
        await _once.WaitAsync();

        try
        {
            if (!IsOpenFor(secret))
            {
                return (null, null, Refusal.NotFound("not-found"));
            }

            var id = $"pole-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
            var national = new Caller(new("systeme"), new("national"), Role.System, new("setup"));
            var isAssociation = identifier.StartsWith('W');
            var command = new RegisterOrganisation(name, OrganisationForm.Association)
            {
                Activities = [Activity.Pole],
                Siret = isAssociation ? null : identifier,
                Rna = isAssociation ? identifier : null,
            };

            switch (await grains.GetGrain<IOrganisationGrain>($"organisation/{id}").DoAsync(command, national, Guid.CreateVersion7()))
            {
                case Refused<OrganisationProfile> refused:
                    return (null, null, refused.Reason);
                case Done<OrganisationProfile>:
                    _secret = null;
                    var (token, membership) = await CoordinateAsync(id, email, password);
                    return (token, membership, null);
                default:
                    throw new UnreachableException();
            }
        }
        finally
        {
            _once.Release();
        }
    }

    public void Dispose() => _once.Dispose();

    private async Task<(string Token, Membership Membership)> CoordinateAsync(string pole, string email, string password)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<AccountDesk>();
        var account = Person.New(email, name: null, time.GetUtcNow());
        await accounts.AddAsync(account, password);
        var membership = await accounts.GiveAsync(account, new(pole), Role.Coordinator, manages: true, inTraining: false, givenBy: null);

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
        return (secret, membership);
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
