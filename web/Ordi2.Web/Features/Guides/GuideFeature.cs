namespace Ordi2.Web.Features.Guides;

/// <summary>The first steps of each role.</summary>
internal static class GuideFeature
{
    public static IServiceCollection AddGuides(this IServiceCollection services) => services
        .AddSingleton<IRoleGuide, DonorGuide>()
        .AddSingleton<IRoleGuide, DriverGuide>()
        .AddSingleton<IRoleGuide, OperatorGuide>()
        .AddSingleton<IRoleGuide, SupervisorGuide>()
        .AddSingleton<IRoleGuide, StorekeeperGuide>()
        .AddSingleton<IRoleGuide, CoordinatorGuide>()
        .AddSingleton<IRoleGuide, AnimatorGuide>()
        .AddSingleton<IRoleGuide, PartnerGuide>()
        .AddSingleton<IRoleGuide, RecyclerGuide>()
        .AddSingleton<GuideDesk>()
        .AddSingleton<HiddenGuides>();
}
