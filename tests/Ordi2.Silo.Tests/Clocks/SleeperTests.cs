using System.Reflection;
using Ordi2.Domain.Aggregates;
using Ordi2.Silo.Clocks;

namespace Ordi2.Silo.Tests.Clocks;

public sealed class SleeperTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    public static TheoryData<string> EveryKind => [.. typeof(Kinds).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(one => one.GetValue(null)!)
        .Select(kind => (string)kind.GetType().GetProperty("Name")!.GetValue(kind)!)];

    [Theory]
    [MemberData(nameof(EveryKind))]
    public async Task Every_kind_of_aggregate_can_be_woken(string kind) =>
        Assert.Equal(0, await Sleepers.Of(silo.Grains, kind, $"{kind}/nobody").WakeAsync());
}
