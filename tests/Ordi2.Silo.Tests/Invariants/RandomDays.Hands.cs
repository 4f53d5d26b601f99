using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Recycling;
using static Ordi2.Silo.Tests.Invariants.RandomTerritory;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>What is asked of the dossiers, allocations, deliveries, loans, cages and numbers that the machines really go through.</summary>
internal sealed partial class RandomDays
{
    private readonly List<string> _allocations = [];

    private Act OfADossier()
    {
        var which = luck.Below(2);
        var key = $"dossier/{Projects[which]}";
        return luck.Below(13) switch
        {
            // What is for the second partner would come to the same association as its EPN (invariant 2).
            12 => new($"dossier/{Projects[1]}", new ChangeEpn(Epns[0], "AV-1"), Coordinator),
            < 10 => OfAnAllocation(which),
            10 => new(key, new StartDossier(), luck.Of(Coordinator, Animator(which))),
            _ => new(key, new ReserveLine(0, MachineOf(luck.Below(HowMany))), luck.Of(Coordinator, Animator(which))),
        };
    }

    private Act OfAnAllocation(int which)
    {
        if (_allocations.Count == 0 || luck.Once(2))
        {
            _allocations.Add($"allocation/AL-{++_number}");
            return new(_allocations[^1], new CreateAllocation(Projects[which], luck.Once(20) ? 1 : 0, luck.Of(1, 1, 2, 3), territory.Clock.GetUtcNow().AddDays(luck.Of(1, 40, 60))), Coordinator);
        }

        return new(luck.Of<string>([.. _allocations.TakeLast(2)]), luck.Once(9) ? new GiveUpAllocation("partenaire dissous") : new ConfirmAllocation(), Coordinator);
    }

    private async Task DeliveryAsync(int which)
    {
        var delivery = _deliveries[which];
        var key = $"delivery/{delivery}";
        var reserved = territory.Ledger.Machines.Values.Where(row => row.Dossier == Projects[which].Text && row.Status is MachineStatus.Reserved).ToArray();
        var packed = territory.Ledger.Machines.Values.FirstOrDefault(row => row.Delivery == delivery.Text);
        var terms = await territory.Delivery(delivery).GetAsync();

        if (terms?.Status is DeliveryStatus.Dispatched or DeliveryStatus.Delivered or DeliveryStatus.Partial or DeliveryStatus.Refused && luck.Once(2))
        {
            await AskAsync(luck.Below(8) switch
            {
                0 => new(key, new EndArrival(), Animator(which)),
                1 => new(key, new ReportDamage(packed is null ? MachineOf(0) : new(packed.Id), "écran fendu", "photo-1"), Animator(which)),
                2 => new(key, new RecordStray(MachineOf(luck.Below(HowMany)), _deliveries[1 - which]), Animator(which)),
                3 => new(key, new DivertDelivery(Epns[luck.Below(2)], $"BL-{++_number}", "fermeture"), Coordinator),
                4 => new(key, new RefuseDelivery("absent"), luck.Of(Animator(which), Cast.As(Cast.Workshop, Role.Driver, "v2"))),
                5 or 6 => new(key, new CloseDelivery(), Coordinator),
                _ => new Act(key, new RecordArrival(MachineOf(luck.Below(HowMany))), Animator(which)),
            });

            if (luck.Once(3))
            {
                _deliveries[which] = new($"BL-{(which == 0 ? 'a' : 'b')}-{++_number}");
                await AskAsync(await PreparedForAsync(which));
            }

            return;
        }

        await AskAsync(luck.Below(8) switch
        {
            0 or 1 or 2 when reserved.Length > 0 => new(key, new AddMachines { Machines = [.. reserved.Select(row => new MachineId(row.Id))] }, Storekeeper),
            3 => new(key, new AddMachines { Machines = [MachineOf(luck.Below(HowMany))] }, Storekeeper),
            4 => new(key, new RemoveMachine(MachineOf(luck.Below(HowMany)), "rayée"), Storekeeper),
            5 => new(key, new MakeReady(), Storekeeper),
            6 when packed is not null => new(key, new PutInBox("C-1", new(packed.Id)), Cast.Operator),
            _ => new Act(key, new DispatchDelivery($"BL-{++_number}", "reste") { LeftBehind = luck.Once(3) ? [] : await UnpackedAsync(key) }, Storekeeper),
        });
    }

    /// <summary>What is on the list and in no box: it stays behind.</summary>
    private async Task<ImmutableArray<MachineId>> UnpackedAsync(string delivery) => await territory.Silo.Grains.GetGrain<IDeliveryGrain>(delivery).GetAsync() is { } terms
        ? [.. terms.Machines.Except(terms.Boxes.SelectMany(box => box.Machines))]
        : [];

