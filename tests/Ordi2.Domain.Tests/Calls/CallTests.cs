using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using CallBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Calls.CallForProjects,
    Ordi2.Contracts.Calls.CallCommand,
    Ordi2.Domain.Calls.CallEvent,
    Ordi2.Contracts.Calls.CallTerms>;

namespace Ordi2.Domain.Tests.Calls;

public sealed class CallTests
{
    private static CallBench Nothing => new(Kinds.Call, Cast.Facts, "2027-1");

    [Fact]
    public void A_call_says_all_that_an_applicant_must_know()
    {
        Nothing.Refuses("words-missing", Call2027 with { Plan = Plan2027 with { Title = "" } }, Coordinator);
        Nothing.Refuses("words-missing", Call2027 with { Plan = Plan2027 with { Rules = " " } }, Coordinator);
        Nothing.Refuses("out-of-bounds", Call2027 with { Plan = Plan2027 with { Pledges = [] } }, Coordinator);
        Nothing.Refuses("out-of-bounds", Call2027 with { Plan = Plan2027 with { Pledges = [new(DeviceType.Laptop, 1), new(DeviceType.Laptop, 2)] } }, Coordinator);
        Nothing.Refuses("type-missing", Call2027 with { Plan = Plan2027 with { Pledges = [new(DeviceType.Unknown, 1)] } }, Coordinator);
        Nothing.Refuses("out-of-bounds", Call2027 with { Plan = Plan2027 with { PerDossierMax = 0 } }, Coordinator);
        Nothing.Refuses("out-of-bounds", Call2027 with { Plan = Plan2027 with { Criteria = [new("a", 0)] } }, Coordinator);
        Nothing.Refuses("out-of-bounds", Call2027 with { Plan = Plan2027 with { Criteria = [new("a", 1), new("a", 2)] } }, Coordinator);
        Nothing.Refuses("call-without-end", Call2027 with { Plan = Plan2027 with { ClosesAt = null } }, Coordinator);
        Nothing.Refuses("continuous-call-with-end", Call2027 with { Mode = CallMode.Continuous }, Coordinator);
        Nothing.Refuses("dates-reversed", Call2027 with { Plan = Plan2027 with { OpensAt = Now.AddDays(61) } }, Coordinator);
        Nothing.Refuses("organisation-does-not-do-that", Call2027 with { Pole = Epn.Id }, As(Role.Coordinator, Epn));
        Nothing.Refuses("role-may-not", Call2027, Animator);
    }

    [Fact]
    public void The_clock_opens_and_closes_a_dated_call_and_nobody_closes_it_before()
    {
        var bench = Nothing;
        bench.Do(Call2027 with { Plan = Plan2027 with { OpensAt = Now.AddDays(10) } }, Coordinator);
        Assert.Null(bench.State.DueAt);
        bench.Do(new PublishCall(), Coordinator);
        Assert.Equal(Now.AddDays(10), bench.State.DueAt);
        Assert.Null(bench.State.WhenDue(Now.AddDays(10).AddTicks(-1)));
        bench.Refuses("call-opens-by-itself", new OpenCall(), Coordinator);

        bench.Now = Now.AddDays(10);
        bench.Do(Assert.IsType<OpenCall>(bench.State.WhenDue(bench.Now)), Cast.System);
        bench.Refuses("call-closes-by-itself", new CloseCall(), Coordinator);
        bench.Refuses("closing-only-later", new PutOffClosing(Now.AddDays(59), "erreur"), Coordinator);
        bench.Do(new PutOffClosing(Now.AddDays(70), "grève"), Coordinator);
        Assert.Null(bench.State.WhenDue(Now.AddDays(60)));

        bench.Now = Now.AddDays(70);
        bench.Refuses("closing-only-later", new PutOffClosing(Now.AddDays(80), "trop tard"), Coordinator);
        bench.Do(Assert.IsType<CloseCall>(bench.State.WhenDue(bench.Now)), Cast.System);
        Assert.Equal(CallStatus.Closed, bench.Terms.Status);
        Assert.Null(bench.State.DueAt);
    }

    [Fact]
    public void A_call_that_would_be_over_is_not_published()
    {
        var bench = Nothing;
        bench.Do(Call2027, Coordinator);
        bench.Now = Now.AddDays(60);
        bench.Refuses("call-already-over", new PublishCall(), Coordinator);
    }

    [Fact]
    public void A_jury_is_of_people_with_a_role_each_once()
    {
        var bench = Nothing;
        bench.Do(Call2027, Coordinator);
        bench.Refuses("organisation-unknown", new SeatJuror(new(new("p"), new("nowhere"), Role.Donor)), Coordinator);
        bench.Refuses("juror-without-role", new SeatJuror(new(new("p"), Town.Id, Role.None)), Coordinator);
        bench.Do(new SeatJuror(new(new("p"), Town.Id, Role.Donor)), Coordinator);
        bench.Refuses("juror-seated-already", new SeatJuror(new(new("p"), Donor.Id, Role.Donor)), Coordinator);
        bench.Refuses("juror-not-known", new UnseatJuror(new("q"), "départ"), Coordinator);
        bench.Do(new UnseatJuror(new("p"), "départ"), Coordinator);
        Assert.Empty(bench.Terms.Jury);
    }

    [Fact]
    public void No_review_without_a_jury_and_no_end_of_decisions_with_a_dossier_without_answer()
    {
        var bench = Closed(Seen("a", 10, DossierStatus.Submitted));
        bench.Refuses("jury-missing", new StartReview(), Coordinator);
        bench.Do(new SeatJuror(new(new("p"), Town.Id, Role.Donor)), Coordinator);
        bench.Do(new StartReview(), Coordinator);
        bench.Refuses("dossiers-undecided", new DecideCall(), Coordinator);
        Note(bench, Seen("a", 10, DossierStatus.Rejected) with { Version = 2 });
        bench.Do(new DecideCall(), Coordinator);
    }

