using System.Globalization;
using System.Text;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

/// <summary>The bilan for the city, the hours for the DREETS, and the tables that a spreadsheet opens.</summary>
public abstract partial class S10WhereAreOurMachines
{
    [Fact]
    public async Task The_bilan_is_the_sum_of_its_sessions_and_the_hours_are_those_that_the_workshop_entered()
    {
        var dossier = await _journey.DossierAsync(Epn, Partner, 1);
        var before = (await ReportAsync(_journey.Coordinator, new { kind = "POLE_REPORT", year = Year })).GetProperty("content");
        await HeldAsync(dossier, 90, new { participants = 7, @new = 2, qpv = 3, women = 4, men = 2, unknown = 1, ages = new { under18 = 1, from18To25 = 1, from26To59 = 3, from60 = 1, unknown = 1 } });
        await HeldAsync(dossier, 120, new { participants = 5, @new = 0, qpv = 3, women = 1, men = 4, unknown = 0, ages = new { under18 = 0, from18To25 = 2, from26To59 = 2, from60 = 1, unknown = 0 } });

        // 3. DREETS: entered by the workshop, computed from nothing.
        var hours = await ReportAsync(_journey.Supervisor, new { kind = "INSERTION_HOURS", year = Year, hours = new { hours = 12_040, trainingHours = 320, exits = 7 } });
        Assert.Equal((12_040, "entered-by-the-workshop"), (hours.GetProperty("content").GetProperty("hours").GetInt32(), Text(hours.GetProperty("content"), "source")));
        Assert.Equal(["12040", "320", "7"], (await TableAsync(_journey.Supervisor, Text(hours, "id")))[1][3..]);
        var (_, refused) = await _journey.Operator.PostAsync("/api/reports", new { kind = "INSERTION_HOURS", year = Year, hours = new { hours = 1 } });
        Assert.Equal("not-your-report", Text(refused, "code"));

        // The city: sessions, participants, % QPV, women, men, unknown, ages; what these two sessions brought, and the sum of all.
        var report = await ReportAsync(_journey.Coordinator, new { kind = "POLE_REPORT", year = Year });
        var bilan = report.GetProperty("content");
        Assert.Equal(before.GetProperty("sessions").GetInt32() + 2, bilan.GetProperty("sessions").GetInt32());
        Assert.Equal(before.GetProperty("hours").GetDecimal() + 3.5m, bilan.GetProperty("hours").GetDecimal());
        var (was, now) = (before.GetProperty("counts"), bilan.GetProperty("counts"));
        Assert.All(
            ((string, int)[])[("participants", 12), ("new", 2), ("qpv", 6), ("women", 5), ("men", 6), ("unknown", 1)],
            sum => Assert.Equal(was.GetProperty(sum.Item1).GetInt32() + sum.Item2, now.GetProperty(sum.Item1).GetInt32()));
        Assert.All(
            ((string, int)[])[("under18", 1), ("from18To25", 3), ("from26To59", 5), ("from60", 2), ("unknown", 1)],
            sum => Assert.Equal(was.GetProperty("ages").GetProperty(sum.Item1).GetInt32() + sum.Item2, now.GetProperty("ages").GetProperty(sum.Item1).GetInt32()));
        var sessions = (await _journey.Coordinator.GetAsync("/api/sessions?limit=500")).GetProperty("items").EnumerateArray()
            .Where(session => Text(session, "status") is "HELD" or "VALIDATED" && Text(session, "date").StartsWith($"{Year}-", StringComparison.Ordinal)).ToArray();
        Assert.Equal(sessions.Length, bilan.GetProperty("sessions").GetInt32());
        Assert.Equal(sessions.Sum(session => session.GetProperty("minutes").GetInt32()) / 60m, bilan.GetProperty("hours").GetDecimal());
        Assert.All((string[])["participants", "new", "qpv", "women", "men", "unknown"], name => Assert.Equal(sessions.Sum(session => session.GetProperty("counts").GetProperty(name).GetInt32()), now.GetProperty(name).GetInt32()));
        var percent = decimal.Round(100m * now.GetProperty("qpv").GetInt32() / now.GetProperty("participants").GetInt32(), 1, MidpointRounding.AwayFromZero);
        Assert.Equal(percent, bilan.GetProperty("qpvPercent").GetDecimal());
        Assert.Contains(Text(hours, "id"), bilan.GetProperty("insertionHours").EnumerateArray().Select(one => one.GetString()));
        Assert.True(bilan.GetProperty("balance").GetProperty("closes").GetBoolean());

        // The same as a table: a line for each EPN and the total, which is their sum; decimal comma, accents, no broken line.
        var table = await TableAsync(_journey.Coordinator, Text(report, "id"));
        var (named, total) = (table[0].ToList(), table[^1]);
        Assert.Contains("séances", named);
        Assert.All(table, row => Assert.Equal(named.Count, row.Length));
        Assert.All((string[])["séances", "heures", "participants", "femmes", "hommes", "moins de 18 ans"], name => Assert.Equal(
            table.Skip(1).SkipLast(1).Sum(row => French(row[named.IndexOf(name)])), French(total[named.IndexOf(name)])));
        Assert.Equal(bilan.GetProperty("hours").GetDecimal(), French(total[named.IndexOf("heures")]));
        Assert.Equal(percent, French(total[named.IndexOf("% QPV")]));
        Assert.Contains(table.Skip(1), row => row.Any(cell => cell.EndsWith(",5", StringComparison.Ordinal)));
        Assert.DoesNotContain(table.Skip(1).SelectMany(row => row[2..]), cell => cell.Contains('.', StringComparison.Ordinal));
        Assert.Equal(report.GetProperty("madeAt").GetDateTimeOffset().ToString("yyyy", CultureInfo.InvariantCulture), total[0][6..]);
    }

    /// <summary>A report as a spreadsheet reads it: UTF-8 with its mark, semicolons, a line of the file for each row.</summary>
    private static async Task<string[][]> TableAsync(Hand hand, string number)
    {
        var (type, content) = await hand.DownloadAsync($"/api/documents/{number}/table");
        Assert.Equal("text/csv", type);
        Assert.Equal(Encoding.UTF8.Preamble, content.AsSpan(0, 3));
        var lines = Encoding.UTF8.GetString(content.AsSpan(3)).Split("\r\n");
        Assert.Equal(string.Empty, lines[^1]);
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
        return [.. lines[..^1].Select(line => line.Split(';'))];
    }

    private static decimal French(string cell) => cell.Length == 0 ? 0 : decimal.Parse(cell.Replace(',', '.'), CultureInfo.InvariantCulture);

    private async Task HeldAsync(string dossier, int minutes, object counts)
    {
        var session = Journey.Id(await _animator.CreateAsync("sessions", new { dossier, date = _journey.Today, minutes }));
        await _animator.ActAsync("sessions", session, "hold", new { minutes, counts });
    }
}
