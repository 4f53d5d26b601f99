using System.Text.Json;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Offices;
using Ordi2.Domain.Tests.Aggregates;
using Ordi2.Domain.Tests.Documents;
using Ordi2.Domain.Tests.Machines;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Configurations;

/// <summary>How long things are kept, what a gift counts for, how many may come back: rules of a pole, named by what follows them (domain.md 12.1).</summary>
public sealed class KeepingRulesTests
{
    private static readonly PoleRules Set = new() { Version = 7 };

    [Fact]
    public void A_document_says_until_when_it_is_kept_by_the_rules_of_the_day_on_which_it_was_made()
    {
        var bench = Paper(Set with { Retention = new() { ErasureYears = 9 } });
        var rendered = (DocumentRendered)bench.Do(DocumentStories.Certificate, Cast.System)[0];
        Assert.Equal((9, 7, FrenchCalendar.DayOf(Now).AddYears(9)), (rendered.KeptYears, rendered.RulesVersion, bench.Terms.KeepUntil));

        // Another rule does not shorten what was promised.
        bench.Facts = bench.Facts with { Rules = Set with { Version = 8 } };
        bench.Do(new SignDocument("encadrante"), Supervisor);
        Assert.Equal(FrenchCalendar.DayOf(Now).AddYears(9), bench.Terms.KeepUntil);

        var shipped = Paper(PoleRules.Default);
        shipped.Do(DocumentStories.Certificate, Cast.System);
        Assert.Equal(FrenchCalendar.DayOf(Now).AddYears(5), shipped.Terms.KeepUntil);
    }

    [Fact]
    public void A_document_is_rendered_by_the_rules_of_its_issuer() =>
        Assert.Equal(Workshop.Id, DocumentDecisions.Asks(new(new("CE-1")), DocumentStories.Certificate).RulesOf);

    [Theory]
    [InlineData(DocumentKind.GiftConvention, 10)]
    [InlineData(DocumentKind.TransferDeed, 10)]
    [InlineData(DocumentKind.TaxReceipt, 10)]
    [InlineData(DocumentKind.WasteRegister, 5)]
    [InlineData(DocumentKind.TreatmentCertificate, 5)]
    [InlineData(DocumentKind.DestructionRecord, 5)]
    [InlineData(DocumentKind.SessionSheet, null)]
    public void Each_kind_of_document_is_kept_as_long_as_the_texts_say(DocumentKind kind, int? years) => Assert.Equal(years, PoleRules.Default.Retention.YearsOf(kind));

    [Fact]
    public void The_share_of_re_use_is_the_one_of_its_year()
    {
        Assert.Equal([null, 25, 35, 50, 50], ((int[])[2022, 2023, 2024, 2025, 2031]).Select(year => PoleRules.Default.ReuseShareOf(year)));
        Assert.Equal([null, 20, 20, 25], ((int[])[2023, 2024, 2026, 2027]).Select(year => (Set with { PurchaseShares = [new(2024, 20), new(2027, 25)] }).PurchaseShareOf(year)));

        var attested = JsonDocument.Parse(ReportPapers.Attestation(Pole.Id, Town, 2024, [], PoleRules.Default).Content).RootElement;
        Assert.Equal(35, attested.GetProperty("reuseSharePercent").GetInt32());
    }

    [Fact]
    public void A_gift_to_a_public_body_counts_at_the_lump_value_of_the_rules_while_it_is_young()
    {
        var rules = Set with { LumpValues = [new(DeviceType.Laptop, 3, 15_000)], PurchaseShares = [new(2024, 20)] };

        Assert.Equal(new PublicGift(15_000, 20, 7), Ceded(rules, bought: World.Start.AddYears(-2)).Counted);
        Assert.Null(Ceded(rules, bought: World.Start.AddYears(-4)).Counted);
        Assert.Null(Ceded(rules, bought: null).Counted);
        Assert.Null(Ceded(rules, bought: World.Start.AddYears(-2), form: OrganisationForm.Association).Counted);
        Assert.Null(Ceded(rules, bought: World.Start.AddYears(-2), cents: 5_000).Counted);
        Assert.Equal(new PublicGift(20_000, null, null), Ceded(PoleRules.Default, bought: World.Start.AddYears(-4)).Counted);
    }

