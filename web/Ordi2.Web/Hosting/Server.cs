using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Boards;
using Ordi2.Web.Features.Description;
using Ordi2.Web.Features.Health;
using Ordi2.Web.Features.Metrics;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Http;

namespace Ordi2.Web.Hosting;

/// <summary>The web and the silo in one process: what is in it, and in which order a request passes.</summary>
internal static class Server
{
    /// <param name="settings">Where it listens and keeps its data.</param>
    /// <param name="adjust">What a test sets otherwise.</param>
    public static WebApplication Build(ServerSettings settings, Action<WebApplicationBuilder>? adjust = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });

        builder.Configuration.AddEnvironmentVariables("ORDI2_");
        builder.AddListening(settings);
        builder.AddConsole();
        builder.AddSilo(settings);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblems();
        builder.Services.AddRequestLimits();
        builder.Services.AddAccess(settings);
        builder.Services.AddScans();
        builder.Services.AddBoards();
        builder.Services.AddPages();
        builder.Services.AddDescription();
        builder.Services.AddHealth();
        builder.Services.AddMetricsPage();

        adjust?.Invoke(builder);
        var app = builder.Build();

        app.UseProblems();
        app.UseSecurityHeaders();
        app.UseAuthentication();
        app.Use(RequestLimits.LimitAsync);
        app.UseAuthorization();

        app.MapScans();
        app.MapBoards();
        app.MapPages();
        app.MapDescription();
        app.MapHealth();
        app.MapMetrics();

        return app;
    }
}
