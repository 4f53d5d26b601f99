using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using BatchBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Recycling.RecyclingBatch,
    Ordi2.Contracts.Recycling.BatchCommand,
    Ordi2.Domain.Recycling.BatchEvent,
    Ordi2.Contracts.Recycling.BatchTerms>;

namespace Ordi2.Domain.Tests.Recycling;

public sealed class BatchTests
{
    private static BatchBench Nothing => new(Kinds.Batch, Cast.Facts);

    [Fact]
    public void Machines_with_data_go_only_to_a_certified_shredder()
    {
        Nothing.Refuses("recycler-not-certified", Cage with { DataDestruction = true, Recycler = PlainRecycler.Id }, Supervisor);
        Nothing.Refuses("organisation-does-not-do-that", Cage with { Recycler = Epn.Id }, Supervisor);

        var plain = Nothing;
        plain.Do(Cage, Supervisor);
        plain.Refuses("batch-not-for-data", new AddMachine(M1, DeviceType.Laptop, WithData: true), Operator);

        var shredder = Nothing;
        shredder.Do(Cage with { DataDestruction = true }, Supervisor);
        shredder.Do(new AddMachine(M1, DeviceType.Laptop, WithData: true), Operator);
        shredder.Do(new SealBatch(), Storekeeper);
        shredder.Do(new WeighBatch(2_000), Storekeeper);
        shredder.Facts = With(Recycler with { DataDestruction = false });
        shredder.Refuses("recycler-not-certified", new HandOverBatch(Carrier.Id, TraceabilityDocument.EcoOrganismeSlip, "BE-1"), Storekeeper);
    }

    [Fact]
    public void Data_that_left_have_a_day_by_which_their_destruction_is_proven()
    {
        var bench = HandedOver(dataDestruction: true, days: 12);
        Assert.Equal(Now.AddDays(12), bench.Terms.ProofBefore);
        Assert.Equal(Now.AddDays(12), Kinds.Batch.DueAt(bench.State));
        Assert.Null(Kinds.Batch.WhenDue(bench.State, Now.AddDays(12).AddSeconds(-1)));
        bench.Refuses("proof-not-overdue", new MarkProofOverdue(), Cast.System);

        bench.Now = Now.AddDays(12);
        bench.Do(Assert.IsType<MarkProofOverdue>(Kinds.Batch.WhenDue(bench.State, bench.Now)), Cast.System);
        Assert.True(bench.Terms.ProofOverdue);
        Assert.Null(Kinds.Batch.DueAt(bench.State));
        bench.Refuses("role-may-not", new MarkProofOverdue(), Supervisor);
    }

    [Fact]
    public void What_was_proven_in_time_or_has_no_data_is_never_overdue()
    {
        var proven = HandedOver(dataDestruction: true, days: 12);
        proven.Do(new AcceptBatch(), Storekeeper);
        proven.Do(new ProveBatch("AT-1", "R4") { Destruction = Shredded }, Storekeeper);
        Assert.Null(Kinds.Batch.DueAt(proven.State));

        Assert.Null(HandedOver(dataDestruction: false, days: 12).Terms.ProofBefore);
    }

    [Fact]
    public void What_the_register_of_waste_asks_for_can_be_entered_and_stands_on_its_line()
    {
        var cage = Cage with { UsualName = "Écrans plats hors d'usage", PersistentPollutants = true, BaselCode = "A1181" };
        var away = new HandOverBatch(Carrier.Id, TraceabilityDocument.EcoOrganismeSlip, "BE-1", "REC-7") { Broker = PlainRecycler.Id, EcoOrganism = "732829320" };
        Nothing.Refuses("basel-code-wrong", cage with { BaselCode = "1181" }, Supervisor);
        Nothing.Refuses("words-missing", cage with { UsualName = " " }, Supervisor);
        var bench = Nothing;
        bench.Do(cage, Supervisor);
        bench.Do(new AddMachine(M1, DeviceType.Laptop), Operator);
        bench.Do(new SealBatch(), Storekeeper);
        bench.Do(new WeighBatch(2_000), Storekeeper);
        bench.Refuses("siren-wrong", away with { EcoOrganism = "732829321" }, Storekeeper);
        bench.Refuses("organisation-unknown", away with { Broker = new("nobody") }, Storekeeper);
        bench.Do(away, Storekeeper);

        var line = bench.Terms.Register!;
        Assert.Equal(
            ("Écrans plats hors d'usage", true, "A1181", PlainRecycler.Id, "732829320", "REC-7"),
            (line.UsualName, line.PersistentPollutants, line.BaselCode, line.Broker, line.EcoOrganism, line.CarrierReceipt));
    }

