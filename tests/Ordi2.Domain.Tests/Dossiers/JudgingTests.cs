using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Dossiers;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using DossierBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Dossiers.Dossier,
    Ordi2.Contracts.Dossiers.DossierCommand,
    Ordi2.Domain.Dossiers.DossierEvent,
    Ordi2.Contracts.Dossiers.DossierTerms>;

namespace Ordi2.Domain.Tests.Dossiers;

public sealed class JudgingTests
{
    private static readonly CreateDossier Answer = Project with { Call = new("2027-1"), ExitPlan = "rendus à l'atelier", Plan = new() { Theme = "insertion" } };

    private static readonly OrganisationProfile PoleWithEpn = Pole with { Activities = [Activity.Pole, Activity.Epn], Accreditations = [.. Pole.Accreditations, new(Activity.Epn, Now.AddYears(-1), Now.AddYears(1), OtherPole.Id)] };

    private static readonly Caller TownJuror = As(Role.Donor, Town) with { Person = new("person-9") };

    [Fact]
    public void Nothing_is_filed_after_the_last_moment_by_the_servers_clock_and_the_draft_is_kept()
    {
        var bench = Signed(Answer, DatedCall(CallStatus.Open));
        bench.Now = Plan2027.ClosesAt!.Value;
        bench.Refuses("call-closed", new SubmitDossier(), Animator);
        Assert.Equal(DossierStatus.Draft, bench.Terms.Status);

        bench.Now = Plan2027.ClosesAt.Value.AddTicks(-1);
        bench.Do(new SubmitDossier(), Animator);
        Assert.Equal(bench.Now, bench.Terms.FiledAt);
    }

    [Theory]
    [InlineData(CallStatus.Published, "call-not-open")]
    [InlineData(CallStatus.Closed, "call-closed")]
    [InlineData(CallStatus.InReview, "call-closed")]
    [InlineData(CallStatus.Archived, "call-closed")]
    public void A_dossier_is_filed_while_the_call_is_open(CallStatus status, string code) =>
        Signed(Answer, DatedCall(status)).Refuses(code, new SubmitDossier(), Animator);

    [Fact]
    public void What_was_filed_in_time_may_be_completed_after_the_closing()
    {
        var bench = Signed(Answer, DatedCall(CallStatus.Open));
        bench.Do(new SubmitDossier(), Animator);
        var filedAt = bench.Terms.FiledAt;
        bench.Do(new MarkIncomplete("statuts"), Coordinator);
        bench.Facts = WithCall(DatedCall(CallStatus.Closed));
        bench.Now = Plan2027.ClosesAt!.Value.AddDays(3);
        bench.Do(new SubmitDossier(), Animator);
        Assert.Equal(filedAt, bench.Terms.FiledAt);
    }

    [Fact]
    public void A_dossier_of_a_call_fits_what_the_call_says()
    {
        new DossierBench(Kinds.Dossier, Cast.Facts).Refuses("call-unknown", Answer, Animator);
        new DossierBench(Kinds.Dossier, WithCall(DatedCall(CallStatus.Draft))).Refuses("call-unknown", Answer, Animator);
        new DossierBench(Kinds.Dossier, WithCall(OpenCall2027 with { Pole = OtherPole.Id })).Refuses("call-of-another-pole", Answer, Animator);
        Signed(Answer with { Needs = [new(DeviceType.Laptop, Profile.Office, Grade.B, 21)] }).Refuses("more-than-the-call-allows", new SubmitDossier(), Animator);
        Signed(Answer with { Needs = [new(DeviceType.Desktop, Profile.Office, Grade.B, 2)] }).Refuses("type-not-in-the-call", new SubmitDossier(), Animator);
        Signed(Answer with { ExitPlan = null }).Refuses("exit-plan-missing", new SubmitDossier(), Animator);
        Signed(Answer with { Plan = new() { Theme = "sport" } }).Refuses("theme-not-in-the-call", new SubmitDossier(), Animator);
    }

    [Theory]
    [InlineData("QP069001", true)]
    [InlineData("QN06901M", true)]
    [InlineData("69001", false)]
    [InlineData("QX069001", false)]
    public void The_code_of_a_priority_district_has_a_form(string code, bool right)
    {
        var create = Answer with { Plan = new() { Qpv = code } };
        var bench = new DossierBench(Kinds.Dossier, WithCall());

        if (right)
        {
            bench.Do(create, Animator);
            Assert.Equal(code, bench.Terms.Plan.Qpv);
        }
        else
        {
            bench.Refuses("qpv-wrong", create, Animator);
        }
    }

