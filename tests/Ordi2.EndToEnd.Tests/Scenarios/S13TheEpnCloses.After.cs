using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

/// <summary>The last loans of Le Sémaphore, and what is left of it once it is closed.</summary>
public abstract partial class S13TheEpnCloses
{
    /// <summary>What the pole decided for some lines of the list; the answer of each step.</summary>
    private async Task<JsonElement[]> CloseOutAsync(string name, object[] lines)
    {
        var process = await Coordinator.ActAsync("processes", $"fermeture-{name}", "start-closing-out", new { organisation = Semaphore, reason = "fin de la subvention", lines });
        Assert.Equal("ENDED", Status(process));
        return [.. process.GetProperty("steps").EnumerateArray()];
    }

    /// <summary>The five that end before the closing: normal reminders, given back at the depot, one of them called back before its day.</summary>
    private async Task EndingAsync(Project ending)
    {
        var steps = await CloseOutAsync(
            "retours",
            [
                new { choice = "MOVE_RETURNS", id = ending.Loan, to = Workshop },
                new { choice = "RECALL_MACHINE", id = ending.Placed[0] },
            ]);
        Assert.All(steps[1..], step => Assert.Equal("DONE", Status(step)));
        var loan = await GetLoanAsync(ending.Loan);
        Assert.Equal((Workshop, Semaphore), (Text(loan, "collectPoint"), Text(loan, "relay")));
        Assert.Equal("fabrique-des-tilleuls", (await CardAsync(ending.Placed[1])).GetProperty("giveBackTo").GetProperty("id").GetString());
        await town.PassAsync(TimeSpan.FromDays(10));
        Assert.Equal(["SEVEN_DAYS_BEFORE"], (await GetLoanAsync(ending.Loan)).GetProperty("reminders").EnumerateArray().Select(given => Text(given, "reminder")).Where(given => given is not "THIRTY_DAYS_BEFORE"));

        // What is left is ended by the pole: due back, with the reason.
        Assert.Equal("DONE", Status((await CloseOutAsync("fin", [new { choice = "END_LOAN", id = ending.Loan }]))[1]));
        Assert.Equal("RETURN_DUE", Status(await GetLoanAsync(ending.Loan)));

        foreach (var machine in ending.Placed)
        {
            if (machine != ending.Placed[0])
            {
                await ending.Referent.DoAsync(machine, "request-return", new { kind = "END_OF_LOAN" });
            }

            await _storekeeper.DoAsync(machine, "receive-return", new { condition = "bon" });
        }

        await town.PassAsync(TimeSpan.FromDays(6));
        Assert.Empty((await GetLoanAsync(ending.Loan)).GetProperty("openLines").EnumerateArray());
    }

    private async Task AfterClosingAsync(string held, Project third, Dictionary<string, int> before, JsonElement bilanBefore)
    {
        // Nobody of it comes in any more, neither those who did before, within the seconds that an answer is believed, nor anybody new: the pole makes no token for it.
        await town.PassAsync(TimeSpan.FromMinutes(1));
        var watch = Stopwatch.StartNew();

        while ((await _animator.TryGetAsync("/api/me")).Status is not HttpStatusCode.Unauthorized && watch.Elapsed < TimeSpan.FromSeconds(20))
        {
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await _animator.TryAsync($"/api/dossiers/{third.Dossier}/complete")).Status);
        await Coordinator.NotCreatedAsync("organisation-closed", "tokens", new { organisation = Semaphore, role = "ANIMATOR", person = "une-autre-animatrice" });

        // What it did stays readable: its own page, its dossiers, its papers, the histories of the machines that it had.
        Assert.Equal("CLOSED", Status(await Coordinator.GetAsync($"/api/organisations/{Semaphore}")));
        Assert.NotEmpty((await Coordinator.GetAsync($"/api/dossiers?organisation={Semaphore}&limit=500")).GetProperty("items").EnumerateArray());
        Assert.NotEmpty((await Coordinator.GetAsync($"/api/documents?about=loan/{third.Loan}")).GetProperty("items").EnumerateArray());
        Assert.Contains(
            (await Coordinator.GetAsync($"/api/machines/{third.Placed[0]}/history")).GetProperty("events").EnumerateArray(),
            one => Text(one, "organisation") == Semaphore && Text(one, "type") == "machine.arrived-at-epn.v1");

        // The hours that were held stay in its report.
        var hours = await Coordinator.GetAsync($"/api/sessions/{held}");
        Assert.Equal((Semaphore, "HELD", 150), (Text(hours, "epn"), Status(hours), Number(hours, "minutes")));
        var report = (await Coordinator.GetAsync($"/api/session-report?epn={Semaphore}")).GetProperty("all");
        Assert.Equal((1, 2.5m), (Number(report, "sessions"), report.GetProperty("hours").GetDecimal()));
        var bilan = await BilanAsync();
        Assert.Contains(bilan.GetProperty("byEpn").EnumerateArray(), one => Text(one, "epn") == Semaphore && one.GetProperty("hours").GetDecimal() == 2.5m);

