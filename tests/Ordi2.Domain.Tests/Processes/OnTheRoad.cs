using System.Collections.Immutable;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Tests.Aggregates;

namespace Ordi2.Domain.Tests.Processes;

/// <summary>Two deliveries of one pole: M1 of the first reached the consignee of the second, and M2 that of the first. M3 is on the list of a third that has not left.</summary>
internal static class OnTheRoad
{
    public static readonly MachineId M1 = new("M1");
    public static readonly MachineId M2 = new("M2");
    public static readonly MachineId M3 = new("M3");

    public static readonly StartExchange TwoBoxes = new("BL-1b", "BL-2b") { Pairs = [new(M1, M2)] };
    public static readonly StartSwap Swap = new(new("MD-1"), M1, new("M9"), "rappel batterie");
    public static readonly StartDelivery Whole = new(new("D-3"), "BL-3") { Boxes = [new("C-1", [M3])] };

    private static readonly DossierTerms First = Stories.WithDossier().Dossier! with { Needs = [new(DeviceType.Laptop, Profile.None, Grade.None, 4, Accepted: 3)] };
    private static readonly OrganisationId SecondEpn = Cast.Stranger.Id;

    public static Facts Facts()
    {
        var second = First with { Id = new("DO-2"), Epn = SecondEpn };
        var facts = StoriesOfProcesses.WithLoan();

        return facts with
        {
            Loan = facts.Loan! with { OpenLines = [M1] },
            Machines = ImmutableDictionary<MachineId, Machine>.Empty
                .Add(M1, Sent(M1, First, "D-1", Cast.Epn.Id, SecondEpn))
                .Add(M2, Sent(M2, second, "D-2", SecondEpn, Cast.Epn.Id))
                .Add(M3, Fold(new DeviceReceived(null, DeviceType.Laptop, null, Cast.Pole.Id, Restrictions.None, 1), new MachineAllocated(First.Id, 0, First.Epn, First.Partner))),
            Deliveries = new[]
            {
                Delivery("D-1", First, M1) with { Status = DeliveryStatus.Dispatched },
                Delivery("D-2", second, M2) with { Status = DeliveryStatus.Dispatched },
                Delivery("D-3", First, M3),
            }.ToImmutableDictionary(delivery => delivery.Id),
            Dossiers = new[] { First, second }.ToImmutableDictionary(dossier => dossier.Id),
        };
    }

    /// <summary>The same, with one machine otherwise.</summary>
    public static Facts With(MachineId id, params MachineEvent[] also) => Facts() is var facts
        ? facts with { Machines = facts.Machines.SetItem(id, also.Aggregate(facts.Machines[id], (machine, one) => machine.Evolve(Recorded(machine.Version + 1, one)))) }
        : facts;

    private static DeliveryTerms Delivery(string id, DossierTerms dossier, MachineId machine) =>
        new() { Id = new(id), From = Cast.Workshop.Id, Carrier = Cast.Workshop.Id, Consignee = dossier.Epn, Dossier = dossier.Id, Machines = [machine] };

    private static Machine Sent(MachineId id, DossierTerms dossier, string delivery, OrganisationId to, OrganisationId reached) => Fold(
        new DeviceReceived(null, DeviceType.Laptop, $"SN-{id}", Cast.Pole.Id, Restrictions.None, 1),
        new CustodyPassed(null, Cast.Workshop.Id, null, HandoverBasis.TwoSided),
        new MachineAllocated(dossier.Id, 0, dossier.Epn, dossier.Partner),
        new MachinePacked("C-1", new(delivery), []),
        new MachineDispatched(new(delivery), to, null),
        new HandoverClaimed(reached, null, Cast.Now.AddDays(7)));

    private static Machine Fold(params MachineEvent[] events) => Machine.Fold([.. events.Select((one, index) => Recorded(index + 1, one))]);

    private static Recorded<MachineEvent> Recorded(long seq, MachineEvent one) =>
        new(seq, one, new(Cast.Now, Cast.Now, new("person-1"), Cast.Workshop.Id, new("device-1"), new Guid((int)seq, 0, 0, new byte[8])));
}
