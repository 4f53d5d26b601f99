using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Ledger.Devices;
using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Features.Scans;

/// <summary>
/// Measures with each batch how far the clock of the device is off: a device that says when its request left is compared with our clock when it came.
/// </summary>
internal sealed partial class ClockTrail(DeviceClocks clocks, TimeProvider time, ILogger<ClockTrail> logger) : Trail<DeviceClock>(MostWaiting, time)
{
    /// <summary>When the request left the device, by its clock (ISO 8601 with an offset). It may be left out; what cannot be read measures nothing and stops no scan.</summary>
    public const string Header = "Ordi2-Sent-At";

    private const int LongestHeader = 40;
    private const int MostWaiting = 4_000;

    public void Note(HttpRequest request, Caller caller, DateTimeOffset cameAt)
    {
        if (SentAt(request) is { } sentAt)
        {
            // Where it finds no place it is lost: the device is measured again with its next batch.
            TryAdd(DeviceClock.Of(caller.Organisation.Text, caller.Device.Text, sentAt - cameAt, cameAt));
        }
    }

    /// <summary>When a request left the device, by its clock; nothing where it does not say so.</summary>
    public static DateTimeOffset? SentAt(HttpRequest request) => request.Headers.TryGetValue(Header, out var said) ? MomentOf(said) : null;

    /// <summary>A moment that a device says (ISO 8601 with an offset); nothing where it cannot be read.</summary>
    public static DateTimeOffset? MomentOf(string? text) =>
        text is { Length: <= LongestHeader }
        && DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? moment
            : null;

    protected override async Task WriteAsync(IReadOnlyList<DeviceClock> noted)
    {
        var together = new Dictionary<(string, string, DateOnly), DeviceClock>();

        foreach (var measured in noted)
        {
            var key = (measured.Organisation, measured.Device, measured.Day);
            together[key] = together.TryGetValue(key, out var before) ? before.With(measured) : measured;
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
