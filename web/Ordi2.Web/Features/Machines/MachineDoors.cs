using System.Collections.Frozen;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Machines;

/// <summary>Of which machines on a list the reader may open the page: a paper names machines to people who may not see them.</summary>
internal sealed class MachineDoors(MachineQueries machines)
{
    public async Task<FrozenSet<MachineId>> OpenAsync(Caller caller, IEnumerable<MachineId> named, CancellationToken cancellationToken) =>
        (await FindAsync(caller, named, cancellationToken)).Keys.ToFrozenSet();

    /// <summary>Those machines themselves. One question for a whole list; a longer one is asked in pieces, one after the other.</summary>
    public async Task<IReadOnlyDictionary<MachineId, RelatedMachine>> FindAsync(Caller caller, IEnumerable<MachineId> named, CancellationToken cancellationToken)
    {
        Dictionary<MachineId, RelatedMachine> open = [];

        foreach (var labels in named.Select(machine => machine.Text).Distinct(StringComparer.Ordinal).Chunk(MachineFilter.MostRows))
        {
            foreach (var (label, machine) in await machines.FindAsync(labels, caller.Organisation.Text, cancellationToken))
            {
                if (!caller.SeenOf(machine).IsNothing)
                {
                    open.Add(new(label), machine);
                }
            }
        }

        return open;
    }
}
