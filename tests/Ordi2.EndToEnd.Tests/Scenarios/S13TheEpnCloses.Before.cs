using Ordi2.Contracts;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

/// <summary>Le Sémaphore as it stands before it closes: its partners, its loans, its delivery, its dossiers and its sessions.</summary>
public abstract partial class S13TheEpnCloses
{
    private async Task RegisterAsync()
    {
        await _chain.RegisterAsync(Semaphore, "Le Sémaphore", "EPN", rna: "W691000010");
        await _chain.RegisterAsync(Passerelle, "La Passerelle", "EPN", siret: "73282932000009");
        await _chain.RegisterAsync(TraitDUnion, "Le Trait d'Union", "EPN", rna: "W691000011");

        for (var i = 1; i <= 5; i++)
        {
            await _chain.RegisterAsync($"p{i}", $"Partenaire {i}", "PARTNER", rna: $"W69100002{i}");
        }

        // The same SIREN as La Passerelle.
        await _chain.RegisterAsync("p6", "Partenaire 6", "PARTNER", siret: "73282932000017");
        _animator = await town.NewHandAsync(Semaphore, Role.Animator, "animatrice-du-semaphore");
        _passerelle = await town.NewHandAsync(Passerelle, Role.Animator, "animatrice-de-la-passerelle");
        _union = await town.NewHandAsync(TraitDUnion, Role.Animator, "animateur-du-trait-d-union");
        _stock = await StockAsync();
    }

    /// <summary>Thirty laptops of the workshop, each with a disk that was wiped: what comes back from use is dirty again.</summary>
    private async Task<string[]> StockAsync()
    {
        var journey = new Journey(town, Workshop);
        var stock = new List<string>();
        var donor = town.As(Donor, "DONOR");
        var donation = Journey.Id(await donor.CreateAsync("donations", new
        {
            donor = Donor,
            legalBasis = "MECENAT_238BIS",
            pole = Chain.Pole,
            announced = new[] { new { type = "LAPTOP", quantity = 30, unitValueCents = 10_000 } },
        }));
        await donor.ActAsync("donations", donation, "propose", new { pole = Chain.Pole });
        await Coordinator.ActAsync("donations", donation, "accept", new { receiver = Workshop });
        await donor.ActAsync("donations", donation, "sign", new { party = "DONOR", document = $"CD-{donation}" });
        await journey.Supervisor.ActAsync("donations", donation, "sign", new { party = "RECEIVER", document = $"CD-{donation}" });
        await _storekeeper.ActAsync("donations", donation, "start-collection");

        for (var i = 0; i < 30; i++)
        {
            var machine = Hand.NewLabel();
            await _storekeeper.DoAsync(machine, "receive-device", new { type = "LAPTOP", donation });
            await journey.WipeAsync(machine);
            await journey.FinishAsync(machine);
            stock.Add(machine);
        }

        await _storekeeper.ActAsync("donations", donation, "mark-received");
        await _storekeeper.ActAsync("donations", donation, "sign-reception-note", new { document = $"BR-{donation}" });

        foreach (var machine in stock)
        {
            await _storekeeper.DoAsync(machine, "acquire-ownership", new { newOwner = Workshop, document = $"BR-{donation}" });
        }

        return [.. stock];
    }

    private sealed record Project(string Partner, Hand Referent, string Dossier, string Loan, string[] Placed, string[] Unplaced, string[] OnTheWay);

    /// <summary>A project of Le Sémaphore with a partner: so many machines placed under a loan that ends in so many days.</summary>
    private async Task<Project> ProjectAsync(string name, int placed, int days, int unplaced = 0, int onTheWay = 0, int? asked = null)
    {
        var partner = name.ToLowerInvariant();
        var referent = await town.NewHandAsync(partner, Role.Partner, $"referente-{partner}");
        var machines = _stock[_used..(_used += placed + unplaced + onTheWay)];
        var dossier = await _chain.AcceptedDossierAsync(Semaphore, _animator, partner, referent, asked ?? machines.Length);
        await _chain.ReceivedAsync(Workshop, Semaphore, _animator, dossier, machines[..(placed + unplaced)]);
        await _animator.ActAsync("dossiers", dossier, "start");
        var loan = await _chain.SignedLoanAsync(Workshop, Semaphore, _animator, partner, referent, dossier, days);

        foreach (var machine in machines[..placed])
        {
            await _animator.DoAsync(machine, "place-with-partner", new { loan, coSignedBy = $"referente-{partner}" });
        }

        if (onTheWay > 0)
        {
            await _chain.ReserveAsync(dossier, machines[placed..]);
            await _chain.DispatchAsync(Workshop, Semaphore, dossier, machines[placed..]);
        }

        return new(partner, referent, dossier, loan, machines[..placed], machines[placed..(placed + unplaced)], machines[(placed + unplaced)..]);
    }

    /// <summary>A continuous call with nothing left: a dossier of Le Sémaphore waits first, one of another EPN behind it.</summary>
    private async Task<(string First, string Second)> TwoWaitAsync()
    {
        await Coordinator.CreateAsync("calls", new
        {
            id = Call,
            pole = Chain.Pole,
            mode = "CONTINUOUS",
            plan = new { title = "Toute l'année", rules = "Premier arrivé, premier servi.", pledges = new[] { new { type = "LAPTOP", quantity = 0 } }, perDossierMax = 10 },
        });
        await Coordinator.ActAsync("calls", Call, "seat-juror", new { juror = new { person = $"{Chain.Pole}.coordinator", organisation = Chain.Pole, role = "COORDINATOR" } });
        await Coordinator.ActAsync("calls", Call, "publish");
        await Coordinator.ActAsync("calls", Call, "open");
        var other = town.As("epn-vallon", "ANIMATOR");
        var referent = await town.NewHandAsync("p1", Role.Partner, "referente-p1-appel");
        var first = await _chain.SignedDossierAsync(Semaphore, _animator, "p1", referent, 4, Call);
        var second = await _chain.SignedDossierAsync("epn-vallon", other, "asso-toit-et-cle", town.As("asso-toit-et-cle", "PARTNER"), 3, Call);

        foreach (var (dossier, hand) in new[] { (first, _animator), (second, other) })
        {
            await hand.ActAsync("dossiers", dossier, "submit");
            await Coordinator.ActAsync("dossiers", dossier, "find-eligible");
            await Coordinator.ActAsync("dossiers", dossier, "score", new { points = 70 });
            await Coordinator.MayNotAsync("pledge-used-up", "dossiers", dossier, "accept", new { quantities = new[] { 1 } });
            await Coordinator.ActAsync("dossiers", dossier, "waitlist");
        }

        Assert.Equal([first, second], await WaitingAsync());
        return (first, second);
    }

    private async Task<(string[] Planned, string Held)> SessionsAsync(string dossier)
    {
        var planned = new List<string>();

        for (var i = 1; i <= 3; i++)
        {
            planned.Add((await _animator.CreateAsync("sessions", new { dossier, date = _chain.Day(ClosingDay + (7 * i)), minutes = 120 })).GetProperty("id").GetString()!);
        }

        var held = (await _animator.CreateAsync("sessions", new { dossier, date = _chain.Day(0), minutes = 120 })).GetProperty("id").GetString()!;
        await _animator.ActAsync("sessions", held, "hold", new
        {
            minutes = 150,
            counts = new { participants = 6, @new = 2, qpv = 3, women = 4, men = 2, unknown = 0, ages = new { under18 = 0, from18To25 = 0, from26To59 = 6, from60 = 0, unknown = 0 } },
        });
        return ([.. planned], held);
    }
}
