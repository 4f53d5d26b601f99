using System.Collections.Immutable;
using Ordi2.Contracts.Donations;
using Ordi2.Scanner.Simulation.Planning;
using Ordi2.Scanner.Simulation.Playing;

namespace Ordi2.Scanner.Simulation;

/// <summary>What the server says of the machines of a donation, read once for all that is counted of it.</summary>
/// <param name="Donation">Which donation.</param>
/// <param name="Listed">Its machines, from the lists.</param>
/// <param name="Board">Its counters, from the board.</param>
internal sealed record Standing(DonationId Donation, ImmutableArray<ListedMachine> Listed, IReadOnlyDictionary<string, long> Board)
{
    /// <summary>Of every donation of a plan.</summary>
    public static async Task<ImmutableArray<Standing>> ReadAsync(Api api, Account pole, Plan plan, int parallel, CancellationToken cancellation)
    {
        var all = new Standing[plan.Donations.Length];
        await Parallel.ForEachAsync(
            plan.Donations.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation },
            async (one, stop) =>
            {
                var (index, donation) = one;
                all[index] = new(donation, [.. await api.MachinesAsync(pole, donation.Text, stop)], await api.BoardAsync(pole, $"donation/{donation}", stop));
            });
        return [.. all];
    }

    /// <summary>The balance of all of them together.</summary>
    public static Tally TallyOf(Plan plan, ImmutableArray<Standing> all) => Tally.Of(
        plan,
        [.. all.SelectMany(one => one.Listed)],
        all.SelectMany(one => one.Board).GroupBy(counter => counter.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Sum(counter => counter.Value), StringComparer.Ordinal));
}
