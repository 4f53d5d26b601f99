using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Parts;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Parts and recycling: transitions 28 to 31.</summary>
public sealed class EndOfLifeExamples
{
    private static readonly Scrap Scrap = new("broken", World.Cage) { Confirmed = true };
    private static readonly RescueFromWaste Rescue = new("repairable");

    [Fact]
    public void A_machine_is_dismantled_and_its_carcass_is_a_waste()
    {
        var story = Given.Wiped().When(Who.Supervisor, new Cannibalise { Parts = [new PartTaken(new PartId("PT-5"), "screen")] }).Is(MachineStatus.Dismantled);

        Assert.Equal(LegalNature.Waste, story.Machine.LegalNature);
        Assert.Equal(["PT-5 screen"], story.Machine.Taken.Select(taken => $"{taken.Part} {taken.PartType}"));
        story.When(Who.Supervisor, Scrap).Is(MachineStatus.ToRecycle);
    }

    [Fact]
    public void Nothing_is_dismantled_while_a_medium_with_data_is_left()
    {
        Given.Audited().RefusedAs("medium-left-with-data", Who.Supervisor, new Cannibalise());
        Given.Audited().When(Who.Supervisor, new Cannibalise { Parts = [new PartTaken(new PartId("PT-5"), "hdd", "HDD-1")] }).Is(MachineStatus.Dismantled);
        Given.Triaged(Route.Parts).RefusedAs("media-not-looked-for", Who.Supervisor, new Cannibalise());
        Given.Triaged(Route.Parts).RefusedAs("media-not-looked-for", Who.Supervisor, new Cannibalise { NoMediaConfirmedBy = ["eve", ""] });
        Given.Triaged(Route.Parts).When(Who.Supervisor, new Cannibalise { NoMediaConfirmedBy = ["eve", "omar"] }).Is(MachineStatus.Dismantled);
    }

    [Fact]
    public void Parts_are_listed_once_each_and_a_waste_is_not_dismantled_for_them()
    {
        Given.Wiped().RefusedAs("parts-not-listed", Who.Supervisor, new Cannibalise { Parts = [new PartTaken(new PartId("PT-5"), "")] });
        Given.Wiped().RefusedAs("parts-not-listed", Who.Supervisor, new Cannibalise { Parts = [new PartTaken(new PartId("PT-5"), "ram"), new PartTaken(new PartId("PT-5"), "ram")] });
        Given.Nothing().When(Who.Operator, new ReceiveDevice(World.Gift, FromWasteStream: true)).When(Who.Operator, new Triage(Route.Parts))
            .RefusedAs("is-waste", Who.Supervisor, new Cannibalise());
    }

    [Fact]
    public void A_machine_without_data_goes_into_an_open_cage_of_the_workshop()
    {
        var story = Given.Wiped().When(Who.Supervisor, Scrap).Is(MachineStatus.ToRecycle);

        Assert.Equal(World.Cage, story.Machine.Batch);
        Given.Wiped().In(world => world with { Batch = null }).RefusedAs("batch-unknown", Who.Supervisor, Scrap);
        Given.Wiped().In(Batch(batch => batch with { Status = BatchStatus.Closed })).RefusedAs("batch-sealed", Who.Supervisor, Scrap);
        Given.Wiped().In(Batch(batch => batch with { Holder = World.OtherWorkshop })).RefusedAs("batch-of-another", Who.Supervisor, Scrap);
        Given.Wiped().RefusedAs("reason-missing", Who.Supervisor, Scrap with { Reason = "" });
        Given.Wiped().RefusedAs("role-may-not", Who.Operator, Scrap);
    }

    [Fact]
    public void A_machine_with_data_goes_only_to_the_shredder()
    {
        Given.WipeFailed().RefusedAs("data-still-there", Who.Supervisor, Scrap);
        Given.WipeFailed().RefusedAs("batch-is-not-for-data", Who.Supervisor, Scrap with { WithData = true });
        Assert.True(Given.WipeFailed().In(Batch(batch => batch with { DataDestruction = true })).When(Who.Supervisor, Scrap with { WithData = true }).Machine.LeavesWithData);
    }

