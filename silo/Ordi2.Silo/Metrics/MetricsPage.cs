namespace Ordi2.Silo.Metrics;

/// <summary>The numbers of a process, a web or a silo of its own, as Prometheus reads them.</summary>
public static class MetricsPage
{
    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder app)
    {
        var collector = app.ServiceProvider.GetRequiredService<MetricsCollector>();

        app.MapGet("/metrics", () => Results.Text(collector.Write(), "text/plain; version=0.0.4"))
            .ExcludeFromDescription()
            .ShortCircuit();
        return app;
    }
}
