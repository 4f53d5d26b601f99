using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Devices;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// Forgets what nobody needs any more: to whom an invitation went that was never accepted, in which browser and from which network somebody came, with which
/// token an operator sent what they scanned; and who has had no task for any organisation for as long as the rules of the pole say. What they did is in the ledger,
/// under their opaque id.
/// </summary>
internal sealed partial class Retention(IServiceProvider services, ITokenStore tokens, DeviceClocks clocks, DeviceLayouts layouts, RulesInForce rules, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    /// <summary>How long a link or a session is kept after its end: long enough to ask who came, and when.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(28);

    /// <summary>How long the token of an operator at a station is kept after its end; a station makes one for each sign-in.</summary>
    public static readonly TimeSpan TokensKept = TimeSpan.FromDays(7);

    /// <summary>How long it is known how far the clock of a device was off: as long as somebody may ask when a scan of a year's work happened.</summary>
    public static readonly TimeSpan ClocksKept = TimeSpan.FromDays(366);

    // Nothing waits for the first round, and making ready the account tables would slow the start for those who do wait: they are asked for when it comes.
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Round = TimeSpan.FromHours(6);

    /// <summary>Forgets now what has been over for long enough.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var (now, before) = (time.GetUtcNow(), time.GetUtcNow() - Kept);
        await using var database = await services.GetRequiredService<IDbContextFactory<AccountDatabase>>().CreateDbContextAsync(cancellationToken);

        // The link to a first pole tells which pole somebody began to make; without it the way in would be closed for ever.
        await database.Links.Where(it => it.ExpiresAt < before && !(it.Kind == LinkKind.Setup && it.Organisation != null)).ExecuteDeleteAsync(cancellationToken);
        await database.Sessions.Where(it => it.ExpiresAt < before).ExecuteDeleteAsync(cancellationToken);
        await tokens.DeleteAsync(StationDesk.Prefix, now - TokensKept, cancellationToken);
        await clocks.ForgetAsync(DateOnly.FromDateTime((now - ClocksKept).UtcDateTime), cancellationToken);
        await layouts.ForgetAsync(now - ClocksKept, cancellationToken);
        await ForgetNamesAsync(database, now, cancellationToken);
    }

    /// <summary>Erases whoever has no task any more: the rules are those of the pole of the last one, as they are in force now.</summary>
    private async Task ForgetNamesAsync(AccountDatabase database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var idle = await database.People
            .Where(person => person.ErasedAt == null && !database.Memberships.Any(it => it.Person == person.Id && it.EndedAt == null))
            .Select(person => new
            {
                person.Id,
                person.CreatedAt,
                Last = database.Memberships.Where(it => it.Person == person.Id).OrderByDescending(it => it.EndedAt).Select(it => new { it.Organisation, it.EndedAt }).FirstOrDefault(),
            })
            .ToListAsync(cancellationToken);
        var months = new Dictionary<string, int>(StringComparer.Ordinal);

        foreach (var person in idle)
        {
            var organisation = person.Last?.Organisation ?? string.Empty;

            if (!months.TryGetValue(organisation, out var kept))
            {
                var inForce = organisation.Length == 0 ? PoleRules.Default : await rules.OfAsync(new(organisation));
                months[organisation] = kept = inForce.Retention.NameMonths;
            }

            if ((person.Last?.EndedAt ?? person.CreatedAt).AddMonths(kept) > now)
            {
                continue;
            }

            await using var scope = services.CreateAsyncScope();
            var asked = new Caller(new PersonId("system"), new OrganisationId(organisation), Role.System, DeviceId.Clock);

            if (await scope.ServiceProvider.GetRequiredService<Erasure>().EraseAsync(person.Id, asked) is { } why)
            {
                Log.NotErased(logger, person.Id, why.Code);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(First, time);

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            timer.Period = Round;

            try
            {
                await RunAsync(stoppingToken);
            }
#pragma warning disable CA1031 // The next round tries again; nothing else waits for it.
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                Log.Failed(logger, exception);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "What nobody needs any more could not be deleted; it is tried again in some hours.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The account {Account} has no task any more and could not be erased: {Code}.")]
        public static partial void NotErased(ILogger logger, string account, string code);
    }
}
