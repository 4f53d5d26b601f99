using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Processes.ProcessPlans;

namespace Ordi2.Domain.Processes;

/// <summary>A delivery leaves as a whole (domain.md 4.3, transitions 19 and 20).</summary>
internal static class Delivering
{
    public static Refusal? Stops(StartDelivery command, Facts facts) => facts.Deliveries.GetValueOrDefault(command.Delivery) switch
    {
        null => Refusal.NotFound("not-created-yet", $"delivery/{command.Delivery}"),
        { Status: not (DeliveryStatus.Preparing or DeliveryStatus.Ready) } left => Refusal.Conflict("delivery-already-left", left.Id.Text),
        { Machines.IsEmpty: true } empty => Refusal.Conflict("nothing-in-it", $"delivery/{empty.Id}"),
        var delivery => Demand.Number(command.Document, "document")
            ?? Boxes(command).Select(box => box is null ? Refusal.Invalid("box-missing") : Demand.Number(box.Box, "boxes"))
                .FirstOrDefault(refusal => refusal is not null)
            ?? Boxes(command).SelectMany(box => Inside(box)).Where(machine => !delivery.Machines.Contains(machine))
                .Select(machine => Refusal.NotFound("machine-not-in-it", machine.Text ?? string.Empty, $"delivery/{delivery.Id}")).FirstOrDefault()
            ?? delivery.Machines.Where(machine => !IsPacked(machine, delivery, facts) && BoxOf(machine, command) is null)
                .Select(machine => Refusal.Invalid("box-of-machine-missing", machine.Text)).FirstOrDefault(),
    };

    /// <summary>Packed, made ready, dispatched, with the note last; what somebody scanned before stays as it is.</summary>
    public static ImmutableArray<PlannedStep> Plan(StartDelivery command, Facts facts)
    {
        var delivery = facts.Deliveries[command.Delivery];
        var key = $"delivery/{delivery.Id}";

        return
        [
            .. delivery.Machines.Where(machine => !IsPacked(machine, delivery, facts)).Select(machine => new PlannedStep(
                Ask<MachineCommand>($"machine/{machine}", new Pack(BoxOf(machine, command)!, delivery.Id)),
                Ask<MachineCommand>($"machine/{machine}", new Unpack(Undone), bySystem: true))),
            .. delivery.Status is DeliveryStatus.Ready
                ? Array.Empty<PlannedStep>()
                : [new(Ask<DeliveryCommand>(key, new MakeReady()), Ask<DeliveryCommand>(key, new PrepareAgain(Undone), bySystem: true))],
            .. delivery.Machines.Where(machine => StatusOf(machine, facts) is not MachineStatus.InTransit).Select(machine => new PlannedStep(
                Ask<MachineCommand>($"machine/{machine}", new Dispatch(delivery.Id)),
                Ask<MachineCommand>($"machine/{machine}", new ReturnToDepot(Undone), bySystem: true))),
            new(Ask<DeliveryCommand>(key, new DispatchDelivery(command.Document))),
        ];
    }

    private static ImmutableArray<DeliveryBox> Boxes(StartDelivery command) => command.Boxes.IsDefault ? [] : command.Boxes;

    private static ImmutableArray<MachineId> Inside(DeliveryBox box) => box.Machines.IsDefault ? [] : box.Machines;

    private static string? BoxOf(MachineId machine, StartDelivery command) => Boxes(command).FirstOrDefault(box => Inside(box).Contains(machine))?.Box;

    private static bool IsPacked(MachineId machine, DeliveryTerms delivery, Facts facts) =>
        StatusOf(machine, facts) is MachineStatus.Packed or MachineStatus.InTransit && facts.Machines[machine].Delivery == delivery.Id;

    private static MachineStatus? StatusOf(MachineId machine, Facts facts) => facts.Machines.GetValueOrDefault(machine)?.Status;
}
