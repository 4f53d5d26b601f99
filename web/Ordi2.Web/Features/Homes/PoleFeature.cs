using Ordi2.Web.Features.Alerts;
using Ordi2.Web.Features.Boards;
using Ordi2.Web.Features.Calls;
using Ordi2.Web.Features.Dossiers;
using Ordi2.Web.Features.Handovers;
using Ordi2.Web.Features.Incidents;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Rounds;

namespace Ordi2.Web.Features.Homes;

/// <summary>What the pages of a pole, of its juries and of who applies are made of.</summary>
internal static class PoleFeature
{
    public static IServiceCollection AddPole(this IServiceCollection services)
    {
        services.AddSingleton<IRoleHome, PoleHome>();
        services.AddSingleton<AlertDesk>();
        services.AddSingleton<PoleMembers>();
        services.AddSingleton<HouseSearch>();
        services.AddSingleton<CallDesk>();
        services.AddSingleton<DossierFiles>();
        services.AddSingleton<HandoverFiles>();
        services.AddSingleton<PartnerSearch>();
        services.AddSingleton<JuryTasks>();
        services.AddSingleton<YearlyTasks>();
        services.AddSingleton<RecallTasks>();
        services.AddSingleton<ReportsOnMachines>();
        services.AddSingleton<ReportTasks>();
        services.AddSingleton<IncidentHouses>();
        services.AddSingleton<IncidentPhotos>();
        services.AddSingleton<BoardLoans>();
        services.AddScoped<JurorDesk>();
        services.AddScoped<DriverDesk>();
        return services;
    }
}
