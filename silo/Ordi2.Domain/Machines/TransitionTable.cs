using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Ordi2.Domain.Machines;

/// <summary>The whole table of domain.md 4.3, with the steps that 4.4 and 12.4 add. There is no other place where a machine changes.</summary>
public static class TransitionTable
{
    public static ImmutableArray<Transition> Rows { get; } =
    [
        .. Intake.Rows,
        .. LateGifts.Rows,
        .. Wiping.Rows,
        .. Refurbishing.Rows,
        .. Distribution.Rows,
        .. Exchanges.Rows,
        .. Placements.Rows,
        .. Returns.Rows,
        .. EndOfLife.Rows,
        .. Incidents.Rows,
        .. Thefts.Rows,
        .. Claims.Rows,
        .. Amendments.Rows,
    ];

    private static readonly FrozenDictionary<Type, ImmutableArray<Transition>> ByCommand =
        Rows.GroupBy(row => row.Command).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray());

    /// <summary>The rows of a step; a status stands in one of them at most.</summary>
    public static ImmutableArray<Transition> Of(Type command) => ByCommand[command];
}
