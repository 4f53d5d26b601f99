using Ordi2.Ledger;
using Ordi2.Silo.Metrics;

namespace Ordi2.Silo.Hosting;

/// <summary>A silo of its own: it serves no pages, only probes and the numbers of its process.</summary>
internal static class SiloServer
{
    /// <param name="builder">The host, with its settings.</param>
    /// <param name="ledger">Where the ledger is.</param>
    public static WebApplication Build(WebApplicationBuilder builder, LedgerOptions ledger)
    {
        builder.AddOrdi2Silo(ledger);
        builder.Services.AddHealthChecks().AddCheck<LedgerCheck>("ledger");

        var app = builder.Build();

        // First: what is made after it is counted from its beginning.
        app.MapMetrics();
        app.MapHealthChecks("/healthz/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/healthz/ready");
        return app;
    }
}
