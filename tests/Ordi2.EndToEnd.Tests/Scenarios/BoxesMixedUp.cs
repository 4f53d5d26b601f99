using Ordi2.EndToEnd.Tests.Support;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class BoxesMixedUpOnSqlite(SqliteTown town) : BoxesMixedUp(town), IClassFixture<SqliteTown>;

public sealed class BoxesMixedUpOnPostgres(PostgresTown town) : BoxesMixedUp(town), IClassFixture<PostgresTown>;

/// <summary>Deliveries that leave as a whole, and two of whose boxes are mixed up on the road (domain.md 4.4).</summary>
[Trait("Scenario", "Processes")]
public abstract class BoxesMixedUp(Town town)
{
    private const string FirstEpn = "epn-le-phare";
    private const string SecondEpn = "epn-vallon";
    private const string FirstPartner = "asso-horizon-emploi";
    private const string SecondPartner = "asso-parents-du-vallon";

    private readonly Journey _journey = new(town);
    private readonly Hand _first = town.As(FirstEpn, "ANIMATOR");
    private readonly Hand _second = town.As(SecondEpn, "ANIMATOR");

    [Fact]
    public async Task Two_boxes_that_reached_each_others_consignee_stay_there_with_all_their_papers()
    {
        var (one, two) = (await _journey.ReadyAsync(), await _journey.ReadyAsync());
        var (dossier, other) = (await _journey.DossierAsync(FirstEpn, FirstPartner, 1), await _journey.DossierAsync(SecondEpn, SecondPartner, 1));
        var (delivery, otherDelivery) = (await SendAsync(FirstEpn, dossier, one), await SendAsync(SecondEpn, other, two));
        object exchange = new { firstDocument = $"BL-{delivery}-2", secondDocument = $"BL-{otherDelivery}-2", pairs = new[] { new { first = one, second = two } } };

        // One of them was scanned in: the other has not spoken yet.
        Assert.Equal("held", (await _second.ScanAsync(one, "receive-at-epn")).Outcome);
        var early = await _journey.Coordinator.MayNotAsync("exchange-not-scanned-in", "processes", $"e1-{delivery}", "start-exchange", exchange);
        Assert.Contains(two, early, StringComparison.Ordinal);
        Assert.Equal("held", (await _first.ScanAsync(two, "receive-at-epn")).Outcome);
        Assert.Equal("role-may-not", await _first.RefusedAsync("processes", $"e2-{delivery}", "start-exchange", exchange));

        var process = await _journey.Coordinator.ActAsync("processes", $"e3-{delivery}", "start-exchange", exchange);
        Assert.Equal(("ENDED", "EXCHANGE"), (process.GetProperty("status").GetString(), process.GetProperty("kind").GetString()));

        await StandsAsync(one, SecondEpn, other);
        await StandsAsync(two, FirstEpn, dossier);
        await DeliveredAsync(delivery, two);
        await DeliveredAsync(otherDelivery, one);
        Assert.Equal(1, await AllocatedAsync(dossier));
        Assert.Equal(1, await AllocatedAsync(other));

        // Each goes on as if it had been meant for where it is.
        var loan = await _journey.LoanAsync(SecondEpn, SecondPartner, other, _journey.Day(300));
        await _journey.PlaceAsync(SecondEpn, loan, [one]);
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task A_delivery_leaves_as_a_whole_or_not_at_all_and_says_which_machine_stayed()
    {
        var machines = await Task.WhenAll(_journey.ReadyAsync(), _journey.ReadyAsync(), _journey.ReadyAsync());
        var dossier = await _journey.DossierAsync(FirstEpn, FirstPartner, machines.Length);
        var delivery = await _journey.PickAsync(FirstEpn, dossier, machines);
        object start = new { delivery, document = $"BL-{delivery}", boxes = new[] { new { box = "C-1", machines } } };
        Assert.Contains(machines[0], await _journey.Storekeeper.MayNotAsync("box-of-machine-missing", "processes", $"l0-{delivery}", "start-delivery", new { delivery, document = "BL-1" }), StringComparison.Ordinal);

        // The last one is held back: none leaves.
        await _journey.Coordinator.DoAsync(machines[2], "place-hold", new { hold = "SAFETY_BATTERY", reason = "batterie gonflée" });
        var stopped = await _journey.Storekeeper.ActAsync("processes", $"l1-{delivery}", "start-delivery", start);
        Assert.Equal(
            ("UNDONE", "on-hold", $"machine/{machines[2]}"),
            (stopped.GetProperty("status").GetString(), stopped.GetProperty("reason").GetProperty("code").GetString(), stopped.GetProperty("stoppedBy").GetString()));
        Assert.All(await Task.WhenAll(machines.Select(StatusAsync)), status => Assert.Equal("RESERVED", status));
        Assert.Equal("PREPARING", (await _journey.Coordinator.GetAsync($"/api/deliveries/{delivery}")).GetProperty("status").GetString());

        // It stays to be read by the workshop that started it, and by no EPN.
        Assert.Equal("UNDONE", (await _journey.Storekeeper.GetAsync($"/api/processes/l1-{delivery}")).GetProperty("status").GetString());
        Assert.Contains(
            (await _journey.Storekeeper.GetAsync($"/api/processes?about=machine/{machines[0]}")).GetProperty("items").EnumerateArray(),
            one => one.GetProperty("id").GetString() == $"l1-{delivery}");
        Assert.DoesNotContain(
            (await _first.GetAsync("/api/processes")).GetProperty("items").EnumerateArray(), one => one.GetProperty("id").GetString() == $"l1-{delivery}");

        // The hold is lifted: all leave, with one delivery note.
        await _journey.Coordinator.DoAsync(machines[2], "lift-hold", new { hold = "SAFETY_BATTERY", reason = "batterie remplacée" });
        Assert.Equal("ENDED", (await _journey.Storekeeper.ActAsync("processes", $"l2-{delivery}", "start-delivery", start)).GetProperty("status").GetString());
        Assert.All(await Task.WhenAll(machines.Select(StatusAsync)), status => Assert.Equal("IN_TRANSIT", status));
        var sent = await _journey.Coordinator.GetAsync($"/api/deliveries/{delivery}");
        Assert.Equal(("DISPATCHED", $"BL-{delivery}"), (sent.GetProperty("status").GetString(), Assert.Single(sent.GetProperty("notes").EnumerateArray()).GetProperty("number").GetString()));
        await town.AssertSoundAsync();
    }

    private async Task<string> SendAsync(string epn, string dossier, string machine)
    {
        var delivery = await _journey.PickAsync(epn, dossier, [machine]);
        var sent = await _journey.Storekeeper.ActAsync("processes", $"l-{delivery}", "start-delivery", new { delivery, document = $"BL-{delivery}", boxes = new[] { new { box = "C-1", machines = new[] { machine } } } });
        Assert.Equal("ENDED", sent.GetProperty("status").GetString());
        return delivery;
    }

    private async Task StandsAsync(string machine, string epn, string dossier)
    {
        var terms = await _journey.Coordinator.GetAsync($"/api/machines/{machine}");
        Assert.Equal(("AT_EPN", epn, dossier), (terms.GetProperty("status").GetString(), terms.GetProperty("holder").GetString(), terms.GetProperty("dossier").GetString()));
        Assert.Empty(terms.GetProperty("holds").EnumerateArray());
    }

    /// <summary>Everything arrived, and the note that was wrong is replaced by one that is not.</summary>
    private async Task DeliveredAsync(string delivery, string machine)
    {
        var terms = await _journey.Coordinator.GetAsync($"/api/deliveries/{delivery}");
        Assert.Equal("DELIVERED", terms.GetProperty("status").GetString());
        Assert.Equal(machine, Assert.Single(terms.GetProperty("machines").EnumerateArray()).GetString());
        var notes = terms.GetProperty("notes").EnumerateArray().ToArray();
        Assert.Equal([$"BL-{delivery}", $"BL-{delivery}-2"], notes.Select(note => note.GetProperty("number").GetString()));
        Assert.Equal($"BL-{delivery}-2", notes[0].GetProperty("replacedBy").GetString());
    }

    private async Task<int> AllocatedAsync(string dossier) => (await _journey.Coordinator.GetAsync($"/api/dossiers/{dossier}")).GetProperty("needs")[0].GetProperty("allocated").GetInt32();

    private async Task<string?> StatusAsync(string machine) => (await _journey.Coordinator.GetAsync($"/api/machines/{machine}")).GetProperty("status").GetString();
}