    [Fact]
    public void A_refused_machine_that_the_donor_wants_back_is_not_recycled()
    {
        var shredder = Batch(batch => batch with { DataDestruction = true });

        Given.Refused().In(shredder).RefusedAs("refused-goes-back", Who.Supervisor, Scrap with { WithData = true });
        Given.Received(world => world with { Donation = world.Donation! with { RefusalDefault = RefusalDefault.Recycle } })
            .When(Who.Storekeeper, new RefuseDevice("broken", "photo")).In(shredder).When(Who.Supervisor, Scrap with { WithData = true }).Is(MachineStatus.ToRecycle);
    }

    [Fact]
    public void A_waste_is_rescued_on_an_authorised_site_while_its_cage_is_open()
    {
        var story = Given.ToRecycle().When(Who.Supervisor, Rescue).Is(MachineStatus.Received);

        Assert.Equal(LegalNature.Product, story.Machine.LegalNature);
        Assert.Null(story.Machine.Batch);
        Given.ToRecycle().In(Batch(batch => batch with { Status = BatchStatus.Weighed })).RefusedAs("batch-sealed", Who.Supervisor, Rescue);
        Given.ToRecycle().In(world => world with { Batch = null }).RefusedAs("batch-unknown", Who.Supervisor, Rescue);
        Given.ToRecycle().RefusedAs("reason-missing", Who.Supervisor, Rescue with { Reason = " " });
        Given.ToRecycle().In(world => world.With(World.Workshop, one => one with { Sites = [new Site(World.Site, "Atelier 1", PreparesForReuse: false, [])] }))
            .RefusedAs("site-may-not-prepare-for-reuse", Who.Supervisor, Rescue);
    }

