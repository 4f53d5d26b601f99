using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using ProcessBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Processes.Process,
    Ordi2.Contracts.Processes.ProcessCommand,
    Ordi2.Domain.Processes.ProcessEvent,
    Ordi2.Contracts.Processes.ProcessTerms>;

namespace Ordi2.Domain.Tests.Processes;

/// <summary>Boxes that were mixed up, machines that are replaced, deliveries that leave as a whole.</summary>
public sealed class ExchangeTests
{
    private static ProcessBench Road(Facts? facts = null) => new(Kinds.Process, facts ?? OnTheRoad.Facts());

    [Fact]
    public void Places_and_papers_are_exchanged_before_the_machines()
    {
        Assert.Equal(
            [
                "dossier/DO-1 exchange-place", "dossier/DO-2 exchange-place", "delivery/D-1 exchange-machines", "delivery/D-2 exchange-machines",
                "machine/M1 take-place", "machine/M2 take-place",
            ],
            Planned(Road(), OnTheRoad.TwoBoxes, Coordinator));
    }

    [Fact]
    public void Who_stopped_a_process_stands_in_its_answer()
    {
        var bench = Road();
        bench.Do(OnTheRoad.TwoBoxes, Coordinator);

        for (var number = 1; number <= 11; number++)
        {
            bench.Do(new RecordStep(number, number == 6 ? Refusal.Conflict("on-hold", "RECALL") : null), Cast.System);
        }

        Assert.Equal((ProcessStatus.Undone, "on-hold", "machine/M2"), (bench.Terms.Status, bench.Terms.Reason?.Code, bench.Terms.StoppedBy));
    }

    [Fact]
    public void An_exchange_needs_two_machines_on_the_road_each_scanned_in_by_the_other_consignee()
    {
        var start = OnTheRoad.TwoBoxes;
        Road().Refuses("number-missing", start with { FirstDocument = "" }, Coordinator);
        Road().Refuses("number-missing", start with { SecondDocument = "" }, Coordinator);
        Road().Refuses("out-of-bounds", start with { Pairs = [] }, Coordinator);
        Road().Refuses("machine-named-twice", start with { Pairs = [new(OnTheRoad.M1, OnTheRoad.M1)] }, Coordinator);
        Road().Refuses("number-missing", start with { Pairs = [null!] }, Coordinator);
        Road().Refuses("not-created-yet", start with { Pairs = [new(OnTheRoad.M1, new("M7"))] }, Coordinator);
        Road().Refuses("exchange-not-on-the-road", start with { Pairs = [new(OnTheRoad.M1, OnTheRoad.M3)] }, Coordinator);
        Road().Refuses("role-may-not", start, Storekeeper);
        Road().Refuses("role-may-not", start, As(Role.Coordinator, OtherPole));
        Road(OnTheRoad.With(OnTheRoad.M2, new HandoverClaimed(Cast.Partner.Id, null, Cast.Now))).Refuses("exchange-not-scanned-in", start, Coordinator);
        Road(Needing(DeviceType.Desktop)).Refuses("exchange-does-not-fit", start, Coordinator);
        Road(OnTheRoad.Facts() is var facts ? facts with { Dossiers = facts.Dossiers.SetItem(new("DO-2"), facts.Dossiers[new("DO-2")] with { Pole = OtherPole.Id }) } : facts)
            .Refuses("not-created-yet", start, Coordinator);
        Road().Refuses("number-missing", start with { FirstDocument = new string('B', 58) }, Coordinator);
        Road(OnTheRoad.Facts() is var same ? same with { Deliveries = same.Deliveries.SetItem(new("D-2"), same.Deliveries[new("D-2")] with { Consignee = Cast.Epn.Id }) } : same)
            .Refuses("exchange-of-two-deliveries", start, Coordinator);
    }

    [Fact]
    public void Of_a_machine_of_another_pole_not_even_its_status_is_told()
    {
        var facts = OnTheRoad.Facts();
        var abroad = facts with { Machines = facts.Machines.SetItem(OnTheRoad.M3, Machine.Unknown) };
        var start = OnTheRoad.TwoBoxes with { Pairs = [new(OnTheRoad.M1, OnTheRoad.M3)] };

        Road(abroad).Refuses("not-created-yet", start, Coordinator);
        Road(facts with { Dossiers = facts.Dossiers.Remove(new("DO-2")) }).Refuses("not-created-yet", OnTheRoad.TwoBoxes, Coordinator);
    }

    [Fact]
    public void A_machine_on_loan_is_replaced_on_its_line_and_in_its_place()
    {
        Assert.Equal(["dossier/DO-1 exchange-place", "machine/M9 allocate", "loan/MD-1 swap-line"], Planned(Road(), OnTheRoad.Swap, Coordinator));
        Road().Refuses("machine-not-in-it", OnTheRoad.Swap with { Old = OnTheRoad.M2 }, Coordinator);
        Road().Refuses("number-missing", OnTheRoad.Swap with { New = new("") }, Coordinator);
        Road().Refuses("words-missing", OnTheRoad.Swap with { Reason = "" }, Coordinator);
        Road().Refuses("role-may-not", OnTheRoad.Swap, Storekeeper);
    }

    [Fact]
    public void A_whole_delivery_packs_what_is_not_packed_and_dispatches_all()
    {
        var start = OnTheRoad.Whole;
        Assert.Equal(["machine/M3 pack", "delivery/D-3 make-ready", "machine/M3 dispatch", "delivery/D-3 dispatch"], Planned(Road(), start, Storekeeper));
        Assert.Equal(
            ["delivery/D-3 make-ready", "machine/M3 dispatch", "delivery/D-3 dispatch"],
            Planned(Road(OnTheRoad.With(OnTheRoad.M3, new MachinePacked("C-7", new("D-3"), []))), start with { Boxes = [] }, Storekeeper));
        Road().Refuses("box-of-machine-missing", start with { Boxes = [] }, Storekeeper);
        Road().Refuses("box-missing", start with { Boxes = [null!] }, Storekeeper);
        Road().Refuses("number-missing", start with { Boxes = [new("", [OnTheRoad.M3])] }, Storekeeper);
        Road().Refuses("machine-not-in-it", start with { Boxes = [new("C-1", [OnTheRoad.M1])] }, Storekeeper);
        Road().Refuses("number-missing", start with { Document = "" }, Storekeeper);
        Road().Refuses("delivery-already-left", start with { Delivery = new("D-1") }, Storekeeper);
        Road().Refuses("role-may-not", start, Animator);
        Road().Refuses("role-may-not", start with { Delivery = new("D-9") }, Storekeeper);
    }

    private static Facts Needing(DeviceType type) => OnTheRoad.Facts() is var facts
        ? facts with { Dossiers = facts.Dossiers.SetItem(new("DO-2"), facts.Dossiers[new("DO-2")] with { Needs = [facts.Dossiers[new("DO-2")].Needs[0] with { Type = type }] }) }
        : facts;

    private static string[] Planned(ProcessBench bench, ProcessCommand start, Caller by)
    {
        bench.Do(start, by);
        return [.. bench.Terms.Steps.Select(step => $"{step.Target} {step.Step}")];
    }
}
