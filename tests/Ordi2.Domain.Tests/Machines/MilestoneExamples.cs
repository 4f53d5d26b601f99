using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Recycling;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>What the boards count by day, and how old the stock is.</summary>
public sealed class MilestoneExamples
{
    [Fact]
    public void A_machine_that_was_reserved_and_given_back_is_as_old_as_its_check_and_counts_once()
    {
        var story = Given.Ready();
        var since = story.Machine.StatusSince;

        story.When(Who.Coordinator, new Allocate(World.Project)).After(TimeSpan.FromDays(60)).When(Who.Coordinator, new ReleaseAllocation("changed")).Is(MachineStatus.Ready);

        Assert.True(story.Machine.StatusSince > since.AddDays(59));
        Assert.Equal(since, story.Machine.ReadySince);
        Assert.Equal([Milestones.Received, Milestones.Ready], Reached(story));
    }

    [Fact]
    public void A_machine_that_comes_back_from_its_partner_is_not_received_a_second_time()
    {
        var story = Given.Returning().When(Who.Storekeeper, new ReceiveReturn("good", ChargerPresent: true));

        Assert.Equal([Milestones.Received, Milestones.Ready, Milestones.Placed], Reached(story));
    }

    [Fact]
    public void A_machine_that_was_taken_apart_and_then_recycled_ended_once()
    {
        var story = Given.Dismantled().When(Who.Supervisor, new Scrap("carcass", World.Cage));

        Assert.Equal(MachineStatus.ToRecycle, story.Machine.Status);
        Assert.Equal([Milestones.Received, Milestones.Ended], Reached(story));
        story.In(world => world with { Batch = world.Batch! with { Status = BatchStatus.Proven, Proof = "AT-1" } }).When(Who.Storekeeper, new ConfirmRecycling()).Is(MachineStatus.Recycled);
        Assert.Equal([Milestones.Received, Milestones.Ended], Reached(story));
    }

    [Fact]
    public void A_check_that_was_taken_back_was_not_reached_and_the_next_one_is()
    {
        var story = Given.Ready();
        var first = Assert.Single(story.Machine.Reached, one => one.Name == Milestones.Ready);
        story.After(TimeSpan.FromDays(3)).When(Who.Supervisor, new CorrectEvent(story.Machine.LastStep!.Seq, "did-not-occur")).Is(MachineStatus.Installed);
        Assert.Equal([Milestones.Received], Reached(story));

        story.After(TimeSpan.FromDays(1)).When(Who.Controller, Given.Checked());

        var second = Assert.Single(story.Machine.Reached, one => one.Name == Milestones.Ready);
        Assert.True(second.RecordedAt > first.RecordedAt.AddDays(3));
        Assert.Equal(story.Machine.StatusSince, story.Machine.ReadySince);
    }

    private static IEnumerable<string> Reached(Story story) => story.Machine.Reached.Select(one => one.Name);
}
