using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S1SilenceOnSqlite(SqliteTown town) : S1SilenceOverHolidays(town), IClassFixture<SqliteTown>;

public sealed class S1SilenceOnPostgres(PostgresTown town) : S1SilenceOverHolidays(town), IClassFixture<PostgresTown>;

/// <summary>
/// Beside S1: the donor never answers, and a public holiday of France lies between. Its 15 days are days of the calendar; the five
/// days of a holder that does not answer are working days (domain.md 4.4, 12.1).
/// </summary>
[Trait("Scenario", "S1")]
public abstract class S1SilenceOverHolidays(Town town)
{
    private const string Donor = "don-assurances-du-val";

    // Holidays that have no other within two weeks but those of this list, and no change of the clocks.
    private static readonly (int Month, int Day)[] Holidays = [(1, 1), (7, 14), (8, 15), (11, 11), (12, 25)];

    private readonly Giving _giving = new(town, Donor, town.As(Donor, "DONOR"));

    [Fact]
    public async Task Fifteen_days_of_silence_reconcile_and_not_a_day_less_and_five_working_days_leave_the_holidays_out()
    {
        var donation = await _giving.SignedAsync("RETURN_TO_DONOR", ("DESKTOP", 2));
        var round = await _giving.RoundAsync(donation, _giving.Driver);
        await _giving.Driver.ActAsync("rounds", round, "finish", new { counts = new object[] { new { type = "DESKTOP", count = 2 }, new { type = "MONITOR" } }, note = "BE-C" });
        var labels = await _giving.ReceiveAsync(donation, round, "DESKTOP", 2);
        await _giving.ReceiveAsync(donation, round, "MONITOR", 1);
        var receipt = Text(await _giving.Office.CreateAsync("receipts", new { donation, issuer = Workshop, capacity = "présidente" }), "id");
        await _giving.Donor.ActAsync("donations", donation, "state-value", new { cents = 20_000 });

        // Two days before the holiday, at noon, it is counted; and somebody says to have a machine that is not known to be there.
        await town.PassAsync(NoonBeforeAHoliday() - town.Clock.GetUtcNow());
        await _giving.Dock.ActAsync("donations", donation, "mark-received");
        Assert.Empty((await _giving.Coordinator.GetAsync($"/api/incidents?about=donation/{donation}")).GetProperty("items").EnumerateArray());
        var counted = (await _giving.Donor.GetAsync($"/api/donations/{donation}")).GetProperty("countedAt").GetDateTimeOffset();
        var there = town.As("fabrique-des-tilleuls", "OPERATOR");
        await there.DoAsync(labels[0], "claim-custody");

        var claimedBefore = (await _giving.Dock.GetAsync($"/api/machines/{labels[0]}")).GetProperty("dueAt").GetDateTimeOffset();
        Assert.Equal(FiveWorkingDaysAfter(counted), claimedBefore, TimeSpan.FromMinutes(1));
        await town.PassAsync(claimedBefore - TimeSpan.FromHours(1) - town.Clock.GetUtcNow());
        Assert.Equal(Workshop, Text(await _giving.Dock.GetAsync($"/api/machines/{labels[0]}"), "holder"));
        await town.PassAsync(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
        Assert.Equal("fabrique-des-tilleuls", Text(await there.GetAsync($"/api/machines/{labels[0]}"), "holder"));

        // The donor may object until the last minute of its fifteenth day, holidays or not.
        await town.PassAsync(counted.AddDays(15) - TimeSpan.FromMinutes(1) - town.Clock.GetUtcNow());
        Assert.Equal("RECEIVED", Text(await _giving.Donor.GetAsync($"/api/donations/{donation}"), "status"));
        await _giving.Office.MayNotAsync("donation-not-reconciled", "receipts", receipt, "issue");
        await town.PassAsync(TimeSpan.FromMinutes(2));
        var silent = await _giving.Donor.GetAsync($"/api/donations/{donation}");
        Assert.Equal(("RECONCILED", "DONOR_SILENT"), (Text(silent, "status"), Text(silent, "settledBy")));
        Assert.Single(await DocumentsAsync(_giving.Donor, $"donation/{donation}", "TAKEOVER_CERTIFICATE"));

        // Silence settles the counts; it gives nothing that was not announced.
        var open = await _giving.Office.MayNotAsync("off-list-unanswered", "receipts", receipt, "issue");
        Assert.Contains("n'a pas encore accepté ce qui est arrivé hors liste", open, StringComparison.Ordinal);
        await _giving.Donor.ActAsync("donations", donation, "accept-off-list", new { types = new[] { "MONITOR" } });
        var issued = await _giving.Office.ActAsync("receipts", receipt, "issue");
        Assert.Equal(("ISSUED", $"RF-{town.Clock.GetUtcNow():yyyy}-000001-{Workshop}"), (Text(issued, "status"), Text(issued, "document")));
        await town.AssertSoundAsync();
    }

    private DateTimeOffset NoonBeforeAHoliday()
    {
        var today = town.Clock.GetUtcNow().UtcDateTime.Date;
        var day = today.AddDays(3);

        while (!Holidays.Contains((day.Month, day.Day)) || day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            day = day.AddDays(1);
        }

        return new DateTimeOffset(day.AddDays(-2).AddHours(12), TimeSpan.Zero);
    }

    private static DateTimeOffset FiveWorkingDaysAfter(DateTimeOffset moment)
    {
        for (var left = 5; left > 0;)
        {
            moment = moment.AddDays(1);
            left -= moment.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday || Holidays.Contains((moment.Month, moment.Day)) ? 0 : 1;
        }

        return moment;
    }
}
