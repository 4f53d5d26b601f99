using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Allocations;
using Ordi2.Domain.Calls;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Calls;

public sealed class CallWalkTests
{
    private static readonly DossierStatus[] Seen =
        [DossierStatus.Submitted, DossierStatus.Scored, DossierStatus.Waitlisted, DossierStatus.Rejected, DossierStatus.Abandoned];

    [Fact]
    public void Of_a_pledge_never_more_is_taken_than_there_is_and_the_waiting_list_stays_in_order() => Walks.Take(
        Kinds.Call,
        CallLife.Table,
        Cast.Facts,
        [
            (Call2027 with { Mode = CallMode.Continuous, Plan = Plan2027 with { ClosesAt = null } }, Coordinator),
            (new PublishCall(), Coordinator),
            (new OpenCall(), Coordinator),
            (new NoteDossier(Filed with { Dossier = new("D0") }), Cast.System),
        ],
        [
            c => (new NoteDossier(Some(c)), Cast.System),
            c => (new NoteDossier(Some(c)), Cast.System),
            c => (new TakeFromPledge(new($"D{c.Below(6)}")) { Quantities = [new(DeviceType.Laptop, c.Below(70))] }, Cast.System),
            c => (new TakeFromPledge(new($"D{c.Below(6)}")) { Quantities = c.Once(3) ? [] : [new(c.Of(DeviceType.Laptop, DeviceType.Desktop), 1 + c.Below(30))] }, Cast.System),
            c => c.Once(5) ? (new EnlargePledge(DeviceType.Laptop, 1 + c.Below(20)), Coordinator) : (new NoteDossier(Some(c)), Cast.System),
            c => c.Once(30) ? (new CloseCall(), Coordinator) : (new NoteDossier(Some(c)), Cast.System),
        ],
        (_, after) =>
        {
            Assert.All(after.Left, pledge => Assert.True(pledge.Quantity >= 0));
            Assert.Equal(after.Applications.Count(one => one.Status is DossierStatus.Waitlisted), after.WaitingList.Length);
            Assert.Equal(Enumerable.Range(1, after.WaitingList.Length), after.WaitingList.Select(place => place.Position));
            var filed = after.WaitingList.Select(place => after.Applications.First(one => one.Dossier == place.Dossier).FiledAt).ToList();
            Assert.Equal(filed.Order(), filed);
        });

    [Fact]
    public void An_allocation_names_each_machine_once_and_none_stays_reserved_when_another_had_one_first() => Walks.Take(
        Kinds.Allocation,
        AllocationLife.Table,
        WithStock(),
        [
            (new CreateAllocation(new("DO-1"), 0, 3, Now.AddDays(200)), Coordinator),
            (new ConfirmAllocation(), Coordinator),
            (new NoteMachine(M2, AllocatedState.Secured), Cast.System),
        ],
        [
            c => (new NoteMachine(new($"M{1 + c.Below(4)}"), AllocatedState.Secured), Cast.System),
            c => (new NoteMachine(new($"M{1 + c.Below(4)}"), AllocatedState.Arrived), Cast.System),
            c => (new NoteMachine(new($"M{1 + c.Below(4)}"), c.Of(AllocatedState.Freed, AllocatedState.KeptGoing), "wrong-status"), Cast.System),
            c => (new NoteMachine(new($"M{1 + c.Below(4)}"), c.Of(AllocatedState.SetAside, AllocatedState.TakenByAnother), "wrong-status"), Cast.System),
            c => c.Once(20) ? (new GiveUpAllocation("fin"), Coordinator) : (new ConfirmAllocation(), Coordinator),
            c => (new ExpireAllocation(), Cast.System),
        ],
        (_, after) =>
        {
            Assert.Equal(after.Machines.Length, after.Machines.DistinctBy(one => one.Machine).Count());
            Assert.True(after.Machines.All(one => one.State is not AllocatedState.TakenByAnother) || after.Status is not (AllocationStatus.Proposed or AllocationStatus.Confirmed));
            Assert.True(after.Status is not AllocationStatus.Fulfilled || after.Machines.Count(one => one.State is AllocatedState.Arrived) >= after.Quantity);
        });

    private static Application Some(Chance c) => Filed with
    {
        Dossier = new($"D{c.Below(6)}"),
        Status = Seen[c.Below(Seen.Length)],
        Asked = [new(DeviceType.Laptop, 1 + c.Below(60))],
        FiledAt = Now.AddHours(c.Below(1_000)),
        Points = c.Below(101),
        Version = c.Below(1_000),
    };
}
