using System.Globalization;
using System.Threading.Channels;
using Ordi2.Contracts;
using Ordi2.Ledger.Devices;

namespace Ordi2.Web.Features.Scans;

/// <summary>
/// Measures with each batch how far the clock of the device is off: a device that says when its request left is compared with our clock when it came. Nobody waits
/// for it to be written down, and what comes within a second is written at once.
/// </summary>
internal sealed partial class ClockTrail(DeviceClocks clocks, TimeProvider time, ILogger<ClockTrail> logger) : BackgroundService
{
    /// <summary>When the request left the device, by its clock (ISO 8601 with an offset). It may be left out; what cannot be read measures nothing and stops no scan.</summary>
    public const string Header = "Ordi2-Sent-At";

    private const int LongestHeader = 40;
    private const int MostWaiting = 4_000;
    private const int MostAtOnce = 500;

    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // When it is full what is new is dropped: a device is measured again with its next batch.
    private readonly Channel<DeviceClock> _waiting = Channel.CreateBounded<DeviceClock>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    public void Note(HttpRequest request, Caller caller, DateTimeOffset cameAt)
    {
        if (request.Headers.TryGetValue(Header, out var said) && SentAt(said) is { } sentAt)
        {
            _waiting.Writer.TryWrite(DeviceClock.Of(caller.Organisation.Text, caller.Device.Text, sentAt - cameAt, cameAt));
        }
    }

    internal static DateTimeOffset? SentAt(string? text) =>
        text is { Length: <= LongestHeader }
        && DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Moment, time);

            while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
            {
                await WriteAsync();
                await timer.WaitForNextTickAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What waits is still written before the server ends.
            await WriteAsync();
        }
    }

    private async Task WriteAsync()
    {
        var together = new Dictionary<(string, string, DateOnly), DeviceClock>();

        while (together.Count < MostAtOnce && _waiting.Reader.TryRead(out var measured))
        {
            var key = (measured.Organisation, measured.Device, measured.Day);
            together[key] = together.TryGetValue(key, out var before) ? before.With(measured) : measured;
        }

        if (together.Count == 0)
        {
            return;
        }

        try
        {
            await clocks.AddAsync(together.Values);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, together.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "How far the clocks of {Count} devices are off could not be written down.")]
        public static partial void Failed(ILogger logger, Exception exception, int count);
    }
}
