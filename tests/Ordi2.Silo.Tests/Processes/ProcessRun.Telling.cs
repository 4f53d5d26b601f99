using System.Diagnostics;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recalls;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>Handovers and recalls: aggregates that tell each of their machines themselves.</summary>
public sealed partial class ProcessRun
{
    public static Caller TakingStorekeeper => Cast.As(Cast.OtherWorkshop, Role.Storekeeper, "m2");

    public static Caller GivingStorekeeper => Storekeeper;

    public IHandoverGrain Handover => Silo.Grains.GetGrain<IHandoverGrain>($"handover/H-{Dossier}");

    public IRecallGrain Recall => Silo.Grains.GetGrain<IRecallGrain>($"recall/R-{Dossier}");

    /// <summary>The machines pass from the workshop to another; one side says so.</summary>
    public Task OfferAsync(Caller by) =>
        Territory.DoneAsync(Handover.DoAsync(new OfferHandover(Cast.Workshop, Cast.OtherWorkshop) { Machines = [.. Machines] }, by, Guid.CreateVersion7()));

    public async Task<string> HandoverStandsAsync() => $"{(await Handover.GetAsync())!.Status}: {await MachinesAsync(row => $"{row.Holder} {row.Holds}")}";

    public Task WriteRecallAsync() =>
        Territory.DoneAsync(Recall.DoAsync(new CreateRecall("batterie", new() { Batteries = [Battery] }, SafetyInstruction.DangerousBattery), Coordinator, Guid.CreateVersion7()));

    /// <summary>Found first, then held beside the call: waited for, so that it is killed there too.</summary>
    public async Task ActivateRecallAsync()
    {
        if (await Recall.DoAsync(new ActivateRecall(), Coordinator, CommandId) is Done<RecallTerms>)
        {
            await Recall.DriveAsync();
        }
    }

    public async Task<string> RecallStandsAsync()
    {
        // Holds are placed beside the call that asks for them. An append of the process that ended may still land between what the
        // next one has read and what it writes: that machine stays due, and the clock goes on with it.
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(30) && (await Recall.GetAsync())!.Lines.Any(line => !line.Held);)
        {
            await Silo.Clock.RoundAsync();
        }

        var terms = (await Recall.GetAsync())!;
        return $"{terms.Status} held {terms.Lines.Count(line => line.Held)}: {await MachinesAsync(row => $"{row.Status.Code()} {row.Holds == 1 << (int)Hold.Recall}")}";
    }

    private async Task<string> MachinesAsync(Func<Ledger.Machines.MachineRow, string> told) =>
        string.Join(", ", await Task.WhenAll(Machines.Select(async machine => told((await Silo.MachineAsync(machine))!))));
}
