using Ordi2.Ledger;
#if ORLEANS
using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Serialization;
#endif

namespace Ordi2.Silo.Hosting;

/// <summary>
/// The one place where the two runtimes differ. The embedded one is alone in its process; the official one finds its
/// fellow silos in the same PostgreSQL as the ledger, or is alone on this machine where the ledger is a SQLite file or where it is told so
/// (<c>Cluster:Alone</c>).
/// </summary>
internal static class Cluster
{
#if ORLEANS
    public static ISiloBuilder AddCluster(this ISiloBuilder silo, LedgerOptions ledger)
    {
        var address = DatabaseAddress.Parse(ledger.Database);

        if (!address.IsPostgres || silo.Configuration.GetValue<bool>("Cluster:Alone"))
        {
            return silo.UseAlone();
        }

        // A call in flight to a silo that was killed waits for the whole response timeout: be told sooner. Who is alone can only be slow.
        silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
        silo.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
        silo.Configure<ClusterOptions>(options =>
        {
            options.ClusterId = silo.Configuration["Cluster:Id"] ?? "ordi2";
            options.ServiceId = "ordi2";
        });

        // Heartbeats in the table: a silo that gave none for half a minute is dead to those who join.
        silo.Configure<ClusterMembershipOptions>(options => options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(new MembershipTables(address.ConnectionString));
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>, DeadSilos>();

        // Membership alone: grains keep what they know in the ledger, and the clock of the silo reminds them.
        return silo.UseAdoNetClustering(options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = address.ConnectionString;
        });
    }

    // Two of them may run on one machine, each with its own data: nobody else looks for these ports.
    private static ISiloBuilder UseAlone(this ISiloBuilder silo)
    {
        using var own = new TcpListener(IPAddress.Loopback, 0);
        using var gateway = new TcpListener(IPAddress.Loopback, 0);
        own.Start();
        gateway.Start();
        return silo.UseLocalhostClustering(((IPEndPoint)own.LocalEndpoint).Port, ((IPEndPoint)gateway.LocalEndpoint).Port);
    }

    /// <summary>What the ledger says went wrong is said to the caller as well, and not only that something did: on both sides of a call.</summary>
    public static void AddTellableFaults(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Ordi2"));
#else
    public static ISiloBuilder AddCluster(this ISiloBuilder silo, LedgerOptions ledger) => silo.UseLocalhostClustering();

    /// <summary>Every exception travels as it is.</summary>
    public static void AddTellableFaults(this IServiceCollection services) => services.AddOptions();
#endif
}
