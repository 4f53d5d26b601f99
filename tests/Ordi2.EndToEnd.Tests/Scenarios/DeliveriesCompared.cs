using Ordi2.EndToEnd.Tests.Support;
using static Ordi2.EndToEnd.Tests.Support.Journey;

namespace Ordi2.EndToEnd.Tests.Scenarios;

public sealed class DeliveriesComparedOnSqlite(SqliteTown town) : DeliveriesCompared(town), IClassFixture<SqliteTown>;

public sealed class DeliveriesComparedOnPostgres(PostgresTown town) : DeliveriesCompared(town), IClassFixture<PostgresTown>;

/// <summary>What was sent beside what was received, by scan; a shortage goes to the link where it happened (domain.md 5).</summary>
[Trait("Scenario", "Deliveries")]
public abstract class DeliveriesCompared(Town town)
{
    private const string Epn = "epn-gare-nord";
    private const string Other = "epn-vallon";

    private readonly Journey _journey = new(town);
    private readonly Hand _animator = town.As(Epn, "ANIMATOR");

    [Fact]
    public async Task A_machine_that_left_is_lost_on_the_road_and_one_that_never_left_was_not_packed()
    {
        var machines = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _journey.ReadyAsync()));
        var delivery = await SendAsync(machines, leave: machines[..3]);
        await _animator.DoAsync(machines[0], "receive-at-epn");
        await _animator.DoAsync(machines[1], "receive-at-epn");
        await _animator.ActAsync("deliveries", delivery, "report-damage", new { machine = machines[1], damage = "écran fendu", photo = "photo-1" });

        var ended = await _animator.ActAsync("deliveries", delivery, "end-arrival");
        Assert.Equal("PARTIAL", ended.GetProperty("status").GetString());
        var difference = ended.GetProperty("difference");
        Assert.Equal([machines[2], machines[3]], difference.GetProperty("missing").EnumerateArray().Select(machine => machine.GetString()));
        Assert.Equal(machines[1], Assert.Single(difference.GetProperty("damaged").EnumerateArray()).GetProperty("machine").GetString());

        var incidents = (await _journey.Coordinator.GetAsync($"/api/incidents?about=delivery/{delivery}")).GetProperty("items").EnumerateArray()
            .ToDictionary(incident => incident.GetProperty("link").GetString()!, incident => incident, StringComparer.Ordinal);
        Assert.Equal(["PACKING", "TRANSPORT"], incidents.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ("transports-roulier", machines[2], "DISCREPANCY"),
            (incidents["TRANSPORT"].GetProperty("handler").GetString(), incidents["TRANSPORT"].GetProperty("machines")[0].GetString(), incidents["TRANSPORT"].GetProperty("kind").GetString()));
        Assert.Equal(
            (_journey.Workshop, machines[3]),
            (incidents["PACKING"].GetProperty("handler").GetString(), incidents["PACKING"].GetProperty("machines")[0].GetString()));
        Assert.Equal(2, ended.GetProperty("incidents").GetArrayLength());

        // It turns up a day later: the delivery is still short of the one that never left.
        await _animator.DoAsync(machines[2], "receive-at-epn");
        Assert.Equal([machines[3]], (await DeliveryAsync(delivery)).GetProperty("difference").GetProperty("missing").EnumerateArray().Select(machine => machine.GetString()));
        await town.AssertSoundAsync();
    }

    [Fact]
    public async Task A_delivery_on_the_road_is_diverted_its_note_replaced_and_only_the_new_consignee_receives_it()
    {
        var machine = await _journey.ReadyAsync();
        var delivery = await SendAsync([machine], leave: [machine]);
        var diverted = await _journey.Coordinator.ActAsync("deliveries", delivery, "divert", new { to = Other, document = $"BL-{delivery}-2", reason = "l'EPN ferme" });
        var notes = diverted.GetProperty("notes").EnumerateArray().ToArray();
        Assert.Equal(2, notes.Length);
        Assert.Equal($"BL-{delivery}-2", notes[0].GetProperty("replacedBy").GetString());
        Assert.Equal(Epn, notes[0].GetProperty("consignee").GetString());

        var late = await _animator.ScanAsync(machine, "receive-at-epn");
        Assert.Equal(("held", "meant-for-another", "IN_TRANSIT"), (late.Outcome, late.Why, late.Status));
        Assert.Equal("AT_EPN", (await town.As(Other, "ANIMATOR").DoAsync(machine, "receive-at-epn")).Status);
        Assert.Equal("DELIVERED", (await DeliveryAsync(delivery)).GetProperty("status").GetString());
    }

    private Task<System.Text.Json.JsonElement> DeliveryAsync(string delivery) => _journey.Coordinator.GetAsync($"/api/deliveries/{delivery}");

    private async Task<string> SendAsync(string[] machines, string[] leave)
    {
        var dossier = await _journey.DossierAsync(Epn, "asso-langues-du-monde", machines.Length);
        var delivery = Id(await _journey.Storekeeper.CreateAsync("deliveries", new { from = _journey.Workshop, consignee = Epn, carrier = "transports-roulier", dossier }));

        foreach (var machine in machines)
        {
            await _journey.Coordinator.DoAsync(machine, "allocate", new { dossier });
        }

        await _journey.Storekeeper.ActAsync("deliveries", delivery, "add-machines", new { machines });

        foreach (var machine in machines)
        {
            await _journey.Storekeeper.DoAsync(machine, "pack", new { box = "C-1", delivery });
        }

        Assert.Equal(machines.Length, Assert.Single((await DeliveryAsync(delivery)).GetProperty("boxes").EnumerateArray()).GetProperty("machines").GetArrayLength());
        await _journey.Storekeeper.ActAsync("deliveries", delivery, "make-ready");

        foreach (var machine in leave)
        {
            await _journey.Storekeeper.DoAsync(machine, "dispatch", new { delivery });
        }

        await _journey.Storekeeper.ActAsync("deliveries", delivery, "dispatch", new { document = $"BL-{delivery}" });
        return delivery;
    }
}
