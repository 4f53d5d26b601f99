using Microsoft.Extensions.Diagnostics.HealthChecks;
using Ordi2.Ledger;

namespace Ordi2.Web.Features.Health;

/// <summary>Whether the ledger answers. It was migrated before the server listens.</summary>
internal sealed class LedgerCheck(ILedger ledger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ledger.ReadAsync("health/none", cancellationToken);
            return HealthCheckResult.Healthy();
        }
#pragma warning disable CA1031 // Whatever the reason: it is not ready, and the log says why.
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return HealthCheckResult.Unhealthy("The ledger does not answer.", exception);
        }
    }
}
