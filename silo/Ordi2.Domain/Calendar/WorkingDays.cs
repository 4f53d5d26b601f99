using Ordi2.Contracts.Calendar;

namespace Ordi2.Domain.Calendar;

/// <summary>Working days in metropolitan France: Monday to Friday without the public holidays of art. L. 3133-1 Code du travail.</summary>
public static class WorkingDays
{
    /// <summary>The same hour of the clock on the wall so many working days later.</summary>
    public static DateTimeOffset Add(DateTimeOffset from, int days)
    {
        var day = FrenchCalendar.DayOf(from);

        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);

            if (IsWorkingDay(day))
            {
                left--;
            }
        }

        return days > 0 ? FrenchCalendar.At(day, FrenchCalendar.TimeOf(from)) : from;
    }

    public static bool IsWorkingDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsPublicHoliday(day);

    public static bool IsPublicHoliday(DateOnly day)
    {
        if ((day.Month, day.Day) is (1, 1) or (5, 1) or (5, 8) or (7, 14) or (8, 15) or (11, 1) or (11, 11) or (12, 25))
        {
            return true;
        }

        // Easter Monday, Ascension Day, Whit Monday.
        var easter = EasterSunday(day.Year);
        return day == easter.AddDays(1) || day == easter.AddDays(39) || day == easter.AddDays(50);
    }

    /// <summary>Gregorian Easter by Gauss's rule with its two exceptions.</summary>
    private static DateOnly EasterSunday(int year)
    {
        var century = year / 100;
        var m = (15 + century - (century / 4) - ((13 + (8 * century)) / 25)) % 30;
        var n = (4 + century - (century / 4)) % 7;
        var d = ((19 * (year % 19)) + m) % 30;
        var e = ((2 * (year % 4)) + (4 * (year % 7)) + (6 * d) + n) % 7;
        var days = d + e;

        if ((d == 29 && e == 6) || (d == 28 && e == 6 && ((11 * m) + 11) % 30 < 19))
        {
            days -= 7;
        }

        return new DateOnly(year, 3, 22).AddDays(days);
    }
}
