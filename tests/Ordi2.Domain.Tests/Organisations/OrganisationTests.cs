using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using OrganisationBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Organisations.Organisation,
    Ordi2.Contracts.Organisations.OrganisationCommand,
    Ordi2.Domain.Organisations.OrganisationEvent,
    Ordi2.Contracts.Organisations.OrganisationProfile>;

namespace Ordi2.Domain.Tests.Organisations;

public sealed class OrganisationTests
{
    private static readonly RegisterOrganisation Firm = new("Acier du Rhône", OrganisationForm.Company)
    {
        Activities = [Activity.Donor],
        Siret = "732 829 320 00074",
        Pole = Pole.Id,
    };

    private static OrganisationBench Nobody => new(Kinds.Organisation, Cast.Facts);

    [Fact]
    public void A_firm_is_registered_by_its_pole_with_the_siren_of_its_siret()
    {
        var bench = Nobody;
        bench.Do(Firm, Coordinator);

        Assert.Equal("732829320", bench.Terms.Siren);
        Assert.Equal(OrganisationStatus.Active, bench.Terms.Status);
        Assert.Equal("73282932000074", bench.State.Siret);
    }

    [Theory]
    [InlineData("73282932000074", true)]
    [InlineData("732 829 320 00074", true)]
    [InlineData("73282932000075", false)]
    [InlineData("7328293200007", false)]
    [InlineData("7328293200007A", false)]
    [InlineData("00000000000000", false)]
    [InlineData("٧٣٢٨٢٩٣٢٠٠٠٠٧٤", false)]
    [InlineData("35600000000048", true)]
    [InlineData("35600000049837", true)]
    [InlineData("35600000049838", false)]
    public void A_siret_is_checked_by_its_digits_and_la_poste_by_its_own_rule(string text, bool right) =>
        Assert.Equal(right, Siret.TryParse(text, out _));

    [Fact]
    public void Who_needs_a_siret_gives_one()
    {
        Nobody.Refuses("siret-missing", Firm with { Siret = null }, Coordinator);
        Nobody.Refuses("siret-needed-for", Firm with { Siret = null, NoNumberReason = "en création" }, Coordinator);
        Nobody.Refuses("siret-missing", Firm with { Siret = null, Form = OrganisationForm.Association }, Coordinator);
        Nobody.Refuses("siret-wrong", Firm with { Siret = "123" }, Coordinator);
        Nobody.Refuses("rna-wrong", Firm with { Siret = null, Rna = "691234567", Form = OrganisationForm.Association }, Coordinator);
        Nobody.Refuses("rna-wrong", Firm with { Siret = null, Rna = "W123456789\n", Form = OrganisationForm.Association }, Coordinator);
        Nobody.Refuses("siret-of-a-person", Firm with { Form = OrganisationForm.PrivateIndividual }, Coordinator);
        Nobody.Do(Firm with { Siret = null, Form = OrganisationForm.PrivateIndividual }, Coordinator);
        Nobody.Do(RegisterEpn, Coordinator);
    }

    [Fact]
    public void A_partner_without_siret_and_rna_gives_another_number_or_says_why_it_has_none()
    {
        var school = Firm with { Form = OrganisationForm.StateService, Activities = [Activity.Partner], Siret = null };
        var group = school with { Form = OrganisationForm.Association, NoNumberReason = "groupe d'habitants non déclaré" };

        Nobody.Refuses("siret-missing", school, Coordinator);
        Nobody.Refuses("uai-wrong", school with { OtherNumber = new(OtherRegister.Uai, "0690123A") }, Coordinator);
        Nobody.Refuses("uai-wrong", school with { OtherNumber = new(OtherRegister.Uai, "") }, Coordinator);
        Nobody.Refuses("foreign-number-wrong", school with { OtherNumber = new(OtherRegister.Foreign, "FR732829320") }, Coordinator);
        Nobody.Refuses("foreign-number-wrong", school with { OtherNumber = new(OtherRegister.Foreign, "0403170701") }, Coordinator);
        Nobody.Refuses("words-missing", group with { NoNumberReason = " " }, Coordinator);
        Nobody.Refuses("number-not-needed", group with { OtherNumber = new(OtherRegister.Uai, "0690123C") }, Coordinator);
        Nobody.Refuses("number-not-needed", group with { Siret = Firm.Siret }, Coordinator);
        Nobody.Refuses("siret-needed-for", group with { Activities = [Activity.Partner, Activity.Donor] }, Coordinator);
        Nobody.Refuses("category-needs-a-number", group with { Category = RecipientCategory.StudentAssociation }, Coordinator);

        var bench = Nobody;
        bench.Do(school with { OtherNumber = new(OtherRegister.Uai, "069 0123 j") }, Coordinator);
        Assert.Equal(new(OtherRegister.Uai, "0690123J"), bench.Terms.OtherNumber);
        Assert.Contains("0690123J", Kinds.Organisation.Names!(bench.State));

        bench = Nobody;
        bench.Do(school with { OtherNumber = new(OtherRegister.Foreign, "be 0403.170.701") }, Coordinator);
        Assert.Equal("BE0403170701", bench.Terms.OtherNumber!.Number);

        bench = Nobody;
        bench.Do(group, Coordinator);
        Assert.Equal("groupe d'habitants non déclaré", bench.Terms.NoNumberReason);
        bench.Refuses("siret-needed-for", new ChangeActivities { Activities = [Activity.Partner, Activity.Epn] }, Coordinator);
        bench.Refuses("category-needs-a-number", new SetCategory(RecipientCategory.StudentAssociation), Coordinator);
    }

