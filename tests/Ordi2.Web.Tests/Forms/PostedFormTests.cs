using System.Text.Json;
using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Forms;

/// <summary>Forms as a browser posts them: what is right is done, what is wrong is said beside its field with what was typed kept, and sending twice does it once.</summary>
public sealed partial class PostedFormTests(DemoServer server) : IClassFixture<DemoServer>
{
    private const string Rules = $"/api/configurations/{Workday.Pole}";

    private readonly Workday _day = new(server);

    [Fact]
    public async Task The_rules_of_a_pole_are_set_by_its_form_once()
    {
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync("/rules");

        var wrong = await browser.SendAsync(page, null, ("loanMonths", "beaucoup"), ("complaintHours", "48"), ("reason", ""));
        Assert.All(["loanMonths", "reason"], field => Assert.NotNull(wrong.ErrorOf(field)));
        Assert.Equal(("beaucoup", "48"), (ValueOf(wrong, "loanMonths"), ValueOf(wrong, "complaintHours")));

        var refused = await browser.SendAsync(wrong, null, ("loanMonths", "99"), ("reason", "prêts longs"));
        Assert.NotNull(refused.ErrorOf("loanMonths"));
        Assert.Equal(("99", "prêts longs"), (ValueOf(refused, "loanMonths"), ValueOf(refused, "reason")));

        var before = await VersionAsync();
        Assert.Equal(302, (await browser.SendAsync(refused, null, ("loanMonths", "18"))).Status);
        Assert.Equal(302, (await browser.SendAsync(refused, null, ("loanMonths", "18"))).Status);
        var rules = await RulesAsync();
        Assert.Equal((before + 1, 18, 48), (rules.GetProperty("version").GetInt32(), rules.GetProperty("loanMonths").GetInt32(), rules.GetProperty("complaintHours").GetInt32()));
    }

    [Fact]
    public async Task Two_coordinators_with_the_rules_open_do_not_undo_each_others_change()
    {
        using var first = await server.BrowserAsync(Role.Coordinator);
        using var second = await server.BrowserAsync(Role.Coordinator);
        var (page, other) = (await first.OpenAsync("/rules"), await second.OpenAsync("/rules"));
        var stock = ValueOf(page, "stockMonths");
        var version = await VersionAsync();
        Assert.Equal(302, (await first.SendAsync(page, null, ("stockMonths", "9"), ("agedStockDays", "30"), ("reason", "stock tendu"))).Status);

        // The second one wanted something else, and one of the same rules.
        var stopped = await second.SendAsync(other, null, ("warrantyMonths", "3"), ("agedStockDays", "90"), ("reason", "moins de retours"));

        Assert.Equal((200, version + 1), (stopped.Status, await VersionAsync()));
        Assert.Contains("changé entre-temps", stopped.Alert, StringComparison.Ordinal);
        Assert.Contains("stock tendu", stopped.Text, StringComparison.Ordinal);
        var changed = stopped.Document.QuerySelector(".alert table")!.TextContent;
        Assert.Contains("Mois en stock", changed, StringComparison.Ordinal);
        Assert.Contains(stock, changed, StringComparison.Ordinal);
        Assert.DoesNotContain("Garantie", changed, StringComparison.Ordinal);

        // What they typed is kept, what they left alone follows the other one, and what both changed is said beside its field.
        Assert.Equal(
            ("3", "90", "9", "moins de retours"),
            (ValueOf(stopped, "warrantyMonths"), ValueOf(stopped, "agedStockDays"), ValueOf(stopped, "stockMonths"), ValueOf(stopped, "reason")));
        Assert.Contains("30", stopped.ErrorOf("agedStockDays"), StringComparison.Ordinal);
        Assert.Null(stopped.ErrorOf("warrantyMonths"));

        // Sent again, with their eyes open.
        Assert.Equal(302, (await second.SendAsync(stopped, null)).Status);
        var rules = await RulesAsync();
        Assert.Equal(
            (version + 2, 9, 90, 3),
            (rules.GetProperty("version").GetInt32(), rules.GetProperty("stockMonths").GetInt32(), rules.GetProperty("agedStockDays").GetInt32(), rules.GetProperty("warrantyMonths").GetInt32()));
    }

