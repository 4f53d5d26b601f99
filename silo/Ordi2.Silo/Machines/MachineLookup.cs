using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Labels;
using Ordi2.Ledger.Machines;

namespace Ordi2.Silo.Machines;

/// <summary>Asks the read tables.</summary>
internal sealed class MachineLookup(MachineQueries queries, PrintedLabels printed) : IMachineLookup
{
    public async ValueTask<MachineId?> LabelLeadsToAsync(MachineId label) => await queries.KeyOfAsync(label.Text) is { } machine ? new MachineId(machine) : null;

    public async ValueTask<Refusal?> WhyNoMachineAsync(MachineId label) => await printed.WhyNoMachineAsync(label.Text);

    public async ValueTask<ImmutableArray<MachineId>> SameSerialAsync(string serial, MachineId except) =>
    [
        .. (await queries.FindByExternalIdAsync("serial", serial.Trim().ToUpperInvariant()))
            .Where(machine => machine.Id != except.Text && machine.Status is not (MachineStatus.Recycled or MachineStatus.HandedBack))
            .Select(machine => new MachineId(machine.Id)),
    ];
}
