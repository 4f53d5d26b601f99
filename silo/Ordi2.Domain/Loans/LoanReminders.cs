using Ordi2.Contracts.Loans;
using Ordi2.Domain.Calendar;

namespace Ordi2.Domain.Loans;

/// <summary>When a loan is remembered: D-30, D-7, D+1, D+15 of its last day (domain.md 12.1). They are facts and letters, never a fee.</summary>
public static class LoanReminders
{
    private static readonly (LoanReminder Reminder, int Days)[] Schedule =
    [
        (LoanReminder.ThirtyDaysBefore, -30),
        (LoanReminder.SevenDaysBefore, -7),
        (LoanReminder.DayAfter, 1),
        (LoanReminder.FifteenDaysAfter, 15),
    ];

    /// <summary>The day of a reminder for this last day.</summary>
    public static DateOnly DayOf(LoanReminder reminder, DateOnly last) => last.AddDays(Schedule.First(one => one.Reminder == reminder).Days);

    /// <summary>The next reminder and its moment; nothing where nobody has anything to bring back.</summary>
    public static (LoanReminder Reminder, DateTimeOffset At)? Next(LoanConvention loan)
    {
        if (loan.Terms is not { GiftDeed: false, Status: LoanStatus.Active or LoanStatus.Extended or LoanStatus.ReturnDue } known || !loan.StillOut.Any())
        {
            return null;
        }

        foreach (var (reminder, days) in Schedule)
        {
            var day = known.To.AddDays(days);

            if (day >= loan.RemindedFrom && !known.Reminders.Any(given => given.Reminder == reminder && given.For == known.To))
            {
                return (reminder, FrenchCalendar.StartOf(day));
            }
        }

        return null;
    }

    /// <summary>What the clock asks at this moment.</summary>
    public static LoanCommand? WhenDue(LoanConvention loan, DateTimeOffset now) => Next(loan) is { } next && next.At <= now ? new RemindLoan(next.Reminder) : null;
}