    private Act OfALoan()
    {
        var which = luck.Below(2);
        var machine = MachineOf(luck.Below(HowMany));

        if (luck.Once(10))
        {
            return new($"process/P-{++_number}", new StartSwap(Conventions[which], machine, MachineOf(luck.Below(HowMany)), "batterie"), Coordinator);
        }

        LoanCommand command = luck.Below(10) switch
        {
            9 when which == 1 => new ChangeRelay(Epns[0], "AV-1"),
            0 => new OpenLine(machine),
            1 => new CloseLine(machine, LineEnd.Returned),
            2 => new FileLoss(machine, LossKind.Lost, "PV-1"),
            3 when luck.Once(4) => new CloseLoan(),
            4 => new InspectReturn(machine, new("bon état", ChargerPresent: true)),
            5 when luck.Once(2) => new MarkReturnDue("fin du projet"),
            6 => new BreachLoan("sans réponse"),
            _ => new ExtendLoan(new(2036 + luck.Below(9), 1, 1), "AV-1"),
        };
        return new($"loan/{Conventions[which]}", command, luck.Of(Coordinator, Animator(which), Referent(which), Cast.Supervisor));
    }

    private BatchId Cage => _cages[^1];

    private async Task CageAsync()
    {
        var cage = luck.Of<BatchId>([.. _cages.TakeLast(3)]);
        var terms = await territory.Batch(cage).GetAsync();
        var status = terms?.Status;
        var machine = MachineOf(luck.Below(HowMany));
        var treater = Cast.As(Cast.Shredder, Role.Recycler, "r1");
        var (command, caller) = (status, luck.Below(6)) switch
        {
            (BatchStatus.Open, 0) => ((BatchCommand)new SealBatch(), Storekeeper),
            (BatchStatus.Closed, < 4) => (new WeighBatch(luck.Of(2_000, 20_000), Confirmed: luck.Once(2)), Storekeeper),
            (BatchStatus.Weighed, < 4) => (new HandOverBatch(Cast.Shredder, TraceabilityDocument.EcoOrganismeSlip, "BE-1"), Storekeeper),
            (BatchStatus.HandedOver, 0 or 1) => (new RefusePart("batterie dedans") { Machines = [.. territory.Ledger.Machines.Values.Where(row => row.Batch == cage.Text).Take(1).Select(row => new MachineId(row.Id))] }, treater),
            (BatchStatus.HandedOver, 2 or 3) => (new AcceptBatch(), treater),
            (BatchStatus.Accepted or BatchStatus.RefusedPart, < 4) => (new ProveBatch("AT-1", "R4") { Destruction = terms!.HoldsData ? new(DestructionMethod.Shredded, new DateOnly(2020, 1, 1), "broyeur", "CD-1") : null }, treater),
            (_, 4) => (new AddMachine(machine, DeviceType.Laptop), luck.Of(Cast.Stranger, Cast.As(Cast.OtherWorkshop, Role.Operator, "o2"))),
            _ => (new TakeMachineOut(machine, "réparable"), luck.Of(Cast.Stranger, Cast.As(Cast.OtherWorkshop, Role.Supervisor, "e2"))),
        };
        await AskAsync(new($"batch/{cage}", command, caller));

        if (cage == Cage && status is BatchStatus.HandedOver or BatchStatus.Accepted or BatchStatus.RefusedPart or BatchStatus.Proven && luck.Once(3))
        {
            _cages.Add(new($"D3E-{++_number}"));
            await AskAsync(OpenedCage());
        }
    }

    private async Task NumberAsync()
    {
        var purpose = $"p-{luck.Below(60)}";
        Reply<DocumentId>? reply = null;
        await UntilAnsweredAsync(async () => reply = await territory.Silo.Grains.GetGrain<ISeriesGrain>($"series/{TwelveInvariants.Series}").NumberAsync(
            TwelveInvariants.Opening, purpose, Cast.As(Cast.Workshop, Role.System, "system")));
        Tell("series", "number", $"a number for {purpose}", reply is Refused<DocumentId> refused ? refused.Reason.Code : null);
    }

    /// <summary>For the EPN that the dossier has: it is another where the days could change it.</summary>
    private async Task<Act> PreparedForAsync(int which) => new(
        $"delivery/{_deliveries[which]}",
        new CreateDelivery(Cast.Workshop, (await territory.Dossier(which).GetAsync())!.Epn, Cast.Workshop, Projects[which]),
        Storekeeper);

    private Act OpenedCage() =>
        new($"batch/{Cage}", new CreateBatch(Cast.Workshop, Cast.Shredder, WasteFlow.SmallIt, "16 02 14", "cage") { DataDestruction = luck.Once(2) }, Cast.Supervisor);
}
