using Microsoft.Extensions.DependencyInjection;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Donations;
using Ordi2.Silo.Tests.Aggregates;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Donations;

public sealed class DonationGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_donation_goes_from_the_draft_to_the_signature_and_a_restart_knows_it()
    {
        var territory = await AtAsync(silo);
        var grain = territory.Donation(territory.NewId("D"));

        await DoneAsync(grain.DoAsync(Gift(territory), territory.DonorContact, Guid.CreateVersion7()));
        await DoneAsync(grain.DoAsync(new ProposeDonation(Cast.Pole), territory.DonorContact, Guid.CreateVersion7()));
        await DoneAsync(grain.DoAsync(new AcceptDonation(Cast.Workshop), Coordinator, Guid.CreateVersion7()));
        await DoneAsync(grain.DoAsync(new SignDonation(DonationParty.Donor, "CD-1"), territory.DonorContact, Guid.CreateVersion7()));
        var signed = await DoneAsync(grain.DoAsync(new SignDonation(DonationParty.Receiver, "CD-1"), Cast.Supervisor, Guid.CreateVersion7()));
        Assert.Equal((DonationStatus.Signed, 6L), (signed.Status, signed.Version));

        await silo.ForgetAsync(grain);
        var again = await grain.GetAsync();
        Assert.Equal((DonationStatus.Signed, 6L, Cast.Workshop), (again!.Status, again.Version, again.Receiver!.Value));
    }

    [Fact]
    public async Task What_came_without_its_gift_counts_on_the_days_of_the_gift_once_it_is_attached_and_no_more_when_that_was_wrong()
    {
        var territory = await AtAsync(silo);
        var gift = territory.NewId("D");
        var machine = SiloFixture.NewMachine();
        await DoneAsync(territory.Donation(gift).DoAsync(Gift(territory), territory.DonorContact, Guid.CreateVersion7()));
        await silo.ScanAsync(machine, new ReceiveDevice(Type: DeviceType.Laptop), Cast.Operator);
        Assert.Empty(await DaysAsync());

        var scan = Guid.CreateVersion7();
        var attached = await silo.ScanAsync(machine, new AttachToGift(new(gift)), Cast.Operator, scan);
        Assert.Equal(Outcome.Accepted, attached.Outcome);
        Assert.Equal(("received", 1), (Assert.Single(await DaysAsync()).Milestone, (await DaysAsync())[0].Machines));
        Assert.Equal(1, Assert.Single(await silo.Services.GetRequiredService<DonationQueries>().CountAsync(gift)).Count);

        await silo.ScanAsync(machine, new CorrectEvent(0, "incorrect-data", scan), Cast.Supervisor);
        Assert.Empty(await DaysAsync());

        async Task<IReadOnlyList<DayCount>> DaysAsync() => await silo.Services.GetRequiredService<BoardQueries>().DaysAsync($"donation/{gift}", DateOnly.MinValue);
    }

    [Fact]
    public async Task A_command_sent_again_after_a_lost_answer_counts_once()
    {
        var territory = await AtAsync(silo);
        var id = territory.NewId("D");
        var grain = territory.Donation(id);
        var commandId = Guid.CreateVersion7();

        silo.Ledger.LoseTheNextAnswer();
        await Assert.ThrowsAnyAsync<Exception>(() => grain.DoAsync(Gift(territory), territory.DonorContact, commandId));

        // It was written: who asks now is told so, and who asks again changes nothing.
        Assert.Equal(1, (await grain.GetAsync())!.Version);
        Assert.Equal(1, (await DoneAsync(grain.DoAsync(Gift(territory), territory.DonorContact, commandId))).Version);
        Assert.Equal(1, (await silo.Ledger.ReadAsync($"donation/{id}")).End.Seq);
    }

    [Fact]
    public async Task The_same_command_sent_many_times_at_once_counts_once()
    {
        var territory = await AtAsync(silo);
        var id = territory.NewId("D");
        var commandId = Guid.CreateVersion7();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ =>
            DoneAsync(territory.Donation(id).DoAsync(Gift(territory), territory.DonorContact, commandId))));

        Assert.Single((await silo.Ledger.ReadAsync($"donation/{id}")).Events);
    }

    [Fact]
    public async Task What_follows_from_a_signature_is_seen_to_later_when_it_could_not_be_at_once_and_counts_once()
    {
        var territory = await AtAsync(silo);
        var grain = territory.Donation(territory.NewId("D"));
        await DoneAsync(grain.DoAsync(Gift(territory), territory.DonorContact, Guid.CreateVersion7()));
        await DoneAsync(grain.DoAsync(new ProposeDonation(Cast.Pole), territory.DonorContact, Guid.CreateVersion7()));
        await DoneAsync(grain.DoAsync(new AcceptDonation(Cast.Workshop), Coordinator, Guid.CreateVersion7()));
        await DoneAsync(grain.DoAsync(new SignDonation(DonationParty.Donor, "CD-1"), territory.DonorContact, Guid.CreateVersion7()));

        // The signature is written and its answer is lost: the process knows nothing of what it owes.
        silo.Ledger.LoseTheNextAnswer();
        await Assert.ThrowsAnyAsync<Exception>(() => grain.DoAsync(new SignDonation(DonationParty.Receiver, "CD-1"), Cast.Supervisor, Guid.CreateVersion7()));
        Assert.Empty(await ConventionsAsync(territory));

        Assert.Equal(1, await grain.WakeAsync());
        Assert.Equal(0, await grain.WakeAsync());
        var convention = Assert.Single(await ConventionsAsync(territory));
        Assert.Equal((DocumentKind.GiftConvention, DocumentStatus.Sealed), (convention.Kind, convention.Status));
    }

    private Task<global::System.Collections.Immutable.ImmutableArray<DocumentTerms>> ConventionsAsync(Territory territory) =>
        silo.Services.GetRequiredService<DonationQueries>().AboutAsync<DocumentTerms>("document", $"donation/{territory.NewId("D")}");

    [Fact]
    public async Task A_command_id_of_another_donation_is_refused()
    {
        var territory = await AtAsync(silo);
        var commandId = Guid.CreateVersion7();
        await DoneAsync(territory.Donation(territory.NewId("D")).DoAsync(Gift(territory), territory.DonorContact, commandId));

        var other = territory.Donation(territory.NewId("E"));
        Assert.Equal("command-id-reused", await RefusedAsync(other.DoAsync(Gift(territory), territory.DonorContact, commandId)));
        Assert.Null(await other.GetAsync());
    }

    [Fact]
    public async Task A_donation_asks_the_real_donor()
    {
        var territory = await AtAsync(silo);
        var grain = territory.Donation(territory.NewId("D"));
        var gift = Gift(territory) with { Donor = new("nowhere") };

        Assert.Equal("role-may-not", await RefusedAsync(grain.DoAsync(gift, territory.DonorContact, Guid.CreateVersion7())));
        Assert.Equal("organisation-unknown", await RefusedAsync(grain.DoAsync(gift, Coordinator, Guid.CreateVersion7())));
        Assert.Equal("not-created-yet", await RefusedAsync(grain.DoAsync(new CloseDonation(), Coordinator, Guid.CreateVersion7())));
    }

    private static CreateDonation Gift(Territory territory) => new(territory.Donor, LegalBasis.Mecenat238Bis)
    {
        Announced = [new(DeviceType.Laptop, 10)],
        Pole = Cast.Pole,
    };
}