    [Fact]
    public async Task A_program_that_says_from_which_version_it_wrote_undoes_nothing_either()
    {
        await SetAsync(new { rules = new { placementDays = 40 }, reason = "essai" });
        var version = await VersionAsync();

        var late = await server.Client.PostAsync($"{Rules}/change-rules", server.Token(Role.Coordinator), new { rules = new { placementDays = 50 }, reason = "en retard", basedOn = version - 1 });
        Assert.Equal((409, "rules-changed-meanwhile"), (late.Status, late.Body.GetProperty("code").GetString()));
        Assert.Equal(40, (await RulesAsync()).GetProperty("placementDays").GetInt32());

        await SetAsync(new { rules = new { placementDays = 50 }, reason = "à l'heure", basedOn = version });
        Assert.Equal(50, (await RulesAsync()).GetProperty("placementDays").GetInt32());
    }

    [Fact]
    public async Task Boxes_that_were_mixed_up_are_exchanged_by_the_form_once()
    {
        var other = new Workday(server, "epn-vallon", "asso-parents-du-vallon");
        var (one, two) = ((await _day.ReadyAsync(1))[0], (await other.ReadyAsync(1))[0]);
        await _day.SentAsync(await _day.DossierAsync(1), one);
        await other.SentAsync(await other.DossierAsync(1), two);
        using var browser = await server.BrowserAsync(Role.Coordinator);
        var page = await browser.OpenAsync("/exchanges/new");

        var wrong = await browser.SendAsync(page, null, ("first", one), ("second", "pas une étiquette"), ("firstDocument", "BL-A-2"), ("secondDocument", ""));
        Assert.All(["second", "secondDocument"], field => Assert.NotNull(wrong.ErrorOf(field)));
        Assert.Equal((one, "BL-A-2"), (wrong.Document.QuerySelector("textarea[name=first]")!.TextContent.Trim(), ValueOf(wrong, "firstDocument")));
        Assert.NotNull((await browser.SendAsync(page, null, ("first", $"{one}\n{two}"), ("second", two), ("firstDocument", "BL-A-2"), ("secondDocument", "BL-B-2"))).ErrorOf("second"));

        // Nobody has scanned them in: that is refused, with what was typed still there.
        (string, string)[] exchange = [("first", one), ("second", two), ("firstDocument", $"BL-{one}-2"), ("secondDocument", $"BL-{two}-2")];
        var early = await browser.SendAsync(page, null, exchange);
        Assert.Equal(200, early.Status);
        Assert.NotNull(early.Alert);
        Assert.Equal(two, early.Document.QuerySelector("textarea[name=second]")!.TextContent.Trim());

        await HeldAsync(server.Token(Role.Animator, other.Epn), one);
        await HeldAsync(server.Token(Role.Animator, _day.Epn), two);
        Assert.Equal(302, (await browser.SendAsync(early, null, exchange)).Status);
        Assert.Equal(302, (await browser.SendAsync(early, null, exchange)).Status);
        var processes = (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/processes?about=machine/{one}")).GetProperty("items").EnumerateArray().Where(process => process.GetProperty("status").GetString() is "ENDED");
        Assert.Single(processes);
        Assert.Equal(other.Epn, (await _day.GetAsync(server.Token(Role.Coordinator), $"/api/machines/{one}")).GetProperty("holder").GetString());
    }

    private static string ValueOf(OpenedPage page, string field) => ((IHtmlInputElement)page.Document.QuerySelector($"input[name={field}]")!).Value;

    private async Task HeldAsync(string token, string machine)
    {
        var result = (await server.Client.ScanAsync(token, new OneScan(machine, "receive-at-epn", new { })))[0];
        Assert.Equal("held", result.GetProperty("outcome").GetString());
    }

    private async Task<JsonElement> RulesAsync() => (await _day.GetAsync(server.Token(Role.Coordinator), Rules)).GetProperty("rules");

    private async Task<int> VersionAsync()
    {
        var reply = await server.Client.GetAsync(Rules, server.Token(Role.Coordinator));
        return reply.Status == 404 ? 0 : reply.Body.GetProperty("rules").GetProperty("version").GetInt32();
    }

    /// <summary>Sets rules through the API, whether or not the pole has set any.</summary>
    private async Task SetAsync(object change)
    {
        if (await VersionAsync() == 0)
        {
            await _day.CreateAsync(server.Token(Role.Coordinator), "configurations", new { id = Workday.Pole, rules = new { placementDays = 30 }, reason = "début" });
        }

        await _day.ActAsync(server.Token(Role.Coordinator), "configurations", Workday.Pole, "change-rules", change);
    }
}
