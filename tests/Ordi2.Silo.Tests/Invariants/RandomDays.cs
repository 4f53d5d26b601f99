using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Recycling;
using Ordi2.Contracts.Sessions;
using Ordi2.Ledger;
using Ordi2.Silo.Clocks;
using static Ordi2.Silo.Tests.Invariants.RandomTerritory;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>Whatever anybody may ask, in any order: half of it fits what stands there, so that lives get somewhere.</summary>
internal sealed class RandomDays(RandomTerritory territory, Luck luck)
{
    private readonly List<(MachineId Machine, Scan Scan, Caller Caller)> _scans = [];
    private readonly DeliveryId[] _deliveries = [new("BL-a-0"), new("BL-b-0")];
    private BatchId _cage = new("D3E-0");
    private int _number;

    /// <summary>How many commands were asked.</summary>
    public int Asked { get; private set; }

    /// <summary>How many of them were carried out.</summary>
    public int Done { get; private set; }

    public async Task BeginAsync()
    {
        await AskAsync(id => territory.PrepareAsync(_deliveries[0], 0, id));
        await AskAsync(id => territory.PrepareAsync(_deliveries[1], 1, id));
        await AskAsync(id => territory.OpenCageAsync(_cage, id));
    }

    /// <summary>One command of somebody.</summary>
    public async Task StepAsync()
    {
        territory.Clock.Advance(TimeSpan.FromSeconds(luck.Of(1, 5, 600, 20_000)));

        if (luck.Once(150))
        {
            territory.Ledger.LoseTheNextAnswer();
        }

        await (luck.Below(20) switch
        {
            0 when _scans.Count > 0 => AgainAsync(),
            1 => WakeAsync(),
            2 or 3 => DossierAsync(),
            4 or 5 => DeliveryAsync(luck.Below(2)),
            6 => LoanAsync(),
            7 or 8 => CageAsync(),
            9 => OthersAsync(),
            _ => MachineAsync(),
        });
    }

    /// <summary>The clock's round, as often as something is left: what a lost answer interrupted is finished.</summary>
    public async Task EndAsync()
    {
        foreach (var process in territory.Ledger.Streams.Where(stream => stream.StartsWith("process/", StringComparison.Ordinal)))
        {
            await UntilAnsweredAsync(() => territory.Silo.Grains.GetGrain<IProcessGrain>(process).WakeAsync());
        }

        foreach (var row in territory.Ledger.Untold)
        {
            await UntilAnsweredAsync(() => row.Stream.StartsWith("machine/", StringComparison.Ordinal)
                ? territory.Silo.Grains.GetGrain<IMachineGrain>(row.Stream).RetellAsync(row.Seq, row.Last)
                : Sleepers.Of(territory.Silo.Grains, row.Stream.Split('/')[0], row.Stream).WakeAsync());
        }
    }

    private static async Task UntilAnsweredAsync(Func<Task> ask)
    {
        for (var lost = true; lost;)
        {
            try
            {
                await ask();
                lost = false;
            }
            catch (LedgerUnavailableException)
            {
                // The clock's next round asks again.
            }
        }
    }

    private Task MachineAsync()
    {
        var id = MachineOf(luck.Below(HowMany));
        var (command, caller) = luck.Once(4) ? RandomScans.Any(luck, id, _cage, _deliveries) : Onward(id);
        var late = luck.Once(10) ? TimeSpan.FromMinutes(luck.Of(1, 10, 600)) : TimeSpan.Zero;
        var scan = new Scan(luck.Id(), territory.Clock.GetUtcNow() - late, null, command);
        _scans.Add((id, scan, caller));
        return ScanAsync(id, scan, caller);
    }

    /// <summary>The next step of a good day of this machine.</summary>
    private (MachineCommand, Caller) Onward(MachineId id)
    {
        var row = territory.Ledger.Machines.GetValueOrDefault(id.Text);
        var which = row?.Dossier == Projects[1].Text ? 1 : 0;
        return RandomScans.Onward(luck, id, row, which, _cage, _deliveries[which]);
    }

    private async Task ScanAsync(MachineId id, Scan scan, Caller caller)
    {
        Asked++;

        for (var lost = true; lost;)
        {
            try
            {
                var receipt = Assert.Single(await territory.Silo.Machine(id).ScanAsync([scan], caller));
                Done += receipt.Outcome is Outcome.Accepted or Outcome.AcceptedWithFinding or Outcome.Held ? 1 : 0;
                lost = false;
            }
            catch (LedgerUnavailableException)
            {
                // Nobody knows whether it was written: the device sends it again.
            }
        }
    }

    private async Task AgainAsync()
    {
        var (id, scan, caller) = _scans[luck.Below(_scans.Count)];
        var before = (await territory.Ledger.ReadAsync($"machine/{id}")).Events.Length;
        var end = territory.Ledger.Machines.GetValueOrDefault(id.Text)?.Version ?? 0;
        await ScanAsync(id, scan, caller);
        Assert.True(before == 0 || before >= end, "A scan that came again changed the machine.");
        Assert.Equal(before, (await territory.Ledger.ReadAsync($"machine/{id}")).Events.Length);
    }

    private async Task WakeAsync()
    {
        Asked++;

        try
        {
            Done += await territory.Silo.Machine(MachineOf(luck.Below(HowMany))).WakeAsync();
        }
        catch (LedgerUnavailableException)
        {
            // It is woken again another time.
        }
    }

