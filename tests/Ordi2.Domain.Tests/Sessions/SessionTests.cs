using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Sessions;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using static Ordi2.Domain.Tests.Aggregates.StoriesOfUse;
using SessionBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Sessions.AccompanimentSession,
    Ordi2.Contracts.Sessions.SessionCommand,
    Ordi2.Domain.Sessions.SessionEvent,
    Ordi2.Contracts.Sessions.SessionTerms>;

namespace Ordi2.Domain.Tests.Sessions;

public sealed class SessionTests
{
    private static SessionBench Nothing => new(Kinds.Session, WithDossier()) { Now = Now.AddDays(16) };

    [Fact]
    public void Only_the_epn_or_the_partner_confirms_that_a_session_was_held()
    {
        var bench = Nothing;
        bench.Do(Workshop1, Coordinator);
        bench.Refuses("role-may-not", new HoldSession(120, SixPeople), Coordinator);
        bench.Refuses("role-may-not", new HoldSession(120, SixPeople), As(Role.Animator, Stranger));
        bench.Do(new HoldSession(120, SixPeople), Referent);
        Assert.Equal((SessionStatus.Held, Cast.Partner.Id), (bench.Terms.Status, bench.Terms.ConfirmedBy));
        bench.Refuses("role-may-not", new ValidateSession(), Animator);
        bench.Do(new ValidateSession(), Coordinator);
        bench.Refuses("step-not-now", new CorrectCounts(60, SixPeople, "erreur"), Animator);
    }

    [Fact]
    public void Who_leads_a_session_and_what_was_done_are_kept_and_a_correction_keeps_the_notes_that_it_leaves_out()
    {
        var bench = Nothing;
        bench.Refuses("words-missing", Workshop1 with { Animator = " " }, Animator);
        bench.Do(Workshop1 with { Animator = "l'animatrice multimédia" }, Animator);
        bench.Refuses("words-missing", new HoldSession(120, SixPeople) { Notes = new string('x', 501) }, Animator);
        bench.Do(new HoldSession(120, SixPeople) { Notes = "Messagerie vue, pièces jointes la prochaine fois." }, Animator);
        bench.Do(new CorrectCounts(90, SixPeople, "durée"), Animator);
        Assert.Equal(("l'animatrice multimédia", "Messagerie vue, pièces jointes la prochaine fois."), (bench.Terms.Animator, bench.Terms.Notes));
        bench.Do(new CorrectCounts(90, SixPeople, "notes") { Notes = "Messagerie vue." }, Animator);
        Assert.Equal("Messagerie vue.", bench.Terms.Notes);
    }

    [Fact]
    public void A_session_is_not_held_before_its_day()
    {
        var bench = Nothing;
        bench.Do(Workshop1 with { Date = DateOnly.FromDateTime(bench.Now.Date).AddDays(1) }, Animator);
        bench.Refuses("session-not-yet", new HoldSession(120, SixPeople), Animator);
        bench.Now = bench.Now.AddDays(1);
        bench.Do(new HoldSession(120, SixPeople), Animator);
    }

    [Theory]
    [InlineData(2026, 12, 31, 23)]
    [InlineData(2026, 7, 14, 22)]
    public void A_session_may_be_held_as_soon_as_its_day_begins_in_France(int year, int month, int day, int hour)
    {
        var bench = Nothing;
        bench.Do(Workshop1 with { Date = new DateOnly(year, month, day).AddDays(1) }, Animator);
        bench.Now = new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero).AddSeconds(-1);
        bench.Refuses("session-not-yet", new HoldSession(120, SixPeople), Animator);
        bench.Now = bench.Now.AddSeconds(1);
        bench.Do(new HoldSession(120, SixPeople), Animator);
    }

    public static TheoryData<SessionCounts> WrongCounts { get; } =
    [
        SixPeople with { Women = 5 },
        SixPeople with { Qpv = 7 },
        SixPeople with { New = -1 },
        SixPeople with { Women = 8, Men = -2, Unknown = 0 },
        SixPeople with { Ages = SixPeople.Ages with { From60 = 1 } },
    ];

    [Theory]
    [MemberData(nameof(WrongCounts))]
    public void Counts_add_up_or_are_refused(SessionCounts wrong)
    {
        var bench = Nothing;
        bench.Do(Workshop1, Animator);
        bench.Refuses("counts-do-not-add-up", new HoldSession(120, wrong), Animator);
    }

    [Fact]
    public void The_bounds_of_counts_and_minutes_are_said()
    {
        var bench = Nothing;
        bench.Refuses("out-of-bounds", Workshop1 with { Minutes = 14 }, Animator);
        bench.Do(Workshop1 with { Minutes = 15 }, Animator);
        bench.Refuses("out-of-bounds", new HoldSession(1441, SixPeople), Animator);
        bench.Refuses("out-of-bounds", new HoldSession(60, SixPeople with { Participants = 501 }), Animator);
    }

    [Fact]
    public void A_session_belongs_to_a_dossier_that_runs_and_an_epn_that_works()
    {
        var bench = Nothing;
        bench.Facts = WithDossier(DossierStatus.Rejected);
        bench.Refuses("dossier-not-running", Workshop1, Animator);
        bench.Facts = With(Epn with { Status = OrganisationStatus.Closing }, WithDossier());
        bench.Refuses("organisation-not-working", Workshop1, Coordinator);
        bench.Facts = Cast.Facts;
        bench.Refuses("role-may-not", Workshop1, Animator);
    }

    [Fact]
    public void A_closing_epn_hands_its_planned_sessions_over_and_keeps_the_hours_it_held()
    {
        var held = Nothing;
        held.Do(Workshop1, Animator);
        held.Do(new HoldSession(90, SixPeople), Animator);
        held.Refuses("step-not-now", new TransferSession(Stranger.Id, "fermeture"), Coordinator);

        var planned = Nothing;
        planned.Do(Workshop1, Animator);
        planned.Facts = With(Stranger with { Siren = Cast.Partner.Siren }, WithDossier());
        planned.Refuses("partner-not-another-person", new TransferSession(Stranger.Id, "fermeture"), Coordinator);
        planned.Facts = WithDossier();
        planned.Do(new TransferSession(Stranger.Id, "fermeture"), Coordinator);
        planned.Refuses("role-may-not", new HoldSession(120, SixPeople), Animator);
        planned.Do(new HoldSession(120, SixPeople), As(Role.Animator, Stranger));

        var report = SessionReport.By([held.Terms, planned.Terms], session => session.Epn.Text);
        Assert.Equal((1.5m, 2m), (report["epn"].Hours, report["stranger"].Hours));
    }

    [Fact]
    public void A_report_is_the_sum_of_the_sessions_that_took_place()
    {
        var sessions = Enumerable.Range(0, 4).Select(index =>
        {
            var bench = new SessionBench(Kinds.Session, WithDossier(), $"S-{index}") { Now = Now.AddDays(16) };
            bench.Do(Workshop1, Animator);

            if (index < 3)
            {
                bench.Do(new HoldSession(90, SixPeople), Animator);
            }

            return bench.Terms;
        });

        var report = SessionReport.Of(sessions);
        Assert.Equal((3, 4.5m), (report.Sessions, report.Hours));
        Assert.Equal(new SessionCounts(18, 6, 12, 9, 6, 3, new(3, 0, 9, 6, 0)), report.Counts);
        Assert.Equal(66.7m, report.QpvPercent);
        Assert.Null(SessionReport.Of(Array.Empty<SessionTerms>()).QpvPercent);
    }
}
