namespace Ordi2.Web.Features.Metrics;

internal static class MetricsFeature
{
    public static IServiceCollection AddMetricsPage(this IServiceCollection services) => services.AddSingleton<MetricsCollector>();

    public static IEndpointRouteBuilder MapMetrics(this IEndpointRouteBuilder app)
    {
        var collector = app.ServiceProvider.GetRequiredService<MetricsCollector>();

        app.MapGet("/metrics", () => Results.Text(collector.Write(), "text/plain; version=0.0.4"))
            .ExcludeFromDescription()
            .ShortCircuit();
        return app;
    }
}
