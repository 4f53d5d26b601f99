using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Boards;

/// <summary>
/// Which boards a machine is shown on, and what it counts for there. The one place that says so: increments, recounts and
/// rebuilds all ask here.
/// </summary>
public static class BoardCounters
{
    /// <summary>On the board of an organisation: how many machines of the chain it owns. It moves with the ownership, a few times in a life.</summary>
    public const string Owned = "owned";

    /// <summary>All that a machine counts for, on every board of it.</summary>
    public static IReadOnlyList<(string Scope, string Counter, int Amount)> Of(MachineRow row) => Moves(null, row);

    /// <summary>
    /// How much which counter of which board moves when a machine that counted as one row counts as another. Nearly every scan
    /// leaves a machine on its boards, and then only what differs is looked at.
    /// </summary>
    public static IReadOnlyList<(string Scope, string Counter, int Amount)> Moves(MachineRow? before, MachineRow after)
    {
        ArgumentNullException.ThrowIfNull(after);

        var moves = new List<(string Scope, string Counter, int Amount)>(8);

        if (before is null || AreSameBoards(before, after))
        {
            Add(moves, ScopesOf(after), before, after);
        }
        else
        {
            Add(moves, ScopesOf(before), before, null);
            Add(moves, ScopesOf(after), null, after);
        }

        AddOwner(moves, OwnerOf(before), OwnerOf(after));

        if (before is null || !before.PastGifts.AsSpan().SequenceEqual(after.PastGifts.AsSpan()))
        {
            AddPast(moves, before, -1);
            AddPast(moves, after, +1);
        }

        return moves;
    }

    /// <summary>The boards that show a machine.</summary>
    public static IReadOnlyList<string> ScopesOf(MachineRow row)
    {
        ArgumentNullException.ThrowIfNull(row);

        var scopes = new List<string>(4) { "national" };

        if (row.Pole is not null)
        {
            scopes.Add($"pole/{row.Pole}");
        }

        if (row.Holder is not null)
        {
            scopes.Add(BoardOf(row.Holder));
        }

        if (row.Donation is not null)
        {
            scopes.Add(OfDonation(row.Donation));
        }

        return scopes;
    }

    /// <summary>The boards on which something may look different after a change: those that showed the machine and those that do.</summary>
    internal static ImmutableArray<string> ScopesOf(MachineRowChange change)
    {
        var after = ScopesOf(change.After);
        var scopes = change.Before is not { } before || AreSameBoards(before, change.After) ? after.AsEnumerable() : ScopesOf(before).Union(after, StringComparer.Ordinal);
        return OwnerOf(change.Before) is var gave && OwnerOf(change.After) is var got && gave != got
            ? [.. scopes.Union(((string?[])[gave, got]).OfType<string>().Select(BoardOf), StringComparer.Ordinal)]
            : [.. scopes];
    }

    private static bool AreSameBoards(MachineRow before, MachineRow after) =>
        before.Pole == after.Pole && before.Holder == after.Holder && before.Donation == after.Donation;

    private static void Add(List<(string Scope, string Counter, int Amount)> moves, IReadOnlyList<string> scopes, MachineRow? before, MachineRow? after)
    {
        if (before is null || after is null)
        {
            Add(moves, scopes, "machines", (after is null ? 0 : 1) - (before is null ? 0 : 1));
        }

        AddNames(moves, scopes, "status/", before?.Status.Code(), after?.Status.Code());
        AddNames(moves, scopes, "type/", before?.Type.Code(), after?.Type.Code());
        Add(moves, scopes, "blocked", One(after is not null && after.Holds != 0) - One(before is not null && before.Holds != 0));
        Add(moves, scopes, "held-scans", (after?.HeldScans ?? 0) - (before?.HeldScans ?? 0));
        Add(moves, scopes, "findings", One(after is { Findings.IsEmpty: false }) - One(before is { Findings.IsEmpty: false }));

        if (!BoardDays.IsSameAge(before, after))
        {
            AddAge(moves, scopes, before, -1);
            AddAge(moves, scopes, after, +1);
        }
    }

    /// <summary>Whoever owns a machine that is still in the chain, wherever it is.</summary>
    private static string? OwnerOf(MachineRow? row) => row is { Owner: { } owner, Status: not (MachineStatus.Recycled or MachineStatus.HandedBack) } ? owner : null;

    /// <summary>The board of a donation.</summary>
    internal static string OfDonation(string donation) => $"donation/{donation}";

    private static string BoardOf(string organisation) => $"organisation/{organisation}";

    private static void AddOwner(List<(string Scope, string Counter, int Amount)> moves, string? before, string? after)
    {
        if (before == after)
        {
            return;
        }

        if (before is not null)
        {
            moves.Add((BoardOf(before), Owned, -1));
        }

        if (after is not null)
        {
            moves.Add((BoardOf(after), Owned, +1));
        }
    }

    /// <summary>A machine that was given again stays on the boards of the gifts before as what had become of it: their balances close.</summary>
    private static void AddPast(List<(string Scope, string Counter, int Amount)> moves, MachineRow? row, int amount)
    {
        foreach (var past in row?.PastGifts ?? [])
        {
            IReadOnlyList<string> scopes = [OfDonation(past.Donation)];
            Add(moves, scopes, "machines", amount);
            Add(moves, scopes, $"status/{past.Status.Code()}", amount);
            Add(moves, scopes, $"type/{past.Type.Code()}", amount);
        }
    }

    private static int One(bool counts) => counts ? 1 : 0;

    private static void AddNames(List<(string Scope, string Counter, int Amount)> moves, IReadOnlyList<string> scopes, string kind, string? before, string? after)
    {
        if (before == after)
        {
            return;
        }

        if (before is not null)
        {
            Add(moves, scopes, kind + before, -1);
        }

        if (after is not null)
        {
            Add(moves, scopes, kind + after, +1);
        }
    }

    private static void AddAge(List<(string Scope, string Counter, int Amount)> moves, IReadOnlyList<string> scopes, MachineRow? row, int amount)
    {
        if (row is not null && BoardDays.AgeOf(row) is { } age)
        {
            foreach (var scope in scopes)
            {
                moves.Add((BoardDays.Ages + scope, age, amount));
            }
        }
    }

    private static void Add(List<(string Scope, string Counter, int Amount)> moves, IReadOnlyList<string> scopes, string counter, int amount)
    {
        if (amount != 0)
        {
            for (var i = 0; i < scopes.Count; i++)
            {
                moves.Add((scopes[i], counter, amount));
            }
        }
    }
}
