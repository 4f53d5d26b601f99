using System.Collections.Immutable;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Donations;

namespace Ordi2.Domain.Donations;

/// <summary>What counts for the ratio of a public body: items directed to re-use among those reformed (loi REEN art. 16, décret 2023-266).</summary>
public static class ReenRules
{
    /// <summary>Whether a line counts.</summary>
    /// <param name="line">The announced line.</param>
    /// <param name="on">The day it is looked at, where the donor did not say when it reformed them.</param>
    /// <param name="oldestYears">Older than this they go to recycling and stand outside of the ratio.</param>
    public static bool Counts(AnnouncedLine line, DateOnly on, int oldestYears) =>
        !line.Protected && !(line.AcquiredOn is { } acquired && acquired.AddYears(oldestYears) < (line.ReformedOn ?? on));

    /// <summary>Numbers of the lines, from 1, that do not count.</summary>
    public static ImmutableArray<int> Outside(ImmutableArray<AnnouncedLine> lines, DateTimeOffset at, int? oldestYears)
    {
        var on = FrenchCalendar.DayOf(at);
        return [.. lines.Select((line, index) => (line, index)).Where(pair => !Counts(pair.line, on, oldestYears ?? PoleRules.Default.ReuseOldestYears)).Select(pair => pair.index + 1)];
    }
}
