namespace Ordi2.Web.Features.Directory;

internal static class DirectoryFeature
{
    public static IServiceCollection AddDirectory(this IServiceCollection services) => services
        .AddSingleton<DirectoryReader>()
        .AddSingleton<DepartmentMap>();
}
