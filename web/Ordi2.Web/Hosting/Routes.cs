namespace Ordi2.Web.Hosting;

/// <summary>
/// Describes the some hundred addresses and pages while the ledger opens: the two take about as long, and neither needs the other. It begins with the
/// start of the first service, and the server listens when it has ended.
/// </summary>
internal sealed class Routes(Task headStart)
{
    private Task _mapped = Task.CompletedTask;

    /// <summary>What to do; set before the start.</summary>
    public Func<Task> MapAsync { get; set; } = () => throw new InvalidOperationException("Nobody said what the routes are.");

    /// <summary>Before all other services.</summary>
    public void BeginWith(IServiceCollection services) => services.AddHostedService(_ => new Beginning(this));

    /// <summary>After all other services.</summary>
    public void EndIn(IServiceCollection services) => services.AddHostedService(_ => new End(this, headStart));

    private sealed class Beginning(Routes routes) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken)
        {
            routes._mapped = Task.Run(routes.MapAsync, cancellationToken);
            return Task.CompletedTask;
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class End(Routes routes, Task headStart) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(routes._mapped, headStart).WaitAsync(cancellationToken);

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
