using System.Globalization;
using Ordi2.Domain.Calendar;

namespace Ordi2.Domain.Tests.Calendar;

public sealed class WorkingDaysTests
{
    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-04-06")] // Easter Monday
    [InlineData("2026-05-01")]
    [InlineData("2026-05-08")]
    [InlineData("2026-05-14")] // Ascension Day
    [InlineData("2026-05-25")] // Whit Monday
    [InlineData("2026-07-14")]
    [InlineData("2026-08-15")]
    [InlineData("2026-11-01")]
    [InlineData("2026-11-11")]
    [InlineData("2026-12-25")]
    [InlineData("2024-04-01")]
    [InlineData("2025-04-21")]
    [InlineData("2025-06-09")]
    [InlineData("2027-03-29")]
    [InlineData("2019-04-22")]
    [InlineData("2049-04-19")] // Gauss's first exception: Easter on 18 April
    [InlineData("2076-04-20")] // the second: Easter on 19 April
    public void Public_holidays_are_not_worked(string day)
    {
        Assert.True(WorkingDays.IsPublicHoliday(Day(day)));
        Assert.False(WorkingDays.IsWorkingDay(Day(day)));
    }

    [Theory]
    [InlineData("2026-04-03")] // Good Friday is worked outside Alsace and Moselle.
    [InlineData("2026-12-26")]
    [InlineData("2026-04-07")]
    [InlineData("2026-05-15")]
    public void Other_days_are_no_holidays(string day) => Assert.False(WorkingDays.IsPublicHoliday(Day(day)));

    [Theory]
    [InlineData("2026-03-02", 5, "2026-03-09")] // from a Monday
    [InlineData("2026-03-06", 1, "2026-03-09")] // from a Friday
    [InlineData("2026-03-07", 1, "2026-03-09")] // from a Saturday
    [InlineData("2026-04-02", 5, "2026-04-10")] // over Easter Monday
    [InlineData("2026-05-06", 5, "2026-05-15")] // over 8 May and Ascension Day
    [InlineData("2025-12-22", 5, "2025-12-30")] // over Christmas
    [InlineData("2026-12-31", 1, "2027-01-04")] // over the New Year
    [InlineData("2026-03-02", 0, "2026-03-02")]
    public void Working_days_are_counted_over_weekends_and_holidays(string from, int days, string to)
    {
        var moment = new DateTimeOffset(Day(from), new TimeOnly(14, 30), TimeSpan.Zero);

        Assert.Equal(new DateTimeOffset(Day(to), new TimeOnly(14, 30), TimeSpan.Zero), WorkingDays.Add(moment, days));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
