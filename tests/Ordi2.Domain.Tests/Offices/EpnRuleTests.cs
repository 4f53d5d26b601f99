using Ordi2.Contracts.Dossiers;
using Ordi2.Domain.Offices;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;

namespace Ordi2.Domain.Tests.Offices;

public sealed class EpnRuleTests
{
    private static readonly DossierTerms Project = new() { Id = new("DO-1"), Epn = Epn.Id, Partner = Partner.Id, Pole = Pole.Id, FiledAt = Cast.Now };

    [Fact]
    public void Every_epn_of_the_pole_is_in_the_report_also_the_one_that_keeps_nothing()
    {
        var rule = EpnRule.Of(2027, [Epn, Partner, Stranger], [new(Epn.Id, 2)], [], []);

        Assert.Equal(2, rule.Kept);
        Assert.Equal([(Epn.Id, 2), (Stranger.Id, 0)], rule.ByEpn.Select(one => (one.Epn, one.Kept)));
    }

    [Fact]
    public void A_refusal_stands_beside_what_has_come_of_it()
    {
        var asked = new AskedAgainstTheRule(Cast.Now, Epn.Id, "partner-not-another-person", "loan/L-1 create", 1);
        Assert.Equal(RefusalOutcome.StillKept, Outcome([new(Epn.Id, 2)]));
        Assert.Equal(RefusalOutcome.NothingKept, Outcome([]));
        Assert.Equal(RefusalOutcome.Derogation, Outcome([new(Epn.Id, 2)], Project with { PartnerIsEpnDerogation = true, DerogationReason = "même maison" }));

        RefusalOutcome Outcome(KeptByEpn[] kept, params DossierTerms[] dossiers) => Assert.Single(EpnRule.Of(2027, [Epn], kept, dossiers, [asked]).Refusals).Outcome;
    }

    [Fact]
    public void Derogations_come_with_their_reason_and_refused_dossiers_of_the_year_with_theirs()
    {
        var rule = EpnRule.Of(
            2027,
            [Epn],
            [],
            [
                Project with { Id = new("DO-2"), PartnerIsEpnDerogation = true, DerogationReason = "même maison" },
                Project with { Id = new("DO-3"), Status = DossierStatus.Rejected, Reason = "accompagnement insuffisant" },
                Project with { Id = new("DO-4"), Status = DossierStatus.Ineligible, Reason = "hors territoire" },
                Project with { Id = new("DO-5"), Status = DossierStatus.Rejected, Reason = "autre année", FiledAt = Cast.Now.AddYears(-1) },
                Project with { Id = new("DO-6"), Status = DossierStatus.Accepted },
            ],
            []);

        Assert.Equal(("DO-2", "même maison"), (Assert.Single(rule.Derogations).Dossier.Text, rule.Derogations[0].Reason));
        Assert.Equal([("DO-3", "accompagnement insuffisant"), ("DO-4", "hors territoire")], rule.RefusedDossiers.Select(one => (one.Dossier.Text, one.Reason!)));
    }
}
