using Microsoft.Extensions.DependencyInjection.Extensions;
using Ordi2.Ledger;
using Ordi2.Ledger.Boards;
using Ordi2.Silo.Allocations;
using Ordi2.Silo.Boards;
using Ordi2.Silo.Clocks;
using Ordi2.Silo.Dossiers;
using Ordi2.Silo.Documents;
using Ordi2.Silo.Donations;
using Ordi2.Silo.Machines;
using Ordi2.Silo.Metrics;
using Ordi2.Silo.Organisations;
using Ordi2.Silo.Processes;
using Ordi2.Silo.Streams;

namespace Ordi2.Silo.Hosting;

/// <summary>What a process needs to run the grains.</summary>
public static class SiloComposition
{
    /// <summary>Puts a silo with its ledger into a host.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="ledger">Where the ledger is.</param>
    public static void AddOrdi2Silo(this IHostApplicationBuilder builder, LedgerOptions ledger)
    {
        builder.Services.AddOrdi2Ledger(ledger);
        builder.Services.AddSingleton<MetricsCollector>();
        builder.Services.AddHostedService<RebuildAtStart>();
        builder.UseOrleans(silo =>
        {
            silo.AddCluster(ledger);
            silo.Services.AddOrdi2Grains();
        });
    }

    /// <summary>What the grains ask for in their constructors; the ledger is registered by whoever calls.</summary>
    public static void AddOrdi2Grains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddTellableFaults();
        services.AddMetrics();
        services.AddSingleton<OrganisationDirectory>();
        services.AddSingleton<RefusalBook>();
        services.AddHostedService(provider => provider.GetRequiredService<RefusalBook>());
        services.AddSingleton<AggregateDesk>();
        services.AddSingleton<CallDesk>();
        services.AddSingleton<FreeStock>();
        services.AddSingleton<AllocationHands>();
        services.AddSingleton<Informant>();
        services.AddSingleton<Ripples>();
        services.AddSingleton<DocumentPress>();
        services.AddSingleton<DonationClerk>();
        services.AddSingleton<IMachineLookup, MachineLookup>();
        services.AddSingleton<IBoardReader, LedgerBoardReader>();
        services.AddTransient<ReadTableRefill>();
        services.AddSingleton<Courier>();
        services.AddSingleton<ClockMetrics>();
        services.AddSingleton<Retelling>();
        services.AddSingleton<NightlySeal>();
        services.AddSingleton<NightlyErasure>();
        services.AddSingleton<YearlyReports>();
        services.AddSingleton<Clock>();
        services.AddHostedService(provider => provider.GetRequiredService<Clock>());
        services.AddSingleton<BoardHints>();
        services.AddSingleton<ICommitListener>(provider => provider.GetRequiredService<BoardHints>());
        services.AddHostedService(provider => provider.GetRequiredService<BoardHints>());
    }
}