    [Fact]
    public void A_machine_from_a_waste_stream_becomes_a_product_before_any_work_on_it()
    {
        var waste = Given.Nothing().When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Laptop, FromWasteStream: true));

        Assert.Equal(LegalNature.Product, waste.When(Who.Supervisor, Rescue).Is(MachineStatus.Received).Machine.LegalNature);
        Given.Received().RefusedAs("is-not-waste", Who.Supervisor, Rescue);
        Given.Nothing().When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Laptop, FromWasteStream: true))
            .When(Who.Operator, new Triage(Route.Reuse)).When(Who.Operator, Given.Audit).When(Who.Operator, new StartWipe())
            .When(Who.Operator, Given.Success(Given.Proof(World.Disk))).RefusedAs("is-waste", Who.Operator, new InstallOs(OsPlan.Linux));
    }

    [Fact]
    public void Recycling_is_confirmed_on_the_recyclers_proof()
    {
        var story = Given.ToRecycle().In(Batch(batch => batch with { Status = BatchStatus.Proven, Proof = "AT-1" })).When(Who.Storekeeper, new ConfirmRecycling()).Is(MachineStatus.Recycled);

        Assert.Null(story.Machine.Custody);
        Assert.Equal("AT-1", story.Fact<RecyclingConfirmed>().Proof);
        Given.ToRecycle().RefusedAs("batch-not-proven", Who.Storekeeper, new ConfirmRecycling());
        Given.ToRecycle().In(Batch(batch => batch with { Status = BatchStatus.Proven, Proof = "AT-1", Machines = [] }))
            .RefusedAs("batch-not-proven", Who.Storekeeper, new ConfirmRecycling());
    }

    [Fact]
    public void What_the_recycler_refused_goes_into_another_batch_and_is_not_recycled_by_the_proof_of_the_first()
    {
        var refused = new BatchTerms { Id = World.Cage, Holder = World.Workshop, Recycler = World.Recycler, Status = BatchStatus.Proven, Proof = "AT-1", RefusedMachines = [World.Machine] };
        var next = new BatchId("B-2");

        Given.ToRecycle().In(Batch(_ => refused)).RefusedAs("batch-not-proven", Who.Storekeeper, new ConfirmRecycling());
        Given.ToRecycle().In(world => world with { LastBatch = refused with { RefusedMachines = [] } }).RefusedAs("in-a-batch-already", Who.Supervisor, Scrap with { Batch = next });
        var moved = Given.ToRecycle().In(world => world with { LastBatch = refused, Batch = world.Batch! with { Id = next } })
            .When(Who.Supervisor, Scrap with { Batch = next }).Is(MachineStatus.ToRecycle);
        Assert.Equal(next, moved.Machine.Batch);
    }

    [Fact]
    public void Machines_never_go_into_the_cage_of_batteries_or_disks()
    {
        Given.Wiped().In(Batch(batch => batch with { Flow = WasteFlow.Batteries })).RefusedAs("batch-of-another-flow", Who.Supervisor, Scrap);
        Given.Wiped().In(Batch(batch => batch with { Flow = WasteFlow.Disks })).RefusedAs("batch-of-another-flow", Who.Supervisor, Scrap);
    }

    [Fact]
    public void What_was_never_sorted_goes_into_no_cage()
    {
        var shredder = Batch(batch => batch with { DataDestruction = true });

        Given.Received().In(shredder).RefusedAs("not-triaged", Who.Supervisor, Scrap with { WithData = true });
        Given.Triaged(Route.Recycle).In(shredder).When(Who.Supervisor, Scrap with { WithData = true, Confirmed = false }).Is(MachineStatus.ToRecycle);
    }

    [Fact]
    public void A_machine_that_was_sorted_for_reuse_is_looked_at_twice_before_it_is_a_waste()
    {
        var scanned = Scrap with { Confirmed = false };

        Given.Ready().RefusedAs("sorted-for-reuse", Who.Supervisor, scanned);
        Given.Wiped().RefusedAs("sorted-for-reuse", Who.Supervisor, scanned);
        Given.Ready().When(Who.Supervisor, Scrap).Is(MachineStatus.ToRecycle);

        // What failed on the way is nobody's good machine.
        Given.WipeFailed().In(Batch(batch => batch with { DataDestruction = true })).When(Who.Supervisor, scanned with { WithData = true }).Is(MachineStatus.ToRecycle);
        Given.Dismantled().When(Who.Supervisor, scanned).Is(MachineStatus.ToRecycle);
    }

    [Fact]
    public void A_machine_goes_into_the_cage_of_another_flow_only_if_somebody_says_so()
    {
        var screens = Batch(batch => batch with { Flow = WasteFlow.Screens, DataDestruction = true });
        var screen = Given.Nothing().When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Monitor)).When(Who.Operator, new Triage(Route.Recycle));

        screen.RefusedAs("cage-for-other-kinds", Who.Supervisor, Scrap with { Confirmed = false });
        screen.In(screens).When(Who.Supervisor, Scrap with { Confirmed = false }).Is(MachineStatus.ToRecycle);
        Given.Nothing().When(Who.Operator, new ReceiveDevice(World.Gift, DeviceType.Desktop)).When(Who.Operator, new Triage(Route.Recycle))
            .In(screens).RefusedAs("cage-for-other-kinds", Who.Supervisor, Scrap with { Confirmed = false, WithData = true });
    }

    [Fact]
    public void What_left_with_its_data_is_recycled_with_the_statement_of_its_destruction()
    {
        var stated = new DataDestruction(DestructionMethod.Shredded, new DateOnly(2026, 3, 1), "Broyage", "CD-1") { SecurityClass = "H-4" };
        var proven = Batch(batch => batch with { DataDestruction = true, Status = BatchStatus.Proven, Proof = "AT-1", Destruction = stated });
        var withData = Given.Triaged(Route.Recycle).In(Batch(batch => batch with { DataDestruction = true })).When(Who.Supervisor, Scrap with { WithData = true });

        Assert.Equal(stated, withData.In(proven).When(Who.Storekeeper, new ConfirmRecycling()).Fact<RecyclingConfirmed>().Destruction);
        Assert.Null(Given.ToRecycle().In(proven).When(Who.Storekeeper, new ConfirmRecycling()).Fact<RecyclingConfirmed>().Destruction);
    }

    private static Func<World, World> Batch(Func<BatchTerms, BatchTerms> change) => world => world with { Batch = change(world.Batch!) };
}
