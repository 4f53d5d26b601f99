using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Journey;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S5OnSqlite(SqliteTown town) : S5EndOfProject(town), IClassFixture<SqliteTown>;

public sealed class S5OnPostgres(PostgresTown town) : S5EndOfProject(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S5, « Fin de projet »: of 8 laptops 6 come back, 1 is stolen, 1 is in the hands of somebody who moved.</summary>
[Trait("Scenario", "S5")]
public abstract class S5EndOfProject(Town town)
{
    private const string Epn = "epn-le-phare";
    private const string Partner = "asso-horizon-emploi";
    private const int Days = 275;

    private readonly Journey _journey = new(town);
    private readonly Hand _animator = town.As(Epn, "ANIMATOR");
    private readonly Hand _partner = town.As(Partner, "PARTNER");

    [Fact]
    public async Task Six_come_back_one_is_stolen_one_stays_overdue_and_the_project_is_evaluated_with_reservations()
    {
        var machines = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _journey.ReadyAsync()));
        var dossier = await _journey.DossierAsync(Epn, Partner, machines.Length);
        await _journey.DeliverAsync(Epn, dossier, machines);
        var loan = await _journey.LoanAsync(Epn, Partner, dossier, _journey.Day(Days));
        await _journey.PlaceAsync(Epn, loan, machines);
        await _animator.ActAsync("dossiers", dossier, "start");
        await SessionsAsync(dossier);

        // 1. Reminders, each once, in time; the last one breaks the convention. The sessions took two days.
        await PassToAsync(Days - 31);
        Assert.Empty(Reminders(await LoanAsync(loan)));
        await PassToAsync(Days - 30);
        Assert.Equal(["THIRTY_DAYS_BEFORE"], Reminders(await LoanAsync(loan)));
        await PassToAsync(Days - 7);
        Assert.Equal(["THIRTY_DAYS_BEFORE", "SEVEN_DAYS_BEFORE"], Reminders(await LoanAsync(loan)));
        Assert.Equal("ACTIVE", (await LoanAsync(loan)).GetProperty("status").GetString());
        await PassToAsync(Days + 1);
        Assert.Equal("RETURN_DUE", (await LoanAsync(loan)).GetProperty("status").GetString());
        await PassToAsync(Days + 15);
        var breached = await LoanAsync(loan);
        Assert.Equal("BREACHED", breached.GetProperty("status").GetString());
        Assert.Equal(["THIRTY_DAYS_BEFORE", "SEVEN_DAYS_BEFORE", "DAY_AFTER", "FIFTEEN_DAYS_AFTER"], Reminders(breached));
        Assert.DoesNotContain("fee", breached.ToString(), StringComparison.OrdinalIgnoreCase);

        // 2. The EPN takes back six, and looks at each.
        await ReturnAsync(loan, machines[..6]);

        // Counted once, at the placement; nine months are more than the six of the rules: it stays counted.
        foreach (var machine in machines[..6])
        {
            Assert.Equal((1, "ademe-2022-09", 0), await ImpactOf.HistoryAsync(_journey.Coordinator, machine));
        }

        // 3. The partner tells of the theft three weeks after the complaint: late, and not hidden.
        await TheftAsync(loan, machines[6]);

        // 4. The eighth keeps the loan open.
        var open = await LoanAsync(loan);
        Assert.Equal([machines[6], machines[7]], open.GetProperty("openLines").EnumerateArray().Select(line => line.GetString()));
        Assert.Equal("machines-still-out", await _animator.RefusedAsync("loans", loan, "close"));

        // 5. The six go back to the workshop, dirty, and are wiped again: 5 ready, 1 in repair.
        await RefurbishAsync(machines[..6]);

        // 6. The dossier is evaluated with reservations.
        await _animator.ActAsync("dossiers", dossier, "complete");
        var evaluated = await _journey.Coordinator.ActAsync("dossiers", dossier, "evaluate", new { reservations = "une machine volée, une machine non rendue" });
        Assert.Equal("EVALUATED", evaluated.GetProperty("status").GetString());
        await ReportAsync(dossier);
        await town.AssertSoundAsync();
    }

    /// <summary>22 hours with 12 participants in four sessions.</summary>
    private async Task SessionsAsync(string dossier)
    {
        for (var i = 0; i < 4; i++)
        {
            var session = Id(await _animator.CreateAsync("sessions", new { dossier, date = _journey.Today, minutes = 300, kind = "SKILLS", place = "Salle 2", topic = "Démarches en ligne" }));
            var held = await _partner.ActAsync("sessions", session, "hold", new
            {
                minutes = 330,
                counts = new { participants = 3, @new = i == 0 ? 3 : 0, qpv = 2, women = 2, men = 1, unknown = 0, ages = new { under18 = 0, from18To25 = 1, from26To59 = 2, from60 = 0, unknown = 0 } },
            });
            Assert.Equal("HELD", held.GetProperty("status").GetString());
            await _journey.Coordinator.ActAsync("sessions", session, "validate");
        }
    }

    private async Task ReturnAsync(string loan, string[] machines)
    {
        for (var i = 0; i < machines.Length; i++)
        {
            await _animator.DoAsync(machines[i], "request-return", new { kind = "END_OF_LOAN" });
            var back = await _animator.DoAsync(machines[i], "receive-return", new
            {
                condition = i == 0 ? "charnière cassée" : "bon état",
                chargerPresent = i is not (1 or 2),
                photo = $"photo-retour-{i}",
            });
            Assert.Equal("RECEIVED", back.Status);
            Assert.StartsWith("EL-", Assert.Single(back.Json.GetProperty("documents").EnumerateArray()).GetString(), StringComparison.Ordinal);
            await _animator.ActAsync("loans", loan, "inspect-return", new
            {
                machine = machines[i],
                inspection = new { condition = "dessous", chargerPresent = i is not (1 or 2), photos = new[] { $"photo-dessous-{i}" } },
            });
        }

        var terms = await LoanAsync(loan);
        var returns = terms.GetProperty("returns").EnumerateArray().ToArray();
        Assert.All(machines, machine => Assert.Equal(2, returns.Count(back => back.GetProperty("machine").GetString() == machine)));
        Assert.All(returns, back => Assert.NotEmpty(back.GetProperty("inspection").GetProperty("photos").EnumerateArray()));
        Assert.Equal([machines[0]], returns.Where(back => Condition(back) == "charnière cassée").Select(back => back.GetProperty("machine").GetString()));
        Assert.Equal(
            [machines[1], machines[2]],
            returns.Where(back => !back.GetProperty("inspection").GetProperty("chargerPresent").GetBoolean()).Select(back => back.GetProperty("machine").GetString()).Distinct());
        Assert.Equal(2, terms.GetProperty("openLines").GetArrayLength());

        static string? Condition(JsonElement back) => back.GetProperty("inspection").GetProperty("condition").GetString();
    }

    private async Task TheftAsync(string loan, string machine)
    {
        var told = await _partner.DoAsync(machine, "report-theft", new { policeNumber = "PV-2027-118", complaintAt = town.Clock.GetUtcNow().AddDays(-21) });
        Assert.Equal(("STOLEN", "accepted-with-finding", "complaint-late"), (told.Status, told.Outcome, told.Why));
        Assert.Contains("THEFT", (await _journey.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("holds").EnumerateArray().Select(hold => hold.GetString()));

        var incident = Assert.Single((await _partner.GetAsync($"/api/incidents?about=machine/{machine}")).GetProperty("items").EnumerateArray());
        var complaint = incident.GetProperty("complaint");
        Assert.Equal(("THEFT", "PV-2027-118", true), (incident.GetProperty("kind").GetString(), complaint.GetProperty("number").GetString(), complaint.GetProperty("toldLate").GetBoolean()));
        Assert.Equal(($"loan/{loan}", "BORROWER", "UNANSWERED"), (incident.GetProperty("about").GetString(), incident.GetProperty("link").GetString(), incident.GetProperty("data").GetString()));

        // The question on data: what users left there is in the care of the partner.
        var answered = await _partner.ActAsync("incidents", Id(incident), "answer-data", new { data = "USER_FILES" });
        Assert.Equal("guidance-user-files", answered.GetProperty("guidance").GetString());
        var filed = Assert.Single((await LoanAsync(loan)).GetProperty("filed").EnumerateArray());
        Assert.Equal((machine, "STOLEN"), (filed.GetProperty("machine").GetString(), filed.GetProperty("kind").GetString()));
    }

    private async Task RefurbishAsync(string[] machines)
    {
        foreach (var machine in machines)
        {
            Assert.Equal("DIRTY", (await _animator.GetAsync($"/api/machines/{machine}")).GetProperty("sanitisation").GetString());

            // Two sides: the workshop says that it receives it now, the EPN confirms; custody changes then.
            await _journey.Operator.DoAsync(machine, "claim-custody");
            Assert.Equal(Epn, (await _journey.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("holder").GetString());
            await _animator.DoAsync(machine, "confirm-handover");
            Assert.Equal(_journey.Workshop, (await _journey.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("holder").GetString());
            await _journey.WipeAsync(machine);
        }

        await _journey.Operator.DoAsync(machines[0], "open-repair", new { defects = new[] { "hinge" } });

        foreach (var machine in machines[1..])
        {
            await _journey.FinishAsync(machine);
        }

        var statuses = new List<string?>();

        foreach (var machine in machines)
        {
            var now = await _journey.Supervisor.GetAsync($"/api/machines/{machine}");
            Assert.Equal("CLEAN", now.GetProperty("sanitisation").GetString());
            statuses.Add(now.GetProperty("status").GetString());
        }

        Assert.Equal((5, 1), (statuses.Count(status => status == "READY"), statuses.Count(status => status == "IN_REPAIR")));
    }

    private async Task ReportAsync(string dossier)
    {
        var report = await _journey.Coordinator.GetAsync($"/api/session-report?dossier={dossier}");
        var all = report.GetProperty("all");
        Assert.Equal((4, 22m, 12), (all.GetProperty("sessions").GetInt32(), all.GetProperty("hours").GetDecimal(), all.GetProperty("counts").GetProperty("participants").GetInt32()));
        Assert.Equal(66.7m, all.GetProperty("qpvPercent").GetDecimal());
        Assert.Equal(22m, report.GetProperty("byEpn").GetProperty(Epn).GetProperty("hours").GetDecimal());
        Assert.DoesNotContain("referent", report.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    private readonly DateTimeOffset _start = town.Clock.GetUtcNow();

    /// <summary>To noon of so many days after the first.</summary>
    private Task PassToAsync(int days) => town.PassAsync(new DateTimeOffset(_start.UtcDateTime.Date.AddDays(days).AddHours(12), TimeSpan.Zero) - town.Clock.GetUtcNow());

    private Task<JsonElement> LoanAsync(string loan) => _animator.GetAsync($"/api/loans/{loan}");

    private static IEnumerable<string?> Reminders(JsonElement loan) => loan.GetProperty("reminders").EnumerateArray().Select(given => given.GetProperty("reminder").GetString());
}
