using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>The groups that the rows of the table speak of.</summary>
internal static class Stations
{
    /// <summary>In a workshop and not given to anybody.</summary>
    public static readonly StatusSet InWorkshop = StatusSet.Of(
        MachineStatus.Received,
        MachineStatus.Triaged,
        MachineStatus.Audited,
        MachineStatus.Wiped,
        MachineStatus.WipeFailed,
        MachineStatus.InRepair,
        MachineStatus.AwaitingPart,
        MachineStatus.Installed,
        MachineStatus.QcFailed,
        MachineStatus.Ready);

    /// <summary>In the chain: known, and not at the end of its life.</summary>
    public static readonly StatusSet Alive =
        StatusSet.Of(Enum.GetValues<MachineStatus>()).Except(MachineStatus.None, MachineStatus.Recycled, MachineStatus.HandedBack);

    public static readonly StatusSet Any = StatusSet.Of(Enum.GetValues<MachineStatus>());

    // A supervisor may do whatever an operator may: in a workshop of three they are the same person.
    public static readonly RoleSet Bench = RoleSet.Of(Role.Operator, Role.Supervisor);

    public static readonly RoleSet BenchOrTool = RoleSet.Of(Role.Operator, Role.Supervisor, Role.System);

    public static readonly RoleSet Supervisor = RoleSet.Of(Role.Supervisor);

    public static readonly RoleSet Depot = RoleSet.Of(Role.Operator, Role.Supervisor, Role.Storekeeper);

    public static readonly RoleSet Coordinator = RoleSet.Of(Role.Coordinator);

    public static readonly RoleSet Holders = RoleSet.Of(
        Role.Donor,
        Role.Driver,
        Role.Operator,
        Role.Supervisor,
        Role.Storekeeper,
        Role.Animator,
        Role.Partner,
        Role.Coordinator,
        Role.Recycler);

    /// <summary>Who may say that a machine is in their hands. A donor gets one back by the hand-back of transition 36, which it signs, and never by its own word.</summary>
    public static readonly RoleSet Takers = RoleSet.Of([.. Holders.Each().Where(role => role is not Role.Donor)]);

    /// <summary>What an end of life may not go over: something else has to be settled first.</summary>
    public static readonly HoldSet Unsettled = HoldSet.Of(Hold.Theft, Hold.DisputeCustody, Hold.OwnerRestriction);
}