    private static BatchBench HandedOver(bool dataDestruction, int days)
    {
        var bench = Nothing;
        bench.Facts = Cast.Facts with { Rules = new() { DestructionProofDays = days } };
        bench.Do(Cage with { DataDestruction = dataDestruction }, Supervisor);
        bench.Do(new AddMachine(M1, DeviceType.Laptop, WithData: dataDestruction), Operator);
        bench.Do(new SealBatch(), Storekeeper);
        bench.Do(new WeighBatch(2_000), Storekeeper);
        bench.Do(new HandOverBatch(Carrier.Id, TraceabilityDocument.EcoOrganismeSlip, "BE-1"), Storekeeper);
        return bench;
    }

    [Theory]
    [InlineData("16 02 13*", true)]
    [InlineData("20 01 36", true)]
    [InlineData("160213*", false)]
    [InlineData("99 01 01", false)]
    [InlineData("", false)]
    public void A_waste_has_a_code_of_the_list(string code, bool right)
    {
        var bench = Nothing;

        if (right)
        {
            bench.Do(Cage with { WasteCode = code }, Supervisor);
        }
        else
        {
            bench.Refuses("waste-code-wrong", Cage with { WasteCode = code }, Supervisor);
        }
    }

    [Fact]
    public void A_machine_is_in_the_cage_once_and_what_is_sealed_is_fixed()
    {
        var bench = Nothing;
        bench.Do(Cage, Supervisor);
        bench.Refuses("nothing-in-it", new SealBatch(), Storekeeper);
        bench.Do(new AddMachine(M1, DeviceType.Laptop), Operator);
        Assert.Empty(bench.Do(new AddMachine(M1, DeviceType.Laptop), Operator));
        Assert.Empty(bench.Do(new TakeMachineOut(M2, "pas là"), Supervisor));
        bench.Do(new SealBatch(), Storekeeper);
        bench.Refuses("step-not-now", new AddMachine(M2, DeviceType.Laptop), Operator);
        bench.Refuses("step-not-now", new TakeMachineOut(M1, "réparable"), Supervisor);
    }

    [Fact]
    public void A_cage_of_batteries_holds_no_machine()
    {
        var bench = Nothing;
        bench.Do(Cage with { Flow = WasteFlow.Batteries, WasteCode = "20 01 33*" }, Supervisor);
        bench.Do(new SealBatch(), Storekeeper);
        bench.Do(new WeighBatch(4_000), Storekeeper);
    }

    [Theory]
    [InlineData(10_770, true)]
    [InlineData(13_462, true)]
    [InlineData(13_463, false)]
    [InlineData(8_078, true)]
    [InlineData(8_077, false)]
    public void A_weight_far_from_the_nominal_one_is_confirmed(long grams, bool near)
    {
        var bench = Nothing;
        bench.Do(Cage, Supervisor);
        bench.Do(new AddMachine(M1, DeviceType.Laptop), Operator);
        bench.Do(new AddMachine(M2, DeviceType.Desktop), Operator);
        bench.Do(new SealBatch(), Storekeeper);

        if (near)
        {
            bench.Do(new WeighBatch(grams), Storekeeper);
        }
        else
        {
            bench.Refuses("weight-to-confirm", new WeighBatch(grams), Storekeeper);
            bench.Do(new WeighBatch(grams, Confirmed: true), Storekeeper);
        }

        Assert.Equal(grams, bench.Terms.NetGrams);
    }

