using System.Text;
using Ordi2.Contracts.Machines;
using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Contract;

/// <summary>What every ledger promises; run on SQLite, on PostgreSQL and on the fake.</summary>
public abstract partial class LedgerContract
{
    protected abstract ILedger Ledger { get; }

    [Fact]
    public async Task An_append_is_read_back_as_it_was_written_to_the_microsecond()
    {
        var machine = NewMachine();
        var id = Guid.CreateVersion7();

        var end = await Ledger.AppendAsync(Scan(machine, id: id));

        var history = await Ledger.ReadAsync($"machine/{machine}");
        var e = Assert.Single(history.Events);
        Assert.Equal((1, "machine.received.v1", "p1", "o1", "d1", id), (e.Seq, e.Type, e.Actor, e.Organisation, e.Device, e.ClientEventId!.Value));
        Assert.Equal("""{"site":"s1","é":"naïve"}""", Encoding.UTF8.GetString(e.Data.Span));
        Assert.Equal(Noon.AddTicks(-7), e.RecordedAt);
        Assert.Equal(Noon.AddTicks(-7).AddHours(-1), e.OccurredAt);
        Assert.Equal(32, e.Hash.Length);
        Assert.Equal((end.Seq, Convert.ToHexString(end.Hash.Span)), (history.End.Seq, Convert.ToHexString(history.End.Hash.Span)));
    }

    [Fact]
    public async Task What_somebody_typed_stands_beside_the_event_which_holds_a_digest_that_nobody_can_guess_it_from()
    {
        const string data = """{"items":["a","b"],"inner":{"note":"Élodie \"Lo\""},"note":null,"code":"x"}""";
        var (one, other) = (Scan(NewMachine()), Scan(NewMachine()));
        var typed = Event(data: data, id: Guid.CreateVersion7()) with { FreeText = ["note", "items"] };
        await Ledger.AppendAsync(one with { Events = [typed] });
        await Ledger.AppendAsync(other with { Events = [typed with { ClientEventId = Guid.CreateVersion7() }] });

        var (first, second) = (Assert.Single((await Ledger.ReadAsync(one.Stream)).Events), Assert.Single((await Ledger.ReadAsync(other.Stream)).Events));

        Assert.Equal(System.Text.Json.Nodes.JsonNode.Parse(data)!.ToJsonString(), System.Text.Json.Nodes.JsonNode.Parse(first.Told.Span)!.ToJsonString());
        Assert.DoesNotContain("lodie", Encoding.UTF8.GetString(first.Data.Span), StringComparison.Ordinal);
        Assert.EndsWith(""","note":null,"code":"x"}""", Encoding.UTF8.GetString(first.Data.Span), StringComparison.Ordinal);
        Assert.NotEqual(Encoding.UTF8.GetString(first.Data.Span), Encoding.UTF8.GetString(second.Data.Span));
    }

    [Fact]
    public async Task A_stream_that_nobody_wrote_to_is_empty()
    {
        var history = await Ledger.ReadAsync($"machine/{NewMachine()}");

        Assert.Empty(history.Events);
        Assert.Empty(history.Refusals);
        Assert.Equal(0, history.End.Seq);
    }

    [Fact]
    public async Task Events_of_one_append_follow_each_other()
    {
        var machine = NewMachine();
        var first = await Ledger.AppendAsync(Scan(machine));
        var append = Scan(machine, first) with { Events = [Event("a.v1", id: Guid.CreateVersion7()), Event("b.v1"), Event("c.v1")] };

        var end = await Ledger.AppendAsync(append);

        var history = await Ledger.ReadAsync(append.Stream);
        Assert.Equal(4, end.Seq);
        Assert.Equal([1L, 2, 3, 4], history.Events.Select(e => e.Seq));
        Assert.Equal(["machine.received.v1", "a.v1", "b.v1", "c.v1"], history.Events.Select(e => e.Type));
        Assert.Equal(4, history.Events.Select(e => Convert.ToHexString(e.Hash.Span)).Distinct().Count());
    }

