using System.Globalization;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Scenarios.S3TheCall;
using static Ordi2.EndToEnd.Tests.Support.Giving;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S3OnSqlite(SqliteTown town) : S3TheEpnWouldKeepTwo(town), IClassFixture<SqliteTown>;

public sealed class S3OnPostgres(PostgresTown town) : S3TheEpnWouldKeepTwo(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S3, « L'EPN voudrait en garder deux »: ten machines for one partner, eight with it, and two that the EPN would keep.</summary>
[Trait("Scenario", "S3")]
public abstract class S3TheEpnWouldKeepTwo(Town town)
{
    private readonly Chain _chain = new(town);

    private Hand Coordinator => _chain.Coordinator;

    private int Year => town.Clock.GetUtcNow().Year;

    [Fact]
    public async Task An_epn_that_would_keep_two_gives_them_back_and_the_call_is_judged_by_its_rules()
    {
        var call = new S3TheCall(town, _chain);
        var ofThePole = await call.RegisterAsync();
        await call.OpenAsync();
        var filedIn = Year;
        var filed = await call.FileAsync(ofThePole);
        var (mine, own) = (filed[0], filed[1]);
        await call.JudgeAsync(filed, own, ofThePole);
        await call.DecideAsync(filed, own);
        var machines = await new S3TwoCoordinators(town, _chain).AllocateAsync(Workshop, mine, filed[2]);
        await DeliveredAsync(call, mine, machines);
        await PlacedAsync(call, mine, machines[..8]);
        var refusedIn = Year;
        await RefusedByRuleAsync(call, mine, machines[8..]);
        await NothingIsDoneAsync(call, machines);
        await ReportedAsync(filedIn, refusedIn, filed);
        await town.AssertSoundAsync();
    }

    /// <summary>Step 5: ten are received by scan, and from each scan thirty days run.</summary>
    private async Task DeliveredAsync(S3TheCall call, string dossier, string[] machines)
    {
        Assert.Equal(10, machines.Length);
        var delivery = await _chain.DispatchAsync(Workshop, Platanes, dossier, machines);

        foreach (var machine in machines)
        {
            var scanned = town.Clock.GetUtcNow();
            Assert.Equal("AT_EPN", (await call.Animator.ScanAsync(machine, "receive-at-epn", occurredAt: scanned)).Status);
            Assert.Equal(scanned.AddDays(30), (await call.Animator.GetAsync($"/api/machines/{machine}")).GetProperty("dueAt").GetDateTimeOffset(), TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal("DELIVERED", Text(await call.Animator.GetAsync($"/api/deliveries/{delivery}"), "status"));

        // Whoever came second has given its machines back, or was told before it took any and has its proposal still.
        var taking = (await call.Animator.GetAsync("/api/allocations")).GetProperty("items").EnumerateArray().Where(one => Text(one, "status") is not ("RELEASED" or "PROPOSED"));
        Assert.Equal("FULFILLED", Text(Assert.Single(taking, one => Machines(one).Contains(machines[0])), "status"));
    }

    /// <summary>Step 6: eight are with Lire Ensemble, for the twelve months of the rules, each with both signatures.</summary>
    private async Task PlacedAsync(S3TheCall call, string dossier, string[] machines)
    {
        var loan = Text(await call.Animator.CreateAsync("loans", new { lender = Workshop, relay = Platanes, borrower = LireEnsemble, dossier, from = _chain.Day(0) }), "id");
        var early = await call.Animator.ScanAsync(machines[0], "place-with-partner", new { loan, coSignedBy = "referente-lire-ensemble" });
        Assert.Equal(("refused", "loan-not-signed"), (early.Outcome, early.Why));
        var document = $"MD-{loan}";
        await town.As(Workshop, "SUPERVISOR").ActAsync("loans", loan, "sign", new { party = "LENDER", document });
        await call.Animator.ActAsync("loans", loan, "sign", new { party = "RELAY", document });
        var signed = await call.Referent.ActAsync("loans", loan, "sign", new { party = "BORROWER", document });
        Assert.Equal("SIGNED", Text(signed, "status"));
        Assert.Equal(Day(Text(signed, "from")).AddMonths(12).AddDays(-1), Day(Text(signed, "to")));
        var convention = Assert.Single(await DocumentsAsync(call.Referent, $"loan/{loan}", "LOAN_AGREEMENT")).GetProperty("content");
        Assert.Equal([Workshop, Platanes, LireEnsemble], convention.GetProperty("signatures").EnumerateArray().Select(signature => Text(signature, "organisation")));
        Assert.Subset(
            convention.GetProperty("machines").EnumerateArray().Select(machine => Text(machine, "label")).ToHashSet(StringComparer.Ordinal),
            machines.ToHashSet(StringComparer.Ordinal));
        Assert.True(convention.GetProperty("freeOfCharge").GetBoolean());
        Assert.NotEmpty(convention.GetProperty("accompanimentDates").EnumerateArray());

        var alone = await call.Animator.ScanAsync(machines[0], "place-with-partner", new { loan, coSignedBy = string.Empty });
        Assert.Equal(("refused", "co-signature-missing"), (alone.Outcome, alone.Why));

        foreach (var machine in machines)
        {
            Assert.Equal("PLACED", (await call.Animator.DoAsync(machine, "place-with-partner", new { loan, coSignedBy = "referente-lire-ensemble" })).Status);
            var record = Assert.Single(await DocumentsAsync(call.Referent, $"machine/{machine}", "HANDOVER_RECORD")).GetProperty("content");
            Assert.Equal((loan, LireEnsemble, "referente-lire-ensemble"), (Text(record, "loan"), Text(record, "partner"), Text(record, "coSignedBy")));
        }
    }

    /// <summary>« EPN, salle »: refused by rule, with the three ways out. So is a partner with the same SIREN, by loan and by dossier.</summary>
    private async Task RefusedByRuleAsync(S3TheCall call, string dossier, string[] two)
    {
        string[] refusals =
        [
            await call.Animator.NotCreatedAsync("partner-not-another-person", "loans", new { lender = Workshop, relay = Platanes, borrower = Platanes, dossier, from = _chain.Day(0) }),
            await call.Animator.NotCreatedAsync("partner-not-another-person", "dossiers", Project(SameSiren)),
            await call.Animator.NotCreatedAsync("partner-not-another-person", "dossiers", Project(Platanes)),
        ];
        Assert.All(refusals, refusal =>
        {
            Assert.Contains("les machines sont pour un partenaire, pas pour l'EPN", refusal, StringComparison.Ordinal);
            Assert.Contains("Rendez les machines, ou déposez un dossier avec un autre partenaire, ou demandez une dérogation au pôle.", refusal, StringComparison.Ordinal);
        });

        // The EPN does not grant itself the third way out; and no loan of another project takes the two along.
        await call.Animator.NotCreatedAsync("derogation-is-the-poles", "dossiers", Project(SameSiren, "même maison"));
        await call.Animator.NotCreatedAsync("dossier-of-another-partner", "loans", new { lender = Workshop, relay = Platanes, borrower = SameSiren, dossier, from = _chain.Day(0) });
        Assert.Equal(two.Order(StringComparer.Ordinal), (await Chain.MachinesAsync(call.Animator, $"holder={Platanes}&status=AT_EPN")).Select(one => Text(one, "machine")).Order(StringComparer.Ordinal));
        Assert.Equal((2, "STILL_KEPT"), await RuleAsync(Year));
    }

    /// <summary>Step 7: thirty days from the scan of reception; a reminder a week before the end, then the return is organised.</summary>
    private async Task NothingIsDoneAsync(S3TheCall call, string[] machines)
    {
        await town.PassAsync(TimeSpan.FromDays(22));
        Assert.Empty(await RemindedAsync(call.Animator, machines));
        await town.PassAsync(TimeSpan.FromDays(1));
        Assert.Equal(machines[8..], await RemindedAsync(call.Animator, machines));
        await town.PassAsync(TimeSpan.FromDays(6));
        Assert.Equal(machines[8..], await RemindedAsync(call.Animator, machines));
        Assert.Equal(2, (await Chain.MachinesAsync(call.Animator, $"holder={Platanes}&status=AT_EPN")).Length);
        await town.PassAsync(TimeSpan.FromDays(1));

        foreach (var machine in machines[8..])
        {
            Assert.Equal("IN_TRANSIT", Text(await Coordinator.GetAsync($"/api/machines/{machine}"), "status"));
            var note = Assert.Single(await DocumentsAsync(Coordinator, $"machine/{machine}", "RETURN_NOTE")).GetProperty("content");
            Assert.Equal(("UNPLACED", "placement-deadline"), (Text(note, "kind"), Text(note, "reason")));
            var back = await town.As(Workshop, "STOREKEEPER").DoAsync(machine, "receive-return", new { boxOpened = false });
            Assert.Equal("READY", back.Status);
        }

        Assert.Empty(await RemindedAsync(Coordinator, machines));

        // Back at the workshop nothing waits any more. Machines kept by the EPN = 0; eight are with the partner.
        var attached = await Coordinator.GetAsync($"/api/organisations/{Platanes}/attached");
        Assert.Equal(0, attached.GetProperty("counts").GetProperty("held").GetInt32());
        Assert.Equal(8, attached.GetProperty("counts").GetProperty("openLines").GetInt32());
        Assert.All(attached.GetProperty("machines").EnumerateArray(), one => Assert.Equal(("PLACED", LireEnsemble), (Text(one, "status"), Text(one, "holder"))));
    }

    /// <summary>Every refusal is in the report with its outcome: those by the rule, the dossiers with their reason; and whoever asked for what, in the audit log.</summary>
    private async Task ReportedAsync(int filedIn, int refusedIn, string[] filed)
    {
        Assert.Equal((0, "NOTHING_KEPT"), await RuleAsync(refusedIn));
        var refused = (await ReportAsync(filedIn)).GetProperty("refusedDossiers").EnumerateArray().ToArray();
        Assert.Equal(
            filed[17..].Order(StringComparer.Ordinal).Select(dossier => (dossier, "REJECTED", "accompagnement insuffisant")),
            refused.Select(one => (Text(one, "dossier"), Text(one, "status"), Text(one, "reason"))).Order());

        string[] codes =
        [
            "side-has-not-signed", "call-closes-by-itself", "call-closed", "judged-without-the-pole", "juror-recused", "pledge-used-up", "dossiers-undecided",
            "stock-taken", "more-than-accepted", "loan-not-signed", "co-signature-missing", "partner-not-another-person", "derogation-is-the-poles",
        ];

        foreach (var code in codes)
        {
            var entries = (await Coordinator.GetAsync($"/api/audit?code={code}")).GetProperty("items").EnumerateArray().ToArray();
            Assert.True(entries.Length > 0, $"Nothing in the audit log says '{code}'.");
            Assert.All(entries, entry => Assert.True(entry.TryGetProperty("organisation", out _) && entry.TryGetProperty("about", out _), entry.GetRawText()));
        }
    }

    /// <summary>What Les Platanes keeps, and what came of its four refusals.</summary>
    private async Task<(int Kept, string Outcome)> RuleAsync(int year)
    {
        var rule = await ReportAsync(year);
        var refusals = rule.GetProperty("refusals").EnumerateArray().ToArray();
        Assert.Equal(["derogation-is-the-poles", "partner-not-another-person", "partner-not-another-person", "partner-not-another-person"], refusals.Select(one => Text(one, "code")).Order(StringComparer.Ordinal));
        Assert.All(refusals, one => Assert.Equal(Platanes, Text(one, "by")));
        return (
            rule.GetProperty("byEpn").EnumerateArray().Single(one => Text(one, "epn") == Platanes).GetProperty("kept").GetInt32(),
            Assert.Single(refusals.Select(one => Text(one, "outcome")).Distinct()));
    }

    private async Task<JsonElement> ReportAsync(int year)
    {
        var (_, report) = await Coordinator.PostAsync("/api/reports", new { kind = "POLE_REPORT", year });
        return report.GetProperty("content").GetProperty("epnRule");
    }

    private static async Task<string[]> RemindedAsync(Hand hand, string[] machines)
    {
        var reminded = new List<string>();

        foreach (var machine in machines)
        {
            var findings = (await hand.GetAsync($"/api/machines/{machine}")).GetProperty("findings").EnumerateArray().Select(finding => finding.GetString());

            if (findings.Contains("placement-ends-soon"))
            {
                reminded.Add(machine);
            }
        }

        return [.. reminded];
    }

    private object Project(string partner, string? derogationReason = null) => new
    {
        epn = Platanes,
        partner,
        pole = Chain.Pole,
        project = "EPN, salle",
        needs = new[] { new { type = "LAPTOP", profile = "NONE", lowestGrade = "C", requested = 2 } },
        sessions = new[] { _chain.Day(20) },
        derogationReason,
    };

    private static DateOnly Day(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture);

    private static string[] Machines(JsonElement allocation) =>
        [.. allocation.GetProperty("machines").EnumerateArray().Select(one => one.GetProperty("machine").GetString()!)];
}
