using Ordi2.Contracts;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Boards;

/// <summary>
/// Which boards a machine is shown on, and what it counts for there. The one place that says so: increments, recounts and
/// rebuilds all ask here.
/// </summary>
public static class BoardCounters
{
    /// <summary>All that a machine counts for, on every board of it.</summary>
    public static IEnumerable<(string Scope, string Counter, int Amount)> Of(MachineRow row)
    {
        var counters = CountersOf(row).ToArray();
        var age = BoardDays.AgeOf(row);

        foreach (var scope in ScopesOf(row))
        {
            foreach (var (counter, amount) in counters)
            {
                yield return (scope, counter, amount);
            }

            if (age is not null)
            {
                yield return (BoardDays.Ages + scope, age, 1);
            }
        }
    }

    /// <summary>The boards that show a machine.</summary>
    public static IEnumerable<string> ScopesOf(MachineRow row)
    {
        yield return "national";

        if (row.Pole is not null)
        {
            yield return $"pole/{row.Pole}";
        }

        if (row.Holder is not null)
        {
            yield return $"organisation/{row.Holder}";
        }

        if (row.Donation is not null)
        {
            yield return $"donation/{row.Donation}";
        }
    }

    /// <summary>Whether a scope is that of a board, and not of what is kept beside one.</summary>
    internal static bool IsBoard(string scope) =>
        !scope.StartsWith(BoardDays.Ages, StringComparison.Ordinal) && !scope.StartsWith(BoardDays.Days, StringComparison.Ordinal);

    /// <summary>The counters that it adds 1 to (or its number of held scans) on each of those boards.</summary>
    private static IEnumerable<(string Counter, int Amount)> CountersOf(MachineRow row)
    {
        yield return ("machines", 1);
        yield return ($"status/{row.Status.Code()}", 1);
        yield return ($"type/{row.Type.Code()}", 1);

        if (row.Holds != 0)
        {
            yield return ("blocked", 1);
        }

        if (row.HeldScans > 0)
        {
            yield return ("held-scans", row.HeldScans);
        }

        if (!row.Findings.IsEmpty)
        {
            yield return ("findings", 1);
        }
    }
}
