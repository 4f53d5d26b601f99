using System.Globalization;
using System.Text.Json;

namespace Ordi2.EndToEnd.Tests.Support;

/// <summary>The parts of the chain that several scenarios begin with.</summary>
public sealed class Chain(Town town)
{
    public const string Pole = "pole-val-d-ombre";

    public Hand Coordinator { get; } = town.As(Pole, "COORDINATOR");

    /// <summary>A laptop without a disk, ready in the stock of a workshop.</summary>
    public async Task<string> ReadyLaptopAsync(string workshop, string? donation = null)
    {
        var (worker, supervisor) = (town.As(workshop, "OPERATOR"), town.As(workshop, "SUPERVISOR"));
        var code = Hand.NewLabel();
        await worker.DoAsync(code, "receive-device", new { type = "LAPTOP", donation });
        await worker.DoAsync(code, "triage", new { route = "REUSE", powersOn = true });
        await worker.DoAsync(code, "record-audit", new
        {
            audit = new { evidence = new { format = "manual", sha256 = string.Empty }, type = "LAPTOP" },
            locksTested = true,
            noMediaConfirmedBy = new[] { "op-1", "enc-1" },
        });
        await worker.DoAsync(code, "install-os", new { plan = "NONE" });
        var ready = await supervisor.DoAsync(code, "pass-qc", new { grade = "B", lines = Scenarios.Checks.AllPassed });
        Assert.Equal("READY", ready.Status);
        return code;
    }

    public async Task<string[]> ReadyLaptopsAsync(string workshop, int count, string? donation = null)
    {
        var codes = new List<string>(count);

        for (var i = 0; i < count; i++)
        {
            codes.Add(await ReadyLaptopAsync(workshop, donation));
        }

        return [.. codes];
    }

    /// <summary>Laptops that are ready in the stock of a workshop and its own: they came with a gift whose reception note is signed.</summary>
    public async Task<string[]> OwnLaptopsAsync(string workshop, string donor, int count, string ownership = "POLE_OR_WORKSHOP")
    {
        var (contact, storekeeper) = (town.As(donor, "DONOR"), town.As(workshop, "STOREKEEPER"));
        var donation = (await contact.CreateAsync("donations", new
        {
            donor,
            legalBasis = "MECENAT_238BIS",
            pole = Pole,
            ownership,
            announced = new[] { new { type = "LAPTOP", quantity = count, unitValueCents = 10_000 } },
        })).GetProperty("id").GetString()!;
        await contact.ActAsync("donations", donation, "propose", new { pole = Pole });
        await Coordinator.ActAsync("donations", donation, "accept", new { receiver = workshop });
        await contact.ActAsync("donations", donation, "sign", new { party = "DONOR", document = $"CD-{donation}" });
        await town.As(workshop, "SUPERVISOR").ActAsync("donations", donation, "sign", new { party = "RECEIVER", document = $"CD-{donation}" });
        await storekeeper.ActAsync("donations", donation, "start-collection");
        var machines = await ReadyLaptopsAsync(workshop, count, donation);
        await storekeeper.ActAsync("donations", donation, "mark-received");
        await storekeeper.ActAsync("donations", donation, "sign-reception-note", new { document = $"BR-{donation}" });

        foreach (var machine in machines)
        {
            await storekeeper.DoAsync(machine, "acquire-ownership", new { newOwner = workshop, document = $"BR-{donation}" });
        }

        return machines;
    }

    /// <summary>An organisation of the pole that did not exist before; with a charter where its work needs one.</summary>
    public async Task RegisterAsync(string id, string name, string activity, string? siret = null, string? rna = null, string? parent = null, Hand? granter = null)
    {
        await Coordinator.CreateAsync("organisations", new
        {
            id,
            name,
            form = siret is null ? "ASSOCIATION" : "LOCAL_AUTHORITY",
            activities = new[] { activity },
            siret,
            rna,
            parent,
            pole = Pole,
            category = "GENERAL_INTEREST_INCLUSION",
        });

        if (activity is "EPN" or "WORKSHOP")
        {
            await (granter ?? Coordinator).ActAsync("organisations", id, "grant-accreditation", new
            {
                activity,
                validFrom = town.Clock.GetUtcNow().AddDays(-1),
                validTo = town.Clock.GetUtcNow().AddYears(3),
                document = $"CHARTE-{id}",
                charterVersion = "2026",
            });
        }
    }

    /// <summary>A dossier with both signatures.</summary>
    public async Task<string> SignedDossierAsync(string epn, Hand animator, string partner, Hand? referent, int machines, string? call = null, string mode = "LOAN")
    {
        var id = (await animator.CreateAsync("dossiers", new
        {
            epn,
            partner,
            pole = Pole,
            project = "Lire et écrire en ligne",
            mode,
            needs = new[] { new { type = "LAPTOP", profile = "NONE", lowestGrade = "C", requested = machines } },
            sessions = new[] { Day(20) },
            exitPlan = "Retour à l'atelier",
            call,
        })).GetProperty("id").GetString()!;
        await animator.ActAsync("dossiers", id, "sign", new { party = "EPN" });

        if (referent is not null)
        {
            await referent.ActAsync("dossiers", id, "sign", new { party = "PARTNER" });
        }

        return id;
    }

