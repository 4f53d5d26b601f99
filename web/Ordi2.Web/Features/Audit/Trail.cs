using System.Threading.Channels;

namespace Ordi2.Web.Features.Audit;

/// <summary>
/// What the web notes on its way and nobody waits for: what comes within a second is written together, and what still waits when the server ends is written before
/// it ends.
/// </summary>
internal abstract class Trail<T>(int mostWaiting, TimeProvider time) : BackgroundService
{
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // When it is full what is new is not taken: a trail must never slow the answers down.
    private readonly Channel<T> _waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(mostWaiting) { SingleReader = true });

    protected TimeProvider Time => time;

    /// <summary>False where the trail is full.</summary>
    protected bool TryAdd(T noted) => _waiting.Writer.TryWrite(noted);

    /// <summary>Writes down what came, 1 to 500 things in the order in which they came. It logs its failures: a trail goes on after them.</summary>
    protected abstract Task WriteAsync(IReadOnlyList<T> noted);

    /// <summary>Ends when all that waits is written.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        while (await WriteNextAsync())
        {
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Moment, Time);

        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            await WriteNextAsync();
            await timer.WaitForNextTickAsync(stoppingToken);
        }
    }

    private async Task<bool> WriteNextAsync()
    {
        var noted = new List<T>();

        while (noted.Count < MostAtOnce && _waiting.Reader.TryRead(out var next))
        {
            noted.Add(next);
        }

        if (noted.Count == 0)
        {
            return false;
        }

        await WriteAsync(noted);
        return true;
    }
}
