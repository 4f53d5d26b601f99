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

public sealed class CharterTests
{
    private static readonly GrantAccreditation ForAYear = new(Activity.Epn, Now, Now.AddYears(1), "CH-1", "2027");

    [Fact]
    public void An_epn_asks_for_its_charter_and_the_pole_grants_it()
    {
        var bench = Registered("epn");
        bench.Do(new RequestAccreditation(Activity.Epn, "2027"), Animator);
        Assert.Equal(AccreditationStatus.Requested, Assert.Single(bench.Terms.Requests).Status);
        bench.Refuses("accreditation-already-asked", new RequestAccreditation(Activity.Epn, "2027"), Animator);
        bench.Refuses("organisation-does-not-do-that", new RequestAccreditation(Activity.Workshop, "2027"), Animator);

        bench.Do(new ReviewAccreditation(Activity.Epn), Coordinator);
        Assert.Equal(AccreditationStatus.UnderReview, Assert.Single(bench.Terms.Requests).Status);
        Assert.Empty(bench.Do(new ReviewAccreditation(Activity.Epn), Coordinator));

        bench.Do(ForAYear, Coordinator);
        Assert.Empty(bench.Terms.Requests);
        Assert.True(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now));
    }

    [Fact]
    public void What_was_asked_for_may_be_declined_and_asked_for_again()
    {
        var bench = Registered("epn");
        bench.Refuses("no-accreditation-asked", new ReviewAccreditation(Activity.Epn), Coordinator);
        bench.Refuses("no-accreditation-asked", new DeclineAccreditation(Activity.Epn, "hors charte"), Coordinator);
        bench.Do(new RequestAccreditation(Activity.Epn, "2027"), Animator);
        bench.Refuses("words-missing", new DeclineAccreditation(Activity.Epn, ""), Coordinator);
        bench.Do(new DeclineAccreditation(Activity.Epn, "hors charte"), Coordinator);
        bench.Do(new RequestAccreditation(Activity.Epn, "2027"), Animator);
    }

    [Fact]
    public void A_pole_neither_looks_at_nor_declines_its_own_request()
    {
        var pole = new OrganisationBench(Kinds.Organisation, Cast.Facts, "pole");
        pole.Do(RegisterPole with { Activities = [Activity.Pole, Activity.Epn] }, Cast.System);
        pole.Do(new RequestAccreditation(Activity.Epn, "2027"), Coordinator);
        pole.Refuses("accreditation-to-itself", new ReviewAccreditation(Activity.Epn), Coordinator);
        pole.Refuses("accreditation-to-itself", new DeclineAccreditation(Activity.Epn, "non"), Coordinator);
        pole.Refuses("accreditation-to-itself", ForAYear, Coordinator);
        pole.Do(new ReviewAccreditation(Activity.Epn), As(Role.Coordinator, OtherPole));
        pole.Do(ForAYear, As(Role.Coordinator, OtherPole));
    }

    [Fact]
    public void The_clock_announces_the_end_sixty_days_before_and_records_it_once()
    {
        var bench = Registered("epn");
        bench.Do(ForAYear, Coordinator);
        var end = Now.AddYears(1);
        Assert.Equal(end.AddDays(-60), Accreditations.DueAt(bench.Terms));
        Assert.Null(Accreditations.WhenDue(bench.Terms, end.AddDays(-60).AddTicks(-1)));

        bench.Now = end.AddDays(-60);
        Assert.IsType<AnnounceExpiry>(Accreditations.WhenDue(bench.Terms, bench.Now));
        bench.Do(new AnnounceExpiry(Activity.Epn), Cast.System);
        Assert.Equal(AccreditationStatus.Expiring, Assert.Single(bench.Terms.Accreditations).Status);
        Assert.True(Accreditations.ValidFor(bench.Terms, Activity.Epn, end.AddDays(-1)));
        Assert.Empty(bench.Do(new ExpireAccreditation(Activity.Epn), Cast.System));

        bench.Now = end;
        Assert.IsType<ExpireAccreditation>(Accreditations.WhenDue(bench.Terms, bench.Now));
        bench.Do(new ExpireAccreditation(Activity.Epn), Cast.System);
        Assert.Equal(AccreditationStatus.Expired, Assert.Single(bench.Terms.Accreditations).Status);
        Assert.True(Accreditations.ValidFor(bench.Terms, Activity.Epn, end.AddDays(-1)));
        Assert.False(Accreditations.ValidFor(bench.Terms, Activity.Epn, end));
        Assert.Null(Accreditations.DueAt(bench.Terms));
    }

    [Fact]
    public void A_charter_that_was_announced_as_ending_can_still_be_suspended_and_renewed()
    {
        var bench = Registered("epn");
        bench.Do(ForAYear, Coordinator);
        bench.Now = Now.AddYears(1).AddDays(-30);
        bench.Do(new AnnounceExpiry(Activity.Epn), Cast.System);
        bench.Do(ForAYear with { ValidFrom = Now.AddYears(1), ValidTo = Now.AddYears(2) }, Coordinator);
        bench.Do(new SuspendAccreditation(Activity.Epn, "enquête"), Coordinator);

        Assert.False(Accreditations.ValidFor(bench.Terms, Activity.Epn, bench.Now));
        Assert.False(Accreditations.ValidFor(bench.Terms, Activity.Epn, Now.AddYears(1).AddDays(1)));
        Assert.Null(Accreditations.DueAt(bench.Terms));
    }

    private static OrganisationBench Registered(string id)
    {
        var bench = new OrganisationBench(Kinds.Organisation, Cast.Facts, id);
        bench.Do(RegisterEpn, Coordinator);
        return bench;
    }
}
