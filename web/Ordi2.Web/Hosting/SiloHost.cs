using Ordi2.Ledger;
using Ordi2.Ledger.Maintenance;
using Ordi2.Silo.Hosting;
using Ordi2.Silo.Metrics;
using Ordi2.Silo.Streams;

namespace Ordi2.Web.Hosting;

/// <summary>The silo of this process and its ledger: the only place of the web that names the silo.</summary>
internal static class SiloHost
{
    public static void AddSilo(this WebApplicationBuilder builder, ServerSettings settings)
    {
        DataFolder.Prepare(settings);
        builder.AddOrdi2Silo(LedgerOf(settings));
    }

    /// <summary>The numbers of the web and of its silo on one page.</summary>
    public static void MapMetrics(this WebApplication app) => MetricsPage.MapMetrics(app);

    public static LedgerOptions LedgerOf(ServerSettings settings) =>
        new() { Database = settings.Database ?? DataFolder.SqliteFile(settings) };

    /// <summary>How the read tables follow from the events.</summary>
    public static Func<IAsyncEnumerable<StoredEvent>, IReadTableWriter, CancellationToken, Task> RefillOf(IServiceProvider services) =>
        ActivatorUtilities.CreateInstance<ReadTableRefill>(services).RunAsync;
}
