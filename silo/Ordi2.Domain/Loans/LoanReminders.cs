using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Loans;

namespace Ordi2.Domain.Loans;

/// <summary>
/// When a loan is remembered: four times around its last day, on the days that the rules gave when it was made or extended
/// (domain.md 12.1: D-30, D-7, D+1, D+15). They are facts and letters, never a fee.
/// </summary>
public static class LoanReminders
{
    private static readonly LoanReminder[] InOrder = Enum.GetValues<LoanReminder>();

    /// <summary>The day of a reminder of this loan, for this last day.</summary>
    public static DateOnly DayOf(LoanConvention loan, LoanReminder reminder, DateOnly last) => last.AddDays(loan.ReminderDays[Array.IndexOf(InOrder, reminder)]);

    /// <summary>The next reminder and its moment; nothing where nobody has anything to bring back.</summary>
    public static (LoanReminder Reminder, DateTimeOffset At)? Next(LoanConvention loan)
    {
        if (loan.Terms is not { GiftDeed: false, Status: LoanStatus.Active or LoanStatus.Extended or LoanStatus.ReturnDue } known || !loan.StillOut.Any())
        {
            return null;
        }

        foreach (var reminder in InOrder)
        {
            var day = DayOf(loan, reminder, known.To);

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
