using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Ordi2.Benchmarks.Load;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger;
using Ordi2.Silo.Hosting;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>What a machine costs while it is active: a silo in this process, its heap before and after many machines were scanned.</summary>
internal static class MemorySubject
{
    private const int Warm = 500;

    public static async Task RunAsync(SubjectOptions options)
    {
        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var machines = options.Quick ? 10_000 : 100_000;
        var server = await workplace.StartOursAsync();
        var store = await FilledStore.FillAsync(server, Warm + machines);
        var account = await server.AccountAsync("OPERATOR");
        await server.StopAsync();

        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.AddOrdi2Silo(new LedgerOptions { Database = server.Database ?? server.SqliteFile });
        using var host = builder.Build();
        await host.StartAsync();
        var grains = host.Services.GetRequiredService<IGrainFactory>();
        var caller = new Caller(new PersonId("person-1"), new OrganisationId(account.OrganisationId), Role.Operator, new DeviceId("bench-memory"));
        await ScanAsync(grains, caller, 0, Warm);
        var before = HeapBytes();
        await ScanAsync(grains, caller, Warm, machines);
        var after = HeapBytes();
        await host.StopAsync();

        var bytes = (after - before) / machines;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{machines} active machines with {store.Events / store.Machines + 1} events each: {bytes} bytes of heap a machine ({before / 1048576} MB before, {after / 1048576} MB after)."));
        await Reports.WriteAsync(options.Json, new { machine = head, database = options.DatabaseName, machines, bytesPerMachine = bytes });
    }

    private static async Task ScanAsync(IGrainFactory grains, Caller caller, int first, int count) =>
        await Parallel.ForEachAsync(Enumerable.Range(first, count), new ParallelOptions { MaxDegreeOfParallelism = 256 }, async (i, _) =>
        {
            ImmutableArray<Scan> scans = [new Scan(Guid.CreateVersion7(), DateTimeOffset.UtcNow, null, new OpenRepair { Defects = ["screen"] })];
            var receipts = await grains.GetGrain<IMachineGrain>($"machine/{Labels.Make(FilledStore.First + i)}").ScanAsync(scans, caller);
            if (receipts[0].Outcome is not Outcome.Accepted)
            {
                throw new BenchmarkException($"A scan was not accepted: {receipts[0]}");
            }
        });

    private static long HeapBytes()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
