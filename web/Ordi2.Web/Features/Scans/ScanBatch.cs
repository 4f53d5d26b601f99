using System.Runtime.InteropServices;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Web.Features.Scans;

/// <summary>What a device sends: read, but not yet asked of any machine.</summary>
internal sealed record ScanBatch(string DeviceId, List<SentScan> Scans);

/// <summary>One scan as it was sent. With <see cref="Refused"/> it is already answered.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct SentScan
{
    public Guid ScanId { get; set; }

    public string? Code { get; set; }

    public DateTimeOffset OccurredAt { get; set; }

    public SiteId? Site { get; set; }

    public MachineCommand? Command { get; set; }

    /// <summary>What is wrong with it alone; the rest of the batch goes on.</summary>
    public Refusal? Refused { get; set; }
}
