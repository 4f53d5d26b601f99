using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Ledger.Machines;

/// <summary>
/// The coarse part of a status, for indexes: it changes a few times in a machine's life where the status changes with nearly every
/// scan. A list by status looks among the machines of its stage; what is rare has a stage of its own, so that finding the few does
/// not mean looking at the many. Waiting for a part begins and ends too often to be told to every index; what shares a stage with
/// something else is in a workshop or on its way, of which there are never as many as have been placed or recycled over the years.
/// </summary>
internal static class MachineStages
{
    /// <summary>Every stage, in the order of lists.</summary>
    public static readonly ImmutableArray<int> All = [.. Enum.GetValues<MachineStatus>().Select(Of).Distinct().Order()];

    public static int Of(MachineStatus status) => status switch
    {
        MachineStatus.None or MachineStatus.Declared or MachineStatus.Collected or MachineStatus.Received => 1,
        MachineStatus.Ready or MachineStatus.Reserved or MachineStatus.Packed => 3,
        MachineStatus.InTransit or MachineStatus.AtEpn => 4,
        MachineStatus.Placed => 5,
        MachineStatus.ToRecycle => 6,
        MachineStatus.Recycled => 7,
        MachineStatus.Missing => 8,
        MachineStatus.WipeFailed => 9,
        MachineStatus.QcFailed => 10,
        MachineStatus.Refused => 11,
        MachineStatus.Returning => 12,
        MachineStatus.Stolen => 13,
        MachineStatus.Dismantled => 14,
        MachineStatus.HandedBack => 15,
        _ => 2,
    };
}