    [Fact]
    public void Who_is_linked_to_a_dossier_is_recused_with_role_and_date_and_does_not_score_it()
    {
        var jury = OpenCall2027 with { Jury = [new(new("person-1"), Partner.Id, Role.Partner), new(new("person-9"), Town.Id, Role.Donor)] };
        var bench = Filed(Answer, jury);
        bench.Do(new FindEligible(), Coordinator);

        var recusal = Assert.Single(bench.Terms.Recusals);
        Assert.Equal((Partner.Id, Role.Partner, "linked-to-partner", bench.Now), (recusal.Organisation, recusal.Role, recusal.Reason, recusal.At));
        bench.Refuses("juror-recused", new ScoreDossier(80), Referent);
        bench.Do(new ScoreDossier(80), TownJuror);
    }

    [Fact]
    public void A_member_recuses_itself_and_the_pole_anybody_and_points_given_before_no_longer_count()
    {
        var bench = Filed(Answer);
        bench.Do(new FindEligible(), Coordinator);
        bench.Do(new ScoreDossier(40), TownJuror);
        bench.Do(new ScoreDossier(80), Coordinator);
        Assert.Equal(60, bench.Terms.Points);

        bench.Refuses("recuses-itself-only", new RecuseJuror(new("person-2"), "voisin"), TownJuror);
        bench.Refuses("juror-not-known", new RecuseJuror(new("nobody"), "voisin"), Coordinator);
        bench.Do(new RecuseJuror(new("person-2"), "voisin"), Coordinator);
        Assert.Empty(bench.Do(new RecuseJuror(new("person-2"), "voisin"), Coordinator));
    }

    [Fact]
    public void A_dossier_of_which_only_recused_members_said_anything_is_still_to_be_judged()
    {
        var bench = Filed(Answer, OpenCall2027 with { Jury = [new(new("person-9"), Town.Id, Role.Donor)] });
        bench.Do(new FindEligible(), Coordinator);
        bench.Do(new ScoreDossier(40), TownJuror);
        bench.Do(new RecuseJuror(TownJuror.Person, "voisine de l'EPN"), TownJuror);
        Assert.Equal((DossierStatus.Eligible, null), (bench.Terms.Status, bench.Terms.Points));
        bench.Refuses("step-not-now", new AcceptDossier { Quantities = [10] }, Coordinator);
        bench.Refuses("step-not-now", new WaitlistDossier(), Coordinator);
        bench.Refuses("step-not-now", new RejectDossier("aucune note"), Coordinator);
    }

    [Fact]
    public void Only_the_jury_scores_where_there_is_one()
    {
        var bench = Filed(Answer, OpenCall2027 with { Jury = [new(new("person-9"), Town.Id, Role.Donor)] });
        bench.Do(new FindEligible(), Coordinator);
        bench.Refuses("not-on-the-jury", new ScoreDossier(80), Coordinator);
        bench.Do(new ScoreDossier(80), TownJuror);
    }

    [Fact]
    public void Points_follow_from_the_marks_and_the_weights()
    {
        var bench = Filed(Answer, OpenCall2027 with { Plan = OpenCall2027.Plan with { Criteria = Plan2027.Criteria } });
        bench.Do(new FindEligible(), Coordinator);
        bench.Refuses("marks-do-not-match", new ScoreDossier(80), Coordinator);
        bench.Refuses("marks-do-not-match", new ScoreDossier { Marks = [new("projet commun", 20)] }, Coordinator);
        bench.Refuses("marks-do-not-match", new ScoreDossier { Marks = [new("projet commun", 20), new("projet commun", 20)] }, Coordinator);
        bench.Refuses("marks-do-not-match", new ScoreDossier { Marks = [new("projet commun", 21), new("accompagnement", 10)] }, Coordinator);
        bench.Do(new ScoreDossier { Marks = [new("projet commun", 16), new("accompagnement", 8)] }, Coordinator);

        // (16 × 3 + 8 × 1) / (20 × 4) = 70 %
        Assert.Equal(70, bench.Terms.Points);
    }

    [Fact]
    public void A_dated_call_is_judged_once_it_is_closed()
    {
        var bench = Filed(Answer, DatedCall(CallStatus.Open));
        bench.Refuses("call-not-in-review", new FindEligible(), Coordinator);
        bench.Facts = WithCall(DatedCall(CallStatus.Closed));
        bench.Do(new FindEligible(), Coordinator);
        bench.Refuses("call-not-in-review", new ScoreDossier(80), Coordinator);
        bench.Facts = WithCall(DatedCall(CallStatus.InReview));
        bench.Do(new ScoreDossier(80), Coordinator);
    }

