using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Ordi2.Ledger;

namespace Ordi2.Web.Features.Health;

internal static class HealthFeature
{
    private const string Ready = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks().AddCheck<LedgerCheck>("ledger", tags: [Ready]);
        return services;
    }

    /// <summary><c>live</c>: the process answers. <c>ready</c>: it can take a scan, for its ledger is reachable and migrated.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = static _ => false }).ShortCircuit();
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = static check => check.Tags.Contains(Ready) }).ShortCircuit();
        return app;
    }
}
