using Ordi2.Contracts;

namespace Ordi2.Web.Hosting;

/// <summary>The files that every page needs: styles, scripts, the scanner.</summary>
internal static class PageFiles
{
    // What is built into the folder: without it a page is bare, and nothing on it is alive.
    private static readonly string[] Folders = ["islands", "scan"];

    /// <summary>A build serves them from where they are in the source; a published program from its own folder.</summary>
    /// <exception cref="UsageException">They are not there: better no server than one whose pages nobody can use.</exception>
    public static void AddPageFiles(this WebApplicationBuilder builder)
    {
        try
        {
            builder.WebHost.UseStaticWebAssets();
        }
        catch (DirectoryNotFoundException missing)
        {
            // A folder in which the build had found some; it is named by the whole message.
            throw Missing(missing.Message);
        }

        var surroundings = builder.Environment;

        foreach (var folder in Folders)
        {
            if (!surroundings.WebRootFileProvider.GetDirectoryContents(folder).Exists)
            {
                throw Missing(Path.Combine(surroundings.WebRootPath ?? Path.Combine(surroundings.ContentRootPath, "wwwroot"), folder));
            }
        }
    }

    private static UsageException Missing(string folder) => new(Refusal.NotFound("static-files-missing", folder));
}