    [Fact]
    public void A_partner_that_had_no_siret_gets_it_later_and_is_known_by_it_from_then_on()
    {
        var school = Firm with { Form = OrganisationForm.StateService, Activities = [Activity.Partner], Siret = null, OtherNumber = new(OtherRegister.Uai, "0690123J") };
        var bench = Nobody;
        bench.Do(school, Coordinator);
        bench.Refuses("number-not-given", new SetNumbers(), Coordinator);
        bench.Refuses("siret-wrong", new SetNumbers { Siret = "732 829 320 00075" }, Coordinator);
        bench.Refuses("rna-of-an-association", new SetNumbers { Rna = "W691234567" }, Coordinator);
        bench.Refuses("role-may-not", new SetNumbers { Siret = Firm.Siret }, As(Role.Partner, Partner));
        Assert.False(Accreditations.SameLegalPerson(bench.Terms, Epn with { Siren = "732829320" }));

        bench.Do(new SetNumbers { Siret = Firm.Siret }, Coordinator);
        Assert.Equal(("732829320", "0690123J"), (bench.Terms.Siren, bench.Terms.OtherNumber!.Number));
        Assert.Contains("73282932000074", Kinds.Organisation.Names!(bench.State));
        Assert.True(Accreditations.SameLegalPerson(bench.Terms, Epn with { Siren = "732829320" }));

        Assert.Empty(bench.Do(new SetNumbers { Siret = "73282932000074" }, Coordinator));
        bench.Refuses("number-known-already", new SetNumbers { Siret = "35600000000048" }, Coordinator);
        bench.Do(new ChangeActivities { Activities = [Activity.Partner, Activity.Donor] }, Coordinator);
    }

    [Fact]
    public void A_siret_that_is_given_later_is_of_the_legal_person_of_the_places_that_are_known()
    {
        var bench = Nobody;
        bench.Do(Firm with { Form = OrganisationForm.Association, Activities = [Activity.Partner], Siret = null, Rna = "W691234567" }, Coordinator);
        bench.Do(new PutSite(new(new("s0"), "Cave", false, [])), Coordinator);
        bench.Do(new PutSite(new(new("s1"), "Quai", false, [], "356 000 000 00048")), Coordinator);
        bench.Refuses("siret-of-another", new SetNumbers { Siret = Firm.Siret }, Coordinator);

        bench.Do(new PutSite(new(new("s1"), "Quai", false, [], "732 829 320 00009")), Coordinator);
        bench.Do(new SetNumbers { Siret = Firm.Siret }, Coordinator);
        Assert.Equal("732829320", bench.Terms.Siren);
    }

    [Fact]
    public void A_group_that_is_declared_meanwhile_gets_its_rna_number_and_may_be_of_a_category_of_the_law()
    {
        var bench = Nobody;
        bench.Do(Firm with { Form = OrganisationForm.Association, Activities = [Activity.Partner], Siret = null, NoNumberReason = "groupe d'habitants non déclaré" }, Coordinator);
        bench.Refuses("rna-wrong", new SetNumbers { Rna = "W69" }, Coordinator);
        bench.Do(new SetNumbers { Rna = "w 691 234 567" }, Coordinator);

        Assert.Equal(("W691234567", null, string.Empty), (bench.Terms.Rna, bench.Terms.NoNumberReason, bench.Terms.Siren));
        bench.Refuses("number-known-already", new SetNumbers { Rna = "W381234567" }, Coordinator);
        bench.Do(new SetCategory(RecipientCategory.StudentAssociation), Coordinator);
        bench.Do(new ChangeActivities { Activities = [Activity.Partner, Activity.Epn] }, Coordinator);
        bench.Do(new SetNumbers { Siret = Firm.Siret }, Coordinator);
        Assert.Equal("732829320", bench.Terms.Siren);

        var person = Nobody;
        person.Do(Firm with { Siret = null, Form = OrganisationForm.PrivateIndividual }, Coordinator);
        person.Refuses("siret-of-a-person", new SetNumbers { Siret = Firm.Siret }, Coordinator);
    }

