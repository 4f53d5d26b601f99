using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;

namespace Ordi2.Domain.Recalls;

/// <summary>A machine that a recall's filter finds.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="InStock">It is in a workshop: nobody has to be asked.</param>
/// <param name="Holder">Who has it.</param>
/// <param name="Relay">The EPN of its loan.</param>
public sealed record FoundMachine(MachineId Machine, bool InStock, OrganisationId? Holder = null, OrganisationId? Relay = null)
{
    /// <summary>Whether nobody outside has to be asked for a machine in this status.</summary>
    public static bool IsInStock(MachineStatus status) => status is not (
        MachineStatus.InTransit or MachineStatus.AtEpn or MachineStatus.Placed or MachineStatus.Returning or MachineStatus.Missing or MachineStatus.Stolen);
}

/// <summary>Which machines a recall asks for.</summary>
public sealed record RecallQuestion(OrganisationId Pole, RecallFilter Filter);
