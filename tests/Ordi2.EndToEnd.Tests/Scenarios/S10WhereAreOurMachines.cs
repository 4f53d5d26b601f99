using System.Globalization;
using System.Net;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S10OnSqlite(SqliteTown town) : S10WhereAreOurMachines(town), IClassFixture<SqliteTown>;

public sealed class S10OnPostgres(PostgresTown town) : S10WhereAreOurMachines(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S10, « Où sont nos machines ? », as far as data goes: the donor's report, a wrong certificate, the city's bilan, the hours of the DREETS.</summary>
[Trait("Scenario", "S10")]
public abstract partial class S10WhereAreOurMachines(Town town)
{
    private const string Workshop = "atelier-du-canal";
    private const string Bank = "don-banque-ombrienne";
    private const string Firm = "don-cabinet-ferrand";
    private const string Mairie = "don-mairie-de-valombre";
    private const string Epn = "epn-le-phare";
    private const string Partner = "asso-coup-de-main";

    private readonly Journey _journey = new(town);
    private readonly Hand _bank = town.As(Bank, "DONOR");
    private readonly Hand _animator = town.As(Epn, "ANIMATOR");

    private int Year => town.Clock.GetUtcNow().Year;

    [Fact]
    public async Task The_donor_knows_the_fate_of_each_machine_and_a_wrong_certificate_is_replaced()
    {
        var donation = await SignedAsync(_bank, Bank, "MECENAT_238BIS");
        var (placed, ready, corrected, refused, recycled, missing) = (await ReceiveAsync(donation), await ReceiveAsync(donation), await ReceiveAsync(donation), await ReceiveAsync(donation), await ReceiveAsync(donation), await ReceiveAsync(donation));

        foreach (var machine in (string[])[placed, ready, corrected])
        {
            await _journey.WipeAsync(machine);
            await _journey.FinishAsync(machine);
        }

        await PlaceAsync(placed);
        await _journey.Storekeeper.DoAsync(refused, "refuse-device", new { reason = "too-old", photo = "photo-1" });
        await _journey.Storekeeper.DoAsync(refused, "hand-back", new { signedBy = "accueil" });
        await RecycleAsync(recycled);
        await _journey.Storekeeper.DoAsync(missing, "report-missing", new { });
        await _journey.Storekeeper.ActAsync("donations", donation, "mark-received");

        // 2. The serial was typed by hand, and wrongly: the audit is done again, and the certificate is replaced.
        var old = Assert.Single(await DocumentsAsync(_journey.Supervisor, $"machine/{corrected}", "ERASURE_CERTIFICATE"));
        var number = Text(old, "id");
        Assert.Equal($"SSD-{corrected}", Text(old.GetProperty("content").GetProperty("medium"), "serial"));
        await RefusedAsync(_journey.Supervisor, number, "replace", "serial-not-audited", Correction("SSD-NOBODY-SAW"));
        await _journey.Supervisor.DoAsync(corrected, "requalify", new { reason = "numéro de série à relire" });
        await AuditAsync(corrected, $"SSX-{corrected}");
        await RefusedAsync(_bank, number, "replace", "role-may-not", Correction($"SSX-{corrected}"));
        var replaced = await _journey.Supervisor.ActAsync("documents", number, "replace", Correction($"SSX-{corrected}"));
        var next = await _bank.GetAsync($"/api/documents/{Text(replaced, "replacedBy")}");
        Assert.Equal(("REPLACED", number), (Text(replaced, "status"), Text(next, "replaces")));
        Assert.Equal($"SSX-{corrected}", Text(next.GetProperty("content").GetProperty("medium"), "serial"));
        Assert.Equal(("REPLACED", Text(old, "sha256")), (Text(await _bank.GetAsync($"/api/documents/{number}"), "status"), Text(await _bank.GetAsync($"/api/documents/{number}"), "sha256")));
        Assert.Equal("SEALED", Text(await _journey.Supervisor.ActAsync("documents", Text(next, "id"), "sign", new { capacity = "encadrante technique" }), "status"));

        // The series has no gap: every number to the last is on a certificate.
        var series = await _journey.Supervisor.GetAsync($"/api/series/CE-{Year}-{Workshop}");
        var certificates = (await AllDocumentsAsync(_journey.Supervisor)).Where(document => Text(document, "kind") == "ERASURE_CERTIFICATE").Select(document => Text(document, "id")).Order(StringComparer.Ordinal);
        Assert.Equal(Enumerable.Range(1, series.GetProperty("last").GetInt32()).Select(n => string.Create(CultureInfo.InvariantCulture, $"CE-{Year}-{n:000000}-{Workshop}")), certificates);

        // 1. The report: the fate of each machine, a balance that closes, restrictions, documents; nobody's name.
        var report = await ReportAsync(_bank, new { kind = "DONOR_REPORT", year = Year });
        var content = report.GetProperty("content");
        var own = Assert.Single(content.GetProperty("donations").EnumerateArray());
        Assert.Equal(
            new Dictionary<string, string> { [placed] = "placed", [ready] = "ready", [corrected] = "in-process", [refused] = "refused", [recycled] = "recycled", [missing] = "missing" }.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            own.GetProperty("machines").EnumerateArray().Select(machine => KeyValuePair.Create(Text(machine, "label"), Text(machine, "fate"))).OrderBy(pair => pair.Key, StringComparer.Ordinal));
        var balance = content.GetProperty("balance");
        Assert.Equal([6, 1, 1, 1, 1, 1, 1], ((string[])["received", "ready", "inProcess", "placed", "recycled", "refused", "missing"]).Select(name => balance.GetProperty(name).GetInt32()));
        Assert.True(balance.GetProperty("closes").GetBoolean());
        Assert.True(own.TryGetProperty("restrictions", out _));
        var papers = own.GetProperty("documents").EnumerateArray().ToDictionary(paper => Text(paper, "number"), StringComparer.Ordinal);
        Assert.Equal(("REPLACED", Text(next, "id")), (Text(papers[number], "status"), Text(papers[number], "replacedBy")));
        Assert.Equal("SEALED", Text(papers[Text(next, "id")], "status"));
        Assert.All((string[])[Partner, Epn, "referent-1", "person"], name => Assert.DoesNotContain(name, content.ToString(), StringComparison.Ordinal));

        // What the donor downloads: the list of its machines, each certificate, and the report as a table that a spreadsheet opens.
        Assert.Equal(
            new[] { placed, ready, corrected, refused, recycled, missing }.Order(StringComparer.Ordinal),
            (await Chain.MachinesAsync(_bank, $"donation={donation}")).Select(machine => Text(machine, "machine")).Order(StringComparer.Ordinal));
        var ofTheDonor = papers.Values.Where(paper => Text(paper, "kind") == "ERASURE_CERTIFICATE").Select(paper => Text(paper, "number")).ToArray();
        Assert.Equal(5, ofTheDonor.Length);
        Assert.All(await Task.WhenAll(ofTheDonor.Select(one => _bank.GetAsync($"/api/documents/{one}"))), paper => Assert.StartsWith("SS", Text(paper.GetProperty("content").GetProperty("medium"), "serial"), StringComparison.Ordinal));
        var table = await TableAsync(_bank, Text(report, "id"));
        Assert.Equal(["établi le", "don", "machine", "type", "devenir"], table[0]);
        Assert.Equal(
            new[] { (placed, "réemployée"), (ready, "prête"), (corrected, "en cours"), (refused, "refusée"), (recycled, "recyclée"), (missing, "introuvable") }.OrderBy(pair => pair.Item1, StringComparer.Ordinal),
            table.Skip(1).Select(row => (row[2], row[4])).OrderBy(pair => pair.Item1, StringComparer.Ordinal));
        Assert.All(table.Skip(1), row => Assert.True(DateOnly.TryParseExact(row[0], "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out _), row[0]));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Mairie, $"/api/documents/{Text(report, "id")}/table"));

        // CO₂e: a range with its source and the version of its factors; only what is placed counts, once: 27 kg in 3 years each.
        var impact = content.GetProperty("impact");
        Assert.Equal((1, 81m, "ademe-2022-09"), (impact.GetProperty("machines").GetInt32(), impact.GetProperty("kgCo2e").GetDecimal(), Text(impact, "factorSetVersion")));
        Assert.True(impact.GetProperty("lowKgCo2e").GetDecimal() < 81m && impact.GetProperty("highKgCo2e").GetDecimal() > 81m);
        Assert.Contains("ADEME", Text(impact, "source"), StringComparison.Ordinal);

        // Another donor sees none of it.
        var other = town.As(Mairie, "DONOR");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Mairie, $"/api/documents/{Text(report, "id")}"));
        var (_, stranger) = await other.PostAsync("/api/reports", new { kind = "DONOR_REPORT", donor = Bank });
        Assert.Equal("not-your-report", Text(stranger, "code"));
        Assert.DoesNotContain((await AllDocumentsAsync(other)).Select(document => Text(document, "id")), papers.ContainsKey);

        // Asked again with the same key: the same document, and no further number.
        var key = Guid.CreateVersion7();
        var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _bank.PostAsync("/api/reports", new { kind = "DONOR_REPORT" }, key)));
        Assert.Equal(Text(twice[0].Body, "id"), Text(twice[1].Body, "id"));
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task A_public_donor_gets_the_proof_of_effective_re_use_with_the_date_of_the_commitment()
    {
        var clerk = town.As(Mairie, "DONOR");
        var donation = await SignedAsync(clerk, Mairie, "CGPPP_L3212_2_3");
        var commitment = Assert.Single(await DocumentsAsync(clerk, $"donation/{donation}", "REUSE_COMMITMENT"));
        var (placed, waiting) = (await ReceiveAsync(donation), await ReceiveAsync(donation));
        await _journey.WipeAsync(placed);
        await _journey.FinishAsync(placed);
        await PlaceAsync(placed);
        await _journey.Storekeeper.ActAsync("donations", donation, "mark-received");

        var content = (await ReportAsync(clerk, new { kind = "REUSE_ATTESTATION", year = Year })).GetProperty("content");
        Assert.Equal(1, content.GetProperty("countA").GetInt32());
        Assert.Equal(Text(commitment, "id"), Text(Assert.Single(content.GetProperty("commitments").EnumerateArray()), "number"));
        Assert.Equal((1, 10), (Assert.Single(content.GetProperty("excluded").EnumerateArray()).GetProperty("line").GetInt32() - 1, content.GetProperty("excluded")[0].GetProperty("quantity").GetInt32()));
        Assert.Equal([("in-process", 1), ("placed", 1)], content.GetProperty("perFate").EnumerateArray().Select(fate => (Text(fate, "fate"), fate.GetProperty("count").GetInt32())));
        Assert.True(content.GetProperty("restrictions")[0].GetProperty("restrictions").GetProperty("resaleForbidden").GetBoolean());
        Assert.DoesNotContain(Partner, content.ToString(), StringComparison.Ordinal);
        Assert.Contains(waiting, content.ToString(), StringComparison.Ordinal);

        var (_, nothing) = await clerk.PostAsync("/api/reports", new { kind = "REUSE_ATTESTATION", year = Year - 1 });
        Assert.Equal("nothing-to-attest", Text(nothing, "code"));
    }

    [Fact]
    public async Task Restrictions_that_the_donor_tightens_reach_each_machine_that_came_before()
    {
        var firm = town.As(Firm, "DONOR");
        var donation = await SignedAsync(firm, Firm, "MECENAT_238BIS");
        var machine = await ReceiveAsync(donation);
        await _journey.WipeAsync(machine);
        await _journey.FinishAsync(machine);
        await firm.ActAsync("donations", donation, "tighten-restrictions", new { restrictions = new { resaleForbidden = true, allowedRecipients = new[] { "STUDENT_ASSOCIATION" } } });

        var tightened = Assert.Single((await _journey.Storekeeper.GetAsync($"/api/machines/{machine}/history")).GetProperty("events").EnumerateArray(), one => Text(one, "type") == "machine.restrictions-tightened.v1");
        Assert.True(tightened.GetProperty("data").GetProperty("restrictions").GetProperty("resaleForbidden").GetBoolean());
        var dossier = await _journey.DossierAsync(Epn, Partner, 1);
        var refused = await _journey.Coordinator.ScanAsync(machine, "allocate", new { dossier });
        Assert.Equal(("refused", "READY"), (refused.Outcome, refused.Status));
    }

    [Fact]
    public async Task What_was_agreed_on_the_way_to_the_partner_is_on_paper()
    {
        var machine = await _journey.ReadyAsync();
        var dossier = await _journey.DossierAsync(Epn, Partner, 1);
        Assert.Single(await DocumentsAsync(_animator, $"dossier/{dossier}", "DOSSIER_RECEIPT"));
        Assert.Single(await DocumentsAsync(_animator, $"dossier/{dossier}", "DOSSIER_DECISION"));
        var delivery = await _journey.DeliverAsync(Epn, dossier, [machine]);
        var note = Assert.Single(await DocumentsAsync(_animator, $"delivery/{delivery}", "DELIVERY_NOTE"));
        Assert.Equal("RENDERED", Text(note, "status"));
        var delivered = Assert.Single(note.GetProperty("content").GetProperty("machines").EnumerateArray());
        var audited = await _journey.Coordinator.GetAsync($"/api/machines/{machine}");
        Assert.Equal((machine, Text(audited, "type")), (Text(delivered, "label"), Text(delivered, "type")));
        Assert.True(delivered.GetProperty("chargerPresent").GetBoolean());
        Assert.Equal("SIGNED", Text(await _animator.ActAsync("documents", Text(note, "id"), "sign", new { capacity = "animatrice" }), "status"));
        var loan = await _journey.LoanAsync(Epn, Partner, dossier, _journey.Day(300));
        Assert.Single(await DocumentsAsync(_animator, $"loan/{loan}", "LOAN_AGREEMENT"));
        await _journey.PlaceAsync(Epn, loan, [machine]);
        Assert.Single(await DocumentsAsync(_journey.Coordinator, $"machine/{machine}", "HANDOVER_RECORD"));
    }

    private async Task<string> SignedAsync(Hand donor, string who, string legalBasis)
    {
        var donation = Journey.Id(await donor.CreateAsync("donations", new
        {
            donor = who,
            legalBasis,
            pole = Journey.Pole,
            announced = new object[]
            {
                new { type = "LAPTOP", quantity = 6, acquiredOn = $"{Year - 4}-05-01", unitValueCents = 15_000 },
                new { type = "MONITOR", quantity = 10, acquiredOn = $"{Year - 12}-05-01", unitValueCents = 500 },
            },
        }));
        await donor.ActAsync("donations", donation, "propose", new { pole = Journey.Pole });
        await _journey.Coordinator.ActAsync("donations", donation, "accept", new { receiver = Workshop });
        await donor.ActAsync("donations", donation, "sign", new { party = "DONOR", document = $"CD-{donation}" });
        await _journey.Supervisor.ActAsync("donations", donation, "sign", new { party = "RECEIVER", document = $"CD-{donation}" });
        await _journey.Storekeeper.ActAsync("donations", donation, "start-collection");
        return donation;
    }

    private async Task<string> ReceiveAsync(string donation)
    {
        var code = Hand.NewLabel();
        await _journey.Storekeeper.DoAsync(code, "receive-device", new { donation, type = "LAPTOP" });
        return code;
    }

    private async Task PlaceAsync(string machine)
    {
        var dossier = await _journey.DossierAsync(Epn, Partner, 1);
        await _journey.DeliverAsync(Epn, dossier, [machine]);
        await _journey.PlaceAsync(Epn, await _journey.LoanAsync(Epn, Partner, dossier, _journey.Day(300)), [machine]);
    }

    private async Task RecycleAsync(string machine)
    {
        await _journey.WipeAsync(machine);
        var batch = Journey.Id(await _journey.Storekeeper.CreateAsync("batches", new { holder = Workshop, recycler = "recyclage-du-val", flow = "SMALL_IT", wasteCode = "16 02 14", container = "cage 1" }));
        await _journey.Supervisor.DoAsync(machine, "scrap", new { reason = "broken", batch, confirmed = true });
        await _journey.Storekeeper.ActAsync("batches", batch, "seal");
        await _journey.Storekeeper.ActAsync("batches", batch, "weigh", new { netGrams = 2_000, confirmed = true });
        await _journey.Storekeeper.ActAsync("batches", batch, "hand-over", new { carrier = "transports-roulier", traceability = "NONE_NON_HAZARDOUS" });
        var recycler = town.As("recyclage-du-val", "RECYCLER");
        await recycler.ActAsync("batches", batch, "accept");
        await recycler.ActAsync("batches", batch, "prove", new { document = "AT-1", treatmentCode = "R4" });
        Assert.Equal("RECYCLED", (await _journey.Storekeeper.DoAsync(machine, "confirm-recycling")).Status);
    }

    private Task<Result> AuditAsync(string machine, string serial) => _journey.Operator.DoAsync(machine, "record-audit", new
    {
        audit = new
        {
            evidence = new { format = "manual", sha256 = string.Empty },
            type = "LAPTOP",
            media = new[] { new { serial, kind = "SATA_SSD", sizeBytes = 256_000_000_000L } },
        },
        locksTested = true,
    });

    private static object Correction(string serial) =>
        new { reason = "numéro de série mal tapé", corrections = new[] { new { field = "medium.serial", text = serial } } };

    private static async Task RefusedAsync(Hand hand, string number, string action, string code, object body)
    {
        var (_, answer) = await hand.PostAsync($"/api/documents/{number}/{action}", body);
        Assert.Equal(code, Text(answer, "code"));
    }

    private static async Task<JsonElement> ReportAsync(Hand hand, object request)
    {
        var (status, answer) = await hand.PostAsync("/api/reports", request);
        Assert.True(status is HttpStatusCode.Created, $"{(int)status} {answer}");
        return answer;
    }

    private async Task<HttpStatusCode> StatusAsync(string organisation, string path)
    {
        var (status, _) = await town.As(organisation, "DONOR").TryGetAsync(path);
        return status;
    }

    private static async Task<JsonElement[]> DocumentsAsync(Hand hand, string about, string kind) =>
        [.. (await hand.GetAsync($"/api/documents?about={about}&limit=500")).GetProperty("items").EnumerateArray().Where(document => Text(document, "kind") == kind)];

    private static async Task<JsonElement[]> AllDocumentsAsync(Hand hand) => [.. (await hand.GetAsync("/api/documents?limit=500")).GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
