using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Silo.Clocks;
using static Ordi2.Silo.Tests.Invariants.RandomTerritory;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>
/// What chance alone does not bring about among ten machines that everybody wants: two of them that go the same way together, until somebody else has a say
/// between two steps; and weeks in which nobody comes. The machines are those of the days, as they stand there.
/// </summary>
internal sealed partial class RandomDays
{
    /// <summary>So many steps of a good day may bring a machine to the stock; what is not there then is left alone.</summary>
    private const int MostPushes = 25;

    private Task SceneAsync() => luck.Below(6) switch
    {
        0 => QuietWeeksAsync(),
        1 => SentTogetherAsync(),
        2 => OnlyOneComesAsync(),
        _ => MixedUpAsync(),
    };

    /// <summary>A machine may be stolen, and nobody does anything; then the clock has its round.</summary>
    private async Task QuietWeeksAsync()
    {
        if (luck.Once(2))
        {
            await DoAsync(MachineOf(luck.Below(HowMany)), new ReportTheft(), Cast.Supervisor);
        }

        territory.Clock.Advance(TimeSpan.FromDays(luck.Of(4, 15, 25)));

        for (var machine = 0; machine < HowMany; machine++)
        {
            var (key, done) = ($"machine/{MachineOf(machine)}", 0);
            await UntilAnsweredAsync(async () => done = await Sleepers.Of(territory.Silo.Grains, "machine", key).WakeAsync());
            Tell("machine", "wake", $"{key} wakes", done > 0 ? null : "nothing-due");
        }
    }

    /// <summary>A delivery that leaves as a whole, unless somebody recalls or misses one of its machines before.</summary>
    private async Task SentTogetherAsync()
    {
        var which = luck.Below(2);
        var machines = await InStockAsync();

        foreach (var machine in machines)
        {
            await DoAsync(machine, new Allocate(Projects[which]), Coordinator);
        }

        var delivery = await PreparedAsync(which, machines);

        if (machines.Length > 0 && !luck.Once(4))
        {
            await (luck.Once(2) ? RecalledAsync(machines[^1]) : DoAsync(machines[^1], new ReportMissing(), Cast.Supervisor));
        }

        await SendAsync(delivery, machines, $"{delivery}");
    }

    /// <summary>Of two machines that were allocated together one comes, and the other is lost on the way.</summary>
    private async Task OnlyOneComesAsync()
    {
        var which = luck.Below(2);
        await InStockAsync();
        var key = $"allocation/AL-s{++_number}";
        await AskAsync(new(key, new CreateAllocation(Projects[which], 0, 2, territory.Clock.GetUtcNow().AddDays(40)), Coordinator));
        await AskAsync(new(key, new ConfirmAllocation(), Coordinator));
        var allocation = await territory.Silo.Grains.GetGrain<IAllocationGrain>(key).GetAsync();
        MachineId[] machines = [.. allocation?.Machines.Where(one => one.State is AllocatedState.Secured).Select(one => one.Machine) ?? []];
        var delivery = await PreparedAsync(which, machines);
        await SendAsync(delivery, machines, $"{delivery}");

        foreach (var (machine, comes) in machines.Select((machine, i) => (machine, comes: i == 0)))
        {
            await (comes ? DoAsync(machine, new ReceiveAtEpn(), Animator(which)) : DoAsync(machine, new ReportMissing(), Cast.Supervisor));
        }

        await AskAsync(new($"delivery/{delivery}", new EndArrival(), Animator(which)));
    }

    /// <summary>Each of two EPN gets the machine of the other, and scans what it got; the pole exchanges them, unless one is recalled before.</summary>
    private async Task MixedUpAsync()
    {
        if (await InStockAsync() is not [var first, var second])
        {
            return;
        }

        await DoAsync(first, new Allocate(Projects[0]), Coordinator);
        await DoAsync(second, new Allocate(Projects[1]), Coordinator);
        var (a, b) = (await PreparedAsync(0, [first]), await PreparedAsync(1, [second]));

        // The number that the first note would get back when the exchange is undone may be taken already: by that note itself.
        await SendAsync(a, [first], luck.Once(2) ? $"{a}-2-annulé" : $"{a}");
        await SendAsync(b, [second], $"{b}");
        await DoAsync(first, new ReceiveAtEpn(), Animator(1));
        await DoAsync(second, new ReceiveAtEpn(), Animator(0));

        if (!luck.Once(3))
        {
            await RecalledAsync(luck.Of(first, second, second));
        }

        await AskAsync(new($"process/P-s{++_number}", new StartExchange($"{a}-2", $"{b}-2") { Pairs = [new(first, second)] }, Coordinator));
    }

    /// <summary>Two machines of the stock, or as many as come so far.</summary>
    private async Task<MachineId[]> InStockAsync()
    {
        var found = new List<MachineId>();
        var start = luck.Below(HowMany);

        for (var i = 0; i < HowMany && found.Count < 2; i++)
        {
            var machine = MachineOf((start + i) % HowMany);

            for (var pushes = 0; pushes < MostPushes && IsOnItsWay(machine); pushes++)
            {
                territory.Clock.Advance(TimeSpan.FromMinutes(1));
                var (command, caller) = Onward(machine);
                await DoAsync(machine, command, caller);
            }

            if (territory.Ledger.Machines.GetValueOrDefault(machine.Text) is { Status: MachineStatus.Ready, Holds: 0, HeldScans: 0 } ready && ready.Holder == Cast.Workshop.Text)
            {
                found.Add(machine);
            }
        }

        return [.. found];
    }

    /// <summary>In the workshop, or not yet there, with nothing that keeps it from its next step.</summary>
    private bool IsOnItsWay(MachineId machine) => territory.Ledger.Machines.GetValueOrDefault(machine.Text) is not { } row
        || (row.Holds == 0 && row.HeldScans == 0 && (row.Holder is null || row.Holder == Cast.Workshop.Text) && row.Status is MachineStatus.Declared or MachineStatus.Collected
            or MachineStatus.Received or MachineStatus.Triaged or MachineStatus.Audited or MachineStatus.Wiping or MachineStatus.WipeFailed or MachineStatus.Wiped
            or MachineStatus.InRepair or MachineStatus.AwaitingPart or MachineStatus.Installed or MachineStatus.QcFailed);

    private async Task<DeliveryId> PreparedAsync(int which, MachineId[] machines)
    {
        var delivery = new DeliveryId($"BL-s{++_number}");
        await AskAsync(new($"delivery/{delivery}", new CreateDelivery(Cast.Workshop, (await territory.Dossier(which).GetAsync())!.Epn, Cast.Workshop, Projects[which]), Storekeeper));
        await AskAsync(new($"delivery/{delivery}", new AddMachines { Machines = [.. machines] }, Storekeeper));
        return delivery;
    }

    private Task<bool> SendAsync(DeliveryId delivery, MachineId[] machines, string note) => AskAsync(
        new($"process/P-s{++_number}", new StartDelivery(delivery, note) { Boxes = [new("C-1", [.. machines])] }, Storekeeper));

    private Task RecalledAsync(MachineId machine) => DoAsync(machine, new OpenRecall("RC-1", "batterie"), Coordinator);

    private Task DoAsync(MachineId machine, MachineCommand command, Caller caller) =>
        ScanAsync(machine, new Scan(luck.Id(), territory.Clock.GetUtcNow(), null, command), caller);
}
