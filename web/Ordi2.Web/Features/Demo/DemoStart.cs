using System.Security.Cryptography;
using System.Text;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Hosting;
using Ordi2.Web.Http;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Web.Features.Demo;

/// <summary>
/// Fills an empty system with the fictional territory, through the grains, before the server listens. Interrupted, it goes
/// on at the next start: its commands have fixed ids.
/// </summary>
internal sealed partial class DemoStart(
    IGrainFactory grains,
    AggregateQueries aggregates,
    DemoAccounts accounts,
    ServerSettings settings,
    TimeProvider time,
    ILogger<DemoStart> logger) : IHostedService
{
    private const string Charter = "2026";

    private static readonly Caller National = new(new("systeme"), new("national"), Role.System, new("demo"));

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (accounts.Exist)
        {
            return;
        }

        var known = await aggregates.ListAsync(new AggregateFilter { Kind = "organisation", Limit = 1 }, cancellationToken);

        if (!known.IsEmpty && await aggregates.GetAsync("organisation", Territory.Pole, cancellationToken) is null)
        {
            throw new UsageException(Refusal.Conflict("demo-needs-empty-folder", settings.Data));
        }

        await SlowSteps.TellAsync(FillAsync(cancellationToken), time, taken => Log.StillFilling(logger, (long)taken.TotalSeconds));
        Log.Filled(logger, Territory.Members.Length, settings.Data);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        await RegisterAsync(Territory.Members[0], 0);
        await Task.WhenAll(Territory.Members.Skip(1).Select((member, i) => RegisterAsync(member, i + 1)));
        var given = accounts.MakeAsync(cancellationToken);
        await Task.WhenAll(Territory.Members.SelectMany(member => member.Activities.Where(IsChartered).Select(activity => GrantAsync(member, activity))));
        await Task.WhenAll(Territory.Members.Select(ShowAsync));

        // Last of all: whoever finds the file of the accounts finds a territory that is complete.
        await accounts.WriteAsync(await given, cancellationToken);
    }

    private Task RegisterAsync(Member member, int index) => AskAsync(member.Id, "register", new RegisterOrganisation(member.Name, member.Form)
    {
        Activities = [.. member.Activities],
        Siret = member.Form is OrganisationForm.Association ? null : Territory.Siret(index),
        Rna = member.Form is OrganisationForm.Association ? Territory.Rna(index) : null,
        Pole = index == 0 ? null : new OrganisationId(Territory.Pole),
        Category = member.Category,
        DataDestruction = member.DataDestruction,
        Operators = member.Operators,
        Sites = [.. member.Sites.Select((site, i) => new Site(new SiteId(site), site, member.PreparesForReuse && i == 0, []))],
    });

    private Task GrantAsync(Member member, Activity activity) => AskAsync(member.Id, $"grant/{activity.Code()}", new GrantAccreditation(
        activity, time.GetUtcNow().AddYears(-1), time.GetUtcNow().AddYears(2), $"CHARTE-{member.Id}", Charter));

    private Task ShowAsync(Member member) => member.Place is not { } place ? Task.CompletedTask : AskAsync(member.Id, "card", new PublishCard(new()
    {
        Offer = member.Activities[0] switch
        {
            Activity.Epn => "Ateliers informatiques en petit groupe, aide aux démarches et prêt d'ordinateurs à nos associations partenaires.",
            Activity.Recycler => "Nous reprenons les déchets électriques et électroniques des ateliers, et nous prouvons ce qu'ils deviennent.",
            Activity.Workshop => "Nous effaçons, réparons et remettons en état les ordinateurs donnés, avec des personnes en parcours d'insertion.",
            _ => "Nous relions donateurs, ateliers et associations. Vous voulez donner ou demander des ordinateurs ? Écrivez-nous.",
        },
        Activities = [.. member.Activities.Where(DirectoryCards.Shown.Contains)],
        Places = [new(member.Name, place.PostalCode, place.Commune, Street: "1 rue de l'Exemple")],
    }));

    private async Task AskAsync(string id, string what, OrganisationCommand command)
    {
        var commandId = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes($"demo/{id}/{what}")).AsSpan(0, 16));

        switch (await grains.GetGrain<IOrganisationGrain>($"organisation/{id}").DoAsync(command, National, commandId))
        {
            case Done<OrganisationProfile>:
                break;
            case Refused<OrganisationProfile> refused:
                throw new InvalidOperationException($"The demonstration could not {what} {id}: {Sentences.Message(refused.Reason, Language.English)}");
            default:
                throw new UnreachableException();
        }
    }

    private static bool IsChartered(Activity activity) => activity is Activity.Workshop or Activity.Epn or Activity.Pole;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The demonstration has {Organisations} organisations; their accounts stand in {Folder}/demo-accounts.json.")]
        public static partial void Filled(ILogger logger, int organisations, string folder);

        [LoggerMessage(2, LogLevel.Information, "The demonstration is still being made: its organisations and their accounts, for {Seconds} s.")]
        public static partial void StillFilling(ILogger logger, long seconds);
    }
}

internal static class DemoFeature
{
    public static IServiceCollection AddDemo(this IServiceCollection services) => services
        .AddSingleton<DemoAccounts>()
        .AddHostedService<DemoStart>();
}
