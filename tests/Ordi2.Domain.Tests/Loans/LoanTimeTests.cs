using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Loans;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;
using LoanBench = Ordi2.Domain.Tests.Aggregates.Bench<
    Ordi2.Domain.Loans.LoanConvention,
    Ordi2.Contracts.Loans.LoanCommand,
    Ordi2.Domain.Loans.LoanEvent,
    Ordi2.Contracts.Loans.LoanTerms>;

namespace Ordi2.Domain.Tests.Loans;

/// <summary>A loan in time: reminders, the end, the return, swaps and another EPN.</summary>
public sealed class LoanTimeTests
{
    private static readonly DateOnly Last = Convention.To!.Value;

    [Fact]
    public void Reminders_come_30_and_7_days_before_1_and_15_days_after_each_once_and_the_last_breaks_the_loan()
    {
        var bench = Active();
        (LoanReminder Reminder, int Days, LoanStatus Status)[] expected =
        [
            (LoanReminder.ThirtyDaysBefore, -30, LoanStatus.Active),
            (LoanReminder.SevenDaysBefore, -7, LoanStatus.Active),
            (LoanReminder.DayAfter, 1, LoanStatus.ReturnDue),
            (LoanReminder.FifteenDaysAfter, 15, LoanStatus.Breached),
        ];

        foreach (var (reminder, days, status) in expected)
        {
            var moment = At(Last.AddDays(days));
            Assert.Equal((reminder, moment), LoanReminders.Next(bench.State));
            bench.Now = moment.AddTicks(-1);
            Assert.Null(LoanReminders.WhenDue(bench.State, bench.Now));
            bench.Refuses("reminder-not-due", new RemindLoan(reminder), Cast.System);
            bench.Now = moment;
            bench.Do(LoanReminders.WhenDue(bench.State, bench.Now)!, Cast.System);
            Assert.Equal(status, bench.Terms.Status);

            if (status is not LoanStatus.Breached)
            {
                Assert.Empty(bench.Do(new RemindLoan(reminder), Cast.System));
            }
        }

        Assert.Null(LoanReminders.Next(bench.State));
        Assert.Equal(expected.Select(one => one.Reminder), bench.Terms.Reminders.Select(given => given.Reminder));
    }

    [Fact]
    public void Nobody_is_reminded_when_nothing_is_out_or_what_is_out_is_filed_as_lost()
    {
        var bench = Active();
        bench.Do(new FileLoss(M1, LossKind.Stolen, "PV-1"), Referent);
        Assert.Null(LoanReminders.Next(bench.State));

        bench = Active();
        bench.Do(new CloseLine(M1, LineEnd.Returned), Cast.System);
        Assert.Null(LoanReminders.Next(bench.State));
    }

    [Fact]
    public void An_extension_starts_the_reminders_again_and_leaves_out_those_that_would_lie_before_it()
    {
        var bench = Active();
        bench.Now = At(Last.AddDays(1));

        while (LoanReminders.WhenDue(bench.State, bench.Now) is { } command)
        {
            bench.Do(command, Cast.System);
        }

        Assert.Equal(LoanStatus.ReturnDue, bench.Terms.Status);
        bench.Do(new ExtendLoan(Last.AddDays(20), "AV-1"), Supervisor);
        Assert.Equal(LoanStatus.Extended, bench.Terms.Status);
        Assert.Equal((LoanReminder.SevenDaysBefore, At(Last.AddDays(13))), LoanReminders.Next(bench.State));
    }

    [Fact]
    public void An_extension_late_at_night_counts_for_the_day_that_it_is_in_France()
    {
        var bench = Active();
        bench.Now = new DateTimeOffset(Last.AddDays(-20), new TimeOnly(23, 30), TimeSpan.Zero);
        bench.Do(new ExtendLoan(Last.AddDays(10), "AV-1"), Supervisor);

        // The day of the first reminder was the day before.
        Assert.Equal((LoanReminder.SevenDaysBefore, At(Last.AddDays(3))), LoanReminders.Next(bench.State));
    }

    [Fact]
    public void The_last_day_of_a_loan_begins_at_midnight_in_France()
    {
        var bench = Active();
        bench.Now = At(Last).AddTicks(-1);
        bench.Refuses("words-missing", new MarkReturnDue(), Cast.System);
        bench.Now = At(Last);
        bench.Do(new MarkReturnDue(), Cast.System);
    }

    [Fact]
    public void A_loan_that_is_shorter_than_30_days_has_no_reminder_before_it_begins()
    {
        var bench = Active(Convention with { To = Convention.From.AddDays(10) });
        Assert.Equal(LoanReminder.SevenDaysBefore, LoanReminders.Next(bench.State)!.Value.Reminder);
    }

    [Fact]
    public void A_swap_keeps_the_line_and_the_dates_and_the_old_machine_still_has_to_come_back()
    {
        var bench = Active();
        bench.Refuses("machine-not-in-it", new SwapLine(M2, M3, "rappel"), Cast.System);
        bench.Refuses("machine-already-on-it", new SwapLine(M1, M1, "rappel"), Cast.System);
        bench.Do(new SwapLine(M1, M2, "rappel"), Cast.System);
        Assert.Equal([M2], bench.Terms.OpenLines.AsEnumerable());
        Assert.Equal((Convention.From, Convention.To), (bench.Terms.From, bench.Terms.To));
        Assert.Empty(bench.Do(new OpenLine(M2), Cast.System));

        bench.Do(new CloseLine(M2, LineEnd.Returned), Cast.System);
        bench.Refuses("machines-still-out", new CloseLoan(), Animator);
        bench.Do(new CloseLine(M1, LineEnd.Swapped), Cast.System);
        Assert.True(Assert.Single(bench.Terms.Swaps).Back);
        bench.Do(new CloseLoan(), Animator);
    }

