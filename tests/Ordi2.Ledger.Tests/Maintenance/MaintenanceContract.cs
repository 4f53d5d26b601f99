using System.Text.Json;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Photos;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Maintenance;

public sealed class SqliteMaintenanceTests : MaintenanceContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.SqliteAsync();

    protected override string WithoutTriggers(string sql) => $"drop trigger event_no_update; drop trigger event_no_delete; {sql}";
}

public sealed class PostgresMaintenanceTests : MaintenanceContract
{
    protected override Task<TestLedger> CreateAsync() => TestLedger.PostgresAsync();

    protected override string WithoutTriggers(string sql) => $"alter table event disable trigger user; {sql}";
}

/// <summary>What the commands of the operators promise, on both databases.</summary>
public abstract class MaintenanceContract : IAsyncLifetime
{
    private TestLedger? _test;

    private TestLedger Test => _test ?? throw new InvalidOperationException("Not opened.");

    public async Task InitializeAsync() => _test = await CreateAsync();

    public async Task DisposeAsync() => await Test.DisposeAsync();

    protected abstract Task<TestLedger> CreateAsync();

    /// <summary>What somebody can do who owns the database.</summary>
    protected abstract string WithoutTriggers(string sql);

    [Fact]
    public async Task The_read_tables_are_made_again_where_an_older_version_wrote_them_and_only_there()
    {
        await new Life(Test.Ledger, seed: 6).PlayAsync(machines: 3, rounds: 1);
        Assert.False(await Get<Rebuild>().IsNeededAsync());

        await Test.ExecuteAsync("delete from migration where series = 'read-tables'");
        Assert.True(await Get<Rebuild>().IsNeededAsync());

        await Get<Rebuild>().RunAsync((_, _, _) => Task.CompletedTask);
        Assert.False(await Get<Rebuild>().IsNeededAsync());
    }

    [Fact]
    public async Task Counters_equal_a_recount_after_any_changes()
    {
        await new Life(Test.Ledger, seed: 7).PlayAsync(machines: 60, rounds: 8);

        var report = await Get<Recount>().RunAsync();

        Assert.Empty(report.Differences);
        Assert.Equal(60, report.Machines);
        Assert.InRange(report.Counters, 50, 1000);
    }

    [Fact]
    public async Task A_recount_finds_and_repairs_what_was_kept_wrong()
    {
        await new Life(Test.Ledger, seed: 8).PlayAsync(machines: 20, rounds: 2);
        await Test.ExecuteAsync(
            "insert into board_counter (scope, counter, shard, value) values ('national', 'machines', 9, 5)");
        await Test.ExecuteAsync("insert into board_counter (scope, counter, shard, value) values ('pole/gone', 'machines', 3, 1)");

        var found = await Get<Recount>().RunAsync();
        var repaired = await Get<Recount>().RunAsync(repair: true);
        var after = await Get<Recount>().RunAsync();

        CounterDifference[] expected = [new("national", "machines", 25, 20), new("pole/gone", "machines", 1, 0)];
        Assert.Equal(expected, found.Differences.AsEnumerable());
        Assert.Equal((false, true), (found.Repaired, repaired.Repaired));
        Assert.True(after.AllRight);
        Assert.Contains((await Get<BoardQueries>().ReadAsync("national")).Counters, counter => counter is { Counter: "machines", Value: 20 });
    }

    [Fact]
    public async Task Every_chain_and_seal_of_an_honest_ledger_is_right()
    {
        await new Life(Test.Ledger, seed: 9).PlayAsync(machines: 30, rounds: 4);
        await Get<Seals>().SealAsync();
        await new Life(Test.Ledger, seed: 10).PlayOnAsync(Test.Ledger);

        var report = await Get<Verifier>().RunAsync(everySeal: true);

        Assert.Empty(report.Flaws);
        Assert.Equal((32, 1), (report.Streams, report.Seals));
    }

