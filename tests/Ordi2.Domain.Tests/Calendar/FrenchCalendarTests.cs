using System.Globalization;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Calendar;
using Ordi2.Domain.Donations;

namespace Ordi2.Domain.Tests.Calendar;

public sealed class FrenchCalendarTests
{
    [Theory]
    [InlineData("2026-01-15T23:30:00Z", "2026-01-16")] // winter: half past midnight
    [InlineData("2026-01-15T22:59:59Z", "2026-01-15")]
    [InlineData("2026-07-15T23:30:00Z", "2026-07-16")] // summer: half past one
    [InlineData("2026-07-15T22:00:00Z", "2026-07-16")]
    [InlineData("2026-07-15T21:59:59Z", "2026-07-15")]
    [InlineData("2026-12-31T23:30:00Z", "2027-01-01")]
    [InlineData("2026-12-31T22:30:00Z", "2026-12-31")]
    [InlineData("2027-01-01T00:30:00+02:00", "2026-12-31")] // written somewhere else, it is still last year here
    public void The_day_is_that_of_a_clock_in_France(string moment, string day)
    {
        Assert.Equal(Day(day), FrenchCalendar.DayOf(Moment(moment)));
        Assert.Equal(Day(day).Year, FrenchCalendar.YearOf(Moment(moment)));
    }

    [Theory]
    [InlineData("2026-01-16", "2026-01-15T23:00:00Z")]
    [InlineData("2026-07-16", "2026-07-15T22:00:00Z")]
    [InlineData("2027-01-01", "2026-12-31T23:00:00Z")]
    public void A_day_begins_at_midnight_in_France(string day, string moment)
    {
        Assert.Equal(Moment(moment), FrenchCalendar.StartOf(Day(day)));
        Assert.Equal(Day(day), FrenchCalendar.DayOf(FrenchCalendar.StartOf(Day(day))));
        Assert.Equal(Day(day).AddDays(-1), FrenchCalendar.DayOf(FrenchCalendar.StartOf(Day(day)).AddTicks(-1)));
    }

    [Fact]
    public void An_hour_that_spring_leaves_out_is_the_one_after_it() =>
        Assert.Equal(new TimeOnly(3, 30), FrenchCalendar.TimeOf(FrenchCalendar.At(new(2026, 3, 29), new(2, 30))));

    [Theory]
    [InlineData("2026-03-05T23:30:00Z", 1, "2026-03-08T23:30:00Z")] // on Friday 6 March, half past midnight: Monday 9 at the same hour
    [InlineData("2026-12-30T23:30:00Z", 1, "2027-01-03T23:30:00Z")] // on 31 December: 1 January is a holiday, then a weekend
    [InlineData("2026-07-12T22:30:00Z", 1, "2026-07-14T22:30:00Z")] // on Monday 13 July: not on the 14th
    [InlineData("2026-03-27T22:30:00Z", 1, "2026-03-30T21:30:00Z")] // over the change of the hour: half past eleven at night remains that
    [InlineData("2026-10-23T21:30:00Z", 1, "2026-10-26T22:30:00Z")]
    public void Working_days_are_those_of_France_and_the_hour_stays_on_the_clock(string from, int days, string to) =>
        Assert.Equal(Moment(to), WorkingDays.Add(Moment(from), days));

    [Fact]
    public void Equipment_is_ten_years_old_by_the_day_in_France()
    {
        AnnouncedLine line = new(DeviceType.Laptop, 1) { AcquiredOn = new DateOnly(2016, 12, 31) };

        Assert.Empty(ReenRules.Outside([line], Moment("2026-12-31T22:30:00Z"), oldestYears: 10));
        Assert.Equal([1], ReenRules.Outside([line], Moment("2026-12-31T23:30:00Z"), oldestYears: 10).AsEnumerable());
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
