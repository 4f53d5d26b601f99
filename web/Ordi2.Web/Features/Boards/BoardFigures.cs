using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Boards;

namespace Ordi2.Web.Features.Boards;

/// <summary>How long machines have stood where they stand, in four spans of months.</summary>
/// <param name="Name"><c>arrive</c>, <c>work</c>, <c>place</c>, or the grade of the stock.</param>
/// <param name="Spans">This month, one or two months, three to five, six and more.</param>
internal sealed record AgeRow(string Name, ImmutableArray<long> Spans);

/// <summary>What was reached on one day, in the order of <see cref="Milestones.All"/>.</summary>
internal sealed record DayRow(DateOnly Day, ImmutableArray<long> Reached);

/// <summary>The figures of a board that are not counters: by day, and by age. Read from what the ledger keeps, never counted.</summary>
internal sealed class BoardFigures(BoardQueries boards, TimeProvider time)
{
    /// <summary>How far back the days go.</summary>
    public const int Days = 28;

    /// <summary>So long the figures that were drawn for one open board are good for the others.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private const string Stock = "ready-";
    private const int MostAskedInASecond = 50;
    private const int LongestSpread = 60;

    private static readonly string[] Stretches = ["arrive", "work", "place"];

    /// <summary>Seconds over which so many open boards spread what they ask; none for a few, so that they are fresh at once.</summary>
    public static int SpreadOf(int viewers) => Math.Min(LongestSpread, viewers / MostAskedInASecond);

    public DateTimeOffset Now => time.GetUtcNow();

    public DateOnly Today => FrenchCalendar.DayOf(Now);

    /// <summary>A row for each of the last days, also for those on which nothing was reached.</summary>
    public async Task<ImmutableArray<DayRow>> DaysAsync(string scope, CancellationToken cancellationToken)
    {
        var today = Today;
        var counts = (await boards.DaysAsync(scope, today.AddDays(1 - Days), cancellationToken)).ToDictionary(count => (count.Day, count.Milestone), count => count.Machines);

        return
        [
            .. Enumerable.Range(1 - Days, Days)
                .Select(today.AddDays)
                .Select(day => new DayRow(day, [.. Milestones.All.Select(milestone => counts.GetValueOrDefault((day, milestone)))])),
        ];
    }

    /// <summary>The stretches of the chain, and the stock by grade.</summary>
    public async Task<(ImmutableArray<AgeRow> Stretches, ImmutableArray<AgeRow> Stock)> AgesAsync(string scope, CancellationToken cancellationToken)
    {
        var counts = await boards.AgesAsync(scope, cancellationToken);

        return (
            [.. Stretches.Select(stretch => RowOf(stretch, counts.Where(count => count.Stretch == stretch)))],
            [.. Enum.GetValues<Grade>().Select(grade => grade.Code()).Select(grade => RowOf(grade, counts.Where(count => count.Stretch == Stock + grade)))]);
    }

    private AgeRow RowOf(string name, IEnumerable<AgeCount> counts)
    {
        var spans = new long[4];

        foreach (var count in counts)
        {
            var months = ((Today.Year - count.Month.Year) * 12) + Today.Month - count.Month.Month;
            spans[months switch { <= 0 => 0, <= 2 => 1, <= 5 => 2, _ => 3 }] += count.Machines;
        }

        return new(name, [.. spans]);
    }
}
