using System.Collections.Immutable;

namespace Ordi2.Contracts.Machines;

/// <summary>What somebody sees or tries on a machine and marks as not right, at the sorting or when it goes to repair (domain.md 3.1, station 3).</summary>
public static class VisibleDefects
{
    private const string Hinge = "hinge";
    private const string Case = "case";

    /// <summary>Every code.</summary>
    public static ImmutableArray<string> All { get; } = [.. FunctionalSheet.Lines, Hinge, Case];

    /// <summary>The codes that make sense of a machine of a kind: the lines of the functional sheet that it may have, then what holds it together.</summary>
    /// <param name="type">The kind; what is not known yet is taken for a laptop.</param>
    public static ImmutableArray<string> Of(DeviceType type) =>
    [
        .. FunctionalSheet.Lines.Where(line => !FunctionalSheet.NeverHas(type, line)),
        .. type is DeviceType.Unknown or DeviceType.Laptop ? [Hinge, Case] : ImmutableArray.Create(Case),
    ];
}
