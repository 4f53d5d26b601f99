using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>What may be done next, and why not the rest, for the person who looks.</summary>
public sealed class ProspectExamples
{
    // What these name is looked at when it is given; nobody can say beforehand.
    private static readonly Type[] NameAnotherThing =
    [
        typeof(DeclareDevice), typeof(PickUp), typeof(ReceiveDevice), typeof(RefuseDevice), typeof(RecordAudit), typeof(WipeSucceeded), typeof(Requalify), typeof(PartArrived),
        typeof(FitPart), typeof(TakePart), typeof(Allocate), typeof(ReleaseAllocation), typeof(Pack), typeof(Unpack), typeof(PlaceWithPartner), typeof(AcquireOwnership),
        typeof(Cannibalise), typeof(Scrap), typeof(Recover), typeof(OpenRecall), typeof(TightenRestrictions), typeof(InventoryCheck),
        typeof(ReportSighting), typeof(Relabel),
    ];

    [Fact]
    public void What_may_be_done_has_no_reason_and_what_may_not_has_the_one_that_the_step_would_be_answered()
    {
        var story = Given.Wiped();

        Assert.Null(Why<InstallOs>(story, Who.Operator));
        Assert.Null(Why<OpenRepair>(story, Who.Operator));
        Assert.Equal("wrong-status", Why<PassQc>(story, Who.Operator)?.Code);
        Assert.Equal(story.Refused(Who.Operator, new RetryWipe()).Code, Why<RetryWipe>(story, Who.Operator)?.Code);
    }

    [Fact]
    public void A_guard_that_says_no_whatever_is_filled_in_is_told()
    {
        Assert.Equal("not-clean", Why<OpenRepair>(Given.Audited(), Who.Operator)?.Code);
        Assert.Equal("controller-is-installer", Why<PassQc>(Given.Installed(), Who.Operator)?.Code);
        Assert.Null(Why<PassQc>(Given.Installed(), Who.Controller));
    }

    [Fact]
    public void What_only_has_to_be_filled_in_rightly_stops_nobody()
    {
        // Writing over does not reach a flash disk; another method does.
        Assert.Null(Why<StartWipe>(Given.Audited(World.Flash), Who.Operator));
        Assert.Null(Why<Triage>(Given.Received(), Who.Operator));
        Assert.Null(Why<FailQc>(Given.Installed(), Who.Controller));
    }

    [Fact]
    public void Whoever_does_not_hold_it_is_told_who_does_and_nothing_is_kept_waiting()
    {
        var story = Given.Received();
        var why = Why<Triage>(story, Who.Operator.At(World.OtherWorkshop));

        Assert.Equal("wrong-custody", why?.Code);
        Assert.Empty(story.Machine.Held);
    }

    [Fact]
    public void A_blocked_machine_says_what_blocks_it()
    {
        var story = Given.Ready().When(Who.Storekeeper, new PlaceHold(Hold.SafetyBattery, "gonflée"));

        Assert.Equal(("on-hold", Hold.SafetyBattery.Code()), (Why<Allocate>(story, Who.Coordinator)!.Code, Why<Allocate>(story, Who.Coordinator)!.Arguments[0]));
        Assert.Null(Why<LiftHold>(story, Who.Supervisor));
    }

    [Fact]
    public void Nobody_is_offered_to_answer_what_nobody_asked()
    {
        var quiet = Given.Ready().Machine;

        Assert.All([typeof(LiftHold), typeof(ConfirmHandover), typeof(ContestHandover), typeof(SettleCustody), typeof(DropHeldScan), typeof(SettleFinding)], step =>
            Assert.Empty(Prospects.DraftsOf(step, quiet)!.Value));
    }

    [Fact]
    public void Every_step_that_a_person_may_ask_for_is_drafted_or_names_another_thing()
    {
        var machine = Given.Ready().Machine;
        var steps = Enum.GetValues<Role>().Where(role => role is not (Role.None or Role.System)).SelectMany(Prospects.StepsOf).Distinct();

        Assert.Equal(
            NameAnotherThing.Select(CommandCatalog<MachineCommand>.StepOf).Order(StringComparer.Ordinal),
            steps.Where(step => Prospects.DraftsOf(step, machine) is null).Select(CommandCatalog<MachineCommand>.StepOf).Order(StringComparer.Ordinal));
    }

    private static Refusal? Why<TCommand>(Story story, Caller who)
        where TCommand : MachineCommand
    {
        var (machine, known) = (story.Machine, story.World.Around(who.Organisation));

        return Prospects.Stops(machine, World.Machine, typeof(TCommand), who, known, story.Now)
            ?? (Prospects.DraftsOf(typeof(TCommand), machine) is { } drafts
                ? Prospects.Why(machine, World.Machine, who, story.Now, [.. drafts.Select(draft => (draft, known))])
                : null);
    }
}
