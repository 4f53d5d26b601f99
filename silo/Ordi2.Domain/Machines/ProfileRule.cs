using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>What a machine is good enough for: the pole's proposal of domain.md 5 (Grade), best profile first.</summary>
public static class ProfileRule
{
    private const long Giga = 1_000_000_000;

    // A disk sold as 64 GB and 4 GB of memory of which the graphics take some still count.
    private static readonly (Profile Profile, int Cores, long Memory, long Disk)[] Thresholds =
    [
        (Profile.Multimedia, 4, 14 * Giga, 230 * Giga),
        (Profile.Office, 2, 7 * Giga, 115 * Giga),
        (Profile.LightWeb, 2, 3 * Giga + 500_000_000, 57 * Giga),
    ];

    public static Profile Of(HardwareAudit audit)
    {
        var flash = audit.Media.Where(medium => medium.Kind is MediumKind.SataSsd or MediumKind.Nvme or MediumKind.Emmc).Sum(medium => medium.SizeBytes);
        return Thresholds.FirstOrDefault(t => audit.Cores >= t.Cores && audit.MemoryBytes >= t.Memory && flash >= t.Disk).Profile;
    }
}
