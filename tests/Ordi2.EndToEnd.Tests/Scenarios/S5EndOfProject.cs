using System.Globalization;
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

    private readonly Journey _journey = new(town);
    private readonly Hand _animator = town.As(Epn, "ANIMATOR");
    private readonly Hand _partner = town.As(Partner, "PARTNER");

    [Fact]
    public async Task Six_come_back_one_is_stolen_one_stays_overdue_and_the_project_is_evaluated_with_reservations()
    {
        // L5: eight laptops for nine months, free of charge.
        var machines = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _journey.ReadyAsync()));
        var dossier = await _journey.DossierAsync(Epn, Partner, machines.Length);
        await _journey.DeliverAsync(Epn, dossier, machines);
        var to = DateOnly.Parse(_journey.Today, CultureInfo.InvariantCulture).AddMonths(9);
        await _animator.NotCreatedAsync("loan-is-free", "loans", new { lender = _journey.Workshop, relay = Epn, borrower = Partner, dossier, from = _journey.Today, to, feeCents = 500 });
        var loan = await _journey.LoanAsync(Epn, Partner, dossier, to.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await _journey.PlaceAsync(Epn, loan, machines);
        await _animator.ActAsync("dossiers", dossier, "start");
        await SessionsAsync(dossier);

        await RemindedAsync(loan, to);

        // 2. The EPN takes back six, and looks at each.
        await ReturnAsync(loan, machines[..6]);

        // Counted once, at the placement; nine months are more than the six of the rules: it stays counted.
        foreach (var machine in machines[..6])
        {
            Assert.Equal((1, "ademe-2022-09", 0), await ImpactOf.HistoryAsync(_journey.Coordinator, machine));
        }

        // 3. The partner tells of the theft three weeks after the complaint: late, and not hidden.
        await TheftAsync(loan, machines[6]);

        // 4. The eighth keeps the loan open: its line, overdue, and nobody asks for money.
        var open = await LoanAsync(loan);
        Assert.Equal("BREACHED", open.GetProperty("status").GetString());
        Assert.Equal([machines[6], machines[7]], open.GetProperty("openLines").EnumerateArray().Select(line => line.GetString()));
        var still = await _animator.MayNotAsync("machines-still-out", "loans", loan, "close");
        Assert.Contains("a encore 1 machines dehors", still, StringComparison.Ordinal);
        // Fields alone: a random id may well hold the three letters.
        Assert.DoesNotMatch("(?i)\"[a-z]*(fee|fine|penalty|amount|cents)[a-z]*\":", open.GetRawText());

        // 5. The six go back to the workshop, dirty, and are wiped again with new certificates: 5 ready, 1 in repair.
        await RefurbishAsync(machines[..6]);

        // 6. The dossier is evaluated with reservations.
        await _animator.ActAsync("dossiers", dossier, "complete");
        var evaluated = await _journey.Coordinator.ActAsync("dossiers", dossier, "evaluate", new { reservations = "une machine volée, une machine non rendue" });
        Assert.Equal(("EVALUATED", "une machine volée, une machine non rendue"), (evaluated.GetProperty("status").GetString(), evaluated.GetProperty("reservations").GetString()));
        var sheet = Assert.Single(await Giving.DocumentsAsync(_animator, $"dossier/{dossier}", "PROJECT_SHEET")).GetProperty("content");
        Assert.Equal("une machine volée, une machine non rendue", sheet.GetProperty("reservations").GetString());
        await ReportAsync(dossier);
        await town.AssertSoundAsync();
    }

    /// <summary>1. Reminders, each once and on its day; the day after makes the return due, the last one breaks the convention. The sessions took two days.</summary>
    private async Task RemindedAsync(string loan, DateOnly to)
    {
        (int Day, string Status, string? Reminder)[] days =
        [
            (-31, "ACTIVE", null), (-30, "ACTIVE", "THIRTY_DAYS_BEFORE"), (-8, "ACTIVE", null), (-7, "ACTIVE", "SEVEN_DAYS_BEFORE"),
            (0, "ACTIVE", null), (1, "RETURN_DUE", "DAY_AFTER"), (14, "RETURN_DUE", null), (15, "BREACHED", "FIFTEEN_DAYS_AFTER"), (30, "BREACHED", null),
        ];
        var given = new List<string?>();

        foreach (var (day, status, reminder) in days)
        {
            await town.PassAsync(new DateTimeOffset(to.AddDays(day).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero) - town.Clock.GetUtcNow());
            var terms = await LoanAsync(loan);

            if (reminder is not null)
            {
                given.Add(reminder);
            }

            Assert.Equal((day, status), (day, terms.GetProperty("status").GetString()));
            Assert.Equal(given, terms.GetProperty("reminders").EnumerateArray().Select(one => one.GetProperty("reminder").GetString()));
        }
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
            var number = Assert.Single(back.Json.GetProperty("documents").EnumerateArray()).GetString();
            Assert.StartsWith("EL-", number, StringComparison.Ordinal);
            var state = (await _journey.Coordinator.GetAsync($"/api/documents/{number}")).GetProperty("content");
            Assert.Equal(
                (i == 0 ? "charnière cassée" : "bon état", i is not (1 or 2), $"photo-retour-{i}"),
                (state.GetProperty("condition").GetString(), state.GetProperty("chargerPresent").GetBoolean(), state.GetProperty("photo").GetString()));
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

        // It was clean when it left: nothing of the donor's was on it, and only the hold of the theft is placed.
        Assert.Equal(["THEFT"], (await _journey.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("holds").EnumerateArray().Select(hold => hold.GetString()));

        Assert.Contains("vient après 72 heures. C'est noté.", told.Message!, StringComparison.Ordinal);
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
            Assert.Equal(2, (await Giving.DocumentsAsync(_journey.Supervisor, $"machine/{machine}", "ERASURE_CERTIFICATE")).Select(paper => paper.GetProperty("id").GetString()).Distinct().Count());
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

    private Task<JsonElement> LoanAsync(string loan) => _animator.GetAsync($"/api/loans/{loan}");
}
