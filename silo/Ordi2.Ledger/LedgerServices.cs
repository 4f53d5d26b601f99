using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Ordi2.Ledger.Access;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Devices;
using Ordi2.Ledger.Donations;
using Ordi2.Ledger.Due;
using Ordi2.Ledger.Labels;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Maintenance;
using Ordi2.Ledger.Migrations;
using Ordi2.Ledger.Photos;
using Ordi2.Ledger.Reading;
using Ordi2.Ledger.Search;
using Ordi2.Ledger.Telling;
using Ordi2.Ledger.Texts;
using Ordi2.Ledger.Writing;

namespace Ordi2.Ledger;

public static class LedgerServices
{
    /// <summary>
    /// The ledger, its questions and its maintenance. Register <see cref="ICommitListener"/>s and further
    /// <see cref="MigrationSeries"/> beside it; the migrations run when the host starts, before what was registered later.
    /// </summary>
    /// <exception cref="LedgerOptionsException">The options make no sense; the message says what to write instead.</exception>
    public static IServiceCollection AddOrdi2Ledger(this IServiceCollection services, LedgerOptions options)
    {
        options.Validate();
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging();
        services.AddMetrics();
        services.AddSingleton(options);
        services.AddSingleton(_ => LedgerDatabase.Create(options));
        services.AddSingleton<Migrator>();
        services.AddSingleton<LedgerMetrics>();
        services.AddSingleton<GroupWriter>();
        services.AddSingleton<HistoryReader>();
        services.AddSingleton<ILedger, SqlLedger>();
        services.AddSingleton<ITokenStore, SqlTokenStore>();
        services.AddSingleton<IAuditLog, SqlAuditLog>();
        services.AddSingleton(provider => new ProtectionKeys(Database(provider)));
        services.AddSingleton(provider => new DeviceClocks(Database(provider)));
        services.AddSingleton(provider => new DeviceLayouts(Database(provider)));
        services.AddSingleton(provider => new PrintedLabels(Database(provider)));
        services.AddSingleton(provider => new PhotoAlbum(Database(provider)));
        services.AddSingleton(provider => new MachineQueries(Database(provider), provider.GetRequiredService<ILedger>()));
        services.AddSingleton(provider => new ReturnQueries(Database(provider)));
        services.AddSingleton(provider => new InboxQueries(Database(provider)));
        services.AddSingleton(provider => new ClaimQueries(Database(provider)));
        services.AddSingleton(provider => new SearchQueries(Database(provider)));
        services.AddSingleton(provider => new BoardQueries(Database(provider)));
        services.AddSingleton(provider => new AggregateQueries(Database(provider)));
        services.AddSingleton(provider => new SnapshotQueries(Database(provider)));
        services.AddSingleton(provider => new DonationQueries(Database(provider)));
        services.AddSingleton(provider => new AttachmentQueries(Database(provider)));
        services.AddSingleton(provider => new ShelfQueries(Database(provider)));
        services.AddSingleton(provider => new SessionQueries(Database(provider)));
        services.AddSingleton(provider => new BatchQueries(Database(provider)));
        services.AddSingleton(provider => new LoanQueries(Database(provider)));
        services.AddSingleton(provider => new DocumentQueries(Database(provider)));
        services.AddSingleton(provider => new DueQueries(Database(provider)));
        services.AddSingleton(provider => new FreeTextStore(Database(provider)));
        services.AddSingleton(provider => new UntoldQueries(Database(provider)));
        services.AddSingleton(provider => new StockQueries(Database(provider)));
        services.AddSingleton(provider => new InventoryQueries(Database(provider)));
        services.AddSingleton(provider => new Recount(Database(provider)));
        services.AddSingleton(provider => new Rebuild(Database(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Seals(Database(provider), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new Verifier(provider.GetRequiredService<ILedger>(), provider.GetRequiredService<Seals>(), Database(provider)));
        services.AddSingleton(provider => new Export(provider.GetRequiredService<ILedger>()));
        services.AddSingleton(provider => new Backups(Database(provider)));
        services.AddHostedService<MigrateAtStart>();
        return services;
    }

    private static LedgerDatabase Database(IServiceProvider provider) => provider.GetRequiredService<LedgerDatabase>();

    private sealed class MigrateAtStart(Migrator migrator) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => migrator.MigrateAsync(cancellationToken);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
