using System.Globalization;
using System.Text.Json;

namespace Ordi2.EndToEnd.Tests.Support;

/// <summary>The usual way of machines, through the API: from the dock to the partner. A scenario begins where it ends.</summary>
public sealed class Journey(ITown town, string workshop = "atelier-du-canal")
{
    public const string Pole = "pole-val-d-ombre";

    public string Workshop => workshop;

    public Hand Operator { get; } = town.As(workshop, "OPERATOR");

    public Hand Supervisor { get; } = town.As(workshop, "SUPERVISOR");

    public Hand Storekeeper { get; } = town.As(workshop, "STOREKEEPER");

    public Hand Coordinator { get; } = town.As(Pole, "COORDINATOR");

    public string Today => Day(0);

    public string Day(int days) => town.Time.GetUtcNow().AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Received, sorted, audited and wiped.</summary>
    public async Task<string> WipedAsync(string? battery = null)
    {
        var code = Hand.NewLabel();
        await Operator.DoAsync(code, "receive-device", new { type = "LAPTOP" });
        await WipeAsync(code, battery);
        return code;
    }

    /// <summary>A machine that was received is sorted, audited and wiped, whether or not it was before.</summary>
    public async Task WipeAsync(string code, string? battery = null)
    {
        var serial = $"SSD-{code}";
        await Operator.DoAsync(code, "triage", new { route = "REUSE", powersOn = true });
        await Operator.DoAsync(code, "record-audit", new
        {
            audit = new
            {
                evidence = new { format = "manual", sha256 = string.Empty },
                type = "LAPTOP",
                model = "Latitude 5400",
                cores = 4,
                memoryBytes = 8L << 30,
                media = new[] { new { serial, kind = "SATA_SSD", sizeBytes = 256_000_000_000L } },
                batteries = battery is null ? Array.Empty<string>() : [battery],
            },
            locksTested = true,
        });
        await Operator.DoAsync(code, "start-wipe", new { method = "DEVICE_SANITIZE" });
        await Operator.DoAsync(code, "wipe-succeeded", new
        {
            reports = new[]
            {
                new
                {
                    evidence = new { format = "manual", sha256 = string.Empty },
                    serial,
                    method = "DEVICE_SANITIZE",
                    tool = "hdparm 9.65",
                    succeeded = true,
                    verified = true,
                    roundsRequested = 1,
                    roundsCompleted = 1,
                },
            },
        });
    }

    /// <summary>Installed and checked: in stock.</summary>
    public async Task FinishAsync(string code)
    {
        await Operator.DoAsync(code, "install-os", new { plan = "LINUX", image = "Emmabuntüs 5" });
        Assert.Equal("READY", (await Supervisor.DoAsync(code, "pass-qc", new { grade = "B", lines = Scenarios.Checks.AllPassed })).Status);
    }

    public async Task<string> ReadyAsync(string? battery = null)
    {
        var code = await WipedAsync(battery);
        await FinishAsync(code);
        return code;
    }

    /// <summary>A dossier that was accepted for so many laptops.</summary>
    public async Task<string> DossierAsync(string epn, string partner, int laptops)
    {
        var animator = town.As(epn, "ANIMATOR");
        var dossier = Id(await animator.CreateAsync("dossiers", new
        {
            epn,
            partner,
            pole = Pole,
            project = "Lire et écrire en ligne",
            needs = new[] { new { type = "LAPTOP", profile = "NONE", lowestGrade = "NONE", requested = laptops } },
            sessions = new[] { Day(7) },
            exitPlan = "les machines reviennent à l'atelier",
        }));
        await animator.ActAsync("dossiers", dossier, "sign", new { party = "EPN" });
        await Coordinator.ActAsync("dossiers", dossier, "sign", new { party = "PARTNER", onPaper = true, document = $"P-{dossier}" });
        await animator.ActAsync("dossiers", dossier, "submit");
        await Coordinator.ActAsync("dossiers", dossier, "find-eligible");
        await Coordinator.ActAsync("dossiers", dossier, "score", new { points = 80 });
        await Coordinator.ActAsync("dossiers", dossier, "accept", new { quantities = new[] { laptops } });
        return dossier;
    }

    /// <summary>Allocated, packed, sent and received by scan at the EPN.</summary>
    public async Task<string> DeliverAsync(string epn, string dossier, IReadOnlyList<string> machines, bool allocated = false)
    {
        var delivery = await PickAsync(epn, dossier, machines, allocated);

        foreach (var machine in machines)
        {
            await Storekeeper.DoAsync(machine, "pack", new { box = $"C-{machine}", delivery });
        }

        await Storekeeper.ActAsync("deliveries", delivery, "make-ready");

        foreach (var machine in machines)
        {
            await Storekeeper.DoAsync(machine, "dispatch", new { delivery });
        }

        await Storekeeper.ActAsync("deliveries", delivery, "dispatch", new { document = $"BL-{delivery}" });

        foreach (var machine in machines)
        {
            await town.As(epn, "ANIMATOR").DoAsync(machine, "receive-at-epn");
        }

        return delivery;
    }

    /// <summary>Allocated, and on the pick list of a delivery.</summary>
    public async Task<string> PickAsync(string epn, string dossier, IReadOnlyList<string> machines, bool allocated = false)
    {
        var delivery = Id(await Storekeeper.CreateAsync("deliveries", new { from = workshop, consignee = epn, carrier = workshop, dossier }));

        foreach (var machine in allocated ? [] : machines)
        {
            await Coordinator.DoAsync(machine, "allocate", new { dossier });
        }

        await Storekeeper.ActAsync("deliveries", delivery, "add-machines", new { machines });
        return delivery;
    }

    /// <summary>A loan that all three signed.</summary>
    public async Task<string> LoanAsync(string epn, string partner, string dossier, string to)
    {
        var animator = town.As(epn, "ANIMATOR");
        var loan = Id(await animator.CreateAsync("loans", new { lender = workshop, relay = epn, borrower = partner, dossier, from = Today, to }));
        var document = $"MD-{loan}";
        await Supervisor.ActAsync("loans", loan, "sign", new { party = "LENDER", document });
        await animator.ActAsync("loans", loan, "sign", new { party = "RELAY", document });
        await animator.ActAsync("loans", loan, "sign", new { party = "BORROWER", document, onPaper = true });
        return loan;
    }

    public async Task PlaceAsync(string epn, string loan, IEnumerable<string> machines)
    {
        foreach (var machine in machines)
        {
            Assert.Equal("PLACED", (await town.As(epn, "ANIMATOR").DoAsync(machine, "place-with-partner", new { loan, coSignedBy = "referent-1" })).Status);
        }
    }

    public static string Id(JsonElement terms) => terms.GetProperty("id").GetString()!;
}
