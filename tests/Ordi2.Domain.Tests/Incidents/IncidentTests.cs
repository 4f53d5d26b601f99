using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Texts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Aggregates.StoriesOfUse;
using IncidentBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Incidents.Incident,
    Ordi2.Contracts.Incidents.IncidentCommand,
    Ordi2.Domain.Incidents.IncidentEvent,
    Ordi2.Contracts.Incidents.IncidentTerms>;

namespace Ordi2.Domain.Tests.Incidents;

public sealed class IncidentTests
{
    private static IncidentBench Nothing => new(Kinds.Incident, Cast.Facts);

    [Theory]
    [InlineData(IncidentKind.Support, "2027-03-30T08:00:00Z")] // 10 working days after Monday 15 March at ten in the morning; 29 March is Easter Monday, and it is summer
    [InlineData(IncidentKind.Discrepancy, "2027-03-30T09:00:00Z")]
    [InlineData(IncidentKind.Loss, "2027-03-22T09:00:00Z")]
    [InlineData(IncidentKind.Theft, "2027-03-18T09:00:00Z")]
    [InlineData(IncidentKind.Data, "2027-03-18T09:00:00Z")]
    [InlineData(IncidentKind.Safety, "2027-03-16T09:00:00Z")]
    public void The_kind_decides_by_when_it_is_solved(IncidentKind kind, string before)
    {
        var bench = Nothing;
        bench.Do(Theft with { Kind = kind }, Referent);
        Assert.Equal(DateTimeOffset.Parse(before, System.Globalization.CultureInfo.InvariantCulture), bench.Terms.SolveBefore);
        Assert.Equal(bench.Terms.SolveBefore, bench.State.DueAt);
    }

    [Theory]
    [InlineData("loss-M1-20270315090000")]
    [InlineData("Ecart-0123")]
    [InlineData("short-transport-L-1")]
    [InlineData("sav-M1-7")]
    [InlineData("DATA-M1-7")]
    public void Nobody_opens_what_the_system_opens_of_itself(string id)
    {
        var bench = new IncidentBench(Kinds.Incident, Cast.Facts, id);
        bench.Refuses("id-of-the-system", Theft, Referent);
        bench.Do(Theft, Cast.System);
        Assert.True(bench.Terms.BySystem);
    }

    [Fact]
    public void The_clock_of_data_runs_from_when_it_was_scanned_however_late_the_system_tells_it()
    {
        var told = new OpenIncident(IncidentKind.Data, "Support absent") { HappenedAt = Now.AddHours(-20), Call = [Partner.Id, Epn.Id, Partner.Id] };
        var bench = new IncidentBench(Kinds.Incident, Cast.Facts, "data-M1-7");
        bench.Do(told, Cast.System);

        Assert.Equal(Now.AddHours(52), bench.Terms.SolveBefore);
        Assert.Equal([Partner.Id, Epn.Id], bench.Terms.Call.AsEnumerable());
        Nothing.Refuses("organisation-unknown", told with { Call = [new("nobody")] }, Referent);
    }

    [Fact]
    public void A_complaint_within_72_hours_is_in_time_and_a_later_one_is_kept_as_late()
    {
        var bench = Nothing;
        bench.Do(Theft, Referent);
        bench.Now = Now.AddHours(72);
        bench.Do(new DeclareComplaint("PV-1", Now.AddHours(72)), Referent);
        Assert.Equal((false, false), (bench.Terms.Complaint!.FiledLate, bench.Terms.Complaint.ToldLate));

        bench = Nothing;
        bench.Do(Theft, Referent);
        bench.Now = Now.AddDays(21);
        bench.Do(new DeclareComplaint("PV-1", Now.AddHours(2)), Referent);
        Assert.Equal((false, true), (bench.Terms.Complaint!.FiledLate, bench.Terms.Complaint.ToldLate));

        bench = Nothing;
        bench.Do(Theft, Referent);
        bench.Now = Now.AddDays(21);
        bench.Do(new DeclareComplaint("PV-1", Now.AddHours(73)), Referent);
        Assert.Equal((true, true), (bench.Terms.Complaint!.FiledLate, bench.Terms.Complaint.ToldLate));
        bench.Refuses("complaint-already-declared", new DeclareComplaint("PV-2", Now), Referent);
    }

