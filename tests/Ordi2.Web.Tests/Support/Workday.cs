using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Machines;

namespace Ordi2.Web.Tests.Support;

/// <summary>What happens before a page has something to show: machines are made ready, given to a dossier, sent, lent. All through the API.</summary>
internal sealed class Workday(DemoServer server, string epn = "epn-le-phare", string partner = "asso-horizon-emploi")
{
    public const string Pole = "pole-val-d-ombre";
    public const string Workshop = "atelier-du-canal";

    /// <summary>The workshop owns what is given, and the EPN and the partner hold it (domain.md 2.7, pattern B).</summary>
    private const string WorkshopOwns = "POLE_OR_WORKSHOP";

    private const string Mecenat = "MECENAT_238BIS";
    private const string Model = "Latitude 5400";

    public string Epn => epn;

    public string Partner => partner;

    private string Operator => server.Token(Role.Operator, Workshop);

    private string Supervisor => server.Token(Role.Supervisor, Workshop);

    private string Storekeeper => server.Token(Role.Storekeeper, Workshop);

    private string Coordinator => server.Token(Role.Coordinator);

    private string Animator => server.Token(Role.Animator, epn);

    /// <summary>Laptops without a disk that came with a gift, in the stock of a workshop that owns them.</summary>
    public async Task<string[]> ReadyAsync(int count, string donor = "don-banque-ombrienne", string ownership = WorkshopOwns, string model = Model)
    {
        var donation = await ReceivedDonationAsync(donor, count, ownership);
        var machines = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => InStockAsync("LAPTOP", donation, model)));
        await ActAsync(Storekeeper, "donations", donation, "mark-received");
        await ActAsync(Storekeeper, "donations", donation, "sign-reception-note", new { document = $"BR-{donation}" });

        foreach (var machine in machines)
        {
            await DoAsync(Storekeeper, machine, "acquire-ownership", new { newOwner = Workshop, document = $"BR-{donation}" });
        }

        return machines;
    }

    /// <summary>A gift whose machines are being fetched.</summary>
    public async Task<string> ReceivedDonationAsync(string donor, int count, string ownership = WorkshopOwns, string basis = Mecenat)
    {
        var donation = await SignedDonationAsync(donor, count, ownership, basis);
        await ActAsync(Storekeeper, "donations", donation, "start-collection");
        return donation;
    }

    /// <summary>A gift whose convention has both signatures: somebody fetches it next.</summary>
    public async Task<string> SignedDonationAsync(string donor, int count, string ownership = WorkshopOwns, string basis = Mecenat)
    {
        var donation = await AcceptedDonationAsync(donor, count, ownership, basis);
        await ActAsync(server.Token(Role.Donor, donor), "donations", donation, "sign", new { party = "DONOR", document = $"CD-{donation}" });
        await ActAsync(Supervisor, "donations", donation, "sign", new { party = "RECEIVER", document = $"CD-{donation}" });
        return donation;
    }

    /// <summary>A round of today with two stops.</summary>
    public Task<string> RoundAsync(string donation, string carrier) => CreateAsync(Storekeeper, "rounds", new
    {
        donation,
        carrier,
        day = Day(0),
        vehicle = "AB-123-CD",
        capacity = 60,
        stops = new object[]
        {
            new { id = "quai", place = "12 rue des Sources, 69099 Valombre", slotFrom = TodayAt(9), slotTo = TodayAt(11), accessNotes = "digicode 12A, quai derrière" },
            new { id = "cave", place = "14 rue des Sources, sous-sol", accessNotes = "monte-charge", safety = new[] { "batteries gonflées" } },
        },
    });

    /// <summary>A gift that the pole accepted: the donor signs next.</summary>
    public async Task<string> AcceptedDonationAsync(string donor, int count, string ownership = WorkshopOwns, string basis = Mecenat)
    {
        var donation = await OfferedDonationAsync(donor, count, ownership, basis);
        await ActAsync(Coordinator, "donations", donation, "accept", new { receiver = Workshop });
        return donation;
    }

    /// <summary>A gift that was offered to the pole: the pole answers next.</summary>
    public async Task<string> OfferedDonationAsync(string donor, int count, string ownership = WorkshopOwns, string basis = Mecenat)
    {
        var giver = server.Token(Role.Donor, donor);
        var donation = await CreateAsync(giver, "donations", new { donor, legalBasis = basis, pole = Pole, ownership, announced = new[] { new { type = "LAPTOP", quantity = count, unitValueCents = basis is Mecenat ? (int?)null : 5000 } } });
        await ActAsync(giver, "donations", donation, "propose", new { pole = Pole });
        return donation;
    }

    /// <summary>A dossier that was accepted for so many laptops.</summary>
    public async Task<string> DossierAsync(int laptops, bool accepted = true, string type = "LAPTOP")
    {
        var dossier = await CreateAsync(Animator, "dossiers", new
        {
            epn,
            partner,
            pole = Pole,
            project = "Lire et écrire en ligne",
            needs = new[] { new { type, profile = "NONE", lowestGrade = "NONE", requested = laptops } },
            sessions = new[] { Day(7) },
            exitPlan = "Les machines reviennent à l'atelier.",
        });

        if (!accepted)
        {
            return dossier;
        }

        await ActAsync(Animator, "dossiers", dossier, "sign", new { party = "EPN" });
        await ActAsync(Coordinator, "dossiers", dossier, "sign", new { party = "PARTNER", onPaper = true, document = $"P-{dossier}" });
        await ActAsync(Animator, "dossiers", dossier, "submit");
        await ActAsync(Coordinator, "dossiers", dossier, "find-eligible");
        await ActAsync(Coordinator, "dossiers", dossier, "score", new { points = 80 });
        await ActAsync(Coordinator, "dossiers", dossier, "accept", new { quantities = new[] { laptops } });
        return dossier;
    }

    /// <summary>Machines that are reserved for a new dossier, in the stock of the workshop.</summary>
    public async Task<string> ReservedAsync(params string[] machines)
    {
        var dossier = await DossierAsync(machines.Length);
        await ReserveAsync(dossier, machines);
        return dossier;
    }

    /// <summary>A delivery with reserved machines on its list.</summary>
    public async Task<string> PreparedAsync(string dossier, params string[] machines)
    {
        var delivery = await CreateAsync(Storekeeper, "deliveries", new { from = Workshop, consignee = epn, carrier = "transports-roulier", dossier });
        await ActAsync(Storekeeper, "deliveries", delivery, "add-machines", new { machines });
        return delivery;
    }

    /// <summary>Machines leave for the EPN.</summary>
    public Task<string> SentAsync(string dossier, params string[] machines) => SentAsync(dossier, machines, note: null);

    /// <summary>The same, with a note of this number.</summary>
    public async Task<string> SentAsync(string dossier, string[] machines, string? note)
    {
        await ReserveAsync(dossier, machines);
        var delivery = await PreparedAsync(dossier, machines);

        foreach (var machine in machines)
        {
            await DoAsync(Storekeeper, machine, "pack", new { box = "C-1", delivery });
        }

        await ActAsync(Storekeeper, "deliveries", delivery, "make-ready");

        foreach (var machine in machines)
        {
            await DoAsync(Storekeeper, machine, "dispatch", new { delivery });
        }

        await ActAsync(Storekeeper, "deliveries", delivery, "dispatch", new { document = note ?? $"BL-{delivery}" });
        return delivery;
    }

    /// <summary>Machines that the EPN received and places next.</summary>
    public async Task<(string Dossier, string[] Machines)> ArrivedAsync(int count, string model = Model)
    {
        var machines = await ReadyAsync(count, model: model);
        var dossier = await DossierAsync(count);
        await SentAsync(dossier, machines);

        foreach (var machine in machines)
        {
            await DoAsync(Animator, machine, "receive-at-epn");
        }

        return (dossier, machines);
    }

    /// <summary>A convention with its three signatures.</summary>
    public async Task<string> LoanAsync(string dossier, int days = 300)
    {
        var loan = await CreateAsync(Animator, "loans", new { lender = Workshop, relay = epn, borrower = partner, dossier, from = Day(0), to = Day(days) });
        var document = $"MD-{loan}";

        foreach (var party in (string[])["LENDER", "RELAY", "BORROWER"])
        {
            await ActAsync(Animator, "loans", loan, "sign", new { party, document, onPaper = party is not "RELAY" });
        }

        return loan;
    }

    public async Task PlaceAsync(string loan, params string[] machines)
    {
        foreach (var machine in machines)
        {
            await DoAsync(Animator, machine, "place-with-partner", new { loan, coSignedBy = "referent-1" });
        }
    }

    public Task<string> SessionAsync(string dossier, int daysFromNow) => CreateAsync(Animator, "sessions", new { dossier, date = Day(daysFromNow), minutes = 120, kind = "ANIMATOR", place = "Salle du Phare" });

    /// <summary>The workshop says to have given machines to another organisation.</summary>
    public Task<string> HandoverAsync(string to, params string[] machines) => CreateAsync(Supervisor, "handovers", new { from = Workshop, to, machines });

    /// <summary>A cage with machines in it.</summary>
    public async Task<string> BatchAsync(string recycler, params string[] machines)
    {
        var batch = await CreateAsync(Storekeeper, "batches", new { holder = Workshop, recycler, flow = "SMALL_IT", wasteCode = "16 02 14", container = "CAGE-1" });

        foreach (var machine in machines)
        {
            await DoAsync(Supervisor, machine, "scrap", new { reason = "carte mère morte", batch, confirmed = true });
        }

        return batch;
    }

    /// <summary>A batch that is on its way to the recycler.</summary>
    public async Task<string> HandedOverAsync(string recycler, params string[] machines)
    {
        var batch = await BatchAsync(recycler, machines);
        await ActAsync(Storekeeper, "batches", batch, "seal");
        await ActAsync(Storekeeper, "batches", batch, "weigh", new { netGrams = 2000 * machines.Length, confirmed = true });
        await ActAsync(Storekeeper, "batches", batch, "hand-over", new { carrier = recycler, traceability = "ECO_ORGANISME_SLIP", slipNumber = $"BE-{batch}" });
        return batch;
    }

    /// <summary>A batch whose treatment is proven.</summary>
    public async Task<string> ProvenAsync(string recycler, params string[] machines)
    {
        var batch = await HandedOverAsync(recycler, machines);
        await ActAsync(Storekeeper, "batches", batch, "accept");
        await ActAsync(Storekeeper, "batches", batch, "prove", new { document = $"AT-{batch}", treatmentCode = "R4" });
        return batch;
    }

    public async Task<JsonElement> GetAsync(string token, string path)
    {
        var reply = await server.Client.GetAsync(path, token);
        Assert.True(reply.Status == 200, reply.Text);
        return reply.Body;
    }

    /// <summary>The deed by which a machine becomes its partner's, signed by both on paper.</summary>
    public async Task<string> DeedAsync(string machine)
    {
        var deed = await CreateAsync(server.Token(Role.Coordinator), "reports", new { kind = "TRANSFER_DEED", machine, newOwner = partner });
        await SignOnPaperAsync(deed);
        return deed;
    }

    /// <summary>Every side that a document waits for signed it on paper, and the pole says so.</summary>
    public async Task SignOnPaperAsync(string deed)
    {
        var coordinator = server.Token(Role.Coordinator);

        foreach (var side in (await GetAsync(coordinator, $"/api/documents/{deed}")).GetProperty("signatories").EnumerateArray())
        {
            await ActAsync(coordinator, "documents", deed, "sign", new { capacity = "gérant", onPaperFor = side.GetProperty("organisation").GetString() });
        }
    }

    public async Task<string> CreateAsync(string token, string plural, object body)
    {
        var reply = await server.Client.PostAsync($"/api/{plural}", token, body);
        Assert.True(reply.Status == 201, reply.Text);
        return reply.Body.GetProperty("id").GetString()!;
    }

    public async Task ActAsync(string token, string plural, string id, string action, object? body = null)
    {
        var reply = await server.Client.PostAsync($"/api/{plural}/{id}/{action}", token, body ?? new { });
        Assert.True(reply.Status == 200, reply.Text);
    }

    public async Task DoAsync(string token, string machine, string step, object? data = null)
    {
        var result = (await server.Client.ScanAsync(token, new OneScan(machine, step, data ?? new { })))[0];
        Assert.True(result.GetProperty("outcome").GetString() is "accepted" or "accepted-with-finding", result.GetRawText());
    }

    public static string Day(int daysFromNow) => DayFrom(DateTimeOffset.UtcNow, daysFromNow);

    /// <summary>Counted as the pages count: late at night in UTC it is tomorrow in France.</summary>
    public static string DayFrom(DateTimeOffset now, int days) => FrenchCalendar.DayOf(now).AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A full hour of the French day: a slot that a test asks for late in the evening does not end tomorrow.</summary>
    private static DateTimeOffset TodayAt(int hour) => FrenchCalendar.At(FrenchCalendar.DayOf(DateTimeOffset.UtcNow), new TimeOnly(hour, 0));

    private async Task ReserveAsync(string dossier, string[] machines)
    {
        foreach (var machine in machines)
        {
            await DoAsync(Coordinator, machine, "allocate", new { dossier });
        }
    }

    /// <summary>A machine that passed its check.</summary>
    public async Task<string> InStockAsync(string type, string? donation = null, string model = Model)
    {
        var code = DemoServer.NewLabel();
        await DoAsync(Operator, code, "receive-device", new { type, donation });
        await DoAsync(Operator, code, "triage", new { route = "REUSE", powersOn = true });
        await DoAsync(Operator, code, "record-audit", new
        {
            audit = new { evidence = new { format = "manual", sha256 = string.Empty }, type, maker = "Dell", model },
            locksTested = true,
            noMediaConfirmedBy = new[] { "op-1", "enc-1" },
        });
        await DoAsync(Operator, code, "install-os", new { plan = "NONE" });
        await DoAsync(Supervisor, code, "pass-qc", new { grade = "B", lines = FunctionalSheet.Lines.Select(name => new { name, passed = true }) });
        return code;
    }
}
