using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Silo.Tests.Aggregates;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Dossiers;

public sealed class DossierGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task Many_coordinators_at_once_never_get_more_than_was_accepted()
    {
        var territory = await AtAsync(silo);
        var grain = territory.Dossier(await territory.AcceptedDossierAsync(laptops: 3));

        var replies = await Task.WhenAll(Enumerable.Range(0, 12).Select(number =>
            grain.DoAsync(new ReserveLine(0, new MachineId($"M{number}")), Cast.System, Guid.CreateVersion7())));

        Assert.Equal(3, replies.Count(reply => reply is Done<DossierTerms>));
        Assert.All(replies.OfType<Refused<DossierTerms>>(), refused => Assert.Equal("line-is-full", refused.Reason.Code));
        Assert.Equal(3, Assert.Single((await grain.GetAsync())!.Needs).Allocated);

        await silo.ForgetAsync(grain);
        Assert.Equal(3, Assert.Single((await grain.GetAsync())!.Needs).Allocated);
    }

    [Fact]
    public async Task A_suspended_label_stops_the_decision()
    {
        var territory = await AtAsync(silo);
        var grain = territory.Dossier(await territory.AcceptedDossierAsync(laptops: 1));
        await DoneAsync(territory.Organisation(territory.Epn).DoAsync(new SuspendAccreditation(Activity.Epn, "enquête"), Coordinator, Guid.CreateVersion7()));

        var other = territory.Dossier(territory.NewId("DO2"));
        await DoneAsync(other.DoAsync(
            new CreateDossier(territory.Epn, territory.Partner, Cast.Pole, "Encore")
            {
                Needs = [new(DeviceType.Laptop, Profile.None, Grade.None, 1)],
                Sessions = [new(2027, 6, 1)],
            },
            territory.Animator,
            Guid.CreateVersion7()));
        await DoneAsync(other.DoAsync(new SignDossier(DossierParty.Epn), territory.Animator, Guid.CreateVersion7()));
        await DoneAsync(other.DoAsync(new SignDossier(DossierParty.Partner), territory.Referent, Guid.CreateVersion7()));
        Assert.Equal("not-accredited", await RefusedAsync(other.DoAsync(new SubmitDossier(), territory.Animator, Guid.CreateVersion7())));

        // What was accepted before stays accepted.
        Assert.Equal(DossierStatus.Accepted, (await grain.GetAsync())!.Status);
    }

    [Fact]
    public async Task Delivery_and_loan_ask_the_real_dossier()
    {
        var territory = await AtAsync(silo);
        var dossier = await territory.AcceptedDossierAsync(laptops: 2);
        var delivery = silo.Grains.GetGrain<IDeliveryGrain>($"delivery/{territory.NewId("BL")}");
        var loan = silo.Grains.GetGrain<ILoanGrain>($"loan/{territory.NewId("MD")}");

        var sent = await DoneAsync(delivery.DoAsync(
            new CreateDelivery(Cast.Workshop, territory.Epn, Cast.Workshop, new(dossier)), Storekeeper, Guid.CreateVersion7()));
        Assert.Equal(DeliveryStatus.Preparing, sent.Status);
        Assert.Equal("dossier-of-another-epn", await RefusedAsync(silo.Grains.GetGrain<IDeliveryGrain>($"delivery/{territory.NewId("BL2")}").DoAsync(
            new CreateDelivery(Cast.Workshop, (await OtherEpnAsync(territory)), Cast.Workshop, new(dossier)), Storekeeper, Guid.CreateVersion7())));

        await DoneAsync(loan.DoAsync(
            new CreateLoan(Cast.Workshop, territory.Epn, territory.Partner, new(dossier), new(2027, 4, 1), new(2028, 3, 31)),
            territory.Animator,
            Guid.CreateVersion7()));
        await DoneAsync(loan.DoAsync(new SignLoan(LoanParty.Lender, "MD-1"), Cast.Supervisor, Guid.CreateVersion7()));
        await DoneAsync(loan.DoAsync(new SignLoan(LoanParty.Relay, "MD-1"), territory.Animator, Guid.CreateVersion7()));
        var signed = await DoneAsync(loan.DoAsync(new SignLoan(LoanParty.Borrower, "MD-1"), territory.Referent, Guid.CreateVersion7()));
        Assert.Equal(LoanStatus.Signed, signed.Status);
    }

    [Fact]
    public async Task A_round_asks_the_real_donation()
    {
        var territory = await AtAsync(silo);
        var round = silo.Grains.GetGrain<IRoundGrain>($"round/{territory.NewId("T")}");

        // Nobody is the pole of a donation that is not there.
        Assert.Equal("role-may-not", await RefusedAsync(round.DoAsync(
            new CreateRound(new("nowhere"), Cast.Workshop, new(2027, 4, 1)), Coordinator, Guid.CreateVersion7())));
        Assert.Equal("donation-not-to-be-fetched", await RefusedAsync(round.DoAsync(
            new CreateRound(new("nowhere"), Cast.Workshop, new(2027, 4, 1)), Storekeeper, Guid.CreateVersion7())));
    }

    private static async Task<OrganisationId> OtherEpnAsync(Territory territory)
    {
        OrganisationId other = new(territory.NewId("epn-other"));
        await territory.RegisterAsync(other, Activity.Epn);
        return other;
    }
}
