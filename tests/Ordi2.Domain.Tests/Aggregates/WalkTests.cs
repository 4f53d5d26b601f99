using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Deliveries;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Dossiers;
using Ordi2.Domain.Organisations;
using Ordi2.Domain.Tests.Organisations;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using TightenRestrictions = Ordi2.Contracts.Donations.TightenRestrictions;

namespace Ordi2.Domain.Tests.Aggregates;

public sealed class WalkTests
{
    [Fact]
    public void Of_a_dossier_never_more_is_accepted_than_asked_nor_allocated_than_accepted_and_the_partner_is_never_the_epn() => Walks.Take(
        Kinds.Dossier,
        DossierLife.Table,
        Cast.Facts,
        [
            (Project with { Needs = [.. ThreeLaptops, new(DeviceType.Monitor, Profile.None, Grade.None, 2)] }, Animator),
            (new SignDossier(DossierParty.Epn), Animator),
            (new SignDossier(DossierParty.Partner), Referent),
            (new SubmitDossier(), Animator),
            (new FindEligible(), Coordinator),
            (new ScoreDossier(80), Coordinator),
            (new AcceptDossier { Quantities = [2, 1] }, Coordinator),
        ],
        [
            c => (Project with { Epn = c.Of(Epn.Id, Partner.Id), Partner = c.Of(Epn.Id, Partner.Id, PartnerOfTheEpn.Id) }, c.Of(Animator, Coordinator)),
            c => (new ReviseDossier { Needs = c.Of(ThreeLaptops, []), Sessions = [new(2027, 5, 1)] }, Animator),
            c => (new SignDossier(c.Of(DossierParty.Epn, DossierParty.Partner), c.Once(2), "P-1"), c.Of(Animator, Referent, Coordinator)),
            _ => (new SignDossier(DossierParty.Epn), Animator),
            _ => (new SignDossier(DossierParty.Partner), Referent),
            _ => (new SubmitDossier(), Animator),
            _ => (new FindEligible(), Coordinator),
            c => (new ScoreDossier(c.Below(120)), Coordinator),
            c => (new AcceptDossier { Quantities = c.Once(3) ? [c.Below(5)] : [c.Below(5) - 1, c.Below(4)] }, Coordinator),
            c => (new ReserveLine(c.Below(4) - 1, new($"M{c.Below(8)}")), Cast.System),
            c => (new ReserveLine(c.Below(2), new($"M{c.Below(8)}")), Cast.System),
            c => (new ReleaseLine(new($"M{c.Below(8)}"), "échange"), Cast.System),
            c => (new ExchangePlace(c.Below(2), new($"M{c.Below(8)}"), new($"M{c.Below(8)}")), Cast.System),
            c => c.Once(4) ? (new StartDossier(), Animator) : (new WaitlistDossier(), Coordinator),
            c => c.Once(6) ? (new AbandonDossier("fin"), Coordinator) : (new MarkIncomplete("plan"), Coordinator),
            c => c.Once(6) ? (new CompleteDossier(), Animator) : (new MarkComplete(), Coordinator),
        ],
        (_, after) =>
        {
            Assert.NotEqual(after.Epn, after.Partner);
            Assert.All(after.Needs, line =>
            {
                Assert.InRange(line.Accepted, 0, line.Requested);
                Assert.InRange(line.Allocated, 0, line.Accepted);
            });
        });

