using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Deliveries;
using Ordi2.Domain.Documents;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Tests.Aggregates;
using static Ordi2.Domain.Tests.Aggregates.Cast;
using static Ordi2.Domain.Tests.Aggregates.Stories;

namespace Ordi2.Domain.Tests.Documents;

/// <summary>A delivery note goes with the machines: it names them, and cannot know what will arrive.</summary>
public sealed class DeliveryNoteTests
{
    [Fact]
    public void A_note_is_of_the_departure_and_says_nothing_of_what_arrived_or_is_missing()
    {
        var order = Note();
        var content = Content(order);

        Assert.Equal(
            (Workshop.Id.Text, Epn.Id.Text, "BL-1"),
            (content.GetProperty("from").GetString(), content.GetProperty("consignee").GetString(), content.GetProperty("note").GetString()));
        Assert.Equal(Now, content.GetProperty("departedAt").GetDateTimeOffset());
        Assert.DoesNotContain(Fields(content), field => field is "arrived" or "missing" or "difference" or "extra" or "damaged" or "incidents" or "version");
        Assert.Equal([M1, M2], order.Machines.AsEnumerable());
    }

    [Fact]
    public void Who_hands_over_signs_the_note_and_who_gets_the_machines_too() => Assert.Equal(
        [new Signatory(Workshop.Id, Role.Storekeeper), new Signatory(Epn.Id, Role.Animator)],
        Note().Render.Signatories.AsEnumerable());

    [Fact]
    public void Each_machine_of_a_note_has_its_model_its_serial_and_its_charger()
    {
        var named = Note().Naming([new("M1", DeviceType.Laptop, "Dell", "Latitude 5490", "7XK2PL3", true), new("M2", DeviceType.Monitor, null, null, null, null)]);
        var machines = Content(named).GetProperty("machines").EnumerateArray().ToArray();

        Assert.Equal(["M1", "M2"], machines.Select(machine => machine.GetProperty("label").GetString()));
        Assert.Equal(
            ("LAPTOP", "Dell", "Latitude 5490", "7XK2PL3", true),
            (machines[0].GetProperty("type").GetString(), machines[0].GetProperty("maker").GetString(), machines[0].GetProperty("model").GetString(), machines[0].GetProperty("serial").GetString(), machines[0].GetProperty("chargerPresent").GetBoolean()));
        using var content = JsonDocument.Parse(named.Render.Content);
        Assert.Equal(CanonicalJson.Write(content.RootElement), named.Render.Content);
    }

    [Fact]
    public void The_charger_is_as_it_was_seen_last_and_unknown_where_nobody_looked()
    {
        Recorded<MachineEvent>[] history =
        [
            At(1, new DeviceReceived(null, DeviceType.Laptop, "7XK2PL3", null, Restrictions.None, 1)),
            At(2, new QcPassed(Grade.B, true, true, [])),
        ];

        Assert.Equal(new NamedMachine("M1", DeviceType.Laptop, null, null, "7XK2PL3", true), NamedMachine.Of(M1, history));
        Assert.Null(NamedMachine.Of(M1, history[..1]).ChargerPresent);
        Assert.False(NamedMachine.Of(M1, [.. history, At(3, new QcPassed(Grade.B, false, true, []))]).ChargerPresent);
    }

    [Fact]
    public void A_machine_is_named_with_the_allocation_by_which_its_dossier_has_it()
    {
        Recorded<MachineEvent>[] history =
        [
            At(1, new DeviceReceived(null, DeviceType.Laptop, null, null, Restrictions.None, 1)),
            At(2, new QcPassed(Grade.B, true, true, [])),
            At(3, new MachineAllocated(new("DO-1"), 0, Epn.Id, Cast.Partner.Id, new AllocationId("AL-7"))),
        ];

        var named = NamedMachine.Of(M1, history);
        Assert.Equal("AL-7", named.Allocation);
        Assert.Equal("AL-7", Content(Note().Naming([named])).GetProperty("machines")[0].GetProperty("allocation").GetString());
        Assert.Null(NamedMachine.Of(M1, history[..2]).Allocation);
    }

    private static DocumentOrder Note()
    {
        var bench = new Bench<Delivery, DeliveryCommand, DeliveryEvent, DeliveryTerms>(Kinds.Delivery, WithDossier());
        bench.Do(Box, Storekeeper);
        bench.Do(new AddMachines { Machines = [M1, M2] }, Storekeeper);
        bench.Do(new PutInBox("C-1", M1), Operator);
        bench.Do(new PutInBox("C-1", M2), Operator);
        bench.Do(new MakeReady(), Storekeeper);
        bench.Do(new DispatchDelivery("BL-1"), Driver);
        return Assert.Single(AgreementPapers.Of(bench.State, new Recorded<DeliveryEvent>(bench.Terms.Version, new DeliveryDispatched("BL-1", []), From)));
    }

    private static Provenance From => new(Now, Now, Driver.Person, Driver.Organisation, Driver.Device, Guid.Empty);

    private static Recorded<MachineEvent> At(long seq, MachineEvent fact) => new(seq, fact, From);

    private static JsonElement Content(DocumentOrder order) => JsonDocument.Parse(order.Render.Content).RootElement;

    private static IEnumerable<string> Fields(JsonElement data) => data.ValueKind switch
    {
        JsonValueKind.Object => data.EnumerateObject().SelectMany(field => Fields(field.Value).Prepend(field.Name)),
        JsonValueKind.Array => data.EnumerateArray().SelectMany(Fields),
        _ => [],
    };
}