    [Fact]
    public void A_kind_without_a_nominal_weight_is_always_confirmed()
    {
        var bench = Nothing;
        bench.Do(Cage, Supervisor);
        bench.Do(new AddMachine(M1, DeviceType.Server), Operator);
        bench.Do(new SealBatch(), Storekeeper);
        bench.Refuses("out-of-bounds", new WeighBatch(0, Confirmed: true), Storekeeper);
        bench.Refuses("weight-to-confirm", new WeighBatch(20_000), Storekeeper);
        bench.Do(new WeighBatch(20_000, Confirmed: true), Storekeeper);
    }

    [Fact]
    public void A_dangerous_waste_does_not_leave_without_its_slip()
    {
        var bench = Weighed(Cage with { WasteCode = "16 02 13*" });
        bench.Refuses("dangerous-waste-needs-a-slip", new HandOverBatch(Carrier.Id, TraceabilityDocument.NoneNonHazardous), Storekeeper);
        bench.Refuses("number-missing", new HandOverBatch(Carrier.Id, TraceabilityDocument.BsddTrackdechets), Storekeeper);
        bench.Do(new HandOverBatch(Carrier.Id, TraceabilityDocument.BsddTrackdechets, "BSD-1"), Storekeeper);
    }

    [Fact]
    public void A_refused_machine_is_not_proven_with_the_rest()
    {
        var bench = Weighed(Cage);
        bench.Do(new HandOverBatch(Carrier.Id, TraceabilityDocument.NoneNonHazardous), Storekeeper);
        bench.Refuses("machine-not-in-it", new RefusePart("batterie") { Machines = [M3] }, Treater);
        bench.Refuses("out-of-bounds", new RefusePart("batterie"), Treater);
        bench.Do(new RefusePart("batterie") { Machines = [M1] }, Treater);
        bench.Refuses("treatment-code-wrong", new ProveBatch("AT-1", "R14"), Treater);
        bench.Refuses("role-may-not", new ProveBatch("AT-1", "R4"), Operator);
        bench.Do(new ProveBatch("AT-1", "R4"), Treater);
        Assert.Equal([M2], bench.Terms.Machines.AsEnumerable());
        Assert.Equal("AT-1", bench.Terms.Proof);
    }

    [Fact]
    public void Data_that_left_is_proven_with_its_destruction_and_nothing_is_open_then()
    {
        var bench = WithData();
        Assert.True(bench.Terms.DataIsOpen());
        bench.Refuses("destruction-not-stated", new ProveBatch("AT-1", "R4"), Treater);
        bench.Refuses("words-missing", new ProveBatch("AT-1", "R4") { Destruction = Shredded with { By = " " } }, Treater);
        bench.Refuses("number-missing", new ProveBatch("AT-1", "R4") { Destruction = Shredded with { Reference = "" } }, Treater);
        bench.Refuses("not-in-the-future", new ProveBatch("AT-1", "R4") { Destruction = Shredded with { DoneOn = FrenchCalendar.DayOf(Now).AddDays(1) } }, Treater);
        bench.Refuses("security-class-wrong", new ProveBatch("AT-1", "R4") { Destruction = Shredded with { SecurityClass = "P-4" } }, Treater);
        bench.Refuses("fingerprint-wrong", new ProveBatch("AT-1", "R4") { Destruction = Shredded with { Sha256 = "abc" } }, Treater);
        bench.Do(new ProveBatch("AT-1", "R4") { Destruction = Shredded }, Treater);
        Assert.Equal((Shredded, true, false), (bench.Terms.Destruction, bench.Terms.HoldsData, bench.Terms.DataIsOpen()));
    }

    [Fact]
    public void Of_a_batch_without_data_no_destruction_is_stated()
    {
        var bench = Weighed(Cage);
        bench.Do(new HandOverBatch(Carrier.Id, TraceabilityDocument.NoneNonHazardous), Storekeeper);
        bench.Do(new AcceptBatch(), Treater);
        bench.Refuses("no-data-to-destroy", new ProveBatch("AT-1", "R4") { Destruction = Shredded }, Treater);
        bench.Do(new ProveBatch("AT-1", "R4"), Treater);
    }

