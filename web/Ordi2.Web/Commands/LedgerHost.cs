using Ordi2.Contracts;
using Ordi2.Ledger;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Commands;

/// <summary>The ledger without a server, for the commands that look after it.</summary>
internal static class LedgerHost
{
    /// <param name="settings">Where the data is.</param>
    /// <param name="work">What the command does; its result is the exit code.</param>
    /// <param name="cancellationToken">Ctrl+C.</param>
    /// <param name="migrate">Whether the tables must be there and up to date first; without it the command makes them.</param>
    /// <exception cref="UsageException">Nothing is kept there.</exception>
    public static Task<int> RunAsync(
        ServerSettings settings,
        Func<IServiceProvider, CancellationToken, Task<int>> work,
        CancellationToken cancellationToken,
        bool migrate = true) => StartMistakes.ExplainAsync(settings, async () =>
        {
            // A folder that was misspelt would be made, and an empty ledger has no flaws.
            if (migrate && settings.Database is null && !File.Exists(DataFolder.SqliteFile(settings)))
            {
                throw new UsageException(Refusal.NotFound("data-missing", settings.Data));
            }

            DataFolder.Prepare(settings);
            var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddOrdi2Ledger(SiloHost.LedgerOf(settings));
            using var host = builder.Build();

            if (migrate)
            {
                await host.StartAsync(cancellationToken);
            }

            return await work(host.Services, cancellationToken);
        });

    /// <summary>Writes down what somebody at the machine itself has administered.</summary>
    public static Task NoteAsync(IServiceProvider services, string what, Caller? caller, string about, CancellationToken cancellationToken) =>
        services.GetRequiredService<IAuditLog>().AddAsync(
            [AuditTrail.Entry(services.GetRequiredService<TimeProvider>().GetUtcNow(), what, caller) with { About = about }], cancellationToken);
}
