using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Allocations;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Features.Boards;
using Ordi2.Web.Features.Calls;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Deliveries;
using Ordi2.Web.Features.Demo;
using Ordi2.Web.Features.Description;
using Ordi2.Web.Features.Directory;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Donations;
using Ordi2.Web.Features.Dossiers;
using Ordi2.Web.Features.Handovers;
using Ordi2.Web.Features.Health;
using Ordi2.Web.Features.Inbox;
using Ordi2.Web.Features.Incidents;
using Ordi2.Web.Features.Loans;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Offices;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Parts;
using Ordi2.Web.Features.Photos;
using Ordi2.Web.Features.Processes;
using Ordi2.Web.Features.Recalls;
using Ordi2.Web.Features.Receipts;
using Ordi2.Web.Features.Recycling;
using Ordi2.Web.Features.Rounds;
using Ordi2.Web.Features.Scanner;
using Ordi2.Web.Features.Scans;
using Ordi2.Web.Features.Search;
using Ordi2.Web.Features.Sessions;
using Ordi2.Web.Features.Setup;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Stations;
using Ordi2.Web.Http;

namespace Ordi2.Web.Hosting;

/// <summary>The web and the silo in one process: what is in it, and in which order a request passes.</summary>
internal static class Server
{
    /// <param name="settings">Where it listens and keeps its data.</param>
    /// <param name="adjust">What a test sets otherwise.</param>
    public static WebApplication Build(ServerSettings settings, Action<WebApplicationBuilder>? adjust = null)
    {
        var headStart = HeadStart.BeginAsync();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(Server).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,

            // Settings are read at the start: nobody watches the folder, and all beneath it, for a change of them.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
        });

        builder.Configuration.AddEnvironmentVariables("ORDI2_");

        builder.AddPageFiles();
        builder.AddListening(settings);
        builder.AddConsole();

        var routes = new Routes(headStart);
        routes.BeginWith(builder.Services);
        builder.AddSilo(settings);

        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddProblems();
        builder.Services.AddRequestLimits();
        builder.Services.AddAccess();
        builder.Services.AddScans();
        builder.Services.AddBoards();
        builder.Services.AddDirectory();
        builder.Services.AddAudit();
        builder.Services.AddPhotos();
        builder.Services.AddPages();
        builder.Services.AddDescription();
        builder.Services.AddHealth();

        if (settings.Demo)
        {
            builder.Services.AddDemo();
        }

        // After the demonstration: a system that it filled is not empty.
        builder.Services.AddSetup();

        routes.EndIn(builder.Services);
        adjust?.Invoke(builder);
        var app = builder.Build();

        // Before anything starts: what is made after it is counted from its beginning.
        app.MapMetrics();
        routes.MapAsync = () => MapAsync(app);
        return app;
    }

    private static Task MapAsync(WebApplication app)
    {
        app.UseProblems();
        app.UseSecurityHeaders();
        app.UseChoices();
        app.UseRouting();
        app.UseAuthentication();
        app.Use(RequestLimits.LimitAsync);
        app.Use(LargeBodies.AnswerFormAsync);
        app.UseAuthorization();

        app.MapScans();
        app.MapMachines();
        app.MapPhotos();
        app.MapInbox();
        app.MapAudit();
        app.MapTokens();
        app.MapMe();
        app.MapStations();
        app.MapScanner();
        app.MapSearch();
        app.MapOrganisations();
        app.MapAccreditations();
        app.MapDonations();
        app.MapRounds();
        app.MapAllocations();
        app.MapCalls();
        app.MapConfigurations();
        app.MapDossiers();
        app.MapDeliveries();
        app.MapLoans();
        app.MapRecycling();
        app.MapParts();
        app.MapProcesses();
        app.MapIncidents();
        app.MapDocuments();
        app.MapReceipts();
        app.MapReports();
        app.MapSessions();
        app.MapSessionReport();
        app.MapRecalls();
        app.MapHandovers();
        app.MapPublicRecall();
        app.MapPublicMachine();
        app.MapBoards();
        app.MapPages();
        app.MapDescription();
        app.MapHealth();
        app.UseEndpoints(static _ => { });

        // Made now, and not when the server is about to listen.
        _ = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
        return Rehearsal.AskAsync(app);
    }
}
