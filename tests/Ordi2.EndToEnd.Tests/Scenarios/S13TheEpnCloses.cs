using System.Globalization;
using System.Text.Json;
using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class S13OnSqlite(SqliteTown town) : S13TheEpnCloses(town), IClassFixture<SqliteTown>;

public sealed class S13OnPostgres(PostgresTown town) : S13TheEpnCloses(town), IClassFixture<PostgresTown>;

/// <summary>Scenario S13, « L'EPN ferme »: Le Sémaphore closes with 23 loan lines open, and 30 machines that concern it.</summary>
[Trait("Scenario", "S13")]
public abstract partial class S13TheEpnCloses(Town town)
{
    private const string Workshop = "fabrique-des-tilleuls";
    private const string Semaphore = "epn-le-semaphore";
    private const string Passerelle = "epn-passerelle-candidate";
    private const string TraitDUnion = "epn-trait-d-union";
    private const string Donor = "don-cabinet-ferrand";
    private const string Call = "2027-2";
    private const int ClosingDay = 40;

    private readonly Chain _chain = new(town);
    private readonly Hand _storekeeper = town.As(Workshop, "STOREKEEPER");
    // Weeks pass in the story, and perhaps the turn of the year.
    private readonly int _year = town.Clock.GetUtcNow().Year;
    private Hand _animator = null!;
    private Hand _passerelle = null!;
    private Hand _union = null!;
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
        var first = await ProjectAsync("P3", 5, 365, onTheWay: 2, asked: 10);
        var second = await ProjectAsync("P4", 4, 365, unplaced: 4);
        var third = await ProjectAsync("P5", 5, 365);

        foreach (var project in new[] { ending, overdue, twins, third })
        {
            await _animator.ActAsync("dossiers", project.Dossier, "complete");
        }

        // On its way back; whoever has it leaves it at Le Sémaphore, which is its collect point.
        var returning = third.Placed[4];
        await third.Referent.DoAsync(returning, "request-return", new { kind = "GIVE_UP" });
        Assert.Equal("Le Sémaphore", (await CardAsync(returning)).GetProperty("giveBackTo").GetProperty("name").GetString());
        var (waiting, next) = await TwoWaitAsync();
        var (sessions, held) = await SessionsAsync(first.Dossier);

        // The two are overdue and reminded before anything else happens.
        await town.PassAsync(TimeSpan.FromDays(4));
        var before = await GetLoanAsync(overdue.Loan);
        Assert.Equal("RETURN_DUE", Status(before));
        Assert.NotEmpty(before.GetProperty("reminders").EnumerateArray());
        var machinesBefore = await ByHolderAsync();
        var bilanBefore = await BilanAsync();

        await Coordinator.ActAsync("organisations", Semaphore, "start-closing", new { reason = "fin de la subvention" });
        await NothingNewAsync(first, second);
        await ListAsync(overdue, ending, twins);
        await Coordinator.MayNotAsync("still-attached", "organisations", Semaphore, "close");

        await RelaysAsync(ending, overdue, twins, first, second, third, before, returning);
        await UnplacedAsync(second);
        await UnderWayAsync(first);
        await SignedAmendmentsAsync(first, second, third, overdue, twins);
        await DossiersAndSessionsAsync(first, second, waiting, next, sessions);

        // Twenty days before the end the five that end soon are still out: refused, with what is left.
        var told = await Coordinator.MayNotAsync("still-attached", "organisations", Semaphore, "close");
        Assert.Contains("0 machines en garde, 0 en propriété, 5 lignes de prêt ouvertes, 0 livraisons, 0 dossiers et 0 séances", told, StringComparison.Ordinal);
        await EndingAsync(ending);

        await town.PassAsync(TimeSpan.FromDays(ClosingDay - 20));
        var closed = await Coordinator.ActAsync("organisations", Semaphore, "close");
        Assert.Equal("CLOSED", Status(closed));
        await AfterClosingAsync(held, third, machinesBefore, bilanBefore);
        await town.AssertSoundAsync();
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
        var placing = await _animator.ScanAsync(second.Unplaced[0], "place-with-partner", new { loan = second.Loan, coSignedBy = "referente-p4" });
        Assert.Equal(("refused", "organisation-closing"), (placing.Outcome, placing.Why));
        var allocating = await Coordinator.ScanAsync(await _chain.ReadyLaptopAsync(Workshop), "allocate", new { dossier = first.Dossier, line = 0 });
        Assert.Equal(("refused", "organisation-closing"), (allocating.Outcome, allocating.Why));

