using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Silo.Tests.Aggregates;

namespace Ordi2.Silo.Tests.Handovers;

public sealed class HandoverGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    private static readonly Caller Giver = Cast.As(Cast.Workshop, Role.Storekeeper, "m1");

    private static readonly Caller Taker = Cast.As(Cast.OtherWorkshop, Role.Storekeeper, "m2");

    [Fact]
    public async Task What_two_agree_on_does_not_answer_the_claim_of_a_third()
    {
        var (handover, machine, third) = await AClaimedMachineAsync();

        Assert.IsType<Done<HandoverTerms>>(await handover.DoAsync(new AgreeHandover(), Taker, Guid.CreateVersion7()));

        Assert.Equal(Cast.Workshop.Text, (await RowAsync(machine))!.Holder);
        Assert.Equal((Outcome.Refused, "claim-pending"), await ClaimAgainAsync(machine, third));
    }

    [Fact]
    public async Task What_one_of_two_contests_is_not_the_claim_of_a_third()
    {
        var (handover, machine, _) = await AClaimedMachineAsync();

        Assert.IsType<Done<HandoverTerms>>(await handover.DoAsync(new ObjectToHandover("rien reçu"), Taker, Guid.CreateVersion7()));

        Assert.Equal(0, (await RowAsync(machine))!.Holds);
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(machine, new ConfirmHandover(), Giver)).Outcome);
    }

    [Fact]
    public async Task Only_what_is_with_who_gives_is_handed_over()
    {
        var (machine, unknown) = (SiloFixture.NewMachine(), SiloFixture.NewMachine());
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Stranger);

        foreach (var offered in new[] { machine, unknown })
        {
            var handover = silo.Grains.GetGrain<IHandoverGrain>($"handover/R-{offered}");
            Assert.Equal("handover-not-held", await Territory.RefusedAsync(
                handover.DoAsync(new OfferHandover(Cast.Workshop, Cast.OtherWorkshop) { Machines = [offered] }, Giver, Guid.CreateVersion7())));
        }
    }

    /// <summary>A machine that is offered to one workshop while an EPN says that it has it.</summary>
    private async Task<(IHandoverGrain Handover, MachineId Machine, Caller Third)> AClaimedMachineAsync()
    {
        var territory = await Territory.AtAsync(silo);
        var machine = SiloFixture.NewMachine();
        await silo.ScanAsync(machine, new ReceiveDevice(), Cast.Operator);
        var handover = silo.Grains.GetGrain<IHandoverGrain>($"handover/{territory.NewId("R")}");
        await Territory.DoneAsync(handover.DoAsync(new OfferHandover(Cast.Workshop, Cast.OtherWorkshop) { Machines = [machine] }, Giver, Guid.CreateVersion7()));
        Assert.Equal(Outcome.Accepted, (await silo.ScanAsync(machine, new ClaimCustody(), territory.Animator)).Outcome);
        return (handover, machine, territory.Animator);
    }

    /// <summary>Somebody else's claim is refused as long as the first one waits for its answer.</summary>
    private async Task<(Outcome Outcome, string? Code)> ClaimAgainAsync(MachineId machine, Caller third)
    {
        var mine = await silo.ScanAsync(machine, new ClaimCustody(), third);
        var another = await silo.ScanAsync(machine, new ClaimCustody(), Taker);
        return mine.Outcome is Outcome.Accepted ? (another.Outcome, another.Reason?.Code) : (mine.Outcome, mine.Reason?.Code);
    }

    private async Task<MachineRow?> RowAsync(MachineId machine) => await silo.Services.GetRequiredService<MachineQueries>().GetAsync(machine.Text);
}
