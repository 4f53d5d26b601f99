using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Boxes that were mixed up: the path of domain.md 4.4, and what takes it back.</summary>
public sealed class ExchangeExamples
{
    private static readonly MachineId Other = new("X000001");
    private static readonly DossierId OtherProject = new("P-2");
    private static readonly DeliveryId OtherShipment = new("L-2");
    private static readonly AllocationId OtherAllocation = new("AL-2");
    private static readonly TakePlace Take = new(Other, OtherProject, 0, OtherShipment, OtherAllocation);

    private static readonly Caller Process = Who.System with { Device = new DeviceId("process/E-1") };

    [Fact]
    public void Both_consignees_keep_what_they_scanned_and_what_was_held_is_carried_out()
    {
        var story = MixedUp().When(Process, Take).Is(MachineStatus.AtEpn);

        Assert.Equal(new Allocation(OtherProject, 0, World.OtherEpn, World.Partner, OtherAllocation), story.Machine.Allocation);
        Assert.Equal((World.OtherEpn, null), (story.Machine.Custody!.Holder, story.Machine.Custody.Pending));
        Assert.True(story.Machine.Holds.IsEmpty);
        Assert.Empty(story.Machine.Held);
        Assert.Equal(OtherShipment, story.Fact<ArrivedAtEpn>().Delivery);
        Assert.Equal(story.Machine.StatusSince.AddDays(30), story.Machine.DueAt);
        Assert.NotNull(story.Machine.RemindAt);
    }

    [Fact]
    public void The_answer_to_an_exchange_is_the_same_when_it_is_read_from_the_history()
    {
        var story = MixedUp().When(Process, Take);

        var taken = story.History.Last(one => one.Event is PlaceTaken);
        var answer = AnswerBook.Of(story.History).Find(Process.Device.Text, taken.From.CommandId!.Value);

        Assert.Equal((Outcome.Accepted, MachineStatus.AtEpn, story.History[^1].Seq), (answer!.Value.Outcome, answer.Value.Status, answer.Value.Version));
    }

    [Fact]
    public void Who_arrives_by_an_exchange_is_reminded_of_like_any_other_and_its_way_back_keeps_to_the_rules()
    {
        var arrived = Given.AtEpn().Machine;
        var story = MixedUp().In(world => world with { Rules = world.Rules with { CustodyWorkingDays = 20 } }).When(Process, Take);
        Assert.Equal(arrived.RemindAt - arrived.StatusSince, story.Machine.RemindAt - story.Machine.StatusSince);

        story.When(Process, new GiveBackPlace(Other));
        Assert.True(story.Machine.Custody!.Pending!.ConfirmedAfter > story.Machine.StatusSince.AddDays(20));
    }

    [Fact]
    public void An_exchange_that_is_undone_leaves_the_machine_as_it_was()
    {
        var story = MixedUp();
        var before = story.Machine;
        story.When(Process, Take).When(Process, new GiveBackPlace(Other)).Is(MachineStatus.InTransit);

        Assert.Equal((before.Allocation, before.Delivery, before.Consignee, before.Holds), (story.Machine.Allocation, story.Machine.Delivery, story.Machine.Consignee, story.Machine.Holds));
        Assert.Equal(before.Custody!.Holder, story.Machine.Custody!.Holder);
        Assert.Equal(World.OtherEpn, story.Machine.Custody.Pending!.Claimant);
        Assert.Equal(before.Held.Single().ScanId, Assert.Single(story.Machine.Held).ScanId);
        story.RefusedAs("wrong-status", Process, new GiveBackPlace(Other));
        Given.AtEpn().RefusedAs("exchange-not-made", Process, new GiveBackPlace(Other));
    }

    [Fact]
    public void A_place_is_taken_only_where_the_machine_was_scanned_in_and_only_by_one_that_fits()
    {
        Elsewhere(Given.InTransit()).RefusedAs("exchange-not-scanned-in", Process, Take);
        MixedUp().RefusedAs("dossier-line-unknown", Process, Take with { Line = 1 });
        MixedUp().In(world => world with { Dossier = world.Dossier! with { Needs = [world.Dossier.Needs[0] with { Type = DeviceType.Desktop }] } }).RefusedAs("machine-does-not-fit", Process, Take);
        MixedUp().In(world => world with { Dossier = world.Dossier! with { Status = DossierStatus.Rejected } }).RefusedAs("dossier-not-accepted", Process, Take);
        MixedUp().In(world => world with { Delivery = null }).RefusedAs("delivery-unknown", Process, Take);
        MixedUp().In(world => world with { Dossier = null }).RefusedAs("dossier-unknown", Process, Take);
        MixedUp().When(Who.Coordinator, new OpenRecall("RC-1", "battery")).RefusedAs("on-hold", Process, Take);
        MixedUp().RefusedAs("role-may-not", Who.Coordinator, Take);
    }

    [Fact]
    public void A_machine_is_taken_out_of_its_box_and_can_be_packed_again()
    {
        var story = Given.Packed().When(Who.Storekeeper, new Unpack("changed")).Is(MachineStatus.Reserved);

        Assert.Null(story.Machine.Delivery);
        story.When(Who.Storekeeper, new Pack("BOX-2", World.Shipment)).Is(MachineStatus.Packed);
        Given.InTransit().RefusedAs("wrong-status", Who.Storekeeper, new Unpack("changed"));
    }

    [Fact]
    public void What_a_process_asks_of_the_wrong_hands_is_refused_and_not_kept_for_later()
    {
        var story = Given.Reserved();

        story.RefusedAs("wrong-custody", Who.Storekeeper.At(World.OtherWorkshop) with { Device = Process.Device }, new Pack("BOX-1", World.Shipment));
        Assert.Empty(story.Machine.Held);
    }

    private static Story MixedUp()
    {
        var story = Given.InTransit();
        Assert.Equal("meant-for-another", story.Held(Who.Animator.At(World.OtherEpn), new ReceiveAtEpn()).Code);
        return Elsewhere(story);
    }

    /// <summary>From here on the delivery and the dossier of the other machine are asked for.</summary>
    private static Story Elsewhere(Story story) => story.In(world => world with
    {
        Delivery = world.Delivery! with { Id = OtherShipment, Consignee = World.OtherEpn, Dossier = OtherProject },
        Dossier = world.Dossier! with { Id = OtherProject, Epn = World.OtherEpn },
    });
}