        // Scans in stay allowed: a machine in its hands is still counted there, by its own people.
        Assert.Equal("AT_EPN", (await _animator.DoAsync(second.Unplaced[0], "inventory-check")).Status);
        Assert.Equal("PLACED", (await _animator.DoAsync(first.Placed[0], "report-sighting")).Status);
    }

    /// <summary>Exactly 23 + 4 + 1 + 2 = 30 machines, each with its holder, its owner and the end of its loan.</summary>
    private async Task ListAsync(Project overdue, Project ending, Project twins)
    {
        var attached = await Coordinator.GetAsync($"/api/organisations/{Semaphore}/attached");
        var machines = attached.GetProperty("machines").EnumerateArray().ToArray();
        var byStatus = machines.GroupBy(Status).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal((23, 4, 1, 2), (byStatus["PLACED"], byStatus["AT_EPN"], byStatus["RETURNING"], byStatus["IN_TRANSIT"]));
        Assert.Equal(30, machines.Length);
        Assert.All(machines, one => Assert.Equal(Workshop, Text(one, "owner")));

        // The 23 are in the hands of their six partners, and of nobody else; each has the last day of its loan.
        var placed = machines.Where(one => Status(one) is "PLACED").ToArray();
        Assert.Equal(
            [("p1", 5), ("p2", 2), ("p3", 5), ("p4", 4), ("p5", 4), ("p6", 3)],
            placed.GroupBy(one => Text(one, "holder"), StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, group.Count())));
        Assert.All(placed, one => Assert.Equal(Text(one, "holder"), Text(one, "borrower")));
        Assert.Equal(5, placed.Count(one => DateOnly.Parse(Text(one, "loanEnd"), CultureInfo.InvariantCulture) is var end && end >= Today && end < Today.AddDays(ClosingDay - 4) && Text(one, "loan") == ending.Loan));
        Assert.Equal(2, placed.Count(one => DateOnly.Parse(Text(one, "loanEnd"), CultureInfo.InvariantCulture) < Today && Text(one, "loan") == overdue.Loan));
        Assert.Equal(3, placed.Count(one => Text(one, "loan") == twins.Loan));

        // The line of the one that comes back stays open until somebody receives it: 23 + 1.
        var counts = attached.GetProperty("counts");
        Assert.Equal(
            (4, 0, 24, 1, 3, 3),
            (Number(counts, "held"), Number(counts, "owned"), Number(counts, "openLines"), Number(counts, "deliveries"), Number(counts, "dossiers"), Number(counts, "sessions")));
    }

    private DateOnly Today => DateOnly.FromDateTime(town.Clock.GetUtcNow().UtcDateTime);

    private async Task RelaysAsync(Project ending, Project overdue, Project twins, Project first, Project second, Project third, JsonElement reminded, string returning)
    {
        // The one that comes back is received by another collect point; whatever it was, its media are dirty.
        var received = await _storekeeper.DoAsync(returning, "receive-return", new { condition = "rayures" });
        Assert.Equal("RECEIVED", received.Status);
        var back = await Coordinator.GetAsync($"/api/machines/{returning}");
        Assert.Equal(("DIRTY", Workshop), (Text(back, "sanitisation"), Text(back, "holder")));

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

        Assert.Equal(15, (await Coordinator.GetAsync($"/api/organisations/{Passerelle}/attached")).GetProperty("machines").GetArrayLength());

        // P6 is the same legal person as La Passerelle (I2).
        var refusal = await Coordinator.MayNotAsync("partner-not-another-person", "loans", twins.Loan, "change-relay", new { to = Passerelle, document = "AV-p6" });
        Assert.Contains("même organisation", refusal, StringComparison.Ordinal);
        Assert.All(await CloseOutAsync("relais-2", [new { choice = "MOVE_LOAN", id = twins.Loan, to = TraitDUnion, document = "AV-p6" }]), step => Assert.True(Status(step) is "DONE" || step.GetProperty("step").GetString() is "start-closing"));
        var union = await GetLoanAsync(twins.Loan);
        Assert.Equal((TraitDUnion, 3), (union.GetProperty("relay").GetString(), union.GetProperty("openLines").GetArrayLength()));
        Assert.Equal(Semaphore, (await GetLoanAsync(ending.Loan)).GetProperty("relay").GetString());
    }

    /// <summary>The four that were never placed go back to the workshop: none is left at the EPN.</summary>
    private async Task UnplacedAsync(Project project)
    {
        foreach (var machine in project.Unplaced)
        {
            Assert.Equal("IN_TRANSIT", (await _animator.DoAsync(machine, "give-back-unplaced", new { reason = "fermeture" })).Status);
            Assert.Equal("RECEIVED", (await _storekeeper.DoAsync(machine, "receive-return", new { boxOpened = true })).Status);
        }

        Assert.Empty(await Chain.MachinesAsync(Coordinator, $"holder={Semaphore}"));
    }

    /// <summary>The delivery on the road is diverted to the new relay, with the reason; another note stands in the place of the first, which stays as it is.</summary>
    private async Task UnderWayAsync(Project project)
    {
        var delivery = (await Coordinator.GetAsync($"/api/organisations/{Semaphore}/attached")).GetProperty("deliveries")[0].GetString()!;
        var before = await Coordinator.GetAsync($"/api/deliveries/{delivery}");
        var first = Assert.Single(await NotesAsync(delivery));
        var steps = await CloseOutAsync(
            "livraison",
            [
                new { choice = "MOVE_DOSSIER", id = project.Dossier, to = Passerelle, document = "AV-D3" },
                new { choice = "DIVERT_DELIVERY", id = delivery, to = Passerelle, document = $"BL2-{delivery}" },
            ]);
        Assert.All(steps[1..], step => Assert.Equal("DONE", Status(step)));

        var diverted = await Coordinator.GetAsync($"/api/deliveries/{delivery}");
        Assert.Equal(("DISPATCHED", Passerelle), (Status(diverted), Text(diverted, "consignee")));
        Assert.Equal(Raw(before, "machines"), Raw(diverted, "machines"));
        Assert.Equal([$"BL-{delivery}>BL2-{delivery}", $"BL2-{delivery}>"], diverted.GetProperty("notes").EnumerateArray().Select(note => $"{Text(note, "number")}>{(note.TryGetProperty("replacedBy", out var by) ? by.GetString() : null)}"));

        // Replaced and not edited: the same content under the same hash, and a link both ways.
        var notes = await NotesAsync(delivery);
        Assert.Equal(2, notes.Length);
        var (old, next) = (notes.Single(note => Text(note, "id") == Text(first, "id")), notes.Single(note => Text(note, "id") != Text(first, "id")));
        Assert.Equal(("REPLACED", Text(next, "id"), "fin de la subvention"), (Status(old), Text(old, "replacedBy"), Text(old, "reason")));
        Assert.Equal((Text(first, "sha256"), Raw(first, "content")), (Text(old, "sha256"), Raw(old, "content")));
        Assert.Equal((Text(old, "id"), Passerelle), (Text(next, "replaces"), Text(next.GetProperty("content"), "consignee")));
        Assert.Equal(Passerelle, Text(Assert.Single(next.GetProperty("signatories").EnumerateArray(), one => Text(one, "role") == "ANIMATOR"), "organisation"));

        // La Passerelle scans them in; Le Sémaphore could not, and the project goes on with them.
        var wrong = await _animator.ScanAsync(project.OnTheWay[0], "receive-at-epn");
        Assert.Equal(("held", "meant-for-another"), (wrong.Outcome, wrong.Why));
        await SettledAsync(project.OnTheWay[0], wrong);

        foreach (var machine in project.OnTheWay)
        {
            Assert.Equal("AT_EPN", (await _passerelle.DoAsync(machine, "receive-at-epn")).Status);
            Assert.Equal(Passerelle, Text(await Coordinator.GetAsync($"/api/machines/{machine}"), "holder"));
            Assert.Equal("PLACED", (await _passerelle.DoAsync(machine, "place-with-partner", new { loan = project.Loan, coSignedBy = "referente-p3" })).Status);
        }

        Assert.Equal("DELIVERED", Status(await Coordinator.GetAsync($"/api/deliveries/{delivery}")));
    }

    /// <summary>Step 5: the new relay and the partners sign the amendments, of which the loan itself is untouched.</summary>
    private async Task SignedAmendmentsAsync(params Project[] projects)
    {
        foreach (var project in projects)
        {
            var relay = Text(await GetLoanAsync(project.Loan), "relay");
            var papers = (await Coordinator.GetAsync($"/api/documents?about=loan/{project.Loan}&limit=500")).GetProperty("items").EnumerateArray().ToArray();
            var amendment = Assert.Single(papers, paper => Text(paper, "template") == "loan-amendment");
            Assert.Equal(("RENDERED", $"MD-{project.Loan}", relay), (Status(amendment), Text(amendment.GetProperty("content"), "amends"), Text(amendment.GetProperty("content"), "relay")));
            Assert.Equal("SIGNED", Status(await (relay == Passerelle ? _passerelle : _union).ActAsync("documents", Text(amendment, "id"), "sign", new { capacity = "animatrice" })));
            Assert.Equal("SEALED", Status(await project.Referent.ActAsync("documents", Text(amendment, "id"), "sign", new { capacity = "référente" })));
        }
    }

    private async Task DossiersAndSessionsAsync(Project first, Project second, string waiting, string next, string[] sessions)
    {
        var steps = await CloseOutAsync(
            "projets",
            [
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
}
