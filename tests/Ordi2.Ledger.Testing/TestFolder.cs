using System.Collections.Concurrent;
using System.Globalization;

namespace Ordi2.Ledger.Testing;

/// <summary>
/// Folders of tests. They are gone when the process ends, also when a test failed before it could delete its own; what a killed
/// process left is swept by the next one, which knows by the number in the name that nobody lives there any more.
/// </summary>
public static class TestFolder
{
    private const string Prefix = "ordi2-test-";

    private static readonly ConcurrentBag<DirectoryInfo> Made = [];

    static TestFolder()
    {
        SweepWhatOthersLeft();
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            foreach (var folder in Made)
            {
                Delete(folder);
            }
        };
    }

    /// <summary>A new empty folder.</summary>
    /// <param name="what">What it is for, as a part of its name.</param>
    public static DirectoryInfo Make(string what)
    {
        var folder = Directory.CreateTempSubdirectory(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Environment.ProcessId}-{what}-"));
        Made.Add(folder);
        return folder;
    }

    private static void SweepWhatOthersLeft()
    {
        foreach (var folder in new DirectoryInfo(Path.GetTempPath()).EnumerateDirectories($"{Prefix}*"))
        {
            var owner = folder.Name[Prefix.Length..].Split('-')[0];

            if (!Directory.Exists($"/proc/{owner}") && Directory.Exists("/proc/self"))
            {
                Delete(folder);
            }
        }
    }

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            Directory.Delete(folder.FullName, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Gone already, somebody else's, or being swept by another test process.
        }
    }
}
