using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Testing;

namespace Ordi2.Ledger.Tests.Writing;

/// <summary>Who waits for whom, where the database keeps waiting whoever asks it.</summary>
public sealed class SqliteWriterTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private TestLedger _database = null!;

    public async Task InitializeAsync() => _database = await TestLedger.SqliteAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Whoever_is_committed_is_told_before_the_next_group_is_written()
    {
        var (first, second) = (Samples.NewMachine(), Samples.NewMachine());
        var seen = new Seen(_database.Database, $"machine/{second}");
        await using var services = new ServiceCollection()
            .AddOrdi2Ledger(new LedgerOptions { Database = _database.Database, GroupSize = 1 })
            .AddSingleton<ICommitListener>(seen)
            .BuildServiceProvider();
        var ledger = services.GetRequiredService<ILedger>();

        // Both wait for the file, each for a group of its own; nobody lends a thread.
        var written = await WhileLockedAsync(() => Task.Factory.StartNew(
            () => Task.WhenAll(
                ledger.AppendAsync(Samples.Scan(first).With(null, Samples.Row(first))),
                ledger.AppendAsync(Samples.Scan(second).With(null, Samples.Row(second)))),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));
        await written;

        Assert.Equal<(string?, long)>([(first, 0), (second, 1)], seen.Told);
    }

    [Fact]
    public async Task Whoever_asks_while_another_connection_writes_has_its_thread_back_at_once()
    {
        await _database.Ledger.AppendAsync(Samples.Scan(Samples.NewMachine()));

        var written = await WhileLockedAsync(() => Task.Factory.StartNew(
            () =>
            {
                // Only a pool with nothing else to do lends this thread to the writer.
                SpinWait.SpinUntil(() => ThreadPool.PendingWorkItemCount == 0, Patience);
                return _database.Ledger.AppendAsync(Samples.Scan(Samples.NewMachine()));
            },
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default));

        Assert.Equal(1, (await written).Seq);
    }

    [Fact]
    public async Task What_came_while_the_file_was_locked_is_written_in_its_order_whoever_lent_a_thread()
    {
        var machine = Samples.NewMachine();
        var written = await WhileLockedAsync(() => Task.Run(() =>
        {
            var others = Enumerable.Range(0, 50).Select(_ => _database.Ledger.AppendAsync(Samples.Scan(Samples.NewMachine()))).ToArray();
            return Task.FromResult((Own: _database.Ledger.AppendAsync(Samples.Scan(machine)), Others: Task.WhenAll(others)));
        }));

        var end = await written.Own;
        Assert.All(await written.Others, other => Assert.Equal(1, other.Seq));
        Assert.Equal(2, (await _database.Ledger.AppendAsync(Samples.Scan(machine, end))).Seq);
    }

    /// <summary>Another connection writes until this is done.</summary>
    private async Task<T> WhileLockedAsync<T>(Func<Task<T>> work)
    {
        await using var connection = await _database.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("update migration set name = name", transaction: transaction);
        return await work().WaitAsync(Patience);
    }

    /// <summary>How much of a stream is written whenever somebody is told.</summary>
    private sealed class Seen(string database, string stream) : ICommitListener
    {
        public List<(string? Machine, long Written)> Told { get; } = [];

        public void OnCommitted(IReadOnlyList<Committed> group)
        {
            using DbConnection connection = new SqliteConnection($"Data Source={database}");
            connection.Open();
            Told.AddRange(group.Select(one => (one.Machine, connection.ExecuteScalar<long>("select count(*) from event where stream = @Stream", new { Stream = stream }))));
        }
    }
}