    [Fact]
    public void Never_more_is_taken_than_was_pledged_and_what_is_given_back_is_free()
    {
        var bench = Closed(Seen("a", 100, DossierStatus.Scored), Seen("b", 30, DossierStatus.Scored));
        bench.Do(Take("a", 100), Cast.System);
        Assert.Equal(20, Assert.Single(bench.Terms.Left).Quantity);
        bench.Refuses("pledge-used-up", Take("b", 30), Cast.System);
        bench.Do(Take("b", 20), Cast.System);
        Assert.Equal(0, Assert.Single(bench.Terms.Left).Quantity);

        // The same again takes nothing more, another quantity replaces it.
        Assert.Empty(bench.Do(Take("b", 20), Cast.System));
        bench.Do(Take("b", 15), Cast.System);
        Assert.Equal(5, Assert.Single(bench.Terms.Left).Quantity);

        Note(bench, Seen("a", 100, DossierStatus.Abandoned) with { Accepted = [new(DeviceType.Laptop, 40)], Version = 2 });
        Assert.Equal(65, Assert.Single(bench.Terms.Left).Quantity);
        bench.Do(new EnlargePledge(DeviceType.Laptop, 10), Coordinator);
        Assert.Equal(75, Assert.Single(bench.Terms.Left).Quantity);
    }

    [Fact]
    public void The_waiting_list_of_a_dated_call_goes_by_points_then_by_date_and_moves_up()
    {
        var bench = Closed(
            Seen("a", 10, DossierStatus.Waitlisted) with { Points = 60 },
            Seen("b", 10, DossierStatus.Waitlisted) with { Points = 80, FiledAt = Now.AddDays(2) },
            Seen("c", 10, DossierStatus.Waitlisted) with { Points = 80, FiledAt = Now.AddDays(1) });

        Assert.Equal("1 c, 2 b, 3 a", Order(bench));
        bench.Refuses("others-wait-before", Take("b", 10), Cast.System);
        Note(bench, Seen("c", 10, DossierStatus.Abandoned) with { Version = 2 });
        Assert.Equal("1 b, 2 a", Order(bench));
        bench.Do(Take("b", 10), Cast.System);
    }

    [Fact]
    public void Whoever_waits_ahead_and_does_not_fit_in_what_is_left_stops_nobody()
    {
        var bench = Closed(
            Seen("x", 110, DossierStatus.Scored),
            Seen("a", 20, DossierStatus.Waitlisted) with { Points = 80 },
            Seen("b", 10, DossierStatus.Waitlisted) with { Points = 60 });
        bench.Do(Take("x", 110), Cast.System);
        bench.Do(Take("b", 10), Cast.System);
    }

    [Fact]
    public void In_a_continuous_call_who_filed_first_is_served_first()
    {
        var bench = Nothing;
        bench.Do(Call2027 with { Mode = CallMode.Continuous, Plan = Plan2027 with { ClosesAt = null } }, Coordinator);
        bench.Do(new PublishCall(), Coordinator);
        bench.Do(new OpenCall(), Coordinator);
        Note(bench, Seen("late", 10, DossierStatus.Waitlisted) with { Points = 90, FiledAt = Now.AddDays(2) });
        Note(bench, Seen("early", 10, DossierStatus.Waitlisted) with { Points = 50 });
        Note(bench, Seen("new", 10, DossierStatus.Scored) with { FiledAt = Now.AddDays(3) });

        Assert.Equal("1 early, 2 late", Order(bench));
        bench.Refuses("others-wait-before", Take("new", 10), Cast.System);
        bench.Do(Take("early", 10), Cast.System);
    }

    [Fact]
    public void An_older_word_and_one_that_says_nothing_new_leave_no_trace()
    {
        var bench = Closed(Seen("a", 10, DossierStatus.Scored) with { Version = 7 });
        Assert.Empty(bench.Do(new NoteDossier(Seen("a", 10, DossierStatus.Submitted) with { Version = 3 }), Cast.System));
        Assert.Empty(bench.Do(new NoteDossier(Seen("a", 10, DossierStatus.Scored) with { Version = 8 }), Cast.System));
        Assert.Equal(DossierStatus.Scored, Assert.Single(bench.Terms.Applications).Status);
    }

    private static CallBench Closed(params Application[] applications)
    {
        var bench = Nothing;
        bench.Do(Call2027, Coordinator);
        bench.Do(new PublishCall(), Coordinator);
        bench.Do(new OpenCall(), Coordinator);

        foreach (var application in applications)
        {
            Note(bench, application);
        }

        bench.Now = Now.AddDays(60);
        bench.Do(new CloseCall(), Cast.System);
        return bench;
    }

    private static Application Seen(string dossier, int asked, DossierStatus status) =>
        Filed with { Dossier = new(dossier), Status = status, Asked = [new(DeviceType.Laptop, asked)] };

    private static TakeFromPledge Take(string dossier, int quantity) => new(new DossierId(dossier)) { Quantities = [new(DeviceType.Laptop, quantity)] };

    private static void Note(CallBench bench, Application application) => Assert.NotEmpty(bench.Do(new NoteDossier(application), Cast.System));

    private static string Order(CallBench bench) => string.Join(", ", bench.Terms.WaitingList.Select(place => $"{place.Position} {place.Dossier}"));
}