    private Task DossierAsync()
    {
        var which = luck.Below(2);
        var lot = new StartAllocation(Projects[which], luck.Once(20) ? 1 : 0)
        {
            Machines = [.. Enumerable.Range(0, luck.Below(3) + 1).Select(_ => MachineOf(luck.Below(HowMany))).Distinct()],
        };
        return luck.Below(6) switch
        {
            0 => AskAsync(id => territory.Dossier(which).DoAsync(new StartDossier(), luck.Of(Coordinator, Animator(which)), id)),
            1 => AskAsync(id => territory.Dossier(which).DoAsync(new ReserveLine(0, MachineOf(luck.Below(HowMany))), luck.Of(Coordinator, Animator(which)), id)),
            _ => AskAsync(id => territory.Silo.Grains.GetGrain<IProcessGrain>($"process/P-{++_number}").DoAsync(lot, Coordinator, id)),
        };
    }

    private async Task DeliveryAsync(int which)
    {
        var delivery = territory.Delivery(_deliveries[which]);
        var reserved = territory.Ledger.Machines.Values.Where(row => row.Dossier == Projects[which].Text && row.Status is MachineStatus.Reserved).ToArray();
        DeliveryCommand command = luck.Below(7) switch
        {
            0 or 1 or 2 when reserved.Length > 0 => new AddMachines { Machines = [.. reserved.Select(row => new MachineId(row.Id))] },
            3 => new AddMachines { Machines = [MachineOf(luck.Below(HowMany))] },
            4 => new RemoveMachine(MachineOf(luck.Below(HowMany)), "rayée"),
            5 => new MakeReady(),
            _ => new DispatchDelivery($"BL-{++_number}", "reste") { LeftBehind = [] },
        };
        await AskAsync(id => delivery.DoAsync(command, Storekeeper, id));

        if (luck.Once(6) && (await delivery.GetAsync())?.Status is DeliveryStatus.Dispatched or DeliveryStatus.Delivered)
        {
            _deliveries[which] = new($"BL-{(which == 0 ? 'a' : 'b')}-{++_number}");
            await AskAsync(id => territory.PrepareAsync(_deliveries[which], which, id));
        }
    }

    private Task LoanAsync()
    {
        var which = luck.Below(2);
        var machine = MachineOf(luck.Below(HowMany));
        LoanCommand command = luck.Below(6) switch
        {
            0 => new OpenLine(machine),
            1 => new CloseLine(machine, LineEnd.Returned),
            2 => new FileLoss(machine, LossKind.Lost, "PV-1"),
            3 => new CloseLoan(),
            _ => new ExtendLoan(new(2036 + luck.Below(9), 1, 1), "AV-1"),
        };
        return AskAsync(id => territory.Loan(which).DoAsync(command, luck.Of(Coordinator, Animator(which), Referent(which), Cast.Supervisor), id));
    }

    private async Task CageAsync()
    {
        var cage = territory.Batch(_cage);
        var (command, caller) = luck.Below(12) switch
        {
            0 => ((BatchCommand)new SealBatch(), Storekeeper),
            1 or 2 => (new WeighBatch(luck.Of(2_000, 20_000), Confirmed: luck.Once(2)), Storekeeper),
            3 or 4 => (new HandOverBatch(Cast.Shredder, TraceabilityDocument.EcoOrganismeSlip, "BE-1"), Storekeeper),
            5 or 6 => (new AcceptBatch(), Cast.As(Cast.Shredder, Role.Recycler, "r1")),
            7 or 8 => (new ProveBatch("AT-1", "R4"), Cast.As(Cast.Shredder, Role.Recycler, "r1")),
            9 => (new AddMachine(MachineOf(luck.Below(HowMany)), DeviceType.Laptop), Cast.As(Cast.OtherWorkshop, Role.Operator, "o2")),
            _ => (new TakeMachineOut(MachineOf(luck.Below(HowMany)), "réparable"), Cast.As(Cast.OtherWorkshop, Role.Supervisor, "e2")),
        };
        await AskAsync(id => cage.DoAsync(command, caller, id));

        if ((await cage.GetAsync())?.Status is BatchStatus.Proven && luck.Once(4))
        {
            _cage = new($"D3E-{++_number}");
            await AskAsync(id => territory.OpenCageAsync(_cage, id));
        }
    }

    private Task OthersAsync()
    {
        var which = luck.Below(2);
        return luck.Below(4) switch
        {
            0 => AskAsync(id => territory.Silo.Grains.GetGrain<ISessionGrain>($"session/S-{luck.Below(20)}").DoAsync(
                luck.Once(2)
                    ? new PlanSession(Projects[which], new(2027, 3, 20), 120)
                    : new HoldSession(90, new(6, 2, 4, 3, 2, 1, new(1, 0, 3, 2, 0))),
                Animator(which),
                id)),
            1 => AskAsync(id => territory.Silo.Grains.GetGrain<IIncidentGrain>($"incident/I-{luck.Below(20)}").DoAsync(
                luck.Once(2)
                    ? new OpenIncident(IncidentKind.Loss, "perdue") { Pole = Cast.Pole, Machines = [MachineOf(luck.Below(HowMany))] }
                    : new SolveIncident("retrouvée"),
                luck.Of(Referent(which), Coordinator),
                id)),
            _ => AskAsync(_ => territory.Silo.Grains.GetGrain<ISeriesGrain>($"series/{TwelveInvariants.Series}").NumberAsync(
                TwelveInvariants.Opening, $"p-{luck.Below(60)}", Cast.As(Cast.Workshop, Role.System, "system"))),
        };
    }

    private async Task AskAsync<T>(Func<Guid, Task<Reply<T>>> ask)
    {
        Asked++;
        var id = luck.Id();

        for (var lost = true; lost;)
        {
            try
            {
                Done += await ask(id) is Done<T> ? 1 : 0;
                lost = false;
            }
            catch (LedgerUnavailableException)
            {
                // Nobody knows whether it was written: it is asked again with the same id.
            }
        }
    }
}
