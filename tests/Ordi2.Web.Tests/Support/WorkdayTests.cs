namespace Ordi2.Web.Tests.Support;

/// <summary>What tests take for today is what the pages take for today.</summary>
public class WorkdayTests
{
    [Theory]
    [InlineData("2026-07-15T21:59:00Z", "2026-07-27")]
    [InlineData("2026-07-15T22:00:00Z", "2026-07-28")]
    [InlineData("2026-12-31T23:30:00Z", "2027-01-13")]
    public void A_day_is_counted_from_the_french_one_however_late_it_is(string now, string expected) =>
        Assert.Equal(expected, Workday.DayFrom(DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture), 12));
}
