using System.Runtime.InteropServices;

namespace Ordi2.Web.Features.Scans;

/// <summary>When a batch came.</summary>
/// <param name="At">By our clock.</param>
/// <param name="SentAt">When it left, by the clock of the device; nothing where it did not say so.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Arrival(DateTimeOffset At, DateTimeOffset? SentAt = null)
{
    // A device counts the scans of one moment on by milliseconds.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Nothing happens after it was sent: the clock of the device was set back between the two. Its scan happened at the latest when it came.
    /// </summary>
    /// <param name="occurredAt">When the scan happened, by the clock as it went then.</param>
    public bool ClockWasSetBackAfter(DateTimeOffset occurredAt) => occurredAt - Tolerance > SentAt;
}