    [Fact]
    public void Restrictions_of_a_donation_only_tighten_and_a_signed_note_stays() => Walks.Take(
        Kinds.Donation,
        DonationLife.Table,
        Cast.Facts,
        [
            (new CreateDonation(Town.Id, LegalBasis.WasteStream) { Announced = TenLaptops, Pole = Pole.Id }, Coordinator),
            (new ProposeDonation(Pole.Id), Coordinator),
            (new AcceptDonation(Workshop.Id), Coordinator),
            (new SignDonation(DonationParty.Donor, "CD-1", true), Coordinator),
            (new SignDonation(DonationParty.Receiver, "CD-1", true), Coordinator),
            (new StartCollecting(), Coordinator),
            (new MarkReceived(), Coordinator),
            (new SignReceptionNote("BR-1"), Coordinator),
        ],
        [
            c => (new CreateDonation(Town.Id, c.Of(LegalBasis.CgpppL321223, LegalBasis.WasteStream)) { Announced = TenLaptops, Pole = Pole.Id }, Coordinator),
            c => (new ChangeLines { Announced = [new(DeviceType.Laptop, c.Below(3), UnitValueCents: c.Below(60_000))] }, Coordinator),
            _ => (new ProposeDonation(Pole.Id), Coordinator),
            c => (new AcceptDonation(c.Of(Workshop.Id, Pole.Id, Epn.Id)), Coordinator),
            c => (new SignDonation(c.Of(DonationParty.Donor, DonationParty.Receiver), c.Once(5) ? "CD-2" : "CD-1", true), Coordinator),
            c => c.Once(3) ? (new AllowDockSignature("quai"), Coordinator) : (new StartCollecting(), Coordinator),
            _ => (new StartCollecting(), Coordinator),
            _ => (new MarkReceived(), Coordinator),
            c => (new SignReceptionNote($"BR-{c.Below(3)}"), Coordinator),
            c => (new ReconcileDonation(c.Of(Reconciliation.SignedByDonor, Reconciliation.DonorSilent), "EC-1", c.Once(2)), c.Of(Coordinator, Cast.System)),
            c => c.Once(8) ? (new CancelDonation("regret"), Coordinator) : (new CloseDonation(), Coordinator),
            c => (new TightenRestrictions(Some(c)), Coordinator),
            c => (new TightenRestrictions(Some(c)), As(Role.Donor, Town)),
        ],
        (before, after) =>
        {
            if (before is not null)
            {
                var (was, now) = (before.Restrictions, after.Restrictions);
                Assert.True(now.ResaleForbidden || !was.ResaleForbidden);
                Assert.True(now.StatutoryPurposeOnly || !was.StatutoryPurposeOnly);
                Assert.True(now.ReuseProofDue || !was.ReuseProofDue);
                Assert.True(was.MaxPriceCents is not { } cap || now.MaxPriceCents <= cap);
                Assert.True(was.AllowedRecipients.IsEmpty || (!now.AllowedRecipients.IsEmpty && now.AllowedRecipients.All(was.AllowedRecipients.Contains)));
                Assert.True(before.ReceptionNote is null || before.ReceptionNote == after.ReceptionNote);
            }
        });

    [Fact]
    public void Tightness_is_an_order()
    {
        var all = Enumerable.Range(0, 400).Select(seed => Some(new Chance(seed))).ToList();

        foreach (var one in all)
        {
            Assert.True(DonationRestrictions.AreAtLeastAsTight(one, one));
        }

        foreach (var (a, b, c) in all.Zip(all.Skip(7), all.Skip(31)))
        {
            Assert.True(!DonationRestrictions.AreAtLeastAsTight(a, b) || !DonationRestrictions.AreAtLeastAsTight(b, c) || DonationRestrictions.AreAtLeastAsTight(a, c));
        }
    }

