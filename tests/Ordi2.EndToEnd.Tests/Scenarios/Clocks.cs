using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class ClocksOnSqlite(SqliteTown town) : Clocks(town), IClassFixture<SqliteTown>;

public sealed class ClocksOnPostgres(PostgresTown town) : Clocks(town), IClassFixture<PostgresTown>;

/// <summary>What happens when nobody does anything (domain.md 4.4): the silence of five working days is consent.</summary>
[Trait("Scenario", "Clocks")]
public abstract class Clocks(Town town)
{
    private readonly Hand _here = town.As("atelier-du-canal", "OPERATOR");
    private readonly Hand _there = town.As("fabrique-des-tilleuls", "OPERATOR");

    [Fact]
    public async Task A_holder_that_never_answers_does_not_keep_a_machine_from_who_has_it()
    {
        var code = Hand.NewLabel();
        await _here.DoAsync(code, "receive-device", new { type = "LAPTOP" });
        await _there.DoAsync(code, "claim-custody");
        var claimed = await _here.GetAsync($"/api/machines/{code}");
        Assert.Equal("atelier-du-canal", claimed.GetProperty("holder").GetString());
        var left = claimed.GetProperty("dueAt").GetDateTimeOffset() - town.Clock.GetUtcNow();

        // Five working days: five days from a Sunday, six from a Saturday, seven from a Monday, more where there are holidays.
        Assert.InRange(left.TotalDays, 4.99, 12);
        await town.PassAsync(left - TimeSpan.FromHours(1));
        Assert.Equal("atelier-du-canal", (await _here.GetAsync($"/api/machines/{code}")).GetProperty("holder").GetString());

        await town.PassAsync(TimeSpan.FromHours(1));

        var passed = await _there.GetAsync($"/api/machines/{code}");
        Assert.Equal("fabrique-des-tilleuls", passed.GetProperty("holder").GetString());
        Assert.False(passed.TryGetProperty("dueAt", out var due) && due.ValueKind is not System.Text.Json.JsonValueKind.Null);
        await town.AssertSoundAsync();
    }
}
