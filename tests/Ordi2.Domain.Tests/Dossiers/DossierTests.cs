using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using DossierBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Dossiers.Dossier,
    Ordi2.Contracts.Dossiers.DossierCommand,
    Ordi2.Domain.Dossiers.DossierEvent,
    Ordi2.Contracts.Dossiers.DossierTerms>;

namespace Ordi2.Domain.Tests.Dossiers;

public sealed class DossierTests
{
    private static DossierBench Nothing => new(Kinds.Dossier, Cast.Facts);

    [Fact]
    public void The_machines_are_never_for_the_epn_itself()
    {
        Nothing.Refuses("partner-not-another-person", Project with { Partner = Epn.Id }, Animator);
        Nothing.Refuses("partner-not-another-person", Project with { Partner = PartnerOfTheEpn.Id }, Animator);
        Nothing.Refuses("derogation-is-the-poles", Project with { Partner = PartnerOfTheEpn.Id, DerogationReason = "même maison" }, Animator);
        Nothing.Refuses("partner-not-another-person", Project with { Partner = Epn.Id, DerogationReason = "même maison" }, Coordinator);

        var bench = Nothing;
        bench.Do(Project with { Partner = PartnerOfTheEpn.Id, DerogationReason = "même maison" }, Coordinator);
        Assert.True(bench.Terms.PartnerIsEpnDerogation);
    }

    [Fact]
    public void A_partner_that_became_a_part_of_the_epn_stops_the_dossier_until_the_pole_derogates()
    {
        var bench = Signed();
        bench.Facts = With(Partner with { Parent = Epn.Id });
        bench.Refuses("partner-not-another-person", new SubmitDossier(), Animator);
        bench.Do(new GrantDerogation("rattachement récent"), Coordinator);
        bench.Do(new SubmitDossier(), Animator);
    }

    [Fact]
    public void A_dossier_says_what_it_needs_and_nothing_that_the_pole_decides()
    {
        Nothing.Refuses("out-of-bounds", Project with { Needs = [] }, Animator);
        Nothing.Refuses("type-missing", Project with { Needs = [new(DeviceType.Unknown, Profile.Office, Grade.B, 1)] }, Animator);
        Nothing.Refuses("out-of-bounds", Project with { Needs = [new(DeviceType.Laptop, Profile.Office, Grade.B, 0)] }, Animator);
        Nothing.Refuses("out-of-bounds", Project with { Needs = [new(DeviceType.Laptop, Profile.Office, Grade.B, 3, Accepted: 3)] }, Animator);
        Nothing.Refuses("out-of-bounds", Project with { Needs = [new(DeviceType.Laptop, Profile.Office, Grade.B, 3, Allocated: 1)] }, Animator);
        Nothing.Refuses("words-missing", Project with { Project = "" }, Animator);
    }

    [Fact]
    public void A_dossier_is_filed_with_both_signatures_a_session_and_a_valid_label()
    {
        var bench = Nothing;
        bench.Do(Project with { Sessions = [] }, Animator);
        bench.Refuses("side-has-not-signed", new SubmitDossier(), Animator);
        bench.Do(new SignDossier(DossierParty.Epn), Animator);
        bench.Refuses("side-has-not-signed", new SubmitDossier(), Animator);
        bench.Do(new SignDossier(DossierParty.Partner), Referent);
        bench.Refuses("session-missing", new SubmitDossier(), Animator);

        Assert.Equal([DossierParty.Epn, DossierParty.Partner], bench.Terms.SignedBy.AsEnumerable());
        bench.Do(new ReviseDossier { Needs = ThreeLaptops, Sessions = [new(2027, 5, 1)] }, Animator);
        Assert.Empty(bench.Terms.SignedBy);
        bench.Refuses("side-has-not-signed", new SubmitDossier(), Animator);
        bench.Do(new SignDossier(DossierParty.Epn), Animator);
        bench.Do(new SignDossier(DossierParty.Partner), Referent);

        bench.Facts = With(Epn with { Accreditations = [] });
        bench.Refuses("not-accredited", new SubmitDossier(), Animator);
        bench.Facts = With(Epn with { Status = OrganisationStatus.Closing });
        bench.Refuses("organisation-not-working", new SubmitDossier(), Animator);
        bench.Facts = Cast.Facts;
        bench.Do(new SubmitDossier(), Animator);
    }

    [Fact]
    public void Each_side_signs_for_itself_once_or_on_a_numbered_paper()
    {
        var bench = Nothing;
        bench.Do(Project, Animator);
        bench.Refuses("signs-for-another", new SignDossier(DossierParty.Partner), Animator);
        bench.Refuses("signs-for-another", new SignDossier(DossierParty.Epn), Referent);
        bench.Refuses("signs-for-another", new SignDossier(DossierParty.Epn, OnPaper: true, "P-1"), Referent);
        bench.Refuses("number-missing", new SignDossier(DossierParty.Partner, OnPaper: true), Animator);
        bench.Do(new SignDossier(DossierParty.Partner, OnPaper: true, "P-1"), Animator);
        bench.Refuses("document-already-signed", new SignDossier(DossierParty.Partner), Referent);
    }

