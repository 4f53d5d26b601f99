using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Machines;

/// <summary>Which machines a list shows. What is not given does not filter.</summary>
public sealed record MachineFilter
{
    public const int MostRows = Questions.MostRows;

    public MachineStatus? Status { get; init; }

    public string? Site { get; init; }

    public string? Holder { get; init; }

    public string? Donation { get; init; }

    public string? Dossier { get; init; }

    public string? Pole { get; init; }

    public string? Owner { get; init; }

    /// <summary>Give the dossier with it: its index finds the few.</summary>
    public string? Delivery { get; init; }

    /// <summary>With those that went missing while they were lent, which are of no dossier any more.</summary>
    public string? Loan { get; init; }

    public string? Batch { get; init; }

    /// <summary>In their status since this moment or later.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>In their status since before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Checked before this moment, whatever happened to them since; of machines that never were, in their status since before it.</summary>
    public DateTimeOffset? ReadyUntil { get; init; }

    /// <summary>Only machines for which somebody must act before this moment.</summary>
    public DateTimeOffset? DueBefore { get; init; }

    /// <summary>Only machines with a scan that waits for a person.</summary>
    public bool WithHeldScans { get; init; }

    /// <summary>Only machines with a finding that nobody has settled.</summary>
    public bool WithFindings { get; init; }

    /// <summary>Only machines that a hold stops.</summary>
    public bool Blocked { get; init; }

    /// <summary>Only machines that this hold stops.</summary>
    public Hold? Hold { get; init; }

    /// <summary>How a label or a serial begins, in any case. Of a short beginning, the first thousand are shown.</summary>
    public string? StartsWith { get; init; }

    /// <summary>Where the last page ended.</summary>
    public string? Cursor { get; init; }

    /// <summary>From 1 to <see cref="MostRows"/>.</summary>
    public int Limit { get; init; } = 50;
}

/// <summary>One page of a list.</summary>
/// <param name="Rows">In the order of their stage in the chain, then of the week in which they came to their status, then of their codes; of their codes alone where few are asked for.</param>
/// <param name="Cursor">Ask again with it for the next page; <see langword="null"/> when this is the last.</param>
public sealed record MachinePage(ImmutableArray<MachineRow> Rows, string? Cursor);

/// <summary>A page was asked for with something that this program did not give out.</summary>
public sealed class InvalidCursorException(string cursor) : Exception($"'{cursor}' is not a cursor: take it from the page before, or leave it out.");
