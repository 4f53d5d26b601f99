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

    /// <summary>When something happened by our clock, as far as that is known: by so much as the clock of the device is off it is set right, and nothing happens after it came.</summary>
    /// <param name="occurredAt">When it happened, by the clock of the device.</param>
    public DateTimeOffset SetRight(DateTimeOffset occurredAt)
    {
        if (SentAt is not { } sentAt)
        {
            return occurredAt;
        }

        // Nothing happens after it was sent: the clock of the device was set back between the two, and nobody knows by how much it was off before.
        if (occurredAt - sentAt > Tolerance)
        {
            return occurredAt < At ? occurredAt : At;
        }

        var ahead = sentAt - At;
        return ahead.Duration() <= Tolerance ? occurredAt : Earlier(occurredAt, ahead) is var right && right < At ? right : At;
    }

    /// <summary>What a device says may be any moment that can be written: the result stays one.</summary>
    private static DateTimeOffset Earlier(DateTimeOffset moment, TimeSpan by) =>
        by >= moment - DateTimeOffset.MinValue ? DateTimeOffset.MinValue
        : by <= moment - DateTimeOffset.MaxValue ? DateTimeOffset.MaxValue
        : moment - by;
}
