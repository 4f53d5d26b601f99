namespace Ordi2.Web.Tests.Support;

/// <summary>Where the source stands. Not by the path of this file: a build for CI leaves the paths of the machine out of the program.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);

        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ordi2.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside a checkout: no folder above them holds Ordi2.sln.");
    }
}
