using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ordi2.Benchmarks.Load;
using Ordi2.Ledger;
using Ordi2.Ledger.Aggregates;
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
    /// <param name="server">Ours.</param>
    /// <param name="machines">How many.</param>
    /// <param name="asYears">Whether the rows differ as years leave them, with a tenth as many donations (<see cref="Years"/>).</param>
    public static async Task<FilledStore> FillAsync(OrdiServer server, int machines, bool asYears = false)
    {
        await LiveAsync(server);
        var pole = (await server.AccountAsync("COORDINATOR")).OrganisationId;
        var donation = asYears ? await GiveAsync(server, pole) : null;
        var seeds = asYears ? await Seed.SowAsync(server) : [];
        await server.StopAsync();
        var from = Stopwatch.StartNew();
        long events;
        await using (var host = await LedgerHost.OpenAsync(server))
        {
            var row = await host.Machines.FindAsync(Labels.Make(Original))
                ?? throw new BenchmarkException("There is no machine to copy.");
            var original = (await host.Ledger.ReadAsync($"machine/{row.Id}")).Events;
            await CopyAsync(machines, number =>
            {
                var code = Labels.Make(First + number);
                var copy = asYears ? Years.Of(row with { Id = code, Pole = pole }, number) : row with { Id = code };
                return host.Ledger.AppendAsync(Copy(original, row.Id, code, number) with { Machine = new(null, copy) });
            });
            events = (long)original.Length * machines;
            events += donation is null ? 0 : await CopyAsync(host, donation, pole, machines / 10);

            foreach (var seed in seeds)
            {
                events += await CopyAsync(host, seed, pole, machines / seed.MachinesFor);
            }
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

    /// <summary>A donation of a donor of the demo to its pole.</summary>
    private static async Task<string> GiveAsync(OrdiServer server, string pole)
    {
        var donor = await server.AccountAsync("DONOR");
        using var http = server.Client(donor.Token);
        using var answer = await http.PostAsJsonAsync(
            new Uri("/api/donations", UriKind.Relative),
            new { donor = donor.OrganisationId, legalBasis = "MECENAT_238BIS", pole, announced = new[] { new { type = "LAPTOP", quantity = 70 } } });
        var created = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return answer.IsSuccessStatusCode
            ? created.GetProperty("id").GetString()!
            : throw new BenchmarkException($"The donation that all others copy was not accepted: {created}");
    }

    private static async Task<long> CopyAsync(LedgerHost host, string donation, string pole, int donations)
    {
        var original = (await host.Ledger.ReadAsync($"donation/{donation}")).Events;
        var row = await host.Aggregates.GetAsync("donation", donation) ?? throw new BenchmarkException("There is no donation to copy.");
        await CopyAsync(donations, number => host.Ledger.AppendAsync(
            Copy(original, donation, Years.IdOf(number), number) with
            {
                Stream = $"donation/{Years.IdOf(number)}",
                Labels = [],
                Aggregate = Years.Of(row, pole, number),
            }));
        return (long)original.Length * donations;
    }

    private static async Task<long> CopyAsync(LedgerHost host, Seed seed, string pole, int copies)
    {
        var original = (await host.Ledger.ReadAsync($"{seed.Kind}/{seed.Id}")).Events;
        var row = await host.Aggregates.GetAsync(seed.Kind, seed.Id) ?? throw new BenchmarkException($"There is no {seed.Kind} to copy.");
        await CopyAsync(copies, number => host.Ledger.AppendAsync(
            Copy(original, seed.Id, Years.IdOf(number), number) with
            {
                Stream = $"{seed.Kind}/{Years.IdOf(number)}",
                Labels = [],
                Aggregate = Years.Of(seed, row, pole, number),
            }));
        return (long)original.Length * copies;
    }

    /// <summary>Many at a time.</summary>
    private static async Task CopyAsync(int copies, Func<int, Task> write)
    {
        using var room = new SemaphoreSlim(Outstanding);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        for (var i = 0; i < copies; i++)
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

        async Task WriteAsync(int number)
        {
            try
            {
                await write(number);
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

    private static Append Copy(ImmutableArray<StoredEvent> original, string from, string code, int number)
    {
        // A few devices took years to scan them all.
        var device = string.Create(CultureInfo.InvariantCulture, $"bench-{number % 40:D3}");
        var first = original[0];
        return new Append
        {
            Stream = $"machine/{code}",
            Expected = StreamEnd.Empty,
            Events = [.. original.Select(e => new NewEvent(e.Type, Renamed(e.Data, from, code), e.OccurredAt, e.ClientEventId is null ? null : Guid.CreateVersion7()))],
            RecordedAt = first.RecordedAt,
            Actor = first.Actor,
            Organisation = first.Organisation,
            Device = device,
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

    public AggregateQueries Aggregates { get; } = host.Services.GetRequiredService<AggregateQueries>();

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
