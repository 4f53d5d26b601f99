using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Machines;

namespace Ordi2.Ledger.Writing;

/// <summary>How much one counter of one board moves.</summary>
internal readonly record struct CounterDelta(string Scope, string Counter, long Amount)
{
    /// <summary>The difference between what a machine counted for before its events and what it counts for after.</summary>
    public static List<CounterDelta> Of(MachineRowChange? change)
    {
        if (change is null)
        {
            return [];
        }

        var deltas = new List<CounterDelta>(16);
        if (change.Before is { } before)
        {
            Add(deltas, before, -1);
        }

        Add(deltas, change.After, +1);
        deltas.RemoveAll(delta => delta.Amount == 0);
        return deltas;
    }

    private static void Add(List<CounterDelta> deltas, MachineRow row, int sign)
    {
        // A machine is on at most four boards with about six counters each: looking through the list beats a dictionary.
        foreach (var (scope, counter, amount) in BoardCounters.Of(row))
        {
            var at = deltas.FindIndex(delta => delta.Counter == counter && delta.Scope == scope);
            if (at < 0)
            {
                deltas.Add(new CounterDelta(scope, counter, sign * amount));
            }
            else
            {
                deltas[at] = deltas[at] with { Amount = deltas[at].Amount + (sign * amount) };
            }
        }
    }
}