    [Fact]
    public async Task Who_writes_second_is_told_to_reload()
    {
        var machine = NewMachine();
        var end = await Ledger.AppendAsync(Scan(machine));
        await Ledger.AppendAsync(Scan(machine, end));

        var conflict = await Assert.ThrowsAsync<LedgerConflictException>(() => Ledger.AppendAsync(Scan(machine, end)));

        Assert.Equal($"machine/{machine}", conflict.Stream);
        Assert.Equal(2, (await Ledger.ReadAsync($"machine/{machine}")).End.Seq);
    }

    [Fact]
    public async Task Nobody_writes_beyond_the_end_or_after_another_past()
    {
        var machine = NewMachine();
        var end = await Ledger.AppendAsync(Scan(machine));

        await Assert.ThrowsAsync<LedgerConflictException>(() => Ledger.AppendAsync(Scan(machine, new StreamEnd(2, end.Hash))));
        await Assert.ThrowsAsync<LedgerConflictException>(() => Ledger.AppendAsync(Scan(machine, new StreamEnd(1, new byte[32]))));
        await Assert.ThrowsAsync<LedgerConflictException>(() => Ledger.AppendAsync(Scan(NewMachine(), end)));

        Assert.Equal(1, (await Ledger.ReadAsync($"machine/{machine}")).End.Seq);
    }

    [Fact]
    public async Task A_scan_written_twice_is_refused_and_its_stream_named()
    {
        var (first, second) = (NewMachine(), NewMachine());
        var id = Guid.CreateVersion7();
        var end = await Ledger.AppendAsync(Scan(first, id: id));

        var here = await Assert.ThrowsAsync<DuplicateClientEventException>(() => Ledger.AppendAsync(Scan(first, end, id)));
        var there = await Assert.ThrowsAsync<DuplicateClientEventException>(() => Ledger.AppendAsync(Scan(second, id: id)));

        Assert.Equal((id, $"machine/{first}"), (here.ClientEventId, here.Stream));
        Assert.Equal((id, $"machine/{first}"), (there.ClientEventId, there.Stream));
        Assert.Empty((await Ledger.ReadAsync($"machine/{second}")).Events);
    }

    [Fact]
    public async Task Two_devices_may_use_the_same_id()
    {
        var id = Guid.CreateVersion7();
        var machine = NewMachine();

        var end = await Ledger.AppendAsync(Scan(machine, id: id));
        end = await Ledger.AppendAsync(Scan(machine, end, id, device: "d2"));

        Assert.Equal(2, end.Seq);
    }

    [Fact]
    public async Task One_append_cannot_use_an_id_twice()
    {
        var id = Guid.CreateVersion7();

        await Assert.ThrowsAsync<DuplicateClientEventException>(() =>
            Ledger.AppendAsync(Scan(NewMachine()) with { Events = [Event(id: id), Event(id: id)] }));
    }

    [Fact]
    public async Task A_label_leads_to_one_machine()
    {
        var (first, second) = (NewMachine(), NewMachine());
        var end = await Ledger.AppendAsync(Scan(first, labels: [first, $"{first}X"]));

        var taken = await Assert.ThrowsAsync<LabelTakenException>(() => Ledger.AppendAsync(Scan(second, labels: [second, $"{first}X"])));
        await Ledger.AppendAsync(Scan(first, end, labels: [$"{first}X"]));

        Assert.Equal(($"{first}X", first), (taken.Label, taken.Machine));
        Assert.Empty((await Ledger.ReadAsync($"machine/{second}")).Events);
    }

    [Fact]
    public async Task Look_alike_keys_are_different_streams()
    {
        string[] streams = ["machine/0A1", "machine/A1", "machine/00A1", "machine/0a1", "machine/A1 ", "machine/1E1", "machine/10", "machine/1e1", "machine/Á1"];

        await Task.WhenAll(streams.Select(stream => Ledger.AppendAsync(Scan("x") with { Stream = stream })));

        var histories = await Task.WhenAll(streams.Select(stream => Ledger.ReadAsync(stream)));
        Assert.All(histories.Zip(streams), pair => Assert.Equal(pair.Second, Assert.Single(pair.First.Events).Stream));
    }

