using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Journey;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class HandoversOnSqlite(SqliteTown town) : HandoversByCode(town), IClassFixture<SqliteTown>;

public sealed class HandoversOnPostgres(PostgresTown town) : HandoversByCode(town), IClassFixture<PostgresTown>;

/// <summary>Machines pass between two organisations: by both sides, by a code on the other's device, or by five working days of silence.</summary>
[Trait("Scenario", "Handovers")]
public abstract class HandoversByCode(Town town)
{
    private const string Other = "fabrique-des-tilleuls";

    private readonly Journey _journey = new(town);
    private readonly Hand _other = town.As(Other, "STOREKEEPER");

    [Fact]
    public async Task A_code_of_one_side_entered_by_the_other_hands_the_machines_over()
    {
        var machines = await Task.WhenAll(_journey.WipedAsync(), _journey.WipedAsync());
        var handover = Id(await _journey.Storekeeper.CreateAsync("handovers", new { from = _journey.Workshop, to = Other, machines }));
        var code = (await _other.PostAsync($"/api/handover-codes/{handover}", new { })).Body.GetProperty("code").GetString()!;
        Assert.Matches("^[0-9]{6}$", code);

        var wrong = code == "000000" ? "000001" : "000000";
        Assert.Equal(4, (await _journey.Storekeeper.ActAsync("handovers", handover, "enter-code", new { code = wrong })).GetProperty("attemptsLeft").GetInt32());
        Assert.All(await HoldersAsync(machines), holder => Assert.Equal(_journey.Workshop, holder));

        var signed = await _journey.Storekeeper.ActAsync("handovers", handover, "enter-code", new { code });
        Assert.Equal(("CONFIRMED", "BY_CODE"), (signed.GetProperty("status").GetString(), signed.GetProperty("proof").GetString()));
        Assert.DoesNotContain(code, signed.ToString(), StringComparison.Ordinal);
        Assert.All(await HoldersAsync(machines), holder => Assert.Equal(Other, holder));
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task Who_never_answers_agrees_after_five_working_days()
    {
        var machine = await _journey.WipedAsync();
        var offered = await _journey.Storekeeper.CreateAsync("handovers", new { from = _journey.Workshop, to = Other, machines = new[] { machine } });
        await town.PassAsync(offered.GetProperty("confirmedAfter").GetDateTimeOffset() - town.Clock.GetUtcNow() - TimeSpan.FromHours(1));
        Assert.Equal(_journey.Workshop, Assert.Single(await HoldersAsync([machine])));
        await town.PassAsync(TimeSpan.FromHours(1));
        Assert.Equal("BY_SILENCE", (await _other.GetAsync($"/api/handovers/{Id(offered)}")).GetProperty("proof").GetString());
        Assert.Equal(Other, Assert.Single(await HoldersAsync([machine])));
    }

    [Fact]
    public async Task What_the_other_side_contests_stays_where_it_is_until_the_pole_decides()
    {
        var machine = await _journey.WipedAsync();
        var handover = Id(await _other.CreateAsync("handovers", new { from = _journey.Workshop, to = Other, machines = new[] { machine } }));
        await _journey.Storekeeper.ActAsync("handovers", handover, "contest", new { reason = "elle est sur notre étagère" });
        var contested = await _journey.Coordinator.GetAsync($"/api/machines/{machine}");
        Assert.Equal(_journey.Workshop, contested.GetProperty("holder").GetString());
        Assert.Contains("DISPUTE_CUSTODY", contested.GetProperty("holds").EnumerateArray().Select(hold => hold.GetString()));
        await _journey.Coordinator.DoAsync(machine, "settle-custody", new { holder = Other, reason = "vue là-bas" });
        Assert.Equal(Other, Assert.Single(await HoldersAsync([machine])));
    }

    private async Task<string?[]> HoldersAsync(string[] machines)
    {
        var holders = new List<string?>();

        foreach (var machine in machines)
        {
            holders.Add((await _journey.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("holder").GetString());
        }

        return [.. holders];
    }
}