    [Fact]
    public void The_data_leaves_the_batch_with_the_machine_that_holds_it()
    {
        var bench = Nothing;
        bench.Do(Cage with { DataDestruction = true }, Supervisor);
        bench.Do(new AddMachine(M1, DeviceType.Laptop, WithData: true), Operator);
        bench.Do(new AddMachine(M2, DeviceType.Laptop), Operator);
        bench.Do(new TakeMachineOut(M1, "réparable"), Supervisor);
        Assert.False(bench.Terms.HoldsData);
    }

    private static readonly DataDestruction Shredded = new(DestructionMethod.Shredded, FrenchCalendar.DayOf(Now), "Broyage certifié", "CD-1") { SecurityClass = "H-4" };

    private static BatchBench WithData()
    {
        var bench = Nothing;
        bench.Do(Cage with { DataDestruction = true }, Supervisor);
        bench.Do(new AddMachine(M1, DeviceType.Laptop, WithData: true), Operator);
        bench.Do(new SealBatch(), Storekeeper);
        bench.Do(new WeighBatch(2_000, Confirmed: true), Storekeeper);
        bench.Do(new HandOverBatch(Carrier.Id, TraceabilityDocument.EcoOrganismeSlip, "BE-1"), Storekeeper);
        bench.Do(new AcceptBatch(), Treater);
        return bench;
    }

    private static BatchBench Weighed(CreateBatch cage)
    {
        var bench = Nothing;
        bench.Do(cage, Supervisor);
        bench.Do(new AddMachine(M1, DeviceType.Laptop), Operator);
        bench.Do(new AddMachine(M2, DeviceType.Laptop), Operator);
        bench.Do(new SealBatch(), Storekeeper);
        bench.Do(new WeighBatch(4_000), Storekeeper);
        return bench;
    }

    [Fact]
    public void Batteries_go_only_into_their_own_flow_dated_and_photographed_and_machines_never_do()
    {
        var small = Nothing;
        small.Do(Cage, Supervisor);
        small.Refuses("batch-of-another-flow", new AddBatteries(1, 300, "photo-1"), Operator);

        var batteries = Nothing;
        batteries.Do(Cage with { Flow = WasteFlow.Batteries, WasteCode = "16 06 05" }, Supervisor);
        batteries.Refuses("batch-of-another-flow", new AddMachine(M1, DeviceType.Laptop), Operator);
        batteries.Refuses("number-missing", new AddBatteries(1, 300, " "), Operator);
        batteries.Refuses("out-of-bounds", new AddBatteries(0, 300, "photo-1"), Operator);
        batteries.Do(new AddBatteries(2, 600, "photo-1", Dangerous: true), Operator);
        Assert.Equal(new AddedBatteries(Now, 2, 600, "photo-1", true), Assert.Single(batteries.Terms.Batteries));
        batteries.Do(new SealBatch(), Storekeeper);
        batteries.Refuses("weight-to-confirm", new WeighBatch(751), Storekeeper);
        batteries.Do(new WeighBatch(750), Storekeeper);
    }

    [Fact]
    public void What_left_has_a_line_in_the_register_of_outgoing_waste_and_what_was_refused_is_remembered()
    {
        var bench = Nothing;
        bench.Do(Cage with { DataDestruction = true }, Supervisor);
        bench.Do(new AddMachine(M1, DeviceType.Laptop, WithData: true), Operator);
        bench.Do(new AddMachine(M2, DeviceType.Laptop), Operator);
        Assert.True(bench.Terms.HoldsData);
        bench.Do(new SealBatch(), Storekeeper);
        bench.Do(new WeighBatch(4_000), Storekeeper);
        Assert.Null(bench.Terms.Register);
        bench.Do(new HandOverBatch(Carrier.Id, TraceabilityDocument.BsddTrackdechets, "BSD-1", "REC-1"), Storekeeper);
        bench.Do(new RefusePart("batterie dedans") { Machines = [M2] }, Treater);
        Assert.Equal([M2], bench.Terms.RefusedMachines.AsEnumerable());
        bench.Do(new ProveBatch("AT-1", "R4") { Destruction = Shredded }, Treater);
        Assert.Equal(
            new RegisterLine(Now, "16 02 14", 4_000, Workshop.Id, Carrier.Id, Recycler.Id, TraceabilityDocument.BsddTrackdechets, "BSD-1", "REC-1", "R4"),
            bench.Terms.Register);
    }
}
