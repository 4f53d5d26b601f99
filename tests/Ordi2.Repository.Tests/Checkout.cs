namespace Ordi2.Repository.Tests;

/// <summary>The files of this repository, as they stand on the disk: without what a build or a run leaves behind.</summary>
internal static class Checkout
{
    private static readonly HashSet<string> Leftovers = new(StringComparer.Ordinal)
    {
        ".git", "artifacts", "bin", "obj", "data", "node_modules", ".vs", ".idea", ".vscode", "TestResults",
    };

    public static string Root { get; } = FindRoot();

    /// <summary>Every file, as a path from the root with forward slashes, in order.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(Root).Order(StringComparer.Ordinal)];

    public static string PathOf(string relative) => Path.Combine(Root, relative);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static IEnumerable<string> TopLevel() => Directory.EnumerateFileSystemEntries(Root)
        .Select(entry => Path.GetFileName(entry)!)
        .Where(name => !Leftovers.Contains(name));

    private static IEnumerable<string> Walk(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            yield return Path.GetRelativePath(Root, file).Replace('\\', '/');
        }

        foreach (var inner in Directory.EnumerateDirectories(folder).Where(inner => !Leftovers.Contains(Path.GetFileName(inner))).SelectMany(Walk))
        {
            yield return inner;
        }
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Ordi2.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException($"No Ordi2.sln above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
