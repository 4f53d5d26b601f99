using Ordi2.Contracts.Machines;

namespace Ordi2.Ledger.Machines;

/// <summary>
/// The coarse part of a status, for indexes: it changes a few times in a machine's life where the status changes with nearly every
/// scan. A list by status looks among the machines of its stage.
/// </summary>
internal static class MachineStages
{
    public static int Of(MachineStatus status) => status switch
    {
        MachineStatus.None or MachineStatus.Declared or MachineStatus.Collected or MachineStatus.Received or MachineStatus.Refused => 1,
        MachineStatus.Ready or MachineStatus.Reserved or MachineStatus.Packed => 3,
        MachineStatus.InTransit or MachineStatus.AtEpn or MachineStatus.Returning => 4,
        MachineStatus.Placed => 5,
        MachineStatus.Dismantled or MachineStatus.ToRecycle => 6,
        MachineStatus.Recycled or MachineStatus.HandedBack => 7,
        MachineStatus.Missing or MachineStatus.Stolen => 8,
        _ => 2,
    };
}
