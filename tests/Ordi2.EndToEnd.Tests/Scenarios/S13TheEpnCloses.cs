using System.Net;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S13OnSqlite(SqliteTown town) : S13TheEpnCloses(town), IClassFixture<SqliteTown>;

public sealed class S13OnPostgres(PostgresTown town) : S13TheEpnCloses(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S13, « L'EPN ferme »: Le Sémaphore closes with 23 loan lines open, and 30 machines that concern it.</summary>
[Trait("Scenario", "S13")]
public abstract class S13TheEpnCloses(Town town)
{
    private const string Workshop = "fabrique-des-tilleuls";
    private const string Semaphore = "epn-le-semaphore";
    private const string Passerelle = "epn-passerelle-candidate";
    private const string TraitDUnion = "epn-trait-d-union";
    private const string Call = "2027-2";
    private const int ClosingDay = 40;

    private readonly Chain _chain = new(town);
    private readonly Hand _storekeeper = town.As(Workshop, "STOREKEEPER");
    private Hand _animator = null!;
    private string[] _stock = [];
    private int _used;

    private Hand Coordinator => _chain.Coordinator;

    [Fact]
    public async Task An_epn_that_closes_leaves_no_machine_no_loan_and_no_dossier_behind()
    {
        await RegisterAsync();
        var ending = await ProjectAsync("P1", 5, 20);
        var overdue = await ProjectAsync("P2", 2, 2);
        var twins = await ProjectAsync("P6", 3, 365);
        var first = await ProjectAsync("P3", 5, 365, unplaced: 4, asked: 10);
        var second = await ProjectAsync("P4", 4, 365, onTheWay: 2);
        var third = await ProjectAsync("P5", 5, 365);

        foreach (var project in new[] { ending, overdue, twins, third })
        {
            await _animator.ActAsync("dossiers", project.Dossier, "complete");
        }

        var returning = third.Placed[4];
        await _animator.DoAsync(returning, "request-return", new { kind = "GIVE_UP" });
        var (waiting, next) = await TwoWaitAsync();
        var (sessions, held) = await SessionsAsync(first.Dossier);

        // The two are overdue and reminded before anything else happens.
        await town.PassAsync(TimeSpan.FromDays(4));
        var before = await GetLoanAsync(overdue.Loan);
        Assert.Equal("RETURN_DUE", Status(before));
        Assert.NotEmpty(before.GetProperty("reminders").EnumerateArray());
        var machinesBefore = await ByHolderAsync();

        await Coordinator.ActAsync("organisations", Semaphore, "start-closing", new { reason = "fin de la subvention" });
        await NothingNewAsync(first, second);
        await ListAsync();
        await Coordinator.MayNotAsync("still-attached", "organisations", Semaphore, "close");

        await RelaysAsync(ending, overdue, twins, first, second, third, before, returning);
        await UnplacedAndUnderWayAsync(first, second);
        await DossiersAndSessionsAsync(first, second, waiting, next, sessions);

        // Twenty days before the end the five that end soon are still out: refused, with what is left.
        var told = await Coordinator.MayNotAsync("still-attached", "organisations", Semaphore, "close");
        Assert.Contains("0 machines en garde, 0 en propriété, 5 lignes de prêt ouvertes, 0 livraisons, 0 dossiers et 0 séances", told, StringComparison.Ordinal);
        await EndingAsync(ending);

        await town.PassAsync(TimeSpan.FromDays(ClosingDay - 20));
        var closed = await Coordinator.ActAsync("organisations", Semaphore, "close");
        Assert.Equal("CLOSED", Status(closed));
        await AfterClosingAsync(held, third, machinesBefore);
        await town.AssertSoundAsync();
    }

    private async Task RegisterAsync()
    {
        await _chain.RegisterAsync(Semaphore, "Le Sémaphore", "EPN", rna: "W691000010");
        await _chain.RegisterAsync(Passerelle, "La Passerelle", "EPN", siret: "73282932000009");
        await _chain.RegisterAsync(TraitDUnion, "Le Trait d'Union", "EPN", rna: "W691000011");

        for (var i = 1; i <= 5; i++)
        {
            await _chain.RegisterAsync($"p{i}", $"P{i}", "PARTNER", rna: $"W69100002{i}");
        }

        // The same SIREN as La Passerelle.
        await _chain.RegisterAsync("p6", "P6", "PARTNER", siret: "73282932000017");
        _animator = await town.NewHandAsync(Semaphore, Role.Animator, "animatrice-du-semaphore");
        _stock = await _chain.OwnLaptopsAsync(Workshop, "don-cabinet-ferrand", 30);
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

    private async Task NothingNewAsync(Project first, Project second)
    {
        await _animator.NotCreatedAsync("organisation-not-working", "dossiers", new
        {
            epn = Semaphore,
            partner = "p1",
            pole = Chain.Pole,
            project = "Encore un",
            needs = new[] { new { type = "LAPTOP", profile = "NONE", lowestGrade = "C", requested = 1 } },
        });
        await _storekeeper.NotCreatedAsync("organisation-not-working", "deliveries", new { from = Workshop, consignee = Semaphore, carrier = "transports-roulier", dossier = first.Dossier });
        await Coordinator.NotCreatedAsync("organisation-not-working", "allocations", new { dossier = first.Dossier, line = 0, quantity = 1 });
        var placing = await _animator.ScanAsync(first.Unplaced[0], "place-with-partner", new { loan = first.Loan, coSignedBy = "referente-p3" });
        Assert.Equal(("refused", "organisation-closing"), (placing.Outcome, placing.Why));
        Assert.Equal(2, second.OnTheWay.Length);
    }

    /// <summary>Exactly 23 + 4 + 1 + 2 = 30 machines, each with its holder, its owner and the end of its loan.</summary>
    private async Task ListAsync()
    {
        var attached = await Coordinator.GetAsync($"/api/organisations/{Semaphore}/attached");
        var machines = attached.GetProperty("machines").EnumerateArray().ToArray();
        var byStatus = machines.GroupBy(Status).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((23, 4, 1, 2), (byStatus["PLACED"], byStatus["AT_EPN"], byStatus["RETURNING"], byStatus["IN_TRANSIT"]));
        Assert.Equal(30, machines.Length);
        Assert.All(machines, one => Assert.Equal(Workshop, one.GetProperty("owner").GetString()));
        Assert.All(machines.Where(one => Status(one) is "PLACED"), one =>
        {
            Assert.StartsWith("p", one.GetProperty("holder").GetString(), StringComparison.Ordinal);
            Assert.True(one.TryGetProperty("loanEnd", out _));
        });
        var counts = attached.GetProperty("counts");
        Assert.Equal(
            (4, 0, 24, 1, 3, 3),
            (Number(counts, "held"), Number(counts, "owned"), Number(counts, "openLines"), Number(counts, "deliveries"), Number(counts, "dossiers"), Number(counts, "sessions")));
    }

    private async Task RelaysAsync(Project ending, Project overdue, Project twins, Project first, Project second, Project third, JsonElement reminded, string returning)
    {
        // The one that comes back is received by another collect point; whatever it was, its media are dirty.
        var received = await _storekeeper.DoAsync(returning, "receive-return", new { condition = "rayures" });
        Assert.Equal("RECEIVED", received.Status);

        // Line by line, as the pole decided; the one that the rules refuse stays where it is, and the others go on.
        Project[] taken = [first, second, third, overdue];
        var before = await Task.WhenAll(taken.Select(project => GetLoanAsync(project.Loan)));
        var steps = await CloseOutAsync("relais", [.. taken.Append(twins).Select(project => new { choice = "MOVE_LOAN", id = project.Loan, to = Passerelle, document = $"AV-{project.Partner}" })]);
        Assert.Equal(["REFUSED", "DONE", "DONE", "DONE", "DONE", "REFUSED"], steps.Select(Status));
        Assert.Equal("partner-not-another-person", steps[5].GetProperty("refused").GetProperty("code").GetString());
        var moved = 0;

        foreach (var (project, old) in taken.Zip(before))
        {
            var now = await GetLoanAsync(project.Loan);
            Assert.Equal(Passerelle, now.GetProperty("relay").GetString());
            Assert.All(new[] { "borrower", "lender", "from", "to", "openLines", "dossier", "status", "reminders" }, field => Assert.Equal(Raw(old, field), Raw(now, field)));
            moved += now.GetProperty("openLines").GetArrayLength();
        }

        Assert.Equal(15, moved);
        Assert.Equal(Raw(reminded, "reminders"), Raw(await GetLoanAsync(overdue.Loan), "reminders"));
        Assert.All(
            await Task.WhenAll(first.Placed.Select(machine => Coordinator.GetAsync($"/api/machines/{machine}"))),
            machine => Assert.Equal(("PLACED", "p3"), (Status(machine), machine.GetProperty("holder").GetString())));

        // P6 is the same legal person as La Passerelle (I2).
        var refusal = await Coordinator.MayNotAsync("partner-not-another-person", "loans", twins.Loan, "change-relay", new { to = Passerelle, document = "AV-p6" });
        Assert.Contains("même organisation", refusal, StringComparison.Ordinal);
        Assert.All(await CloseOutAsync("relais-2", [new { choice = "MOVE_LOAN", id = twins.Loan, to = TraitDUnion, document = "AV-p6" }]), step => Assert.True(Status(step) is "DONE" || step.GetProperty("step").GetString() is "start-closing"));
        var union = await GetLoanAsync(twins.Loan);
        Assert.Equal((TraitDUnion, 3), (union.GetProperty("relay").GetString(), union.GetProperty("openLines").GetArrayLength()));
        Assert.Equal(Semaphore, (await GetLoanAsync(ending.Loan)).GetProperty("relay").GetString());
    }

    private async Task UnplacedAndUnderWayAsync(Project first, Project second)
    {
        foreach (var machine in first.Unplaced)
        {
            await _animator.DoAsync(machine, "give-back-unplaced", new { reason = "fermeture" });
            await _storekeeper.DoAsync(machine, "receive-return", new { boxOpened = true });
        }

        Assert.Empty(await Chain.MachinesAsync(Coordinator, $"holder={Semaphore}"));

        // Back to the depot, with the reason; the note that left stays as it was written.
        var delivery = (await Coordinator.GetAsync($"/api/organisations/{Semaphore}/attached")).GetProperty("deliveries")[0].GetString()!;
        var note = await Coordinator.GetAsync($"/api/deliveries/{delivery}");
        var driver = town.As("transports-roulier", "DRIVER");

        foreach (var machine in second.OnTheWay)
        {
            Assert.Equal("PACKED", (await driver.DoAsync(machine, "return-to-depot", new { reason = "fermeture de l'EPN" })).Status);
        }

        var refused = await driver.ActAsync("deliveries", delivery, "refuse", new { reason = "fermeture de l'EPN" });
        Assert.Equal("REFUSED", Status(refused));
        Assert.Equal(Raw(note, "machines"), Raw(refused, "machines"));
    }

    private async Task DossiersAndSessionsAsync(Project first, Project second, string waiting, string next, string[] sessions)
    {
        var steps = await CloseOutAsync(
            "projets",
            [
                new { choice = "MOVE_DOSSIER", id = first.Dossier, to = Passerelle, document = "AV-D3" },
                new { choice = "ABANDON_DOSSIER", id = second.Dossier },
                new { choice = "ABANDON_DOSSIER", id = waiting },
                new { choice = "MOVE_SESSION", id = sessions[0], to = Passerelle },
                new { choice = "MOVE_SESSION", id = sessions[1], to = Passerelle },
                new { choice = "CANCEL_SESSION", id = sessions[2] },
            ]);
        Assert.All(steps.Skip(1), step => Assert.Equal("DONE", Status(step)));
        var taken = await Coordinator.GetAsync($"/api/dossiers/{first.Dossier}");
        Assert.Equal(("IN_PROGRESS", Passerelle), (Status(taken), taken.GetProperty("epn").GetString()));
        var given = await Coordinator.GetAsync($"/api/dossiers/{second.Dossier}");
        Assert.Equal(("ABANDONED", "fin de la subvention"), (Status(given), given.GetProperty("reason").GetString()));
        Assert.Equal([next], await WaitingAsync());
        var planned = await Task.WhenAll(sessions.Select(session => Coordinator.GetAsync($"/api/sessions/{session}")));
        Assert.Equal([$"PLANNED {Passerelle}", $"PLANNED {Passerelle}", $"CANCELLED {Semaphore}"], planned.Select(session => $"{Status(session)} {session.GetProperty("epn").GetString()}"));
    }

    /// <summary>What the pole decided for some lines of the list; the answer of each step.</summary>
    private async Task<JsonElement[]> CloseOutAsync(string name, object[] lines)
    {
        var process = await Coordinator.ActAsync("processes", $"fermeture-{name}", "start-closing-out", new { organisation = Semaphore, reason = "fin de la subvention", lines });
        Assert.Equal("ENDED", Status(process));
        return [.. process.GetProperty("steps").EnumerateArray()];
    }

    /// <summary>The five that end before the closing: normal reminders, and back to the depot.</summary>
    private async Task EndingAsync(Project ending)
    {
        await town.PassAsync(TimeSpan.FromDays(10));
        Assert.NotEmpty((await GetLoanAsync(ending.Loan)).GetProperty("reminders").EnumerateArray());

        foreach (var machine in ending.Placed)
        {
            await ending.Referent.DoAsync(machine, "request-return", new { kind = "END_OF_LOAN" });
            await _storekeeper.DoAsync(machine, "receive-return", new { condition = "bon" });
        }

        await town.PassAsync(TimeSpan.FromDays(6));
        Assert.Empty((await GetLoanAsync(ending.Loan)).GetProperty("openLines").EnumerateArray());
    }

    private async Task AfterClosingAsync(string held, Project third, Dictionary<string, int> before)
    {
        // Nobody of it comes in any more; what it did stays readable, and the machines lead to the new relay.
        await town.PassAsync(TimeSpan.FromMinutes(1));
        var late = await town.NewHandAsync(Semaphore, Role.Animator, "une-autre-animatrice");
        Assert.Equal(HttpStatusCode.Unauthorized, (await late.TryAsync($"/api/dossiers/{third.Dossier}/complete")).Status);
        Assert.Equal("CLOSED", Status(await Coordinator.GetAsync($"/api/organisations/{Semaphore}")));
        var hours = await Coordinator.GetAsync($"/api/sessions/{held}");
        Assert.Equal((Semaphore, "HELD", 150), (hours.GetProperty("epn").GetString(), Status(hours), Number(hours, "minutes")));
        var machine = await Coordinator.GetAsync($"/api/machines/{third.Placed[0]}");
        Assert.Equal(Passerelle, (await GetLoanAsync(machine.GetProperty("loan").GetString()!)).GetProperty("relay").GetString());
        var label = await town.Http.GetStringAsync($"/m/{third.Placed[0]}");
        Assert.Contains("La Passerelle", label, StringComparison.Ordinal);
        Assert.DoesNotContain("Le Sémaphore", label, StringComparison.Ordinal);

        // Machines by custodian: as many as before, and none with Le Sémaphore (I4).
        var after = await ByHolderAsync();
        Assert.Equal(30, before.Values.Sum());
        Assert.Equal(30, after.Values.Sum());
        Assert.False(after.ContainsKey(Semaphore));
    }

    private async Task<Dictionary<string, int>> ByHolderAsync()
    {
        var all = await Task.WhenAll(_stock.Select(machine => Coordinator.GetAsync($"/api/machines/{machine}")));
        return all.GroupBy(machine => machine.GetProperty("holder").GetString()!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
    }

    private async Task<string[]> WaitingAsync() =>
        [.. (await Coordinator.GetAsync($"/api/calls/{Call}")).GetProperty("waitingList").EnumerateArray().Select(place => place.GetProperty("dossier").GetString()!)];

    private Task<JsonElement> GetLoanAsync(string loan) => Coordinator.GetAsync($"/api/loans/{loan}");

    private static string Status(JsonElement terms) => terms.GetProperty("status").GetString()!;

    private static int Number(JsonElement terms, string field) => terms.GetProperty(field).GetInt32();

    private static string Raw(JsonElement terms, string field) => terms.TryGetProperty(field, out var value) ? value.GetRawText() : "-";
}
