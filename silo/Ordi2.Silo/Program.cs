using Ordi2.Ledger;
using Ordi2.Silo.Hosting;

// A silo of its own, for a cluster: it serves no pages, only probes and metrics. One process alone hosts its silo in the web program.
var builder = WebApplication.CreateSlimBuilder(args);
builder.Configuration.AddEnvironmentVariables("ORDI2_");
builder.Logging.ClearProviders().AddJsonConsole();

var database = builder.Configuration["DATABASE"] ?? builder.Configuration["Ledger:Database"] ?? string.Empty;

if (!DatabaseAddress.Parse(database).IsPostgres)
{
    await Console.Error.WriteLineAsync("A silo of its own shares a PostgreSQL with the others: write its connection string into ORDI2_DATABASE. "
        + "For one process with SQLite, start the web program instead.");
    return 2;
}

using var signals = new StopSignals();
await SiloServer.Build(builder, new LedgerOptions { Database = database }).RunAsync(signals.Asked);
return 0;
