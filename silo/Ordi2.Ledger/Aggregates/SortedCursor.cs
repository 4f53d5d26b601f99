using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Aggregates;

/// <summary>Where a page ended of a list whose order is not that of ids.</summary>
/// <param name="Rank"><c>0</c> among those that come first, <c>1</c> after them.</param>
/// <param name="Value">What it is sorted by.</param>
/// <param name="Id">Of the last row.</param>
internal sealed record SortedCursor(string Rank, string Value, string Id)
{
    private const char Between = '~';

    // No identifier has it; the value may have any letter, and comes last.
    public override string ToString() => $"{Rank}{Between}{Id}{Between}{Value}";

    public static SortedCursor Read(string text) => text.Split(Between, 3) is ["0" or "1", var id, var value]
        ? new(text[..1], value, id)
        : throw new InvalidCursorException(text);
}