    [Fact]
    public void A_theft_is_not_solved_without_its_complaint_nor_before_the_question_on_data_is_answered()
    {
        var bench = Nothing;
        bench.Do(Theft with { Handler = Epn.Id }, Referent);
        bench.Do(new AssignIncident(Epn.Id), Animator);
        bench.Refuses("complaint-missing", new SolveIncident("retrouvée"), Animator);
        bench.Do(new DeclareComplaint("PV-1", Now), Referent);
        bench.Refuses("data-question-open", new SolveIncident("retrouvée"), Animator);
        Assert.Equal("guidance-data-question", bench.Terms.Guidance);
        bench.Refuses("data-answer-missing", new AnswerData(DataAnswer.Unanswered), Referent);
        bench.Do(new AnswerData(DataAnswer.UserFiles), Referent);
        Assert.Contains("responsabilité du partenaire", Words.Say(bench.Terms.Guidance!), StringComparison.Ordinal);
        bench.Do(new SolveIncident("retrouvée"), Animator);
        bench.Do(new CloseIncident(), Referent);
        bench.Refuses("step-not-now", new ReopenIncident("non"), Referent);
    }

    [Theory]
    [InlineData("foo")]
    [InlineData("/L-1")]
    [InlineData("loan/")]
    [InlineData("loan/L-1/2")]
    public void What_an_incident_is_about_has_a_kind_and_a_number(string about) =>
        Nothing.Refuses("reference-wrong", Theft with { About = about }, Referent);

    [Fact]
    public void A_danger_shows_the_safety_instruction_first()
    {
        var bench = Nothing;
        bench.Do(Theft with { Kind = IncidentKind.Safety, Photo = "photo-9" }, Animator);
        Assert.StartsWith("Arrêtez l'ordinateur. Débranchez-le. Ne l'envoyez pas par la poste.", Words.Say(bench.Terms.Guidance!), StringComparison.Ordinal);
        Assert.Equal("photo-9", Assert.Single(bench.Terms.Notes).Photo);
        bench.Refuses("complaint-is-for-theft", new DeclareComplaint("PV-1", Now), Animator);
    }

    [Fact]
    public void An_incident_becomes_overdue_once_when_its_deadline_is_over()
    {
        var bench = Nothing;
        bench.Do(Theft, Referent);
        bench.Now = bench.Terms.SolveBefore.AddSeconds(-1);
        bench.Refuses("incident-not-overdue", new MarkOverdue(), Cast.System);
        bench.Now = bench.Terms.SolveBefore;
        bench.Do(new MarkOverdue(), Cast.System);
        Assert.True(bench.Terms.Overdue);
        Assert.Null(bench.State.DueAt);
        Assert.Empty(bench.Do(new MarkOverdue(), Cast.System));
    }

    [Fact]
    public void Nobody_who_is_silent_or_closed_blocks_an_incident_because_its_pole_may_act()
    {
        var bench = Nothing;
        bench.Do(Theft with { Handler = Carrier.Id }, Referent);
        bench.Refuses("role-may-not", new AssignIncident(Stranger.Id), As(Contracts.Role.Animator, Stranger));
        bench.Facts = With(Carrier with { Status = OrganisationStatus.Closed });
        bench.Refuses("organisation-not-working", new AssignIncident(Carrier.Id), Coordinator);
        bench.Do(new AssignIncident(Pole.Id), Coordinator);
        bench.Do(new DeclareComplaint("PV-1", Now), Coordinator);
        bench.Do(new AnswerData(DataAnswer.NoData), Coordinator);
        bench.Do(new SolveIncident("close"), Coordinator);
        bench.Do(new CloseIncident(), Coordinator);
        Assert.Equal(IncidentStatus.Closed, bench.Terms.Status);
    }

    [Fact]
    public void What_is_told_names_a_pole_or_gets_the_pole_of_whoever_tells_it()
    {
        var bench = Nothing;
        bench.Do(Theft with { Pole = null }, Referent);
        Assert.Equal(Pole.Id, bench.Terms.Pole);
        Nothing.Refuses("organisation-does-not-do-that", Theft with { Pole = Epn.Id }, Referent);
        Nothing.Refuses("not-in-the-future", Theft with { HappenedAt = Now.AddSeconds(1) }, Referent);
        Nothing.Refuses("words-missing", Theft with { What = " " }, Referent);
    }
}
