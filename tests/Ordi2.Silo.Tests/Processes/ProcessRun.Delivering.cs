using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>On the road: whole deliveries, and boxes that were mixed up.</summary>
public sealed partial class ProcessRun
{
    public static readonly OrganisationId OtherEpn = new("other-epn");

    public static Caller DeliveringStorekeeper => Storekeeper;

    public DossierId OtherDossier { get; } = new($"DX-{number}");

    public DeliveryId OtherDelivery { get; } = new($"BX-{number}");

    /// <summary>A machine of the stock that is in no dossier.</summary>
    public MachineId Spare { get; } = new($"D{number}");

    private IDeliveryGrain DeliveryGrain(DeliveryId id) => Silo.Grains.GetGrain<IDeliveryGrain>($"delivery/{id}");

    /// <summary>The machines are reserved and on the pick list.</summary>
    public async Task PrepareDeliveryAsync(DeliveryId id, OrganisationId epn, DossierId dossier, MachineId[] machines)
    {
        await EachAsync(machines, new Allocate(dossier), Coordinator);
        await DoAsync(id, new CreateDelivery(Cast.Workshop, epn, Cast.Workshop, dossier));
        await DoAsync(id, new AddMachines { Machines = [.. machines] });
    }

    public Task PackAsync(MachineId machine) => EachAsync([machine], new Pack("C-1", Delivery), Storekeeper);

    public async Task SendAsync(DeliveryId id, OrganisationId epn, DossierId dossier, MachineId[] machines, string? note = null)
    {
        await PrepareDeliveryAsync(id, epn, dossier, machines);
        await EachAsync(machines, new Pack("C-1", id), Storekeeper);
        await DoAsync(id, new MakeReady());
        await EachAsync(machines, new Dispatch(id), Storekeeper);
        await DoAsync(id, new DispatchDelivery(note ?? $"BL-{id}"));
    }

    /// <summary>Each of two EPN gets the box of the other, and scans what it got.</summary>
    /// <param name="note">Number of the first delivery's note, where it matters.</param>
    public async Task MixUpAsync(string? note = null)
    {
        await AcceptDossierAsync(laptops: 1);
        await AcceptDossierAsync(laptops: 1, OtherEpn, OtherDossier);
        await SendAsync(Delivery, Epn, Dossier, [Machines[0]], note);
        await SendAsync(OtherDelivery, OtherEpn, OtherDossier, [Machines[1]]);

        foreach (var (machine, caller) in new[] { (Machines[0], Cast.As(OtherEpn, Role.Animator, "a2")), (Machines[1], Animator) })
        {
            Assert.Equal(Outcome.Held, (await Silo.ScanAsync(machine, new ReceiveAtEpn(), caller)).Outcome);
        }
    }

    /// <summary>Both machines, both deliveries and both dossiers, as one text.</summary>
    public async Task<string> ExchangeStandsAsync()
    {
        var machines = await Task.WhenAll(Machines[..2].Select(async machine =>
        {
            var row = (await Silo.MachineAsync(machine))!;
            return $"{row.Status.Code()} {row.Holder} {(row.Dossier == Dossier.Text ? "first" : "second")} {row.Holds} {row.HeldScans}";
        }));
        var deliveries = await Task.WhenAll(new[] { Delivery, OtherDelivery }.Select(async id =>
        {
            var terms = (await DeliveryGrain(id).GetAsync())!;
            return $"{terms.Status} {string.Concat(terms.Machines.Select(machine => machine.Text[0]))} {terms.Arrived.Length} {string.Concat(terms.Boxes.Single().Machines.Select(machine => machine.Text[0]))} {terms.Notes.Length}";
        }));
        var dossiers = await Task.WhenAll(new[] { Dossier, OtherDossier }.Select(async id => (await Silo.Grains.GetGrain<IDossierGrain>($"dossier/{id}").GetAsync())!.Needs[0].Allocated));
        return $"{string.Join(", ", machines)}; {string.Join(", ", deliveries)}; {string.Join(", ", dossiers)}";
    }

    public async Task<string> DeliveryStandsAsync()
    {
        var terms = (await DeliveryGrain(Delivery).GetAsync())!;
        var boxes = string.Join(' ', terms.Boxes.Select(box => $"{box.Box}:{box.Machines.Length}"));
        return $"{terms.Status} {boxes} notes {terms.Notes.Length}: {await MachinesAsync(row => $"{row.Status.Code()} {row.Holder} {(row.Delivery is null ? "-" : "+")}")}";
    }

    public async Task<string> SwapStandsAsync()
    {
        var loan = (await LoanGrain.GetAsync())!;
        var spare = (await Silo.MachineAsync(Spare))!;
        return $"{string.Concat(loan.OpenLines.Select(machine => machine.Text[0]))} swaps {loan.Swaps.Length} {await StandAsync()} {spare.Status.Code()} {(spare.Dossier == Dossier.Text ? "dossier" : "-")}";
    }

    private Task<DeliveryTerms> DoAsync(DeliveryId id, DeliveryCommand command) => Territory.DoneAsync(DeliveryGrain(id).DoAsync(command, Storekeeper, Guid.CreateVersion7()));
}