    [Fact]
    public void The_deed_says_what_a_public_body_may_count_it_for()
    {
        var placed = Samples.At(MachineStatus.Placed).Machine;
        var passed = new OwnershipPassed(World.Workshop, World.Partner, "AC-1", null) { Counted = new(20_000, null, 7) };
        var deed = Assert.Single(MachinePapers.Of(World.Machine, placed, new(9, passed, new(Now, Now, new("p"), Pole.Id, new("d"), null)), donation: null, issuer: null));

        Assert.Equal(20_000, JsonDocument.Parse(deed.Render.Content).RootElement.GetProperty("publicGift").GetProperty("lumpCents").GetInt32());
    }

    [Fact]
    public void The_report_of_a_pole_says_whether_no_more_came_back_than_its_rules_allow()
    {
        DocumentTerms[] returns = [Return("WARRANTY"), Return("WARRANTY"), Return("END_OF_LOAN"), Return("WARRANTY") with { Status = DocumentStatus.Cancelled }];

        Assert.Equal(new NonConformity(50, 2, 4m, 4, true, null), NonConformity.Of(50, returns, PoleRules.Default));
        Assert.Equal(new NonConformity(49, 2, 4.1m, 4, false, null), NonConformity.Of(49, returns, PoleRules.Default));
        Assert.Equal(new NonConformity(49, 2, 4.1m, 5, true, 7), NonConformity.Of(49, returns, Set with { NonConformityPercent = 5 }));
        Assert.Equal(new NonConformity(0, 2, null, 4, null, null), NonConformity.Of(0, returns, PoleRules.Default));

        var report = ReportPapers.Pole(Pole.Id, 2027, [], [], [], EpnRule.Of(2027, [], [], [], []), NonConformity.Of(50, returns, PoleRules.Default));
        Assert.True(JsonDocument.Parse(report.Content).RootElement.GetProperty("nonConformity").GetProperty("kept").GetBoolean());
    }

    [Fact]
    public void The_pole_says_from_how_many_operators_on_a_second_person_checks()
    {
        Story Alone(int from, int operators = 2) => Given.Installed()
            .In(world => world.With(World.Workshop, one => one with { Operators = operators }) with { Rules = Set with { SecondPersonFromOperators = from } });

        Alone(from: 2).RefusedAs("controller-is-installer", Who.Operator, Given.Checked());
        Alone(from: 5, operators: 4).RefusedAs("controller-is-installer", Who.Operator, Given.Checked());
        Assert.Equal(7, Alone(from: 3).When(Who.Operator, Given.Checked()).Found("qc-without-second-person").Fact<QcPassed>().RulesVersion);
    }

    [Fact]
    public void A_decision_of_triage_names_the_criteria_in_force()
    {
        var story = Given.Received().In(world => world with { Rules = Set with { TriageCriteria = "2027-2" } });
        Assert.Equal("2027-2", story.When(Who.Operator, new Triage(Route.Reuse)).Fact<DeviceTriaged>().CriteriaVersion);
        Assert.Equal("2025-9", Given.Received().When(Who.Operator, new Triage(Route.Reuse, CriteriaVersion: "2025-9")).Fact<DeviceTriaged>().CriteriaVersion);
    }

    private static Bench<Document, DocumentCommand, DocumentEvent, DocumentTerms> Paper(PoleRules rules) => new(Kinds.Document, Cast.Facts with { Rules = rules }, "CE-1");

    private static OwnershipPassed Ceded(PoleRules rules, DateTimeOffset? bought, OrganisationForm form = OrganisationForm.LocalAuthority, int? cents = null) => Given.Placed()
        .In(world => world.With(World.Partner, one => one with { Form = form }) with
        {
            Rules = rules,
            Deed = World.DeedOf(cents),
            Donation = world.Donation! with { Announced = [new(DeviceType.Laptop, 3, bought is { } day ? FrenchCalendar.DayOf(day) : null)] },
        })
        .When(Who.Coordinator, new TransferOwnership(World.Partner, "AC-1", cents))
        .Fact<OwnershipPassed>();

    private static DocumentTerms Return(string kind) => new()
    {
        Id = new("RT-1"),
        Kind = DocumentKind.ReturnNote,
        Status = DocumentStatus.Sealed,
        Issuer = Epn.Id,
        Template = "return-note",
        TemplateVersion = "1",
        Content = $$"""{"kind":"{{kind}}"}""",
        Sha256 = string.Empty,
        MadeAt = Now,
    };
}
