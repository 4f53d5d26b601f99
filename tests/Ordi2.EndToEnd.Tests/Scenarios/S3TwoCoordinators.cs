using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ordi2.Contracts;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

/// <summary>Scenario S3, step 4: two coordinators allocate from the same stock at the same minute.</summary>
internal sealed class S3TwoCoordinators(Town town, Chain chain)
{
    private Hand Coordinator => chain.Coordinator;

    /// <returns>The ten machines of the first dossier.</returns>
    public async Task<string[]> AllocateAsync(string workshop, string mine, string other)
    {
        var stock = await chain.ReadyLaptopsAsync(workshop, 20);
        var second = await town.NewHandAsync(Chain.Pole, Role.Coordinator, "coordination-2");

        // From the same stock at the same minute: both see the same machines, one gets them.
        var first = await Coordinator.CreateAsync("allocations", new { dossier = mine, line = 0, quantity = 10 });
        var rival = await second.CreateAsync("allocations", new { dossier = other, line = 0, quantity = 9 });
        Assert.Equal(stock[..10], Machines(first));
        Assert.Equal(stock[..9], Machines(rival));
        var why = first.GetProperty("machines")[3];
        Assert.Equal(("B", 4, 20), (why.GetProperty("grade").GetString(), why.GetProperty("rank").GetInt32(), why.GetProperty("among").GetInt32()));
        Assert.True(why.TryGetProperty("readySince", out _));

        var confirmed = await Task.WhenAll(
            Coordinator.TryAsync($"/api/allocations/{Id(first)}/confirm"),
            second.TryAsync($"/api/allocations/{Id(rival)}/confirm"));
        var won = Assert.Single(confirmed, one => one.Status is HttpStatusCode.OK).Body;
        var lost = Assert.Single(confirmed, one => one.Status is HttpStatusCode.Conflict).Body;
        var (taken, left) = Id(won) == Id(first) ? (10, 10) : (9, 11);
        Assert.Equal("stock-taken", lost.GetProperty("code").GetString());

        // The free machines that are left, also where the winner is still reserving while the loser is told.
        var told = Regex.Match(lost.ToString(), "(?<left>[0-9]+) machines libres", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.True(told.Success, lost.ToString());
        Assert.Equal(left, int.Parse(told.Groups["left"].Value, CultureInfo.InvariantCulture));

        // Nothing is half reserved, and the loser asks again.
        Assert.Equal(taken, (await Chain.MachinesAsync(Coordinator, "status=RESERVED")).Length);
        var (hand, dossier, quantity) = taken == 10 ? (second, other, 9) : (Coordinator, mine, 10);
        var again = await hand.CreateAsync("allocations", new { dossier, line = 0, quantity });
        Assert.All(again.GetProperty("machines").EnumerateArray(), one => Assert.Equal(left, one.GetProperty("among").GetInt32()));
        Assert.Empty(Machines(won).Intersect(Machines(again)));
        var ended = await hand.ActAsync("allocations", Id(again), "confirm");
        Assert.Equal("CONFIRMED", Status(ended));
        Assert.Equal(19, (await Chain.MachinesAsync(Coordinator, "status=RESERVED")).Length);
        Assert.Single(await Chain.MachinesAsync(Coordinator, "status=READY"));
        await Coordinator.NotCreatedAsync("more-than-accepted", "allocations", new { dossier = mine, line = 0, quantity = 1 });
        return Machines(taken == 10 ? won : ended);
    }

    private static string Status(JsonElement terms) => terms.GetProperty("status").GetString()!;

    private static string Id(JsonElement terms) => terms.GetProperty("id").GetString()!;

    private static string[] Machines(JsonElement allocation) =>
        [.. allocation.GetProperty("machines").EnumerateArray().Select(one => one.GetProperty("machine").GetString()!)];
}
