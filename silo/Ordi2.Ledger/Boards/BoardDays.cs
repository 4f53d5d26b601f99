using System.Globalization;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Boards;

/// <summary>What was reached on one day on one board.</summary>
/// <param name="Day">The day in Paris.</param>
/// <param name="Milestone"><c>received</c>, <c>ready</c>, <c>placed</c> or <c>ended</c>.</param>
/// <param name="Machines">How many machines reached it that day.</param>
public sealed record DayCount(DateOnly Day, string Milestone, long Machines);

/// <summary>How many machines wait in one stretch of the chain since one month.</summary>
/// <param name="Stretch"><c>arrive</c>, <c>work</c>, <c>place</c>, or <c>ready-A</c> for stock of a grade.</param>
/// <param name="Month">First day of the month in which they entered their status.</param>
/// <param name="Machines">How many.</param>
public sealed record AgeCount(string Stretch, DateOnly Month, long Machines);

/// <summary>
/// What a board keeps beside its counters: the milestones of each day, and since when machines stand where they stand. They lie
/// under scopes of their own, so that a live board does not read them with each change.
/// </summary>
public static class BoardDays
{
    internal const string Days = "days/";
    internal const string Ages = "ages/";

    /// <summary>The milestones, in the order of the chain.</summary>
    public static readonly IReadOnlyList<string> Milestones = ["received", "ready", "placed", "ended"];

    /// <summary>
    /// What a change of a machine adds to a day, on each board: nothing when no milestone was reached. Among the organisations it
    /// counts for the one that did it, whoever holds the machine before and after.
    /// </summary>
    public static IEnumerable<(string Scope, string Counter)> Of(MachineRow? before, MachineRow after, DateTimeOffset recordedAt, string organisation)
    {
        ArgumentNullException.ThrowIfNull(after);

        if (before?.Status == after.Status || MilestoneOf(after.Status) is not { } milestone)
        {
            yield break;
        }

        var counter = string.Create(CultureInfo.InvariantCulture, $"{FrenchCalendar.DayOf(recordedAt):yyyy-MM-dd}/{milestone}");

        foreach (var scope in BoardCounters.ScopesOf(after with { Holder = organisation }))
        {
            yield return (Days + scope, counter);
        }
    }

    /// <summary>The same for a machine that is followed event by event; a row that is not there yet changes nothing.</summary>
    /// <param name="row">The row before the event; after the call, the row after it.</param>
    /// <param name="after">The row after the event.</param>
    /// <param name="recordedAt">When it was recorded.</param>
    /// <param name="organisation">For which organisation somebody did it.</param>
    public static IEnumerable<(string Scope, string Counter)> Next(ref MachineRow? row, MachineRow? after, DateTimeOffset recordedAt, string organisation)
    {
        var before = row;
        row = after ?? before;
        return after is null ? [] : Of(before, after, recordedAt, organisation);
    }

    /// <summary>Where a machine stands and since which month; nothing for one that is at its end.</summary>
    internal static string? AgeOf(MachineRow row) => StretchOf(row) is { } stretch
        ? string.Create(CultureInfo.InvariantCulture, $"{stretch}/{FrenchCalendar.DayOf(row.StatusSince):yyyy-MM}")
        : null;

    /// <summary>Whether two rows count for the same age: the usual case, seen without asking the calendar.</summary>
    internal static bool IsSameAge(MachineRow? before, MachineRow? after) => before is not null && after is not null
        && StretchOf(before) == StretchOf(after)
        && (before.StatusSince == after.StatusSince || MonthOf(before.StatusSince) == MonthOf(after.StatusSince));

    private static (int Year, int Month) MonthOf(DateTimeOffset moment) => FrenchCalendar.DayOf(moment) is var day ? (day.Year, day.Month) : default;

    private static string? MilestoneOf(MachineStatus status) => status switch
    {
        MachineStatus.Received => "received",
        MachineStatus.Ready => "ready",
        MachineStatus.Placed => "placed",
        MachineStatus.Recycled or MachineStatus.HandedBack or MachineStatus.Dismantled => "ended",
        _ => null,
    };

    private static string? StretchOf(MachineRow row) => row.Status switch
    {
        MachineStatus.Declared or MachineStatus.Collected or MachineStatus.Received => "arrive",
        MachineStatus.Triaged or MachineStatus.Audited or MachineStatus.Wiping or MachineStatus.Wiped or MachineStatus.WipeFailed or MachineStatus.InRepair
            or MachineStatus.AwaitingPart or MachineStatus.Installed or MachineStatus.QcFailed => "work",
        MachineStatus.Ready => $"ready-{Contracts.Codes.Code(row.Grade)}",
        MachineStatus.InTransit or MachineStatus.AtEpn or MachineStatus.Returning => "place",
        _ => null,
    };
}