    [Fact]
    public void A_machine_that_was_swapped_out_may_take_a_place_again_once_it_is_back()
    {
        var bench = Active();
        bench.Do(new SwapLine(M1, M2, "batterie gonflée"), Cast.System);
        bench.Refuses("machine-already-on-it", new SwapLine(M2, M1, "écran noir"), Cast.System);
        bench.Do(new CloseLine(M1, LineEnd.Swapped), Cast.System);
        bench.Do(new SwapLine(M2, M1, "écran noir"), Cast.System);
        Assert.Equal([M1], bench.Terms.OpenLines.AsEnumerable());
        Assert.Equal([(M1, true), (M2, false)], bench.Terms.Swaps.Select(swap => (swap.Old, swap.Back)));
        bench.Do(new CloseLine(M1, LineEnd.Returned), Cast.System);
        bench.Refuses("machines-still-out", new CloseLoan(), Animator);
        bench.Do(new CloseLine(M2, LineEnd.Swapped), Cast.System);
        bench.Do(new CloseLoan(), Animator);
    }

    [Fact]
    public void A_return_is_looked_at_machine_by_machine()
    {
        var bench = Active();
        var hinge = new ReturnInspection("charnière cassée", ChargerPresent: false) { Missing = ["souris"], Photos = ["p-1", "p-2"] };
        bench.Refuses("machine-not-in-it", new InspectReturn(M2, hinge), Storekeeper);
        bench.Refuses("words-missing", new CloseLine(M1, LineEnd.Returned) { Inspection = hinge with { Condition = "" } }, Cast.System);
        bench.Do(new CloseLine(M1, LineEnd.Returned) { Inspection = hinge }, Cast.System);
        bench.Do(new InspectReturn(M1, hinge with { Condition = "rayure" }), Storekeeper);
        Assert.Equal(["charnière cassée", "rayure"], bench.Terms.Returns.Select(back => back.Inspection.Condition));
    }

    [Fact]
    public void Another_epn_takes_over_by_an_amendment_and_is_another_person_than_the_borrower()
    {
        var bench = Active();
        bench.Facts = With(Stranger with { Siren = Cast.Partner.Siren }, WithDossier());
        bench.Refuses("partner-not-another-person", new ChangeRelay(Stranger.Id, "AV-1"), Coordinator);
        bench.Facts = bench.Facts with { Dossier = bench.Facts.Dossier! with { PartnerIsEpnDerogation = true } };
        bench.Do(new ChangeRelay(Stranger.Id, "AV-1"), Coordinator);
        Assert.Equal((Stranger.Id, Cast.Partner.Id, Workshop.Id), (bench.Terms.Relay, bench.Terms.Borrower, bench.Terms.Lender));
        Assert.Equal([M1], bench.Terms.OpenLines.AsEnumerable());
        bench.Facts = With(Epn with { Status = OrganisationStatus.Closing }, WithDossier());
        bench.Refuses("organisation-not-working", new ChangeRelay(Epn.Id, "AV-2"), Coordinator);
    }

    [Fact]
    public void What_is_lent_is_given_back_where_the_pole_says_and_at_the_relay_otherwise()
    {
        var bench = Active();
        bench.Facts = Cast.Facts;
        Assert.Null(bench.Terms.CollectPoint);
        bench.Refuses("words-missing", new ChangeCollectPoint(Workshop.Id, ""), Coordinator);
        bench.Refuses("role-may-not", new ChangeCollectPoint(Workshop.Id, "fermeture"), Animator);
        bench.Do(new ChangeCollectPoint(Workshop.Id, "fermeture"), Coordinator);
        Assert.Equal((Workshop.Id, Epn.Id), (bench.Terms.CollectPoint!.Value, bench.Terms.Relay));
        bench.Facts = With(Stranger with { Status = OrganisationStatus.Closing });
        bench.Refuses("organisation-not-working", new ChangeCollectPoint(Stranger.Id, "plus près"), Coordinator);
        bench.Facts = Cast.Facts;
        bench.Do(new ChangeCollectPoint(Epn.Id, "l'EPN reste ouvert"), Coordinator);
        Assert.Null(bench.Terms.CollectPoint);
    }

    private static DateTimeOffset At(DateOnly day) => FrenchCalendar.StartOf(day);

    private static LoanBench Active(CreateLoan? convention = null)
    {
        var bench = new LoanBench(Kinds.Loan, WithDossier());
        bench.Do(convention ?? Convention, Animator);
        bench.Do(new SignLoan(LoanParty.Lender, "MD-1"), Supervisor);
        bench.Do(new SignLoan(LoanParty.Relay, "MD-1"), Animator);
        bench.Do(new SignLoan(LoanParty.Borrower, "MD-1"), Referent);
        bench.Do(new OpenLine(M1), Cast.System);
        return bench;
    }
}
