using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Scanner.Simulation.Planning;
using Ordi2.Scanner.Simulation.Playing;

namespace Ordi2.Scanner.Simulation;

/// <summary>One balance: what it says, on both sides.</summary>
internal sealed record BalanceLine(string Name, long Left, long Right)
{
    public bool Closes => Left == Right;
}

/// <summary>
/// The balances of a territory. Invariant 12 for each donation: received = ready + in process + placed + recycled + refused + missing.
/// Invariant 4: the machines of all custodians together are the machines that are not at their end, on the lists and on the boards; and
/// in the history of each machine a custody begins where the one before ended. And what the plan made of everything else is there.
/// </summary>
internal static class Balances
{
    private static readonly string[] Ends = [MachineStatus.Recycled.Code(), MachineStatus.HandedBack.Code()];

    /// <returns>The balances, and what the histories tell of the volumes.</returns>
    public static async Task<(ImmutableArray<BalanceLine> Lines, ImmutableArray<HistoryFigures> Histories)> OfAsync(
        Api api, Territory territory, Plan plan, ImmutableArray<Standing> standing, string prefix, int parallel, CancellationToken cancellation)
    {
        var pole = territory.Pole.Account;
        var together = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation };
        var lines = ImmutableArray.CreateBuilder<BalanceLine>();
        var planned = plan.Machines.ToLookup(machine => machine.Donation);
        var closed = standing.Count(one => Tally.Of(plan with { Machines = [.. planned[one.Donation]] }, one.Listed, one.Board).Balances);
        ListedMachine[] all = [.. standing.SelectMany(one => one.Listed)];

        lines.Add(new("invariant 12: donations whose balance closes, of all", closed, plan.Donations.Length));

        // Announced and never taken over: still the donor's, in nobody's custody.
        var alive = all.Where(machine => !Ends.Contains(machine.Status) && machine.Status != MachineStatus.Declared.Code()).ToArray();
        var byCustodian = alive.Where(machine => machine.Holder is not null).GroupBy(machine => machine.Holder!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => (long)group.Count(), StringComparer.Ordinal);
        lines.Add(new("invariant 4: machines by custodian, and machines not at their end", byCustodian.Values.Sum(), alive.Length));

        var boards = 0L;

        await Parallel.ForEachAsync(byCustodian.Keys, together, async (custodian, stop) =>
        {
            var board = await api.BoardAsync(pole, $"organisation/{custodian}", stop);
            Interlocked.Add(ref boards, board.GetValueOrDefault("machines") - Ends.Append(MachineStatus.Declared.Code()).Sum(end => board.GetValueOrDefault($"status/{end}")));
        });

        lines.Add(new($"invariant 4: the same on the boards of {byCustodian.Count.ToString(CultureInfo.InvariantCulture)} custodians", boards, alive.Length));

        var whole = 0;
        var histories = new HistoryFigures[all.Length];
        await Parallel.ForEachAsync(all.Index(), together, async (one, stop) =>
        {
            var (index, machine) = one;
            var history = await api.HistoryAsync(pole, machine.Machine, stop);
            histories[index] = HistoryFigures.Of(history, machine.Donation);

            if (IsChain(history, machine.Holder))
            {
                Interlocked.Increment(ref whole);
            }
        });
        lines.Add(new("invariant 4: histories in which each custody begins where the last one ended, of all", whole, all.Length));

        foreach (var (name, plural, wanted) in ((string, string, int)[])
        [
            ("donations", "donations", plan.Counts.Donations),
            ("calls for projects", "calls", plan.Counts.Calls),
            ("dossiers", "dossiers", plan.Counts.Dossiers),
            ("loans", "loans", plan.Counts.Loans),
            ("recycling batches", "batches", plan.Counts.Batches),
            ("accompaniment sessions", "sessions", plan.Counts.Sessions),
        ])
        {
            var there = (await api.ListAsync(pole, plural, cancellation)).Count(item => item.GetProperty("id").GetString()!.StartsWith(prefix, StringComparison.Ordinal));
            lines.Add(new($"{name}, there and planned", there, wanted));
        }

        var lent = (await api.ListAsync(pole, "loans", cancellation)).Where(item => item.GetProperty("id").GetString()!.StartsWith(prefix, StringComparison.Ordinal))
            .Sum(item => item.TryGetProperty("openLines", out var open) ? open.GetArrayLength() : 0);
        lines.Add(new("open lines of loans, and machines that are out under one", lent, alive.Count(IsLent)));
        return (lines.ToImmutable(), [.. histories]);
    }

    // The line of a stolen machine stays open until the loss is filed with the loan.
    private static bool IsLent(ListedMachine machine) =>
        machine.Status == MachineStatus.Placed.Code() || machine.Status == MachineStatus.Returning.Code() || machine.Status == MachineStatus.Stolen.Code();

    private static bool IsChain(JsonElement history, string? holder)
    {
        string? custodian = null;

        foreach (var one in history.GetProperty("events").EnumerateArray())
        {
            var data = one.GetProperty("data");
            var type = one.GetProperty("type").GetString()!;

            if (type.StartsWith("machine.custody-passed.", StringComparison.Ordinal))
            {
                if (TextOf(data, "from") != custodian)
                {
                    return false;
                }

                custodian = TextOf(data, "to");
            }
            else if (type.StartsWith("machine.custody-ended.", StringComparison.Ordinal))
            {
                if (TextOf(data, "from") != custodian)
                {
                    return false;
                }

                custodian = null;
            }
        }

        return custodian == holder;
    }

    private static string? TextOf(JsonElement data, string name) => data.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
