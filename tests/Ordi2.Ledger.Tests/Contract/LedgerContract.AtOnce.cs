using static Ordi2.Ledger.Tests.Samples;

namespace Ordi2.Ledger.Tests.Contract;

/// <summary>What holds when many write and read at the same time.</summary>
public abstract partial class LedgerContract
{
    private const int Writers = 60;

    // Whoever is in conflict has lost to somebody who has written: nobody can lose more often than there are others.
    private const int MostTries = Writers;

    [Fact]
    public async Task One_conflicting_append_does_not_fail_the_others_of_its_group()
    {
        var machines = Enumerable.Range(0, 200).Select(_ => NewMachine()).ToArray();
        var used = Guid.CreateVersion7();
        await Ledger.AppendAsync(Scan(machines[7], labels: [machines[7]]));
        await Ledger.AppendAsync(Scan(NewMachine(), id: used));

        var appends = machines.Select((machine, i) => i switch
        {
            11 => Scan(machine, id: used),
            13 => Scan(machine, labels: [machines[7]]),
            17 => Scan(machine, new StreamEnd(5, new byte[32])),
            _ => Scan(machine),
        });
        var outcomes = await Task.WhenAll(appends.Select(append => OutcomeAsync(Ledger.AppendAsync(append))));

        Assert.Equal(typeof(LedgerConflictException), outcomes[7]);
        Assert.Equal(typeof(DuplicateClientEventException), outcomes[11]);
        Assert.Equal(typeof(LabelTakenException), outcomes[13]);
        Assert.Equal(typeof(LedgerConflictException), outcomes[17]);
        Assert.Equal(196, outcomes.Count(outcome => outcome is null));
    }

    [Fact]
    public async Task Of_many_who_send_the_same_scan_at_once_one_succeeds()
    {
        var id = Guid.CreateVersion7();
        var machines = Enumerable.Range(0, 50).Select(_ => NewMachine()).ToArray();

        var outcomes = await Task.WhenAll(machines.Select(machine => OutcomeAsync(Ledger.AppendAsync(Scan(machine, id: id)))));

        Assert.Equal(1, outcomes.Count(outcome => outcome is null));
        Assert.Equal(49, outcomes.Count(outcome => outcome == typeof(DuplicateClientEventException)));
    }

    [Fact]
    public async Task Many_writers_of_one_stream_leave_no_gap_and_lose_nothing()
    {
        var machine = NewMachine();
        var stream = $"machine/{machine}";
        var ids = Enumerable.Range(0, Writers).Select(_ => Guid.CreateVersion7()).ToArray();

        await Task.WhenAll(ids.Select(id => Task.Run(() => InsistAsync(machine, id))));

        var history = await Ledger.ReadAsync(stream);
        Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), history.Events.Select(e => e.Seq));
        Assert.Equal(ids.Order(), history.Events.Select(e => e.ClientEventId!.Value).Order());
    }

    [Fact]
    public async Task Appends_to_one_stream_that_are_handed_over_at_once_keep_their_order()
    {
        var machine = NewMachine();
        var ends = new List<Task<StreamEnd>>();
        var end = StreamEnd.Empty;
        for (var i = 0; i < 20; i++)
        {
            var append = Scan(machine, end);
            var last = ChainedEvents.Of(append, 0).Last();
            end = new StreamEnd(last.Seq, last.Hash);
            ends.Add(Ledger.AppendAsync(append));
        }

        await Task.WhenAll(ends);

        Assert.Equal(20, (await Ledger.ReadAsync($"machine/{machine}")).End.Seq);
    }

    [Fact]
    public async Task Reads_at_the_same_time_each_get_their_own_stream()
    {
        var machines = Enumerable.Range(0, 300).Select(_ => NewMachine()).ToArray();
        await Task.WhenAll(machines.Select(machine => Ledger.AppendAsync(Scan(machine))));

        var histories = await Task.WhenAll(machines.Concat(machines).Append("nobody").Select(machine => Ledger.ReadAsync($"machine/{machine}")));

        Assert.All(machines.Concat(machines).Zip(histories), pair => Assert.Equal($"machine/{pair.First}", Assert.Single(pair.Second.Events).Stream));
        Assert.Empty(histories[^1].Events);
    }

    private static async Task<Type?> OutcomeAsync(Task task)
    {
        await task.ContinueWith(_ => { }, TaskScheduler.Default);
        return task.Exception?.InnerException?.GetType();
    }

    private async Task InsistAsync(string machine, Guid id)
    {
        for (var tries = 1; ; tries++)
        {
            var history = await Ledger.ReadAsync($"machine/{machine}");
            try
            {
                await Ledger.AppendAsync(Scan(machine, history.End, id));
                return;
            }
            catch (LedgerConflictException) when (tries < MostTries)
            {
                // Somebody else was first: read and try again, as a grain does.
            }
        }
    }
}
