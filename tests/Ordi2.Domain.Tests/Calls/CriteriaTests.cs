using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Calls;
using Ordi2.Domain.Dossiers;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using CallBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Calls.CallForProjects,
    Ordi2.Contracts.Calls.CallCommand,
    Ordi2.Domain.Calls.CallEvent,
    Ordi2.Contracts.Calls.CallTerms>;
using ConfigurationBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Configurations.Configuration,
    Ordi2.Contracts.Configurations.ConfigurationCommand,
    Ordi2.Domain.Configurations.ConfigurationEvent,
    Ordi2.Contracts.Configurations.ConfigurationTerms>;
using DossierBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Dossiers.Dossier,
    Ordi2.Contracts.Dossiers.DossierCommand,
    Ordi2.Domain.Dossiers.DossierEvent,
    Ordi2.Contracts.Dossiers.DossierTerms>;

namespace Ordi2.Domain.Tests.Calls;

/// <summary>What a jury looks at is data of its pole, in versions; a call and the decisions under it say which version they followed (domain.md 12.1).</summary>
public sealed class CriteriaTests
{
    private static readonly Criterion[] Usual = [new("projet commun", 3), new("accompagnement", 2)];

    private static CreateCall Bare => Call2027 with { Plan = Plan2027 with { Criteria = [] } };

    [Fact]
    public void The_criteria_of_a_pole_are_versions_of_its_rules_each_name_once_and_with_a_weight()
    {
        var bench = new ConfigurationBench(Kinds.Configuration, Cast.Facts, "pole");
        bench.Refuses("out-of-bounds", new AdoptRules(new() { JuryCriteria = [new("projet commun", 0)] }, "essai"), Coordinator);
        bench.Refuses("out-of-bounds", new AdoptRules(new() { JuryCriteria = [new("projet commun", 1), new("projet commun", 2)] }, "essai"), Coordinator);
        bench.Refuses("words-missing", new AdoptRules(new() { JuryCriteria = [new(" ", 1)] }, "essai"), Coordinator);
        bench.Refuses("words-missing", new AdoptRules(new() { JuryCriteria = [null!] }, "essai"), Coordinator);
        bench.Refuses("out-of-bounds", new AdoptRules(new() { JuryCriteria = [.. Enumerable.Range(0, 31).Select(i => new Criterion($"c{i}", 1))] }, "essai"), Coordinator);

        bench.Do(new AdoptRules(new() { JuryCriteria = [.. Usual] }, "comité du 4 mars"), Coordinator);
        bench.Do(new ChangeRules(bench.Terms.Rules with { JuryCriteria = [Usual[0]] }, "plus simple"), Coordinator);
        Assert.Equal([(1, 2), (2, 1)], bench.Terms.Versions.Select(one => (one.Rules.Version, one.Rules.JuryCriteria.Length)));
    }

    [Fact]
    public void A_call_without_criteria_follows_those_of_its_pole_and_says_of_which_version_they_are()
    {
        var bench = Under(version: 4);
        var created = Assert.IsType<CallCreated>(Assert.Single(bench.Do(Bare, Coordinator)));

        Assert.Equal(Usual, bench.Terms.Plan.Criteria.AsEnumerable());
        Assert.Equal((4, 4), (bench.Terms.CriteriaVersion, created.CriteriaVersion));
    }

    [Fact]
    public void A_call_with_criteria_of_its_own_follows_no_version_and_one_of_a_pole_that_has_none_has_none()
    {
        var own = Under(version: 4);
        own.Do(Call2027 with { Plan = Plan2027 with { Criteria = [new("urgence", 1)] } }, Coordinator);
        Assert.Equal((null, 1), (own.Terms.CriteriaVersion, own.Terms.Plan.Criteria.Length));

        var none = new CallBench(Kinds.Call, Cast.Facts, "2027-1");
        none.Do(Bare, Coordinator);
        Assert.Equal((null, 0), (none.Terms.CriteriaVersion, none.Terms.Plan.Criteria.Length));
    }

    [Fact]
    public void What_a_draft_keeps_stays_of_its_version_and_what_it_takes_anew_is_of_the_one_in_force()
    {
        var bench = Under(version: 4);
        bench.Do(Bare, Coordinator);
        bench.Facts = bench.Facts with { Rules = new() { Version = 5, JuryCriteria = [new("urgence", 1)] } };

        bench.Do(new ReviseCall(bench.Terms.Plan with { Title = "Autre titre" }), Coordinator);
        Assert.Equal((4, 2), (bench.Terms.CriteriaVersion, bench.Terms.Plan.Criteria.Length));
        bench.Do(new ReviseCall(bench.Terms.Plan with { Criteria = [new("à part", 1)] }), Coordinator);
        Assert.Null(bench.Terms.CriteriaVersion);
        bench.Do(new ReviseCall(bench.Terms.Plan with { Criteria = [] }), Coordinator);
        Assert.Equal((5, "urgence"), (bench.Terms.CriteriaVersion, bench.Terms.Plan.Criteria[0].Name));
        bench.Refuses("words-missing", new ReviseCall(null!), Coordinator);
    }

    [Fact]
    public void The_points_of_a_juror_and_the_decision_name_the_version_of_the_criteria()
    {
        var call = OpenCall2027 with { Status = CallStatus.InReview, Mode = CallMode.Dated, Plan = Plan2027 with { Criteria = [.. Usual] }, CriteriaVersion = 4, Jury = [] };

        var (bench, scored) = Scored(call);
        Assert.Equal((4, 4), (scored.CriteriaVersion, bench.Terms.CriteriaVersion));

        Assert.Equal(4, Assert.IsType<DossierAccepted>(Assert.Single(Scored(call).Bench.Do(new AcceptDossier { Quantities = [3] }, Coordinator))).CriteriaVersion);
        Assert.Equal(4, Assert.IsType<DossierRejected>(Assert.Single(Scored(call).Bench.Do(new RejectDossier("hors territoire"), Coordinator))).CriteriaVersion);
        Assert.Equal(4, Assert.IsType<DossierWaitlisted>(Assert.Single(bench.Do(new WaitlistDossier(), Coordinator))).CriteriaVersion);
        Assert.Equal(4, bench.Terms.CriteriaVersion);
        Assert.Null(Scored(call with { CriteriaVersion = null }).Bench.Terms.CriteriaVersion);
    }

    private static CallBench Under(int version) =>
        new(Kinds.Call, Cast.Facts with { Rules = new PoleRules { Version = version, JuryCriteria = [.. Usual] } }, "2027-1");

    /// <summary>A dossier of the call that has its points.</summary>
    private static (DossierBench Bench, DossierScored Scored) Scored(CallTerms call)
    {
        var bench = new DossierBench(Kinds.Dossier, WithCall());
        bench.Do(Project with { Call = new("2027-1"), ExitPlan = "rendus à l'atelier", Plan = new() { Theme = "insertion" } }, Animator);
        bench.Do(new SignDossier(DossierParty.Epn), Animator);
        bench.Do(new SignDossier(DossierParty.Partner), Referent);
        bench.Do(new SubmitDossier(), Animator);
        bench.Facts = WithCall(call);
        bench.Do(new FindEligible(), Coordinator);
        return (bench, Assert.IsType<DossierScored>(Assert.Single(bench.Do(new ScoreDossier { Marks = [new("projet commun", 16), new("accompagnement", 8)] }, Coordinator))));
    }
}