    [Fact]
    public void No_more_is_accepted_than_was_asked_for_and_the_label_counts_at_the_decision_too()
    {
        var bench = Scored();
        bench.Refuses("quantities-do-not-match", new AcceptDossier { Quantities = [] }, Coordinator);
        bench.Refuses("out-of-bounds", new AcceptDossier { Quantities = [4] }, Coordinator);
        bench.Refuses("out-of-bounds", new AcceptDossier { Quantities = [-1] }, Coordinator);
        bench.Refuses("out-of-bounds", new AcceptDossier { Quantities = [0] }, Coordinator);
        bench.Now = Now.AddYears(1);
        bench.Refuses("not-accredited", new AcceptDossier { Quantities = [2] }, Coordinator);
        bench.Now = Now;
        bench.Do(new AcceptDossier { Quantities = [2] }, Coordinator);
        Assert.Equal(2, Assert.Single(bench.Terms.Needs).Accepted);
    }

    [Fact]
    public void A_machine_counts_once_and_a_line_takes_what_was_accepted()
    {
        var bench = Scored();
        bench.Do(new AcceptDossier { Quantities = [2] }, Coordinator);
        Assert.Single(bench.Do(new ReserveLine(0, M1), Cast.System));
        Assert.Empty(bench.Do(new ReserveLine(0, M1), Cast.System));
        bench.Refuses("machine-on-another-line", new ReserveLine(1, M1), Cast.System);
        bench.Refuses("line-not-known", new ReserveLine(1, M2), Cast.System);
        bench.Refuses("line-not-known", new ReserveLine(-1, M2), Cast.System);
        bench.Do(new ReserveLine(0, M2), Cast.System);
        bench.Refuses("line-is-full", new ReserveLine(0, M3), Cast.System);
        Assert.Empty(bench.Do(new ReleaseLine(M3, "jamais réservée"), Cast.System));
        bench.Refuses("role-may-not", new ReleaseLine(M1, "échange"), Coordinator);
        bench.Do(new ReleaseLine(M1, "échange"), Cast.System);
        bench.Do(new ReserveLine(0, M3), Cast.System);
        Assert.Equal(2, Assert.Single(bench.Terms.Needs).Allocated);
    }

    [Fact]
    public void A_machine_takes_the_place_of_another_and_the_line_stays_as_full_as_it_was()
    {
        var bench = Scored();
        bench.Do(new AcceptDossier { Quantities = [2] }, Coordinator);
        bench.Do(new ReserveLine(0, M1), Cast.System);
        bench.Do(new ReserveLine(0, M2), Cast.System);

        bench.Do(new ExchangePlace(0, M1, M3), Cast.System);
        Assert.Equal(2, Assert.Single(bench.Terms.Needs).Allocated);
        Assert.Empty(bench.Do(new ReserveLine(0, M3), Cast.System));
        bench.Refuses("line-is-full", new ReserveLine(0, M1), Cast.System);
        Assert.Empty(bench.Do(new ExchangePlace(0, M1, M3), Cast.System));
        bench.Refuses("machine-on-another-line", new ExchangePlace(1, M3, M1), Cast.System);

        // Who has a place takes no second one: the place of the other would stay, with nobody in it.
        bench.Refuses("machine-on-another-line", new ExchangePlace(0, M3, M2), Cast.System);
        bench.Refuses("number-missing", new ExchangePlace(0, M3, new(string.Empty)), Cast.System);
        bench.Refuses("role-may-not", new ExchangePlace(0, M3, M1), Coordinator);

        // A place that was given up meanwhile is taken as any other.
        bench.Do(new ReleaseLine(M3, "process-undone"), Cast.System);
        bench.Do(new ExchangePlace(0, M3, M1), Cast.System);
        Assert.Equal(2, Assert.Single(bench.Terms.Needs).Allocated);
    }

    [Fact]
    public void The_jury_gives_0_to_100_points()
    {
        var bench = Signed();
        bench.Do(new SubmitDossier(), Animator);
        bench.Do(new FindEligible(), Coordinator);
        bench.Refuses("out-of-bounds", new ScoreDossier(101), Coordinator);
        bench.Refuses("role-may-not", new ScoreDossier(80), Animator);
        bench.Refuses("role-may-not", new ScoreDossier(80), As(Role.Coordinator, OtherPole));
    }

    private static DossierBench Signed()
    {
        var bench = Nothing;
        bench.Do(Project, Animator);
        bench.Do(new SignDossier(DossierParty.Epn), Animator);
        bench.Do(new SignDossier(DossierParty.Partner), Referent);
        return bench;
    }

    private static DossierBench Scored()
    {
        var bench = Signed();
        bench.Do(new SubmitDossier(), Animator);
        bench.Do(new FindEligible(), Coordinator);
        bench.Do(new ScoreDossier(80), Coordinator);
        return bench;
    }
}
