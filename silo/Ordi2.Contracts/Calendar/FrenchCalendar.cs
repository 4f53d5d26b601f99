using System.Globalization;

namespace Ordi2.Contracts.Calendar;

/// <summary>
/// Which day it is for the people of metropolitan France. Moments are kept in UTC: at half past eleven at night there, it is the
/// next day here, and on 31 December the next year.
/// </summary>
public static class FrenchCalendar
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>The day of a moment.</summary>
    public static DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(There(moment));

    /// <summary>The day of a moment, for programs: <c>2026-03-31</c>.</summary>
    public static string Iso(DateTimeOffset moment) => DayOf(moment).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The month of a day, for programs: <c>2026-03</c>.</summary>
    public static string IsoMonth(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>The year of a moment, as people date their papers.</summary>
    public static int YearOf(DateTimeOffset moment) => There(moment).Year;

    /// <summary>The moment at which a day begins.</summary>
    public static DateTimeOffset StartOf(DateOnly day) => At(day, TimeOnly.MinValue);

    /// <summary>What a clock on the wall shows.</summary>
    public static TimeOnly TimeOf(DateTimeOffset moment) => TimeOnly.FromDateTime(There(moment));

    /// <summary>The moment at which a clock on the wall shows this; an hour that spring leaves out is the one after it.</summary>
    public static DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var there = day.ToDateTime(time);
        return new DateTimeOffset(there, Paris.GetUtcOffset(there)).ToUniversalTime();
    }

    private static DateTime There(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, Paris).DateTime;
}
