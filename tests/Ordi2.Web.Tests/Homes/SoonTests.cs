using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Homes;

/// <summary>What is soon is a rule of the pole, and the same on every page that speaks of it. A server of its own: it changes the rules.</summary>
public class SoonTests(DemoServer server) : IClassFixture<DemoServer>
{
    private readonly Workday _day = new(server);

    [Fact]
    public async Task Homes_lists_and_boards_call_soon_what_the_rules_of_the_pole_call_soon()
    {
        await _day.CreateAsync(server.Token(Role.Coordinator), "configurations", new { id = Workday.Pole, rules = new { placementDays = 10 }, reason = "accord local" });
        var (dossier, machines) = await _day.ArrivedAsync(2);
        var loan = await _day.LoanAsync(dossier, 45);
        await _day.PlaceAsync(loan, machines[0]);
        using var partner = await server.BrowserAsync(Role.Partner, "asso-horizon-emploi");
        using var epn = await server.BrowserAsync(Role.Animator, "epn-le-phare");
        using var pole = await server.BrowserAsync(Role.Coordinator);
        Assert.Null((await partner.OpenAsync("/")).Document.QuerySelector(".todo a[href='/ours']"));
        Assert.Null((await pole.OpenAsync("/")).Document.QuerySelector(".todo a[href='/alerts?show=Placements']"));

        await _day.ActAsync(server.Token(Role.Coordinator), "configurations", Workday.Pole, "change-rules", new { rules = new { loanReminderDays = new[] { -60, -7, 1, 15 }, placementReminderDays = 20 }, reason = "prévenir plus tôt" });

        Assert.NotNull((await partner.OpenAsync("/")).Document.QuerySelector(".todo a[href='/ours']"));
        Assert.NotNull((await epn.OpenAsync("/")).Document.QuerySelector(".todo a[href='/loans?show=soon']"));
        Assert.NotNull((await epn.OpenAsync("/loans?show=soon")).Document.QuerySelector($"a[href='/loans/{loan}']"));
        Assert.Contains("à remettre bientôt", (await pole.OpenAsync("/")).Document.QuerySelector(".todo a[href='/alerts?show=Placements']")!.TextContent, StringComparison.Ordinal);

        foreach (var (reader, scope) in new[] { (epn, "organisation/epn-le-phare"), (pole, $"pole/{Workday.Pole}") })
        {
            var tiles = (await reader.OpenAsync($"/boards/{scope}")).Document.QuerySelectorAll(".loans-due .tile").Select(tile => tile.TextContent).ToArray();
            Assert.Contains(tiles, tile => tile.Contains("dans les 60 jours", StringComparison.Ordinal) && tile.Contains('1', StringComparison.Ordinal));
        }
    }
}