    [Theory]
    [InlineData("update event set actor = 'p2' where stream = @stream and seq = 2")]
    [InlineData("update event set data = '{}' where stream = @stream and seq = 2")]
    [InlineData("update event set occurred_at = (select min(recorded_at) from event) where stream = @stream and seq = 2")]
    [InlineData("update event set seq = 9 where stream = @stream and seq = 3")]
    [InlineData("delete from event where stream = @stream and seq = 2")]
    [InlineData("update event set hash = (select hash from event where stream = @stream and seq = 1) where stream = @stream and seq = 3")]
    public async Task Whoever_gets_past_the_triggers_is_found_by_verify(string sql)
    {
        var machine = await ThreeEventsAsync();
        await using (var connection = await Test.OpenAsync())
        {
            await connection.ExecuteAsync(WithoutTriggers(sql.Replace("@stream", $"'machine/{machine}'", StringComparison.Ordinal)));
        }

        var report = await Get<Verifier>().RunAsync();

        Assert.Equal($"machine/{machine}", report.Flaws[0].Stream);
    }

    [Fact]
    public async Task A_cut_off_end_is_found_by_the_seal()
    {
        var machine = await ThreeEventsAsync();
        var whole = await ThreeEventsAsync();
        await Get<Seals>().SealAsync();

        await Test.ExecuteAsync(WithoutTriggers($"delete from event where stream = 'machine/{machine}' and seq = 3"));
        var cut = await Get<Verifier>().RunAsync();
        await Test.ExecuteAsync($"delete from event where stream = 'machine/{whole}'");
        var gone = await Get<Verifier>().RunAsync();

        Assert.Equal((null, 1L), (cut.Flaws[0].Stream, cut.Flaws[0].Seq));
        Assert.Contains("1 are there", gone.Flaws[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_off_end_that_no_seal_has_seen_is_found_by_what_the_read_tables_know()
    {
        await new Life(Test.Ledger, seed: 9).PlayAsync(machines: 20, rounds: 4);
        string machine;
        long last;

        await using (var connection = await Test.OpenAsync())
        {
            (machine, last) = await connection.QueryFirstAsync<(string, long)>("select id, version from machine order by version desc, id");
        }

        await Test.ExecuteAsync(WithoutTriggers($"delete from event where stream = 'machine/{machine}' and seq = {last}"));

        var flaw = Assert.Single((await Get<Verifier>().RunAsync()).Flaws);
        Assert.Equal(($"machine/{machine}", last), (flaw.Stream, flaw.Seq));
        Assert.Contains($"{last} events were written to it, {last - 1} are there", flaw.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proof_holds_for_what_was_sealed_and_for_nothing_else()
    {
        var machines = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            machines.Add(await ThreeEventsAsync());
        }

        var seal = await Get<Seals>().SealAsync();
        Assert.Equal(seal.Number, (await Get<Seals>().SealAsync()).Number);
        await ThreeEventsAsync();
        var next = await Get<Seals>().SealAsync();

        var proofs = await Get<Seals>().ProveAsync(seal.Number, [.. machines.Select(machine => $"machine/{machine}"), "machine/NOBODY"]);

        Assert.Equal(5, proofs.Length);
        Assert.All(proofs, proof => Assert.True(proof.IsValid()));
        Assert.All(proofs, proof => Assert.False((proof with { Seq = 2 }).IsValid()));
        Assert.All(proofs, proof => Assert.False((proof with { Stream = "machine/OTHER" }).IsValid()));
        Assert.All(proofs, proof => Assert.False((proof with { Root = next.Root }).IsValid()));
        Assert.All(proofs, proof => Assert.False((proof with { Hash = new byte[32] }).IsValid()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Get<Seals>().ProveAsync(99, []));
    }

    [Fact]
    public async Task The_read_tables_come_back_the_same_from_the_events()
    {
        var life = new Life(Test.Ledger, seed: 11);
        await life.PlayAsync(machines: 25, rounds: 5);
        var before = await DumpAsync();
        await Test.ExecuteAsync("delete from label; update machine set status = 'STOLEN', holder = 'nobody'; delete from board_counter");

        var report = await Get<Rebuild>().RunAsync(async (events, tables, cancellationToken) =>
        {
            // A stand-in for the silo's folds: it has seen every event, and knows the rows.
            var streams = new HashSet<string>();
            await foreach (var e in events)
            {
                streams.Add(e.Stream);
            }

            await tables.WriteAsync(
                [
                    .. life.Machines.Values.Where(row => streams.Contains($"machine/{row.Id}")).Select(row => new ReadTableRows
                    {
                        Machine = row,
                        Labels = [row.Id],
                        ExternalIds = [new ExternalId("serial", $"SN-{row.Id}")],
                        Reached = [.. life.Reached.Where(reached => reached.Machine == row.Id).Select(reached => (reached.Scope, reached.Counter, reached.Amount))],
                    }),
                    new ReadTableRows { Aggregate = life.Donation },
                ],
                cancellationToken);
        });

        Assert.Equal(25, report.Machines);
        Assert.Equal(life.Ends.Values.Sum(end => end.Seq) + 1, report.Events);
        Assert.Equal(before, await DumpAsync());
        Assert.True((await Get<Recount>().RunAsync()).AllRight);
    }

    [Fact]
    public async Task A_rebuild_that_fails_changes_nothing()
    {
        await new Life(Test.Ledger, seed: 12).PlayAsync(machines: 5, rounds: 2);
        var before = await DumpAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Get<Rebuild>().RunAsync((_, _, _) => throw new InvalidOperationException("The folds do not know this event.")));

        Assert.Equal(before, await DumpAsync());
    }

    [Fact]
    public async Task An_export_has_a_line_for_each_event()
    {
        var machine = await ThreeEventsAsync();
        using var output = new MemoryStream();

        var written = await Get<Export>().RunAsync(output);

        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal((3L, 3), (written, lines.Length));
        var line = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal($"machine/{machine}", line.GetProperty("stream").GetString());
        Assert.Equal("s1", line.GetProperty("data").GetProperty("site").GetString());
        Assert.Equal(64, line.GetProperty("hash").GetString()!.Length);
    }

    [Fact]
    public async Task A_backup_made_while_writing_restores_whole_and_verified()
    {
        var folder = TestFolder.Make("backup");
        var file = Path.Combine(folder.FullName, "backup");
        var life = new Life(Test.Ledger, seed: 13);
        await life.PlayAsync(machines: 30, rounds: 2);
        await Get<PhotoAlbum>().AddAsync("H4T9CXB", Samples.Photo("abc"), "a picture"u8.ToArray(), new(1, DateTimeOffset.UnixEpoch));
        var during = life.PlayOnAsync(Test.Ledger);
        await Get<Backups>().BackUpAsync(file);
        await during;
        await Assert.ThrowsAsync<BackupException>(() => Get<Backups>().BackUpAsync(file));

        await using var other = await TestLedger.EmptyAsync(Test.IsPostgres);
        var backups = other.Services.GetRequiredService<Backups>();
        await backups.RestoreAsync(file);
        await other.MigrateAsync();

        var verified = await other.Services.GetRequiredService<Verifier>().RunAsync();
        Assert.True(verified.AllRight);
        Assert.InRange(verified.Streams, 31, 32);
        Assert.True((await other.Services.GetRequiredService<Recount>().RunAsync()).AllRight);
        Assert.Equal("a picture"u8.ToArray(), (await other.Services.GetRequiredService<PhotoAlbum>().ReadAsync("H4T9CXB", "abc"))!.Value.Content);
        await Assert.ThrowsAsync<BackupException>(() => backups.RestoreAsync(file));
        await Assert.ThrowsAsync<BackupException>(() => backups.RestoreAsync(file + "-missing"));
        folder.Delete(recursive: true);
    }

    private T Get<T>()
        where T : notnull => Test.Services.GetRequiredService<T>();

    private async Task<string> ThreeEventsAsync()
    {
        var machine = Samples.NewMachine();
        var end = await Test.Ledger.AppendAsync(Samples.Scan(machine));
        end = await Test.Ledger.AppendAsync(Samples.Scan(machine, end));
        await Test.Ledger.AppendAsync(Samples.Scan(machine, end));
        return machine;
    }

    private async Task<string> DumpAsync()
    {
        await using var connection = await Test.OpenAsync();
        var all = new List<object>();
        foreach (var sql in (string[])
            [
                "select * from machine order by id", "select * from label order by code", "select * from external_id order by kind, value, machine",
                "select kind, id, status, body, version, parties from aggregate order by kind, id", "select * from aggregate_party order by kind, id, party",
                "select scope, counter, cast(sum(value) as bigint) as value from board_count group by scope, counter having sum(value) <> 0 order by scope, counter",
            ])
        {
            all.AddRange(await connection.QueryAsync(sql));
        }

        return JsonSerializer.Serialize(all);
    }
}
