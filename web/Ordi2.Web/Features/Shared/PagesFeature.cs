namespace Ordi2.Web.Features.Shared;

internal static class PagesFeature
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorPages(pages => pages.RootDirectory = "/Features");
        services.AddAntiforgery(form => form.Cookie.Name = "ordi2-form");
        return services;
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        app.MapGet("/", static () => Results.LocalRedirect("/boards")).ExcludeFromDescription();
        return app;
    }
}
