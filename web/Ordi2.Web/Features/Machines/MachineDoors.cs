using System.Collections.Frozen;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Machines;

/// <summary>Of which machines on a list the reader may open the page: a paper names machines to people who may not see them.</summary>
internal sealed class MachineDoors(MachineQueries machines)
{
    public async Task<FrozenSet<MachineId>> OpenAsync(Caller caller, IEnumerable<MachineId> named, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(named.Distinct().Select(async machine => (
            Machine: machine,
            MayOpen: await machines.FindAsync(machine.Text, caller.Organisation.Text, cancellationToken) is { } related && !caller.SeenOf(related).IsNothing)));
        return found.Where(one => one.MayOpen).Select(one => one.Machine).ToFrozenSet();
    }
}
