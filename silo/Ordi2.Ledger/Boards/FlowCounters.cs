using Ordi2.Contracts.Calendar;

namespace Ordi2.Ledger.Boards;

/// <summary>How many machines went from one organisation to another.</summary>
/// <param name="From">Who gave them on; nobody where they entered the chain.</param>
/// <param name="Gift">With which gift they entered; nothing for any other, and where that is not known yet.</param>
/// <param name="To">Who took them; nobody where they left the chain by certified recycling.</param>
/// <param name="Machines">How many times a machine went this way: one that came back and went again counts twice.</param>
public sealed record FlowCount(string? From, string? Gift, string? To, long Machines);

/// <summary>
/// What a pole keeps of the flows between organisations: a counter for each pair and month. They lie beside the days of the boards
/// (<see cref="BoardDays"/>) and are counted again with them.
/// </summary>
public static class FlowCounters
{
    private const string Scope = BoardDays.Days + "flows/pole/";
    private const char To = '>';
    private const char OfAGift = '*';

    /// <summary>Where the pair begins in a counter, as SQL counts: behind <c>2026-11/</c>.</summary>
    internal const int PairAt = 9;

    /// <param name="pole">Whose flows they are.</param>
    /// <param name="flow">What it counts for: +1, or -1 where it turned out not to be so.</param>
    /// <param name="recordedAt">When it was recorded.</param>
    public static (string Scope, string Counter, int Amount) Of(string pole, FlowCount flow, DateTimeOffset recordedAt)
    {
        ArgumentNullException.ThrowIfNull(flow);
        var from = flow.Gift is { } gift ? $"{OfAGift}{gift}" : flow.From;
        return (ScopeOf(pole), $"{FrenchCalendar.IsoMonth(FrenchCalendar.DayOf(recordedAt))}/{from}{To}{flow.To}", (int)flow.Machines);
    }

    internal static string ScopeOf(string pole) => Scope + pole;

    /// <summary>What one counter says, all months of a pair together.</summary>
    /// <param name="pair">The counter without its month.</param>
    /// <param name="machines">Its value.</param>
    internal static FlowCount Read(string pair, long machines) => pair.Split(To) switch
    {
        [[OfAGift, .. var gift], var to] => new(null, gift, Named(to), machines),
        [var from, var to] => new(Named(from), null, Named(to), machines),
        _ => throw new InvalidOperationException($"'{pair}' is no counter of a flow."),
    };

    private static string? Named(string organisation) => organisation.Length == 0 ? null : organisation;
}