    [Fact]
    public void Two_entries_with_the_same_number_of_another_register_are_one_legal_person()
    {
        var one = Partner with { Siren = string.Empty, Rna = string.Empty, OtherNumber = new(OtherRegister.Uai, "0690123K") };
        Assert.True(Accreditations.SameLegalPerson(one, one with { Id = new("other") }));
        Assert.False(Accreditations.SameLegalPerson(one, one with { Id = new("other"), OtherNumber = new(OtherRegister.Foreign, "BE0403170701") }));
        Assert.False(Accreditations.SameLegalPerson(one with { OtherNumber = null }, one with { Id = new("other"), OtherNumber = null }));
    }

    [Fact]
    public void A_registration_names_what_it_does_and_who_coordinates_it()
    {
        Nobody.Refuses("activity-missing", Firm with { Activities = [] }, Coordinator);
        Nobody.Refuses("pole-missing", Firm with { Pole = null }, Cast.System);
        Nobody.Refuses("organisation-does-not-do-that", Firm with { Pole = Epn.Id }, Cast.System);
        Nobody.Refuses("organisation-unknown", Firm with { Parent = new("nowhere") }, Coordinator);
        Nobody.Refuses("part-of-itself", Firm with { Parent = new("X-1") }, Coordinator);
        Nobody.Refuses("words-missing", Firm with { Name = " " }, Coordinator);
        Nobody.Refuses("out-of-bounds", Firm with { Operators = -1 }, Coordinator);
        Nobody.Refuses("out-of-bounds", Firm with { Sites = [new(new("s"), "a", false, []), new(new("s"), "b", false, [])] }, Coordinator);
    }

    [Fact]
    public void A_pole_is_its_own_pole_and_stays_one()
    {
        var bench = Nobody;
        bench.Do(Firm with { Activities = [Activity.Pole, Activity.Epn], Pole = null }, Cast.System);

        Assert.Equal(new OrganisationId("X-1"), bench.Terms.Pole);
        bench.Refuses("pole-stays-pole", new ChangeActivities { Activities = [Activity.Epn] }, Cast.System);
    }

    [Fact]
    public void An_organisation_is_registered_once()
    {
        var bench = Nobody;
        bench.Refuses("not-created-yet", new ActivateOrganisation(), Coordinator);
        bench.Do(Firm, Coordinator);
        bench.Refuses("already-created", Firm, Coordinator);
    }

    [Fact]
    public void Nobody_grants_an_accreditation_to_itself()
    {
        var grant = new GrantAccreditation(Activity.Epn, Now, Now.AddYears(1), "CH-1", "2027");
        var pole = new OrganisationBench(Kinds.Organisation, Cast.Facts, "pole");
        pole.Do(Firm with { Activities = [Activity.Pole, Activity.Epn], Pole = null }, Cast.System);

        pole.Refuses("accreditation-to-itself", grant, Coordinator);
        pole.Refuses("role-may-not", grant, As(Role.Coordinator, Epn));
        pole.Do(grant, As(Role.Coordinator, OtherPole));

        Assert.Equal(OtherPole.Id, Assert.Single(pole.Terms.Accreditations).GrantedBy);
    }

    [Fact]
    public void The_national_body_may_accredit_a_pole()
    {
        var pole = new OrganisationBench(Kinds.Organisation, Cast.Facts, "pole");
        pole.Do(Firm with { Activities = [Activity.Pole], Pole = null }, Cast.System);
        pole.Do(new GrantAccreditation(Activity.Pole, Now, Now.AddYears(1), "CH-1", "2027"), Cast.System);

        Assert.True(Accreditations.ValidFor(pole.Terms, Activity.Pole, Now));
    }

    [Fact]
    public void A_pole_does_not_accredit_an_organisation_that_is_the_same_legal_person()
    {
        var bench = new OrganisationBench(Kinds.Organisation, With(Pole with { Siren = "732829320" }));
        bench.Do(Firm with { Activities = [Activity.Epn] }, Coordinator);

        bench.Refuses("accreditation-to-itself", new GrantAccreditation(Activity.Epn, Now, Now.AddYears(1), "CH-1", "2027"), Coordinator);
    }

