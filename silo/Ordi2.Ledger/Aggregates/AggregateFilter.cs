using System.Collections.Immutable;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Aggregates;

/// <summary>Which aggregates a list shows. What is not given does not filter.</summary>
public sealed record AggregateFilter
{
    public const int MostRows = Questions.MostRows;

    public required string Kind { get; init; }

    /// <summary>Only those that name this organisation in one of <see cref="Relations"/>.</summary>
    public string? Party { get; init; }

    /// <summary>One bit for each relation that counts; all of them unless said otherwise.</summary>
    public long Relations { get; init; } = long.MaxValue;

    /// <summary>Also those that name everybody: most of their kind.</summary>
    public bool AmongEverybodys { get; init; }

    public string? Status { get; init; }

    /// <summary>Only those of this sort of their kind: <c>THEFT</c> among incidents.</summary>
    public string? Sort { get; init; }

    /// <summary>Only those about this: <c>machine/H4T9CXB</c>.</summary>
    public string? About { get; init; }

    /// <summary>Only those that name this organisation as well, as whatever: holder, EPN, donor…</summary>
    public string? Organisation { get; init; }

    /// <summary>Only those that the system must look at before this moment.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only those of which a number or a name begins so (<see cref="Search.SearchWords"/>).</summary>
    public string? Word { get; init; }

    /// <summary>
    /// By what <see cref="Party"/> may pick out which rows, where not by everything: who is named, what it is about, which sort
    /// it is and when it is due pick only rows that one of these allows.
    /// </summary>
    public ImmutableArray<AggregatePick>? Picks { get; init; }

    /// <summary>Id of the last row of the page before.</summary>
    public string? After { get; init; }

    /// <summary>From 1 to <see cref="MostRows"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>What somebody may pick out of a list.</summary>
/// <param name="Seer">One bit for each relation of the asker to the row for which this holds.</param>
/// <param name="Named">One bit for each relation by which the row may be picked.</param>
/// <param name="About">Whether it may be picked by what it is about.</param>
/// <param name="Due">Whether it may be picked by when it is due.</param>
/// <param name="Sort">Whether it may be picked by which sort of its kind it is.</param>
public readonly record struct AggregatePick(long Seer, long Named, bool About, bool Due, bool Sort = false);
