using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class LoanEndsOnSqlite(SqliteTown town) : LoanEnds(town), IClassFixture<SqliteTown>;

public sealed class LoanEndsOnPostgres(PostgresTown town) : LoanEnds(town), IClassFixture<PostgresTown>;

/// <summary>A loan ends with a partial return: one is back, one is filed as missing, one is still out (domain.md 4.3 and 5).</summary>
[Trait("Scenario", "Processes")]
public abstract class LoanEnds(Town town)
{
    private const string Epn = "epn-le-phare";
    private const string Partner = "asso-horizon-emploi";

    private readonly Journey _journey = new(town);
    private readonly Hand _animator = town.As(Epn, "ANIMATOR");

    [Fact]
    public async Task A_loan_is_closed_only_when_nothing_is_out_any_more()
    {
        var machines = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _journey.ReadyAsync()));
        var dossier = await _journey.DossierAsync(Epn, Partner, machines.Length);
        await _journey.DeliverAsync(Epn, dossier, machines);
        var loan = await _journey.LoanAsync(Epn, Partner, dossier, _journey.Day(300));
        await _journey.PlaceAsync(Epn, loan, machines);

        // Whoever has nothing to do with it does not end it.
        Assert.Equal("role-may-not", await town.As("epn-vallon", "ANIMATOR").RefusedAsync("processes", $"fin-x-{loan}", "start-loan-end", new
        {
            loan,
            reason = "fin du projet",
            lines = new object[] { new { machine = machines[0], choice = "STILL_OUT" } },
        }));

        // The pole says what is known: one is back at the workshop's door, one is lost, the third is asked back.
        var first = await _journey.Coordinator.ActAsync("processes", $"fin-{loan}", "start-loan-end", new
        {
            loan,
            reason = "fin du projet",
            lines = new object[]
            {
                new { machine = machines[1], choice = "LOST", declaration = "D-2026-7" },
                new { machine = machines[2], choice = "STILL_OUT" },
            },
        });
        Assert.Equal(("ENDED", "LOAN_END"), (first.GetProperty("status").GetString(), first.GetProperty("kind").GetString()));
        Assert.Equal("machines-still-out", LastRefusal(first));

        // The EPN scans in the one that is back; the third is still out, so the loan stays due.
        var second = await _animator.ActAsync("processes", $"fin-2-{loan}", "start-loan-end", new
        {
            loan,
            reason = "fin du projet",
            lines = new object[] { new { machine = machines[0], choice = "RETURNED", inspection = new { condition = "bon état", chargerPresent = true, photos = new[] { "photo-1" } } } },
        });
        Assert.Equal("machines-still-out", LastRefusal(second));
        var due = await LoanAsync(loan);
        Assert.Equal("RETURN_DUE", due.GetProperty("status").GetString());
        Assert.Equal(machines[1], Assert.Single(due.GetProperty("filed").EnumerateArray()).GetProperty("machine").GetString());
        Assert.Equal("D-2026-7", due.GetProperty("filed")[0].GetProperty("declaration").GetString());
        Assert.Equal(("RECEIVED", "MISSING", "RETURNING"), (await StatusAsync(machines[0]), await StatusAsync(machines[1]), await StatusAsync(machines[2])));

        // The last one comes back: now nothing is out, and the loan is closed.
        var last = await _animator.ActAsync("processes", $"fin-3-{loan}", "start-loan-end", new
        {
            loan,
            reason = "fin du projet",
            lines = new object[] { new { machine = machines[2], choice = "RETURNED", inspection = new { condition = "écran rayé", chargerPresent = false, photos = Array.Empty<string>() } } },
        });
        Assert.Null(LastRefusal(last));
        Assert.Equal("CLOSED", (await LoanAsync(loan)).GetProperty("status").GetString());
        Assert.Equal("RECEIVED", await StatusAsync(machines[2]));
        await town.AssertSoundAsync();
    }

    [Theory]
    [InlineData("ANIMATOR")]
    [InlineData("COORDINATOR")]
    public async Task A_partial_return_says_the_same_on_the_loan_and_on_each_machine_whoever_ends_the_loan(string role)
    {
        var machines = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _journey.ReadyAsync()));
        var dossier = await _journey.DossierAsync(Epn, Partner, machines.Length);
        await _journey.DeliverAsync(Epn, dossier, machines);
        var loan = await _journey.LoanAsync(Epn, Partner, dossier, _journey.Day(300));
        await _journey.PlaceAsync(Epn, loan, machines);
        var hand = role == "ANIMATOR" ? _animator : _journey.Coordinator;

        var end = await hand.ActAsync("processes", $"fin-{loan}", "start-loan-end", new
        {
            loan,
            reason = "fin du projet",
            lines = new object[]
            {
                new { machine = machines[0], choice = "RETURNED", inspection = new { condition = "charnière cassée", chargerPresent = false, photos = new[] { "photo-1" } } },
                new { machine = machines[1], choice = "LOST", declaration = "D-2026-7" },
                new { machine = machines[2], choice = "STOLEN", declaration = "PV-2026-9" },
            },
        });

        Assert.Equal("ENDED", end.GetProperty("status").GetString());
        Assert.All(end.GetProperty("steps").EnumerateArray(), step => Assert.Equal("DONE", step.GetProperty("status").GetString()));
        Assert.Equal(("RECEIVED", "MISSING", "STOLEN"), (await StatusAsync(machines[0]), await StatusAsync(machines[1]), await StatusAsync(machines[2])));
        var closed = await LoanAsync(loan);
        Assert.Equal("CLOSED", closed.GetProperty("status").GetString());
        Assert.Equal(
            [(machines[1], "LOST", "D-2026-7"), (machines[2], "STOLEN", "PV-2026-9")],
            closed.GetProperty("filed").EnumerateArray().Select(loss => (loss.GetProperty("machine").GetString(), loss.GetProperty("kind").GetString(), loss.GetProperty("declaration").GetString())));
        Assert.Equal(machines[0], Assert.Single(closed.GetProperty("returns").EnumerateArray()).GetProperty("machine").GetString());

        // The last known holder stays the borrower; the theft holds the machine back wherever it turns up.
        var stolen = await _journey.Coordinator.GetAsync($"/api/machines/{machines[2]}");
        Assert.Equal(Partner, stolen.GetProperty("holder").GetString());
        Assert.Contains("THEFT", stolen.GetProperty("holds").EnumerateArray().Select(hold => hold.GetString()));
        await town.AssertSoundAsync();
    }

    private Task<JsonElement> LoanAsync(string loan) => _journey.Coordinator.GetAsync($"/api/loans/{loan}");

    private async Task<string?> StatusAsync(string machine) => (await _journey.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("status").GetString();

    private static string? LastRefusal(JsonElement process) =>
        process.GetProperty("steps").EnumerateArray().Last() is var step && step.TryGetProperty("refused", out var refused) && refused.ValueKind is JsonValueKind.Object
            ? refused.GetProperty("code").GetString()
            : null;
}
