using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>What a machine is good enough for, by the thresholds of the pole: the best profile that it reaches in all three.</summary>
public static class ProfileRule
{
    public static Profile Of(HardwareAudit audit, PoleRules? rules = null)
    {
        var flash = audit.Media.Where(medium => medium.Kind is MediumKind.SataSsd or MediumKind.Nvme or MediumKind.Emmc).Sum(medium => medium.SizeBytes);
        return (rules ?? PoleRules.Default).Profiles
            .FirstOrDefault(one => audit.Cores >= one.Cores && audit.MemoryBytes >= one.MemoryBytes && flash >= one.FlashBytes)?.Profile ?? Profile.None;
    }
}
