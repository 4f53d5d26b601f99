using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Allocations;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Allocations;

/// <summary>
/// Read, decide, write; then carry out with each machine what follows. Which step is next follows from the facts, so that
/// after a crash the next call goes on where it stopped: each scan has an id that follows from the allocation and the machine.
/// </summary>
internal sealed class AllocationGrain(AggregateDesk desk, AllocationHands hands) : Grain, IAllocationGrain
{
    private Aggregate<MachineAllocation, AllocationCommand, AllocationEvent, AllocationTerms> _allocation = null!;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _allocation = desk.Open(Kinds.Allocation, this.GetPrimaryKeyString(), DeactivateOnIdle);
        return _allocation.LoadAsync(cancellationToken);
    }

    public async Task<Reply<AllocationTerms>> DoAsync(AllocationCommand command, Caller caller, Guid commandId)
    {
        var reply = await _allocation.DoAsync(command, caller, commandId);
        await hands.CarryOutAsync(_allocation);

        return (reply, command, _allocation.Terms) switch
        {
            (Done<AllocationTerms>, ConfirmAllocation, { Status: AllocationStatus.Released, Reason: AllocationDecisions.Conflict } lost) =>
                await _allocation.RefuseAsync(command, caller, await hands.LostAsync(lost)),
            (Done<AllocationTerms>, _, { } now) => new Done<AllocationTerms>(now),
            _ => reply,
        };
    }

    public Task<AllocationTerms?> GetAsync() => Task.FromResult(_allocation.Terms);

    public Task ForgetTextsAsync() => _allocation.ForgetTextsAsync();

    public async Task<int> WakeAsync()
    {
        // A reservation that was interrupted is due until it is over.
        await hands.CarryOutAsync(_allocation);
        var done = await _allocation.WakeAsync();
        await hands.CarryOutAsync(_allocation);
        return done;
    }
}
