using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Bench;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Deliveries;
using Ordi2.Web.Features.Documents;
using Ordi2.Web.Features.Errors;
using Ordi2.Web.Features.Guides;
using Ordi2.Web.Features.Help;
using Ordi2.Web.Features.Homes;
using Ordi2.Web.Features.Inbox;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Picking;
using Ordi2.Web.Features.Receptions;
using Ordi2.Web.Features.Recycling;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Shared;

internal static class PagesFeature
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(pages => pages.RootDirectory = "/Features").AddMvcOptions(static mvc =>
        {
            mvc.Filters.Add<WholeForms>();
            mvc.Filters.Add<LateForms>();
        });
        services.AddSingleton<DocumentShelf>();
        services.AddScoped<Signers>();
        services.AddAntiforgery(form => form.Cookie.Name = "ordi2-form");
        services.Configure<CookieTempDataProviderOptions>(toast => toast.Cookie.Name = Toast.Cookie);

        // French letters stay letters in the source of a page; what could be markup is escaped all the same.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddOptions<AccessibilityOptions>().BindConfiguration(AccessibilityOptions.Section);
        services.AddSingleton<PaperDesk>();
        services.AddSingleton<PaperDoors>();
        services.AddSingleton<OpenCages>();
        services.AddSingleton<OpenLists>();
        services.AddSingleton<BoxLabels>();
        services.AddSingleton<ProvenBatches>();
        services.AddSingleton<MachineDoors>();
        services.AddSingleton<IRoleHome, AnimatorHome>();
        services.AddSingleton<IRoleHome, DonorHome>();
        services.AddSingleton<IRoleHome, SupervisorHome>();
        services.AddSingleton<RulesInForce>();
        services.AddSingleton<IRoleHome, StorekeeperHome>();
        services.AddSingleton<IRoleHome, DriverHome>();
        services.AddSingleton<IRoleHome, OperatorHome>();
        services.AddSingleton<IRoleHome, PartnerHome>();
        services.AddSingleton<IRoleHome, RecyclerHome>();
        services.AddSingleton<HeldMachines>();
        services.AddSingleton<SignatureTasks>();
        services.AddSingleton<RoundTasks>();
        services.AddSingleton<ContestTasks>();
        services.AddSingleton<Arrivals>();
        services.AddSingleton<ComingGifts>();
        services.AddSingleton<CollectedReturns>();
        services.AddSingleton<ReturnTasks>();
        services.AddSingleton<PickList>();
        services.AddSingleton<Exceptions>();
        services.AddPole();
        services.AddGuides();
        return services;
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        return app;
    }
}
