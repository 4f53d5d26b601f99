using System.Globalization;
using Ordi2.Contracts.Calendar;

namespace Ordi2.Contracts.Texts;

/// <summary>What stands where somebody's words were, once their time is over.</summary>
public static class ErasedText
{
    /// <summary>The words that everybody reads instead: <c>effacé le 02/03/2031 (durée de conservation)</c>.</summary>
    /// <param name="at">When they were erased.</param>
    public static string Say(DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"effacé le {FrenchCalendar.DayOf(at):dd/MM/yyyy} (durée de conservation)");
}
