using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
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
        Assert.Equal((DonationStatus.Signed, 5L), (signed.Status, signed.Version));

        await silo.ForgetAsync(grain);
        var again = await grain.GetAsync();
        Assert.Equal((DonationStatus.Signed, 5L, Cast.Workshop), (again!.Status, again.Version, again.Receiver!.Value));
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
