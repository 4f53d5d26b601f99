using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Ordi2.Ledger;

/// <summary>Whether the ledger answers: what a silo and a web need to be ready. It was migrated before either listens.</summary>
public sealed class LedgerCheck(ILedger ledger) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await ledger.ReadAsync("health/none", cancellationToken).ConfigureAwait(false);
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
