using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Web.Tests.Support;

namespace Ordi2.Web.Tests.Machines;

/// <summary>What the forms of the steps ask beside the usual: defects, the moments of a theft, which disks, a price.</summary>
[Collection(DemoServerTests.Name)]
public class StepFieldTests(DemoServer server)
{
    private readonly Workday _day = new(server);

    [Fact]
    public async Task The_defects_that_are_marked_stand_in_the_story_of_the_machine()
    {
        var machine = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var form = await browser.OpenAsync($"/machines/{machine}/triage");
        Assert.Equal(302, (await browser.SendEachAsync(form, form.Document.QuerySelector<IHtmlFormElement>("main form[method=post]")!, ("route", "REUSE"), ("powersOn", "true"), ("defects", "screen"), ("defects", "hinge"))).Status);
        Assert.Contains("Défauts\u00a0: écran, charnière", (await browser.OpenAsync($"/machines/{machine}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_the_bench_the_defects_go_with_the_tap()
    {
        var machine = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Operator, Workday.Workshop);
        var bench = await browser.OpenAsync($"/bench?mode=triage&machine={machine}");
        Assert.Equal(302, (await browser.SendAsync(bench, "/bench?mode=triage&handler=Do", ("target", "triage-reuse"), ("defects", "keys"))).Status);
        Assert.Contains("Défauts\u00a0: touches", (await browser.OpenAsync($"/machines/{machine}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theft_is_told_with_when_it_happened_and_when_the_complaint_was_filed()
    {
        var machine = await server.ReceivedAsync();
        using var browser = await server.BrowserAsync(Role.Supervisor, Workday.Workshop);
        var form = await browser.OpenAsync($"/machines/{machine}/report-theft");
        var tomorrow = await browser.SendAsync(form, null, ("happenedAt", $"{Workday.Day(1)}T10:00"));
        Assert.NotNull(tomorrow.ErrorOf("happenedAt"));
        Assert.NotNull((await browser.SendAsync(form, null, ("complaintAt", "hier"))).ErrorOf("complaintAt"));

        var told = await browser.SendAsync(form, null, ("happenedAt", $"{Workday.Day(-6)}T22:30"), ("policeNumber", "PV-1"), ("complaintAt", $"{Workday.Day(-1)}T09:15"));
        Assert.True(told.Status == 302, told.Text);
        var events = (await _day.GetAsync(server.Token(Role.Supervisor, Workday.Workshop), $"/api/machines/{machine}/history")).GetRawText();
        var happened = FrenchCalendar.At(FrenchCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(-6), new TimeOnly(22, 30)).ToUniversalTime();
        Assert.Contains(happened.ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture), events, StringComparison.Ordinal);
        Assert.Contains("complaint-late", events, StringComparison.Ordinal);
    }
}