    /// <summary>A dossier outside of any call, accepted for so many machines.</summary>
    public async Task<string> AcceptedDossierAsync(string epn, Hand animator, string partner, Hand referent, int machines, string mode = "LOAN")
    {
        var id = await SignedDossierAsync(epn, animator, partner, referent, machines, mode: mode);
        await animator.ActAsync("dossiers", id, "submit");
        await Coordinator.ActAsync("dossiers", id, "find-eligible");
        await Coordinator.ActAsync("dossiers", id, "score", new { points = 80 });
        await Coordinator.ActAsync("dossiers", id, "accept", new { quantities = new[] { machines } });
        return id;
    }

    /// <summary>Machines go to an EPN and are received there by scan.</summary>
    public async Task ReceivedAsync(string workshop, string epn, Hand animator, string dossier, params string[] machines)
    {
        await ReserveAsync(dossier, machines);
        await DispatchAsync(workshop, epn, dossier, machines);

        foreach (var machine in machines)
        {
            await animator.DoAsync(machine, "receive-at-epn");
        }
    }

    /// <summary>Machines are reserved for a dossier, each by itself.</summary>
    public async Task ReserveAsync(string dossier, params string[] machines)
    {
        foreach (var machine in machines)
        {
            await Coordinator.DoAsync(machine, "allocate", new { dossier, line = 0 });
        }
    }

    /// <summary>Machines that are reserved for a dossier leave with a delivery.</summary>
    public async Task<string> DispatchAsync(string workshop, string epn, string dossier, params string[] machines)
    {
        var storekeeper = town.As(workshop, "STOREKEEPER");
        var delivery = (await storekeeper.CreateAsync("deliveries", new { from = workshop, consignee = epn, carrier = "transports-roulier", dossier })).GetProperty("id").GetString()!;
        await storekeeper.ActAsync("deliveries", delivery, "add-machines", new { machines });

        foreach (var machine in machines)
        {
            await storekeeper.DoAsync(machine, "pack", new { box = $"C-{machine}", delivery, accessories = new[] { "charger" } });
        }

        await storekeeper.ActAsync("deliveries", delivery, "make-ready");

        foreach (var machine in machines)
        {
            await storekeeper.DoAsync(machine, "dispatch", new { delivery });
        }

        await storekeeper.ActAsync("deliveries", delivery, "dispatch", new { document = $"BL-{delivery}" });
        return delivery;
    }

    /// <summary>The deed by which a machine becomes another's, signed by both sides on paper and entered by the pole.</summary>
    public async Task<string> PassByDeedAsync(string machine, string newOwner)
    {
        var deed = (await Coordinator.CreateAsync("reports", new { kind = "TRANSFER_DEED", machine, newOwner })).GetProperty("id").GetString()!;

        foreach (var side in (await Coordinator.GetAsync($"/api/documents/{deed}")).GetProperty("signatories").EnumerateArray())
        {
            await Coordinator.ActAsync("documents", deed, "sign", new { capacity = "gérant", onPaperFor = side.GetProperty("organisation").GetString() });
        }

        await Coordinator.DoAsync(machine, "transfer-ownership", new { newOwner, document = deed });
        return deed;
    }

    /// <summary>A loan convention, or a gift deed, with its three signatures.</summary>
    public async Task<string> SignedLoanAsync(string workshop, string epn, Hand animator, string partner, Hand referent, string dossier, int days, bool giftDeed = false)
    {
        var loan = (await animator.CreateAsync("loans", new { giftDeed, lender = workshop, relay = epn, borrower = partner, dossier, from = Day(0), to = Day(days) })).GetProperty("id").GetString()!;
        var document = $"MD-{loan}";
        await (workshop == epn ? animator : town.As(workshop, "SUPERVISOR")).ActAsync("loans", loan, "sign", new { party = "LENDER", document });
        await animator.ActAsync("loans", loan, "sign", new { party = "RELAY", document });
        var signed = await referent.ActAsync("loans", loan, "sign", new { party = "BORROWER", document });
        Assert.Equal("SIGNED", signed.GetProperty("status").GetString());
        return loan;
    }

    /// <summary>A day from today on, as the API writes it.</summary>
    public string Day(int daysFromNow) => town.Clock.GetUtcNow().AddDays(daysFromNow).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Machines of a list, all pages.</summary>
    public static async Task<JsonElement[]> MachinesAsync(Hand hand, string query)
    {
        var all = new List<JsonElement>();
        string? cursor = null;

        do
        {
            var page = await hand.GetAsync($"/api/machines?{query}&limit=500{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);

        return [.. all];
    }
}
