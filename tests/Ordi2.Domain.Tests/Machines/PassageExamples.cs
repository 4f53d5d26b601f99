using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>From whom to whom a machine went: what the flows of its pole count.</summary>
public sealed class PassageExamples
{
    [Fact]
    public void A_machine_that_is_placed_went_from_its_donor_over_workshop_carrier_and_epn_to_its_partner()
    {
        var story = Given.Placed();

        Assert.Equal(World.Partner, story.Machine.Custody!.Holder);
        Assert.Equal((null, World.Gift), (story.Machine.Passages[0].From, story.Machine.Passages[0].Gift!.Value));
        Assert.Equal(story.Machine.Passages.SkipLast(1).Select(passage => passage.To), story.Machine.Passages.Skip(1).Select(passage => passage.From));
        Assert.Equal(World.Epn, story.Machine.Passages[^1].From);
        Assert.Equal(World.Partner, story.Machine.Passages[^1].To);
        Assert.Contains(story.Machine.Passages, passage => passage.From == World.Workshop);
    }

    [Fact]
    public void What_is_recycled_leaves_the_chain()
    {
        var story = Given.Dismantled().When(Who.Supervisor, new Scrap("carcass", World.Cage))
            .In(world => world with { Batch = world.Batch! with { Status = Contracts.Recycling.BatchStatus.Proven, Proof = "AT-1" } })
            .When(Who.Storekeeper, new ConfirmRecycling());

        Assert.Null(story.Machine.Custody);
        Assert.Null(story.Machine.Passages[^1].To);
    }

    [Fact]
    public void A_passage_that_was_taken_back_did_not_happen()
    {
        var story = Given.Packed();
        var before = story.Machine.Passages;
        story.When(Who.Storekeeper, new Dispatch(World.Shipment));
        Assert.Equal(before.Length + 1, story.Machine.Passages.Length);

        story.When(Who.Coordinator, new CorrectEvent(story.Machine.LastStep!.Seq, "did-not-occur")).Is(MachineStatus.Packed);

        Assert.Equal(before.AsEnumerable(), story.Machine.Passages);
    }

    [Fact]
    public void A_machine_that_is_only_declared_has_not_moved_and_comes_from_its_giver_once_somebody_fetches_it()
    {
        var story = Given.Declared();
        Assert.Empty(story.Machine.Passages);

        story.When(Who.Driver, new PickUp(World.Gift, World.Tour, DeviceType.Laptop));

        Assert.Equal([(World.Donor, World.Carrier)], story.Machine.Passages.Select(passage => (passage.From!.Value, passage.To!.Value)));
    }

    [Fact]
    public void A_step_that_leaves_the_machine_where_it_is_passes_nothing_on() =>
        Assert.Equal(Given.Received().Machine.Passages.AsEnumerable(), Given.Ready().Machine.Passages);
}
