using Microsoft.EntityFrameworkCore;
using Ordi2.Ledger.Access;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// Forgets what nobody needs any more: to whom an invitation went that was never accepted, in which browser and from which network somebody came, with which
/// token an operator sent what they scanned. What they did is in the ledger, under their opaque id.
/// </summary>
internal sealed partial class Retention(IServiceProvider services, ITokenStore tokens, TimeProvider time, ILogger<Retention> logger) : BackgroundService
{
    /// <summary>How long a link or a session is kept after its end: long enough to ask who came, and when.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(28);

    /// <summary>How long the token of an operator at a station is kept after its end; a station makes one for each sign-in.</summary>
    public static readonly TimeSpan TokensKept = TimeSpan.FromDays(7);

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
    }
}
