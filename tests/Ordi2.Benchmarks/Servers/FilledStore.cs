using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ordi2.Benchmarks.Load;
using Ordi2.Ledger;
using Ordi2.Ledger.Machines;

namespace Ordi2.Benchmarks.Servers;

/// <summary>
/// A store as years of work would leave it. One machine lives its life through the API; the ledger then writes the same life for
/// every other machine, through the same door as the grains (<see cref="ILedger.AppendAsync"/>): rows, chains, labels and counters
/// are what scans would have left, without the HTTP.
/// </summary>
internal sealed class FilledStore
{
    /// <summary>Number of the first label of a filled store.</summary>
    public const long First = 10_000_000;

    private const long Original = First - 1;
    private const int Outstanding = 4000;

    public required int Machines { get; init; }

    public required long Events { get; init; }

    /// <summary>The label of some machine in the store.</summary>
    public long Any() => First + Random.Shared.Next(Machines);

    /// <summary>Fills the store of a server that runs, and starts it again.</summary>
    public static async Task<FilledStore> FillAsync(OrdiServer server, int machines)
    {
        await LiveAsync(server);
        await server.StopAsync();
        var from = Stopwatch.StartNew();
        long events;
        await using (var host = await LedgerHost.OpenAsync(server))
        {
            var row = await host.Machines.FindAsync(Labels.Make(Original))
                ?? throw new BenchmarkException("There is no machine to copy.");
            events = await CopyAsync(host.Ledger, row, machines);
        }

        await SettleAsync(server);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Filled with {machines} machines, {events} events in {from.Elapsed.TotalSeconds:F0} s."));
        await server.StartAsync();
        return new FilledStore { Machines = machines, Events = events };
    }

    private static async Task LiveAsync(OrdiServer server)
    {
        var account = await server.AccountAsync("OPERATOR");
        using var lane = await HttpLane.ConnectAsync(server.Address, account.Token);
        var bench = new Workbench(new LabelRoll(Original - 1), "bench-000", places: 1);
        for (var i = 0; i < 1 + Life.Steps.Length; i++)
        {
            // The first machine of a bench leaves after one step; the second lives to the end.
            var request = bench.Next(1);
            var answer = await lane.PostAsync(request);
            if (ScanTarget.Accepted(answer) != 1)
            {
                throw new BenchmarkException($"The machine that all others copy was not accepted: {answer.Status} {answer.Text}");
            }
        }
    }

    private static async Task<long> CopyAsync(ILedger ledger, MachineRow row, int machines)
    {
        var original = (await ledger.ReadAsync($"machine/{row.Id}")).Events;
        using var room = new SemaphoreSlim(Outstanding);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < machines; i++)
        {
            await room.WaitAsync();
            if (failed.Task.IsFaulted)
            {
                break;
            }

            _ = WriteAsync(i);
        }

        for (var i = 0; i < Outstanding; i++)
        {
            await room.WaitAsync();
        }

        failed.TrySetResult();
        await failed.Task;
        return (long)original.Length * machines;

        async Task WriteAsync(int number)
        {
            try
            {
                await ledger.AppendAsync(Copy(original, row, Labels.Make(First + number), number));
            }
#pragma warning disable CA1031 // Whatever it was, the one who waits for the whole store is told.
            catch (Exception e)
#pragma warning restore CA1031
            {
                failed.TrySetException(e);
            }
            finally
            {
                room.Release();
            }
        }
    }

    private static Append Copy(ImmutableArray<StoredEvent> original, MachineRow row, string code, int number)
    {
        // A few devices took years to scan them all.
        var device = string.Create(CultureInfo.InvariantCulture, $"bench-{number % 40:D3}");
        var first = original[0];
        return new Append
        {
            Stream = $"machine/{code}",
            Expected = StreamEnd.Empty,
            Events = [.. original.Select(e => new NewEvent(e.Type, Renamed(e.Data, row.Id, code), e.OccurredAt, e.ClientEventId is null ? null : Guid.CreateVersion7()))],
            RecordedAt = first.RecordedAt,
            Actor = first.Actor,
            Organisation = first.Organisation,
            Device = device,
            Machine = new MachineRowChange(null, row with { Id = code }),
            Labels = [code],
        };
    }

    private static ReadOnlyMemory<byte> Renamed(ReadOnlyMemory<byte> data, string from, string to) =>
        data.Span.IndexOf(Encoding.ASCII.GetBytes(from)) < 0
            ? data
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(data.Span).Replace(from, to, StringComparison.Ordinal));

    /// <summary>Lets the database do now what it would have done over the years: statistics, visibility, checkpoint.</summary>
    private static async Task SettleAsync(OrdiServer server)
    {
        await using var connection = await server.OpenDatabaseAsync(readOnly: false);
        foreach (var sql in server.Database is null ? new[] { "PRAGMA wal_checkpoint(TRUNCATE)", "ANALYZE" } : ["VACUUM ANALYZE", "CHECKPOINT"])
        {
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts stand above.
            command.CommandText = sql;
#pragma warning restore CA2100
            command.CommandTimeout = 600;
            await command.ExecuteNonQueryAsync();
        }
    }
}

/// <summary>The ledger without a server.</summary>
internal sealed class LedgerHost(IHost host) : IAsyncDisposable
{
    public ILedger Ledger { get; } = host.Services.GetRequiredService<ILedger>();

    public MachineQueries Machines { get; } = host.Services.GetRequiredService<MachineQueries>();

    public static async Task<LedgerHost> OpenAsync(OrdiServer server)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddOrdi2Ledger(new LedgerOptions { Database = server.Database ?? server.SqliteFile });
        var host = builder.Build();
        await host.StartAsync();
        return new LedgerHost(host);
    }

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        if (host is IAsyncDisposable disposable)
        {
            await disposable.DisposeAsync();
        }
    }
}