        // Whoever reads the label of a machine is led to the new relay, without login and without a name of the partner.
        var card = await CardAsync(third.Placed[0]);
        Assert.Equal(("La Passerelle", "La Passerelle", true), (Text(card.GetProperty("relay"), "name"), Text(card.GetProperty("giveBackTo"), "name"), card.GetProperty("lent").GetBoolean()));
        Assert.DoesNotContain("Partenaire", card.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Sémaphore", card.ToString(), StringComparison.Ordinal);

        // The balance is closed before and after; by custodian the machines are as many as are not at their end (I4), none with Le Sémaphore.
        Assert.All(new[] { bilanBefore, bilan }, one => Assert.True(one.GetProperty("balance").GetProperty("closes").GetBoolean()));
        var after = await ByHolderAsync();
        Assert.Equal(_stock.Length, before.Values.Sum());
        Assert.Equal(_stock.Length, after.Values.Sum());
        Assert.False(after.ContainsKey(Semaphore));
        await CustodiansAreAllAsync();
    }

    /// <summary>Over the whole pole: each machine that is not at its end has one custodian, and the boards of the custodians count the same.</summary>
    private async Task CustodiansAreAllAsync()
    {
        var alive = (await Chain.MachinesAsync(Coordinator, string.Empty)).Where(machine => Status(machine) is not ("RECYCLED" or "HANDED_BACK" or "DECLARED")).ToArray();
        var byHolder = alive.GroupBy(machine => Text(machine, "holder"), StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        Assert.Equal(alive.Length, byHolder.Values.Sum());

        foreach (var (holder, count) in byHolder.Where(pair => pair.Key is Workshop or Semaphore or Passerelle or "p1" or "p2" or "p3" or "p4" or "p5" or "p6"))
        {
            var counters = (await Coordinator.GetAsync($"/api/boards/organisation/{holder}")).GetProperty("counters").EnumerateArray().ToDictionary(one => Text(one, "counter"), one => Number(one, "value"), StringComparer.Ordinal);
            Assert.Equal(count, counters["machines"] - counters.GetValueOrDefault("status/RECYCLED") - counters.GetValueOrDefault("status/HANDED_BACK") - counters.GetValueOrDefault("status/DECLARED"));
        }
    }

    private async Task<JsonElement> BilanAsync() =>
        (await Coordinator.CreateAsync("reports", new { kind = "POLE_REPORT", year = _year })).GetProperty("content");

    private async Task<JsonElement[]> NotesAsync(string delivery) =>
        [.. (await Coordinator.GetAsync($"/api/documents?about=delivery/{delivery}&limit=500")).GetProperty("items").EnumerateArray().Where(paper => Text(paper, "kind") == "DELIVERY_NOTE")];

    /// <summary>What the QR code of a machine tells anybody.</summary>
    private async Task<JsonElement> CardAsync(string machine) =>
        JsonDocument.Parse(await town.Http.GetStringAsync(new Uri($"/api/public-machines/{machine}", UriKind.Relative))).RootElement;

    /// <summary>The scan of the EPN for which it is no longer meant is dropped, and its claim with it.</summary>
    private async Task SettledAsync(string machine, Result wrong)
    {
        var scan = wrong.Json.GetProperty("scanId").GetGuid();
        await Coordinator.DoAsync(machine, "settle-custody", new { holder = "transports-roulier", reason = "déroutée" });
        await Coordinator.DoAsync(machine, "drop-held-scan", new { scanId = scan, reason = "déroutée" });
    }

    private async Task<Dictionary<string, int>> ByHolderAsync()
    {
        var all = await Task.WhenAll(_stock.Select(machine => Coordinator.GetAsync($"/api/machines/{machine}")));
        return all.GroupBy(machine => machine.GetProperty("holder").GetString()!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
    }

    private async Task<string[]> WaitingAsync() =>
        [.. (await Coordinator.GetAsync($"/api/calls/{Call}")).GetProperty("waitingList").EnumerateArray().Select(place => place.GetProperty("dossier").GetString()!)];

    private Task<JsonElement> GetLoanAsync(string loan) => Coordinator.GetAsync($"/api/loans/{loan}");

    private static string Status(JsonElement terms) => terms.GetProperty("status").GetString()!;

    private static string Text(JsonElement terms, string field) => terms.GetProperty(field).GetString()!;

    private static int Number(JsonElement terms, string field) => terms.GetProperty(field).GetInt32();

    private static string Raw(JsonElement terms, string field) => terms.TryGetProperty(field, out var value) ? value.GetRawText() : "-";
}
