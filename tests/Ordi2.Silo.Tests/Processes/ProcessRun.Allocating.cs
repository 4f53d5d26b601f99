using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Machines;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>An allocation that names its machines itself.</summary>
public sealed partial class ProcessRun
{
    public IAllocationGrain Allocation => Silo.Grains.GetGrain<IAllocationGrain>($"allocation/AT-{Dossier}");

    public Task ProposeAsync(int quantity) =>
        Territory.DoneAsync(Allocation.DoAsync(new CreateAllocation(Dossier, 0, quantity), Coordinator, Guid.CreateVersion7()));

    /// <summary>The allocation and its machines, as one text.</summary>
    public async Task<string> AllocationStandsAsync()
    {
        var allocation = (await Allocation.GetAsync())!;
        return $"{allocation.Status}: {string.Join(", ", allocation.Machines.Select(one => one.State.Code()))}";
    }

    public Task TakeAwayAsync() => EachAsync(new ReportMissing(), Cast.Supervisor);
}
