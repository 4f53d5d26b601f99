using System.Text.RegularExpressions;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S5GivenUpOnSqlite(SqliteTown town) : S5GivenUpEarly(town), IClassFixture<SqliteTown>;

public sealed class S5GivenUpOnPostgres(PostgresTown town) : S5GivenUpEarly(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S5, its last line: what comes back within the configured months is no longer counted.</summary>
[Trait("Scenario", "S5")]
public abstract class S5GivenUpEarly(Town town)
{
    private const string Epn = "epn-le-phare";
    private const string Partner = "asso-horizon-emploi";

    private readonly Journey _journey = new(town);
    private readonly Hand _animator = town.As(Epn, "ANIMATOR");

    [Fact]
    public async Task What_comes_back_within_the_months_of_the_rules_is_no_longer_counted()
    {
        var machine = await _journey.ReadyAsync();
        var dossier = await _journey.DossierAsync(Epn, Partner, 2);
        await _journey.DeliverAsync(Epn, dossier, [machine]);
        await _journey.PlaceAsync(Epn, await _journey.LoanAsync(Epn, Partner, dossier, _journey.Day(275)), [machine]);
        Assert.Equal((1, "ademe-2022-09", 0), await ImpactOf.HistoryAsync(_journey.Coordinator, machine));

        await town.PassAsync(TimeSpan.FromDays(150));
        await _animator.DoAsync(machine, "request-return", new { kind = "GIVE_UP" });
        await _animator.DoAsync(machine, "receive-return", new { condition = "bon état", chargerPresent = true });
        Assert.Equal((1, "ademe-2022-09", 1), await ImpactOf.HistoryAsync(_journey.Coordinator, machine));
        await town.AssertSoundAsync();
    }
}

/// <summary>The impact of a machine, as its history says.</summary>
internal static class ImpactOf
{
    /// <summary>How often it was counted, with which factors, and how often it was taken back.</summary>
    public static async Task<(int Counted, string Set, int Reversed)> HistoryAsync(Hand hand, string machine)
    {
        var history = (await hand.GetAsync($"/api/machines/{machine}/history")).ToString().Replace(" ", string.Empty, StringComparison.Ordinal);
        var set = Regex.Match(history, "\"factorSetVersion\":\"(?<set>[^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["set"].Value;
        return (history.Split("\"reversedBefore\":").Length - 1, set, history.Split("\"impactReversed\":true").Length - 1);
    }
}
