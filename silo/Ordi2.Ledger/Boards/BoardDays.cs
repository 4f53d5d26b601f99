using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Boards;

/// <summary>What was reached on one day on one board.</summary>
/// <param name="Day">The day in Paris.</param>
/// <param name="Milestone">One of <see cref="Milestones"/>.</param>
/// <param name="Machines">How many machines reached it that day.</param>
public sealed record DayCount(DateOnly Day, string Milestone, long Machines);

/// <summary>How many machines wait in one stretch of the chain since one month.</summary>
/// <param name="Stretch"><c>arrive</c>, <c>work</c>, <c>place</c>, or <c>ready-A</c> for stock of a grade.</param>
/// <param name="Month">First day of the month in which they entered their status; of stock, in which they passed their check.</param>
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

    /// <summary>What it means for the days of each board that a machine reached a milestone. Among the organisations it counts for the one that did it, whoever holds the machine.</summary>
    /// <param name="row">The machine.</param>
    /// <param name="milestone">One of <see cref="Milestones"/>.</param>
    /// <param name="recordedAt">When it was recorded.</param>
    /// <param name="organisation">For which organisation somebody did it.</param>
    /// <param name="amount">+1, or -1 where it turned out not to be so.</param>
    public static IEnumerable<(string Scope, string Counter, int Amount)> Of(MachineRow row, string milestone, DateTimeOffset recordedAt, string organisation, int amount)
    {
        ArgumentNullException.ThrowIfNull(row);

        var counter = CounterOf(milestone, recordedAt);
        return BoardCounters.ScopesOf(row with { Holder = organisation }).Select(scope => (Days + scope, counter, amount));
    }

    /// <summary>The same for the board of its donation alone: it was told later with which one the machine came.</summary>
    /// <param name="donation">Which donation.</param>
    /// <param name="milestone">One of <see cref="Milestones"/>.</param>
    /// <param name="recordedAt">When it was recorded.</param>
    /// <param name="amount">+1, or -1 where it turned out not to be so.</param>
    public static IEnumerable<(string Scope, string Counter, int Amount)> OfDonation(string donation, string milestone, DateTimeOffset recordedAt, int amount) =>
        [(Days + BoardCounters.OfDonation(donation), CounterOf(milestone, recordedAt), amount)];

    private static string CounterOf(string milestone, DateTimeOffset recordedAt) => $"{FrenchCalendar.Iso(recordedAt)}/{milestone}";

    /// <summary>Where a machine stands and since which month; nothing for one that is at its end.</summary>
    internal static string? AgeOf(MachineRow row) => StretchOf(row) is { } stretch
        ? $"{stretch}/{FrenchCalendar.IsoMonth(FrenchCalendar.DayOf(SinceOf(row)))}"
        : null;

    /// <summary>Whether two rows count for the same age: the usual case, seen without asking the calendar.</summary>
    internal static bool IsSameAge(MachineRow? before, MachineRow? after) => before is not null && after is not null
        && StretchOf(before) == StretchOf(after)
        && (SinceOf(before) == SinceOf(after) || MonthOf(SinceOf(before)) == MonthOf(SinceOf(after)));

    /// <summary>Stock is as old as its check: whoever reserved it for a while did not make it younger.</summary>
    private static DateTimeOffset SinceOf(MachineRow row) => row.Status is MachineStatus.Ready ? row.InStockSince : row.StatusSince;

    private static (int Year, int Month) MonthOf(DateTimeOffset moment) => FrenchCalendar.DayOf(moment) is var day ? (day.Year, day.Month) : default;

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
