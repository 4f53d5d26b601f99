using System.Globalization;
using Ordi2.Contracts.Calendar;

namespace Ordi2.Web.Texts;

/// <summary>
/// How the reader writes numbers, dates and durations. The program is built without culture data, so the little that two
/// languages need stands here; moments are shown in the time of Paris.
/// </summary>
internal static class Reader
{
    private static readonly CultureInfo French = MakeFrench();
    private static readonly CultureInfo English = MakeEnglish();

    public static CultureInfo Of(string language) => language is "en" ? English : French;

    /// <summary><c>12 345</c>, <c>12,345</c>.</summary>
    public static string Number(decimal number, string language, int decimals = 0) => number.ToString($"N{decimals}", Of(language));

    /// <summary><c>37 %</c>, <c>37%</c>, from 0.37.</summary>
    public static string Percent(decimal share, string language, int decimals = 0) =>
        $"{Number(share * 100, language, decimals)}{(language is "en" ? "%" : $"{Typography.Kept}%")}";

    /// <summary><c>1 250,50 €</c>, <c>€1,250.50</c>.</summary>
    public static string Euros(decimal amount, string language) =>
        language is "en" ? $"€{Number(amount, language, 2)}" : $"{Number(amount, language, 2)}{Typography.Kept}€";

    /// <summary><c>22 novembre 2026</c>, <c>22 November 2026</c>.</summary>
    public static string Date(DateOnly day, string language) =>
        day.Day is 1 && language is not "en" ? $"1er {day.ToString("MMMM yyyy", Of(language))}" : day.ToString("d MMMM yyyy", Of(language));

    public static string Date(DateTimeOffset moment, string language) => Date(FrenchCalendar.DayOf(moment), language);

    /// <summary><c>22/11/2026</c> in both languages, for tables.</summary>
    public static string ShortDate(DateOnly day) => day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);

    public static string ShortDate(DateTimeOffset moment) => ShortDate(FrenchCalendar.DayOf(moment));

    /// <summary><c>22 novembre 2026 à 14 h 05</c>, <c>22 November 2026 at 14:05</c>.</summary>
    public static string Moment(DateTimeOffset moment, string language) =>
        language is "en" ? $"{Date(moment, language)} at {Time(moment, language)}" : $"{Date(moment, language)} à {Time(moment, language)}";

    /// <summary><c>14 h 05</c>, <c>14:05</c>.</summary>
    public static string Time(DateTimeOffset moment, string language) =>
        FrenchCalendar.TimeOf(moment).ToString(language is "en" ? "HH':'mm" : $"H'{Typography.Kept}h{Typography.Kept}'mm", CultureInfo.InvariantCulture);

    /// <summary>In whole days, hours or minutes, whichever is the largest: <c>3 jours</c>, <c>1 hour</c>.</summary>
    public static string Duration(TimeSpan length, string language) => length switch
    {
        { TotalDays: >= 1 } => PageTexts.Count("duration-days", (long)length.TotalDays, language),
        { TotalHours: >= 1 } => PageTexts.Count("duration-hours", (long)length.TotalHours, language),
        _ => PageTexts.Count("duration-minutes", (long)length.TotalMinutes, language),
    };

    private static CultureInfo MakeFrench()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();

        // As browsers group digits, so that a live number does not jump.
        culture.NumberFormat.NumberGroupSeparator = Typography.Narrow.ToString();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        string[] months =
            ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre", string.Empty];
        culture.DateTimeFormat.MonthNames = months;
        culture.DateTimeFormat.MonthGenitiveNames = months;
        culture.DateTimeFormat.DayNames = ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"];
        return CultureInfo.ReadOnly(culture);
    }

    private static CultureInfo MakeEnglish() => CultureInfo.ReadOnly((CultureInfo)CultureInfo.InvariantCulture.Clone());
}
