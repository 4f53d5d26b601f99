using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Features.Machines;

/// <summary>Which systems come into question for a machine.</summary>
internal static class SystemPlans
{
    private static readonly ImmutableArray<OsPlan> Systems = [OsPlan.Linux, OsPlan.Win11, OsPlan.ChromeosFlex];

    /// <summary>
    /// None for what is no computer, or has no disk for one (domain.md 12.4, point 3); a tablet or a server may be left with what its maker wrote into it,
    /// or without.
    /// </summary>
    public static ImmutableArray<OsPlan> For(DeviceType type, MachineLook look) =>
        !type.IsComputer() || !look.Media.Any(medium => medium.State is not (MediumState.Destroyed or MediumState.Removed)) ? [OsPlan.None]
        : type is DeviceType.Tablet or DeviceType.Server ? [.. Systems, OsPlan.None]
        : Systems;
}
