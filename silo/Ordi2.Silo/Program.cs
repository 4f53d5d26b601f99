using Ordi2.Ledger;
using Ordi2.Silo.Hosting;

// A silo of its own, for a cluster: it serves no pages, only probes. One process alone hosts its silo in the web program.
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

builder.AddOrdi2Silo(new LedgerOptions { Database = database });
builder.Services.AddHealthChecks().AddCheck<LedgerCheck>("ledger");

var app = builder.Build();
app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
app.MapHealthChecks("/healthz/ready");
await app.RunAsync();
return 0;
