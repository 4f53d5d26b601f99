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

public sealed class DirectoryCardTests
{
    private static readonly PublicCard Card = Cards.Of(Activity.Epn);

    private static readonly Caller Animator = As(Role.Animator, Make("E-9", []));

    [Fact]
    public void A_digital_space_shows_itself_and_the_postal_code_says_its_department()
    {
        var bench = Space();
        bench.Do(new PublishCard(Card with { Phone = " 04 72 00 00 00 ", Web = "" }), Animator);

        var card = bench.Terms.Card!;
        Assert.Equal("69", Assert.Single(card.Places).Department);
        Assert.Equal("04 72 00 00 00", card.Phone);
        Assert.Null(card.Web);
        Assert.Equal(["directory/all", "directory/EPN", "directory/69", "directory/69-EPN"], Kinds.Organisation.About(bench.State).AsEnumerable());
        Assert.Contains("Lyon", Kinds.Organisation.Names(bench.State));
    }

    [Fact]
    public void Whoever_leaves_the_directory_or_no_longer_works_stands_nowhere_in_it()
    {
        var bench = Space();
        Assert.Empty(Kinds.Organisation.About(bench.State));

        bench.Do(new PublishCard(Card), Animator);
        bench.Do(new SuspendOrganisation("enquête"), Coordinator);
        Assert.Empty(Kinds.Organisation.About(bench.State));

        bench.Do(new ReactivateOrganisation(), Coordinator);
        Assert.NotEmpty(Kinds.Organisation.About(bench.State));

        bench.Do(new WithdrawCard(), Animator);
        Assert.Empty(Kinds.Organisation.About(bench.State));
        Assert.Null(bench.Terms.Card);
    }

    [Fact]
    public void An_activity_that_was_given_up_is_shown_no_more()
    {
        var bench = Space(Activity.Epn, Activity.Workshop);
        bench.Do(new PublishCard(Cards.Of(Activity.Epn, Activity.Workshop)), Animator);
        bench.Do(new ChangeActivities { Activities = [Activity.Epn] }, Coordinator);

        Assert.DoesNotContain("directory/WORKSHOP", Kinds.Organisation.About(bench.State));
    }

    [Fact]
    public void What_is_wrong_with_a_card_is_said()
    {
        var bench = Space(Activity.Epn, Activity.Partner);
        var place = Card.Places[0];

        Refuses("words-missing", Card with { Offer = " " });
        Refuses("card-activity-missing", Card with { Activities = [] });
        Refuses("card-activity-not-shown", Card with { Activities = [Activity.Partner] });
        Refuses("organisation-does-not-do-that", Card with { Activities = [Activity.Recycler] });
        Refuses("out-of-bounds", Card with { Places = [] });
        Refuses("out-of-bounds", Card with { Places = [.. Enumerable.Repeat(place, DirectoryCards.MostPlaces + 1)] });
        Refuses("postal-code-wrong", With(place with { PostalCode = "6900" }));
        Refuses("postal-code-wrong", With(place with { PostalCode = "99999" }));
        Refuses("department-unknown", With(place with { Department = "2C" }));
        Refuses("words-missing", With(place with { Commune = "" }));
        Refuses("phone-wrong", Card with { Phone = "appelez Jean" });
        Refuses("web-address-wrong", Card with { Web = "javascript:alert(1)" });
        Refuses("web-address-wrong", Card with { Web = "https://user:secret@example.org" });

        static PublicCard With(PublicPlace place) => Card with { Places = [place] };
        void Refuses(string code, PublicCard card) => bench.Refuses(code, new PublishCard(card), Animator);
    }

    [Fact]
    public void A_stranger_shows_nobody()
    {
        var stranger = As(Role.Animator, Make("E-8", []));
        Space().Refuses("role-may-not", new PublishCard(Card), stranger);
    }

    [Theory]
    [InlineData("69003", "69")]
    [InlineData("01000", "01")]
    [InlineData("20000", "2A")]
    [InlineData("20137", "2A")]
    [InlineData("20200", "2B")]
    [InlineData("20600", "2B")]
    [InlineData("97400", "974")]
    [InlineData("98800", "988")]
    [InlineData("98000", null)]
    [InlineData("00100", null)]
    [InlineData("6900A", null)]
    [InlineData("٦٩٠٠٣", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_postal_code_tells_the_department(string? postalCode, string? department) =>
        Assert.Equal(department, Departments.OfPostalCode(postalCode));

    private static OrganisationBench Space(params Activity[] activities)
    {
        var bench = new OrganisationBench(Kinds.Organisation, Cast.Facts, "E-9");
        bench.Do(
            new RegisterOrganisation("Le Phare", OrganisationForm.Association)
            {
                Activities = activities is [] ? [Activity.Epn] : [.. activities],
                Rna = "W691234567",
                Pole = Pole.Id,
            },
            Coordinator);
        return bench;
    }
}
