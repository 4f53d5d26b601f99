using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Allocations;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Allocations;

/// <summary>Reserves the machines of an allocation and gives them back, one scan after the other.</summary>
internal sealed class AllocationHands(IGrainFactory grains, FreeStock stock, TimeProvider clock)
{
    /// <summary>What a machine answers that somebody else has: it is no longer in stock.</summary>
    private static readonly HashSet<string> GoneCodes = new(StringComparer.Ordinal) { "wrong-status", "line-is-full", "machine-on-another-line" };

    /// <summary>Does what is next until nothing is.</summary>
    public async Task CarryOutAsync(Aggregate<MachineAllocation, AllocationCommand, AllocationEvent, AllocationTerms> allocation)
    {
        while (allocation.State.Next is { } step)
        {
            var known = allocation.Terms!;
            var cause = $"allocation/{known.Id}";
            var what = string.Create(CultureInfo.InvariantCulture, $"{step.Machine}/{(step.Reserve ? "reserve" : "free")}");
            var scanId = CommandIds.Of(cause, what);
            MachineCommand command = step.Reserve ? new Allocate(known.Dossier, known.Line, known.Id) : new ReleaseAllocation(known.Reason ?? "expired");
            var receipts = await grains.GetGrain<IMachineGrain>($"machine/{step.Machine}").ScanAsync(
                [new Scan(scanId, clock.Now(), null, command)], Caller(allocation.State, step.Reserve));
            var note = Note(step, receipts[0]);

            // A note that is refused would be asked for ever: the history says something that the rules do not know.
            if (await allocation.DoAsync(note, System(known), CommandIds.Of(cause, $"{what}/noted")) is Refused<AllocationTerms> { Reason: var reason })
            {
                throw new InvalidOperationException($"{cause} could not note {step.Machine}: {reason.Code}.");
            }
        }
    }

    /// <summary>What the second of two coordinators is told.</summary>
    public async Task<Refusal> LostAsync(AllocationTerms lost)
    {
        var mode = (await grains.GetGrain<IDossierGrain>($"dossier/{lost.Dossier}").GetAsync())?.Mode ?? default;
        return AllocationDecisions.Taken(
            lost,
            lost.Machines.Where(one => one.State is AllocatedState.TakenByAnother).Select(one => one.Machine),
            await stock.ForAsync(lost.Pole, lost.Need, mode));
    }

    private static NoteMachine Note(AllocationStep step, ScanReceipt receipt)
    {
        var done = receipt.Reason is null;

        return (step.Reserve, done) switch
        {
            (true, true) => new(step.Machine, AllocatedState.Secured),
            (true, false) => new(step.Machine, GoneCodes.Contains(receipt.Reason!.Code) ? AllocatedState.TakenByAnother : AllocatedState.SetAside, receipt.Reason.Code),
            (false, true) => new(step.Machine, AllocatedState.Freed),
            (false, false) => new(step.Machine, AllocatedState.KeptGoing, receipt.Reason!.Code),
        };
    }

    /// <summary>Machines are reserved in the name of the coordinator who confirmed, and given back by the system.</summary>
    private static Caller Caller(MachineAllocation allocation, bool reserves) => reserves
        ? new(allocation.ConfirmedBy!.Value, allocation.Terms!.Pole, Role.Coordinator, new DeviceId($"allocation/{allocation.Id}"))
        : System(allocation.Terms!);

    private static Caller System(AllocationTerms known) => new(new PersonId("system"), known.Pole, Role.System, new DeviceId($"allocation/{known.Id}"));
}
