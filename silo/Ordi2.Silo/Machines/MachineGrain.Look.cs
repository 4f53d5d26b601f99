using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Machines;

/// <summary>What somebody who looks at the machine is told. Nothing is written.</summary>
internal sealed partial class MachineGrain
{
    /// <summary>
    /// Interleaves with scans: it looks at the machine as it was when it was asked (the fold is never changed, only exchanged for another),
    /// and touches nothing of the grain after its first wait.
    /// </summary>
    public Task<MachineLook> LookAsync(Caller caller) => MachineLooks.OfAsync(_machine, _id, caller, informant, clock.Now());
}
