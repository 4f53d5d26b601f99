using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Rounds;

namespace Ordi2.Domain.Rounds;

/// <summary>Counts put together: a kind that nobody counted stays « non comptés »; one that somebody counted is the sum of what was counted.</summary>
public static class PickedUp
{
    public static ImmutableArray<TypeCount> Together(IEnumerable<TypeCount> counts)
    {
        var sums = new SortedDictionary<DeviceType, int?>();

        foreach (var line in counts)
        {
            sums.TryGetValue(line.Type, out var sum);
            sums[line.Type] = line.Count is { } count ? (sum ?? 0) + count : sum;
        }

        return [.. sums.Select(pair => new TypeCount(pair.Key, pair.Value))];
    }
}