    [Fact]
    public void An_accreditation_is_valid_at_its_own_dates_whatever_happens_later()
    {
        var bench = Nobody;
        bench.Do(RegisterEpn, Coordinator);
        bench.Do(new GrantAccreditation(Activity.Epn, Now, Now.AddYears(1), "CH-1", "2027"), Coordinator);
        bench.Refuses("accreditation-overlaps", new GrantAccreditation(Activity.Epn, Now.AddDays(1), Now.AddYears(2), "CH-2", "2027"), Coordinator);
        bench.Refuses("dates-reversed", new GrantAccreditation(Activity.Epn, Now.AddYears(3), Now.AddYears(3), "CH-2", "2027"), Coordinator);
        bench.Refuses("organisation-does-not-do-that", new GrantAccreditation(Activity.Workshop, Now, Now.AddYears(1), "CH-2", "2027"), Coordinator);
        bench.Refuses("no-accreditation", new SuspendAccreditation(Activity.Workshop, "enquête"), Coordinator);

        bench.Now = Now.AddDays(30);
        bench.Do(new SuspendAccreditation(Activity.Epn, "enquête"), Coordinator);

        Assert.False(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now.AddTicks(-1)));
        Assert.True(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now));
        Assert.True(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now.AddDays(29)));
        Assert.False(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now.AddDays(30)));

        bench.Now = Now.AddDays(60);
        bench.Do(new GrantAccreditation(Activity.Epn, bench.Now, Now.AddYears(1), "CH-2", "2027"), Coordinator);
        Assert.True(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now.AddDays(61)));

        bench.Now = Now.AddDays(90);
        bench.Do(new WithdrawAccreditation(Activity.Epn, "fin"), Coordinator);
        Assert.False(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now.AddDays(45)));
        Assert.True(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now.AddDays(29)));
        Assert.False(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now.AddDays(91)));
    }

    [Fact]
    public void The_same_legal_person_is_told_by_siren_by_rna_and_by_parent()
    {
        Assert.True(Accreditations.SameLegalPerson(Epn, Epn));
        Assert.True(Accreditations.SameLegalPerson(Epn, PartnerOfTheEpn));
        Assert.True(Accreditations.SameLegalPerson(Epn with { Rna = "W691234567" }, Partner with { Siren = "", Rna = "W691234567" }));
        Assert.True(Accreditations.SameLegalPerson(Epn, Partner with { Parent = Epn.Id }));
        Assert.True(Accreditations.SameLegalPerson(Epn with { Parent = Partner.Id }, Partner));
        Assert.True(Accreditations.SameLegalPerson(Epn with { Parent = Town.Id }, Partner with { Parent = Town.Id }));
        Assert.False(Accreditations.SameLegalPerson(Epn, Partner));
        Assert.False(Accreditations.SameLegalPerson(Epn with { Siren = "", Rna = "" }, Partner with { Siren = "", Rna = "" }));
        Assert.False(Accreditations.SameLegalPerson(Epn with { Rna = "W691234567" }, Partner with { Rna = "W691234568" }));
    }

    [Fact]
    public void The_number_of_an_association_is_known_to_others()
    {
        var bench = Nobody;
        bench.Do(RegisterEpn, Coordinator);
        Assert.Equal(RegisterEpn.Rna, bench.Terms.Rna);
    }

    [Theory]
    [InlineData(1, 0, 0, 0, 0, 0)]
    [InlineData(0, 1, 0, 0, 0, 0)]
    [InlineData(0, 0, 1, 0, 0, 0)]
    [InlineData(0, 0, 0, 1, 0, 0)]
    [InlineData(0, 0, 0, 0, 1, 0)]
    [InlineData(0, 0, 0, 0, 0, 1)]
    public void An_organisation_is_closed_only_when_nothing_hangs_on_it_any_more(int held, int owned, int lines, int deliveries, int dossiers, int sessions)
    {
        var bench = Nobody;
        bench.Do(RegisterEpn, Coordinator);
        bench.Do(new StartClosing("fin de bail"), Coordinator);
        bench.Facts = Cast.Facts with { Attached = new(held, owned, lines, deliveries, dossiers, sessions) };
        bench.Refuses("still-attached", new CloseOrganisation(), Coordinator);
        bench.Facts = Cast.Facts;
        bench.Do(new CloseOrganisation(), Coordinator);

        Assert.Equal(OrganisationStatus.Closed, bench.Terms.Status);
    }

    [Fact]
    public void Nothing_is_counted_for_whoever_may_not_close_it()
    {
        var bench = Nobody;
        bench.Do(RegisterEpn, Coordinator);
        bench.Do(new StartClosing("fin de bail"), Coordinator);

        Assert.NotNull(Kinds.Organisation.Asks(bench.State, new CloseOrganisation(), Coordinator).AttachedTo);
        Assert.Null(Kinds.Organisation.Asks(bench.State, new CloseOrganisation(), Animator).AttachedTo);
    }

    [Fact]
    public void Who_closes_is_told_the_whole_of_what_is_left()
    {
        var bench = Nobody;
        bench.Do(RegisterEpn, Coordinator);
        bench.Do(new StartClosing("fin de bail"), Coordinator);
        bench.Facts = Cast.Facts with { Attached = new(4, 0, 24, 1, 3, 3) };

        var refused = Assert.IsType<Refuse<OrganisationEvent>>(bench.Ask(new CloseOrganisation(), Coordinator));
        Assert.Equal("Les Platanes 4 0 24 1 3 3", string.Join(' ', refused.Reason.Arguments));
    }

    [Fact]
    public void Only_a_place_that_is_known_is_given_up()
    {
        var bench = Nobody;
        bench.Do(RegisterEpn, Coordinator);
        bench.Refuses("site-not-known", new RemoveSite(new("s9")), Coordinator);
        bench.Refuses("number-missing", new PutSite(new(new(""), "Salle", false, [])), Coordinator);
    }

    [Fact]
    public void A_place_has_an_address_and_a_number_of_the_same_legal_person()
    {
        var bench = Nobody;
        bench.Do(Firm, Coordinator);
        Assert.Equal("73282932000074", bench.Terms.Siret);
        bench.Refuses("siret-wrong", new PutSite(new(new("s1"), "Quai", false, [], "123")), Coordinator);
        bench.Refuses("qpv-wrong", new PutSite(new(new("s1"), "Quai", false, []) { Qpv = "69001" }), Coordinator);
        bench.Refuses("number-missing", new PutSite(new(new("s1"), "Quai", false, []) { Zones = ["tri", " "] }), Coordinator);
        bench.Refuses("zone-twice", new PutSite(new(new("s1"), "Quai", false, []) { Zones = ["tri", "Tri"] }), Coordinator);
        bench.Refuses("out-of-bounds", new PutSite(new(new("s1"), "Quai", false, []) { Zones = [.. Enumerable.Range(1, 51).Select(number => $"stock {number}")] }), Coordinator);
        bench.Refuses("siret-of-another", new PutSite(new(new("s1"), "Quai", false, [], "356 000 000 00048")), Coordinator);
        bench.Refuses("words-missing", new PutSite(new(new("s1"), "Quai", false, [], Address: " ")), Coordinator);
        bench.Do(new PutSite(new(new("s1"), "Quai", false, [], "732 829 320 00009", "4 rue Basse, 38000 Grenoble")), Coordinator);
        Assert.Equal(("73282932000009", "4 rue Basse, 38000 Grenoble"), (bench.Terms.Sites[0].Siret, bench.Terms.Sites[0].Address));
    }

    [Fact]
    public void A_recycler_is_certified_by_its_pole_with_a_document()
    {
        var bench = Nobody;
        bench.Do(Firm with { Activities = [Activity.Recycler] }, Coordinator);
        bench.Refuses("number-missing", new SetDataDestruction(true), Coordinator);
        bench.Refuses("role-may-not", new SetDataDestruction(true, "CERT-1"), As(Role.Recycler, Make("X-1", [Activity.Recycler])));
        bench.Do(new SetDataDestruction(true, "CERT-1"), Coordinator);

        Assert.True(bench.Terms.DataDestruction);
    }

    [Fact]
    public void A_register_names_the_first_place_with_an_address_and_without_one_what_the_card_shows()
    {
        var house = new OrganisationProfile { Id = new("x"), Name = "X", Siret = "73282932000074" };
        Assert.Equal(new Establishment(null, null), Establishment.Of(null));
        Assert.Equal(new Establishment("73282932000074", null), Establishment.Of(house));

        var shown = house with { Card = new() { Offer = "offre", Places = [new("Quai", "38000", "Grenoble"), new("Accueil", "38100", "Grenoble", Street: "2 rue Haute")] } };
        Assert.Equal(new Establishment("73282932000074", "2 rue Haute, 38100 Grenoble"), Establishment.Of(shown));

        var located = shown with { Sites = [new(new("s1"), "Salle", false, []), new(new("s2"), "Quai", false, [], Address: "4 rue Basse, 38000 Grenoble")] };
        Assert.Equal(new Establishment("73282932000074", "4 rue Basse, 38000 Grenoble"), Establishment.Of(located));
    }
}
