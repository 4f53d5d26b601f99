using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Documents;

/// <summary>A machine as a note or an agreement names it to whoever takes it (domain.md 8.2).</summary>
/// <param name="Label">Its code.</param>
/// <param name="Type">What kind of machine.</param>
/// <param name="Maker">Who made it, where it is known; likewise model and serial.</param>
/// <param name="Model">Its model.</param>
/// <param name="Serial">Its serial number.</param>
/// <param name="ChargerPresent">Whether its charger was with it when somebody looked last; nothing where nobody did.</param>
/// <param name="Allocation">The allocation by which its dossier got it; nothing where a coordinator took it by scanning it.</param>
public sealed record NamedMachine(string Label, DeviceType Type, string? Maker, string? Model, string? Serial, bool? ChargerPresent, string? Allocation = null)
{
    /// <param name="id">Which machine.</param>
    /// <param name="history">Its whole history.</param>
    public static NamedMachine Of(MachineId id, IReadOnlyList<Recorded<MachineEvent>> history)
    {
        var machine = Machine.Fold(history);
        var voids = Machine.Voids(history);
        return new(
            id.Text,
            machine.Type,
            machine.Maker,
            machine.Model,
            machine.Serial,
            history.Where(one => !voids.ContainsKey(one.Seq)).Select(one => ChargerSeen(one.Event)).LastOrDefault(seen => seen is not null),
            machine.Allocation?.Id?.Text);
    }

    private static bool? ChargerSeen(MachineEvent fact) => fact switch
    {
        QcPassed e => e.ChargerPresent,
        ReturnReceived e => e.ChargerPresent,
        _ => null,
    };
}