    [Fact]
    public async Task A_refusal_is_written_down_once_and_read_with_its_stream()
    {
        var stream = $"machine/{NewMachine()}";
        var refusal = Refusal(stream);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Ledger.RecordRefusalAsync(refusal)));
        await Ledger.RecordRefusalAsync(refusal with { Code = "another-answer" });

        var read = Assert.Single((await Ledger.ReadAsync(stream)).Refusals);
        Assert.Equal(refusal with { OccurredAt = refusal.OccurredAt.ToStored(), RecordedAt = refusal.RecordedAt.ToStored() }, read);
    }

    [Fact]
    public async Task All_events_come_in_the_order_of_their_positions()
    {
        var machines = Enumerable.Range(0, 100).Select(_ => NewMachine()).ToArray();
        var before = await LastPositionAsync();
        await Task.WhenAll(machines.Select(machine => Ledger.AppendAsync(Scan(machine) with { Events = [Event(), Event()] })));

        var events = new List<StoredEvent>();
        await foreach (var e in Ledger.ReadAllAsync(before))
        {
            events.Add(e);
        }

        var ours = events.Where(e => machines.Contains(e.Stream[8..])).ToArray();
        Assert.Equal(200, ours.Length);
        Assert.Equal(ours.Select(e => e.Position).Order(), ours.Select(e => e.Position));
        Assert.All(ours.GroupBy(e => e.Stream), stream => Assert.Equal([1L, 2], stream.Select(e => e.Seq)));
    }

    [Fact]
    public async Task An_append_without_events_or_with_a_zero_character_is_a_mistake_of_the_program()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.AppendAsync(Scan(NewMachine()) with { Events = [] }));
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.AppendAsync(Scan(NewMachine()) with { Actor = "p\0" }));
        await Assert.ThrowsAsync<ArgumentException>(() => Ledger.AppendAsync(Scan(NewMachine(), new StreamEnd(3, new byte[4]))));
    }

    [Fact]
    public async Task Empty_and_long_texts_are_kept_as_they_are()
    {
        var machine = NewMachine();
        var data = $$"""{"remark":"{{new string('é', 20_000)}}"}""";

        await Ledger.AppendAsync(Scan(machine) with { Actor = "", Organisation = new string('x', 600), Events = [Event(data: data)] });

        var e = Assert.Single((await Ledger.ReadAsync($"machine/{machine}")).Events);
        Assert.Equal(("", new string('x', 600), data), (e.Actor, e.Organisation, Encoding.UTF8.GetString(e.Data.Span)));
        Assert.Null(e.ClientEventId);
    }

    [Fact]
    public async Task An_abandoned_wait_ends_at_once_and_may_still_be_written()
    {
        var machine = NewMachine();
        using var abandoned = new CancellationTokenSource();
        await abandoned.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Ledger.AppendAsync(Scan(machine), abandoned.Token));

        Assert.InRange((await Ledger.ReadAsync($"machine/{machine}")).End.Seq, 0, 1);
    }

    [Fact]
    public async Task A_machines_row_goes_with_its_events()
    {
        var machine = NewMachine();
        var row = Row(machine);

        var end = await Ledger.AppendAsync(Scan(machine, labels: [machine]).With(null, row));
        end = await Ledger.AppendAsync(Scan(machine, end).With(row, row with { Status = MachineStatus.Triaged, Version = 2 }));

        Assert.Equal(2, end.Seq);
    }

    private async Task<long> LastPositionAsync()
    {
        var last = 0L;
        await foreach (var e in Ledger.ReadAllAsync(0))
        {
            last = e.Position;
        }

        return last;
    }
}
