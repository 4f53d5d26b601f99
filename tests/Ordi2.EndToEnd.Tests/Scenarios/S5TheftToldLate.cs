using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S5TheftOnSqlite(SqliteTown town) : S5TheftToldLate(town), IClassFixture<SqliteTown>;

public sealed class S5TheftOnPostgres(PostgresTown town) : S5TheftToldLate(town), IClassFixture<PostgresTown>;

/// <summary>Beside S5: a theft is told late, and then the machine is found (domain.md 4.3, transitions 33 and 34; 4.4, 12.1).</summary>
[Trait("Scenario", "S5")]
public abstract class S5TheftToldLate(Town town)
{
    private const string Epn = "epn-le-phare";
    private const string Partner = "asso-horizon-emploi";
    private const string Donor = "don-assurances-du-val";

    private readonly Journey _journey = new(town);
    private readonly Hand _animator = town.As(Epn, "ANIMATOR");
    private readonly Hand _partner = town.As(Partner, "PARTNER");

    [Fact]
    public async Task A_machine_that_was_filed_as_stolen_and_is_found_owes_nothing_to_its_closed_loan_and_counts_again_at_its_next_placement()
    {
        var machine = await _journey.ReadyAsync();
        var loan = await LentAsync(machine);
        var told = await _partner.DoAsync(machine, "report-theft", new { policeNumber = "PV-1", complaintAt = town.Clock.GetUtcNow().AddDays(-21) });
        Assert.Equal(("STOLEN", "complaint-late"), (told.Status, told.Why));
        Assert.Equal("CLOSED", Text(await _animator.ActAsync("loans", loan, "close"), "status"));
        var incident = Assert.Single((await _partner.GetAsync($"/api/incidents?about=machine/{machine}")).GetProperty("items").EnumerateArray());
        Assert.True(incident.GetProperty("complaint").GetProperty("toldLate").GetBoolean());

        // A month later somebody brings it to another EPN: whoever scans it finds it.
        await town.PassAsync(TimeSpan.FromDays(30));
        var finder = town.As("epn-vallon", "ANIMATOR");
        Assert.Equal("RECEIVED", (await finder.DoAsync(machine, "recover", new { circumstances = "rapportée par un voisin" })).Status);
        var found = await _journey.Coordinator.GetAsync($"/api/machines/{machine}");
        Assert.Equal(("epn-vallon", "DIRTY", 0), (Text(found, "holder"), Text(found, "sanitisation"), found.GetProperty("holds").GetArrayLength()));
        Assert.Single(await DocumentsAsync(_journey.Coordinator, $"machine/{machine}", "RECOVERY_RECORD"));
        var closed = await _animator.GetAsync($"/api/loans/{loan}");
        Assert.Equal(("CLOSED", 0, 0), (Text(closed, "status"), closed.GetProperty("openLines").GetArrayLength(), closed.GetProperty("filed").GetArrayLength()));

        // The incident is settled by people: the question on data first.
        await _journey.Coordinator.ActAsync("incidents", Text(incident, "id"), "assign", new { to = Journey.Pole });
        await _journey.Coordinator.MayNotAsync("data-question-open", "incidents", Text(incident, "id"), "solve", new { outcome = "retrouvée" });
        await _partner.ActAsync("incidents", Text(incident, "id"), "answer-data", new { data = "USER_FILES" });
        Assert.Equal("SOLVED", Text(await _journey.Coordinator.ActAsync("incidents", Text(incident, "id"), "solve", new { outcome = "retrouvée" }), "status"));

        // It was back within the months: taken back. Audited, wiped and placed anew, it counts anew.
        Assert.Equal((1, "ademe-2022-09", 1), await ImpactOf.HistoryAsync(_journey.Coordinator, machine));
        await _journey.Operator.DoAsync(machine, "claim-custody");
        await finder.DoAsync(machine, "confirm-handover");
        await _journey.WipeAsync(machine);
        await _journey.FinishAsync(machine);
        await LentAsync(machine);
        Assert.Equal((2, "ademe-2022-09", 1), await ImpactOf.HistoryAsync(_journey.Coordinator, machine));
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task A_theft_without_a_number_is_overdue_after_72_hours_and_the_number_that_comes_then_is_late_and_welcome()
    {
        var machine = await _journey.ReadyAsync();
        var loan = await LentAsync(machine);
        var told = await _partner.DoAsync(machine, "report-theft", new { });
        Assert.Equal(("accepted-with-finding", "police-number-due"), (told.Outcome, told.Why));
        await town.PassAsync(TimeSpan.FromHours(71));
        Assert.Equal(["police-number-due"], await FindingsAsync(machine));
        await town.PassAsync(TimeSpan.FromHours(1) + TimeSpan.FromMinutes(1));
        Assert.Equal(["police-number-due", "police-number-overdue"], await FindingsAsync(machine));
        var incident = Assert.Single((await _partner.GetAsync($"/api/incidents?about=machine/{machine}")).GetProperty("items").EnumerateArray());
        Assert.True(incident.GetProperty("overdue").GetBoolean());
        await _animator.MayNotAsync("machines-still-out", "loans", loan, "close");

        var number = await _partner.DoAsync(machine, "tell-complaint", new { policeNumber = "PV-2", filedAt = town.Clock.GetUtcNow().AddHours(-1) });
        Assert.Equal(("accepted-with-finding", "complaint-late"), (number.Outcome, number.Why));
        Assert.Equal(["complaint-late"], await FindingsAsync(machine));
        var complaint = (await _partner.GetAsync($"/api/incidents/{Text(incident, "id")}")).GetProperty("complaint");
        Assert.Equal(("PV-2", false, true), (Text(complaint, "number"), complaint.GetProperty("filedLate").GetBoolean(), complaint.GetProperty("toldLate").GetBoolean()));

        // With its number the theft is filed on the loan, which may end now.
        var filed = Assert.Single((await _animator.GetAsync($"/api/loans/{loan}")).GetProperty("filed").EnumerateArray());
        Assert.Equal((machine, "STOLEN", "PV-2"), (Text(filed, "machine"), Text(filed, "kind"), Text(filed, "declaration")));
        Assert.Equal("CLOSED", Text(await _animator.ActAsync("loans", loan, "close"), "status"));
        var again = await _partner.ScanAsync(machine, "tell-complaint", new { policeNumber = "PV-3" });
        Assert.Equal(("refused", "complaint-already-declared"), (again.Outcome, again.Why));
    }

    [Fact]
    public async Task What_is_stolen_with_the_donors_data_on_it_is_an_incident_of_data_also_when_it_is_found()
    {
        var giving = new Giving(town, Donor, town.As(Donor, "DONOR"));
        var donation = await giving.SignedAsync("RETURN_TO_DONOR", ("LAPTOP", 1));
        var round = await giving.RoundAsync(donation, giving.Driver);
        var machine = (await giving.ReceiveAsync(donation, round, "LAPTOP", 1))[0];
        await giving.Dock.DoAsync(machine, "report-theft", new { policeNumber = "PV-4", complaintAt = town.Clock.GetUtcNow() });
        Assert.Equal(["DATA_INCIDENT", "THEFT"], await HoldsAsync(machine));
        Assert.Equal((1, 1, 0, true), await BalanceAsync());

        Assert.Equal("RECEIVED", (await giving.Dock.DoAsync(machine, "recover", new { circumstances = "derrière le quai" })).Status);
        Assert.Equal(["DATA_INCIDENT"], await HoldsAsync(machine));
        Assert.Equal((1, 0, 1, true), await BalanceAsync());

        // It is worked on; it is ready only when the pole has settled the incident.
        await _journey.WipeAsync(machine);
        await _journey.Operator.DoAsync(machine, "install-os", new { plan = "LINUX", image = "Emmabuntüs 5" });
        var blocked = await _journey.Supervisor.ScanAsync(machine, "pass-qc", new { grade = "B", lines = Checks.AllPassed });
        Assert.Equal(("refused", "on-hold"), (blocked.Outcome, blocked.Why));
        var supervisor = await _journey.Supervisor.ScanAsync(machine, "lift-hold", new { hold = "DATA_INCIDENT", reason = "effacée" });
        Assert.Equal(("refused", "hold-lifted-by-pole"), (supervisor.Outcome, supervisor.Why));
        await _journey.Coordinator.DoAsync(machine, "lift-hold", new { hold = "DATA_INCIDENT", reason = "rien n'est sorti" });
        Assert.Equal("READY", (await _journey.Supervisor.DoAsync(machine, "pass-qc", new { grade = "B", lines = Checks.AllPassed })).Status);
        await town.AssertSoundAsync();

        // Received, missing, in process; and whether it closes.
        async Task<(int Received, int Missing, int InProcess, bool Closes)> BalanceAsync()
        {
            var (_, report) = await giving.Donor.PostAsync("/api/reports", new { kind = "DONOR_REPORT" });
            var balance = report.GetProperty("content").GetProperty("donations").EnumerateArray().Single(one => Text(one, "donation") == donation).GetProperty("balance");
            return (Number(balance, "received"), Number(balance, "missing"), Number(balance, "inProcess"), balance.GetProperty("closes").GetBoolean());
        }
    }

    private async Task<string> LentAsync(string machine)
    {
        var dossier = await _journey.DossierAsync(Epn, Partner, 1);
        await _journey.DeliverAsync(Epn, dossier, [machine]);
        var loan = await _journey.LoanAsync(Epn, Partner, dossier, _journey.Day(275));
        await _journey.PlaceAsync(Epn, loan, [machine]);
        return loan;
    }

    /// <summary>Of the theft: its machine came without a gift, which is a finding of its own.</summary>
    private async Task<string[]> FindingsAsync(string machine) => [.. (await CodesAsync(machine, "findings")).Except(["no-gift"])];

    private async Task<string[]> HoldsAsync(string machine) => await CodesAsync(machine, "holds");

    private async Task<string[]> CodesAsync(string machine, string field) =>
        [.. (await _journey.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty(field).EnumerateArray().Select(code => code.GetString()!).Order(StringComparer.Ordinal)];
}