    [Fact]
    public void The_poles_own_epn_is_judged_without_the_poles_people()
    {
        var call = OpenCall2027 with { Jury = [new(new("person-1"), Pole.Id, Role.Coordinator), new(new("person-9"), Town.Id, Role.Donor)] };
        var bench = Filed(Answer with { Epn = Pole.Id }, call, Cast.With(PoleWithEpn), As(Role.Animator, PoleWithEpn));

        bench.Refuses("judged-without-the-pole", new FindEligible(), Coordinator);
        bench.Refuses("judged-without-the-pole", new MarkIncomplete("plan"), Coordinator);
        bench.Refuses("role-may-not", new FindEligible(), As(Role.Donor, Donor));
        bench.Do(new FindEligible(), TownJuror);
        var recusal = Assert.Single(bench.Terms.Recusals);
        Assert.Equal((Pole.Id, Role.Coordinator, "of-the-pole"), (recusal.Organisation, recusal.Role, recusal.Reason));

        bench.Refuses("juror-recused", new ScoreDossier(100), Coordinator);
        bench.Do(new ScoreDossier(70), TownJuror);
        bench.Refuses("judged-without-the-pole", new AcceptDossier { Quantities = [2] }, Coordinator);
        bench.Refuses("judged-without-the-pole", new WaitlistDossier(), Coordinator);
        bench.Do(new AcceptDossier { Quantities = [2] }, As(Role.Coordinator, OtherPole));
    }

    [Fact]
    public void A_pole_that_is_the_epn_grants_itself_no_derogation()
    {
        var facts = Cast.With(PartnerOfTheEpn with { Siren = Pole.Siren }, Cast.With(PoleWithEpn));
        var own = Project with { Epn = Pole.Id, Partner = PartnerOfTheEpn.Id };
        new DossierBench(Kinds.Dossier, facts).Refuses("derogation-to-itself", own with { DerogationReason = "même maison" }, Coordinator);

        var bench = new DossierBench(Kinds.Dossier, Cast.With(PoleWithEpn));
        bench.Do(Project with { Epn = Pole.Id }, As(Role.Animator, PoleWithEpn));
        bench.Refuses("derogation-to-itself", new GrantDerogation("même maison"), Coordinator);
        bench.Do(new GrantDerogation("rattachement"), As(Role.Coordinator, OtherPole));
    }

    [Fact]
    public void Another_epn_takes_the_project_over_only_with_a_charter_and_as_another_person_than_the_partner()
    {
        var bench = Filed(Answer);
        bench.Do(new FindEligible(), Coordinator);
        bench.Do(new ScoreDossier(80), Coordinator);
        bench.Do(new AcceptDossier { Quantities = [2] }, Coordinator);
        bench.Facts = Cast.With(Stranger with { Siren = Partner.Siren }, WithCall());
        bench.Refuses("partner-not-another-person", new ChangeEpn(Stranger.Id, "AV-1"), Coordinator);
        bench.Facts = Cast.With(Stranger with { Accreditations = [] }, WithCall());
        bench.Refuses("not-accredited", new ChangeEpn(Stranger.Id, "AV-1"), Coordinator);
        bench.Facts = WithCall();
        bench.Refuses("number-missing", new ChangeEpn(Stranger.Id, ""), Coordinator);
        bench.Do(new ChangeEpn(Stranger.Id, "AV-1"), Coordinator);
        Assert.Equal(Stranger.Id, bench.Terms.Epn);
    }

    [Fact]
    public void What_a_call_knows_of_a_dossier_frees_what_was_promised_and_never_allocated()
    {
        var bench = Filed(Answer);
        Assert.Equal((DossierStatus.Submitted, 3), (Known().Status, Known().Asked.Single().Quantity));
        bench.Do(new FindEligible(), Coordinator);
        bench.Do(new ScoreDossier(80), Coordinator);
        bench.Do(new AcceptDossier { Quantities = [2] }, Coordinator);
        Assert.Equal(2, Known().Accepted.Single().Quantity);
        bench.Do(new ReserveLine(0, M1), Cast.System);
        bench.Do(new AbandonDossier("partenaire dissous"), Coordinator);
        Assert.Equal(1, Known().Accepted.Single().Quantity);
        bench.Do(new ReleaseLine(M1, "abandon"), Cast.System);
        Assert.Empty(Known().Accepted);

        Application Known() => CallFiling.Application(bench.Terms)!;
    }

    private static CallTerms DatedCall(CallStatus status) =>
        OpenCall2027 with { Mode = CallMode.Dated, Status = status, Plan = Plan2027 with { Criteria = [] } };

    private static DossierBench Signed(CreateDossier create, CallTerms? call = null, Facts? others = null, Caller? animator = null)
    {
        var bench = new DossierBench(Kinds.Dossier, (others ?? Cast.Facts) with { Call = call ?? OpenCall2027 });
        bench.Do(create, animator ?? Animator);
        bench.Do(new SignDossier(DossierParty.Epn), animator ?? Animator);
        bench.Do(new SignDossier(DossierParty.Partner), Referent);
        return bench;
    }

    private static DossierBench Filed(CreateDossier create, CallTerms? call = null, Facts? others = null, Caller? animator = null)
    {
        var bench = Signed(create, call, others, animator);
        bench.Do(new SubmitDossier(), animator ?? Animator);
        return bench;
    }
}