    [Fact]
    public void A_machine_stands_once_on_a_delivery_and_what_left_is_fixed() => Walks.Take(
        Kinds.Delivery,
        DeliveryLife.Table,
        WithDossier(),
        [
            (Box, Storekeeper),
            (new AddMachines { Machines = [M1, M2] }, Storekeeper),
            (new PutInBox("C-1", M1), Operator),
            (new PutInBox("C-1", M2), Operator),
            (new MakeReady(), Storekeeper),
            (new DispatchDelivery("BL-1"), Driver),
            (new RecordArrival(M1), Cast.System),
        ],
        [
            _ => (Box, Storekeeper),
            c => (new AddMachines { Machines = [new($"M{c.Below(6)}"), new($"M{c.Below(6)}")] }, Storekeeper),
            c => (new AddMachines { Machines = [new($"M{c.Below(6)}")] }, Storekeeper),
            c => (new RemoveMachine(new($"M{c.Below(6)}"), "rayée"), Storekeeper),
            c => (new PutInBox("C-1", new($"M{c.Below(6)}")), Operator),
            c => c.Once(3) ? (new MakeReady(), Storekeeper) : (new AddMachines { Machines = [new($"M{c.Below(6)}")] }, Operator),
            c => (new DispatchDelivery("BL-1", c.Once(2) ? "plus de place" : null) { LeftBehind = c.Once(2) ? [new($"M{c.Below(6)}")] : [] }, Driver),
            c => (new RecordArrival(new($"M{c.Below(8)}")), Cast.System),
            c => (new RecordArrival(new($"M{c.Below(8)}")), Cast.System),
            c => c.Once(5) ? (new EndArrival(), Animator) : (new RefuseDelivery("absent"), Driver),
            c => c.Once(9) ? (new CloseDelivery(), Coordinator) : (new RecordArrival(new($"M{c.Below(8)}")), Cast.System),
        ],
        (before, after) =>
        {
            Assert.Equal(after.Machines.Length, after.Machines.Distinct().Count());
            Assert.Equal(after.Arrived.Length, after.Arrived.Distinct().Count());
            Assert.True(after.Status is not DeliveryStatus.Delivered || DeliveryComparison.Of(after).Missing.IsEmpty);
            Assert.True(before is null or { Status: DeliveryStatus.Preparing or DeliveryStatus.Ready } || before.Machines.SequenceEqual(after.Machines));
        });

    [Fact]
    public void An_accreditation_never_comes_from_the_organisation_itself_and_what_was_valid_stays_so_for_the_past() => Walks.Take(
        Kinds.Organisation,
        OrganisationLife.Table,
        Cast.Facts,
        [(RegisterEpn, Coordinator)],
        [
            c => (RegisterEpn with { AsProspect = c.Once(2) }, Coordinator),
            c => (new GrantAccreditation(c.Of(Activity.Epn, Activity.Workshop), Now.AddDays(c.Below(900)), Now.AddDays(c.Below(1500)), "CH-1", "2027"), c.Of(Coordinator, Cast.System)),
            c => (new GrantAccreditation(Activity.Epn, Now, Now.AddYears(1), "CH-1", "2027"), As(Role.Coordinator, Make("X-1", [Activity.Pole]))),
            c => (new SuspendAccreditation(Activity.Epn, "enquête"), Coordinator),
            c => (new WithdrawAccreditation(c.Of(Activity.Epn, Activity.Workshop), "fin"), Coordinator),
            c => (new ChangeActivities { Activities = c.Of<ImmutableArray<Activity>>([Activity.Epn], [Activity.Epn, Activity.Workshop], []) }, Coordinator),
            c => (new PutSite(new(new($"s{c.Below(3)}"), "Salle", c.Once(2), [])), Coordinator),
            c => (new RemoveSite(new($"s{c.Below(3)}")), Coordinator),
            c => c.Once(2) ? (new PublishCard(Cards.Of(c.Of(Activity.Epn, Activity.Workshop))), Coordinator) : (new WithdrawCard(), Coordinator),
            c => c.Once(3) ? (new SuspendOrganisation("enquête"), Coordinator) : (new ReactivateOrganisation(), Coordinator),
            c => (new ActivateOrganisation(), Coordinator),
        ],
        (_, after) =>
        {
            Assert.All(after.Accreditations, one => Assert.NotEqual(after.Id, one.GrantedBy));
            Assert.All(after.Accreditations, one => Assert.True(one.ValidFrom < one.ValidTo));
            Assert.Equal(after.Sites.Length, after.Sites.DistinctBy(site => site.Id).Count());
        });

    private static Restrictions Some(Chance c) => new()
    {
        ResaleForbidden = !c.Once(3),
        MaxPriceCents = c.Once(3) ? null : c.Below(4) * 6_000,
        StatutoryPurposeOnly = !c.Once(3),
        ReuseProofDue = !c.Once(3),
        AllowedRecipients = c.Of<ImmutableArray<RecipientCategory>>(
            [],
            [RecipientCategory.EsusReuse],
            [RecipientCategory.EsusReuse, RecipientCategory.PublicUtility],
            [RecipientCategory.StudentAssociation]),
    };
}
