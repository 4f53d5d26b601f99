using Ordi2.Contracts;
using Ordi2.Ledger.Devices;
using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Features.Scans;

/// <summary>
/// Notes which devices have a scanner that is set up for another keyboard. Their scans are repaired and nobody at the bench is bothered with it; the supervisor
/// is told, who prints the set-up sheet.
/// </summary>
internal sealed partial class LayoutTrail(DeviceLayouts layouts, TimeProvider time, ILogger<LayoutTrail> logger) : Trail<MangledScan>(MostWaiting, time)
{
    /// <summary>How long a device is shown after its last such scan: a set-up scanner makes none any more.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromDays(1);

    /// <summary>A device that repairs what it reads itself says so with <c>wrong</c>.</summary>
    public const string Header = "Ordi2-Layout";

    private const int MostWaiting = 4_000;

    public void Note(HttpRequest request, Caller caller)
    {
        if (request.Headers.TryGetValue(Header, out var said) && said == "wrong")
        {
            Note(caller);
        }
    }

    /// <summary>Where it finds no place it is lost: a scanner that is set up wrongly shows it with its next scan.</summary>
    public void Note(Caller caller) => TryAdd(new(caller.Organisation.Text, caller.Device.Text, Time.GetUtcNow()));

    protected override async Task WriteAsync(IReadOnlyList<MangledScan> noted)
    {
        try
        {
            await layouts.NoteAsync(noted);
        }
        catch (Exception exception)
        {
            Log.Failed(logger, exception, noted.Count);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "That {Count} scans came in the symbols of another keyboard could not be written down.")]
        public static partial void Failed(ILogger logger, Exception exception, int count);
    }
}
