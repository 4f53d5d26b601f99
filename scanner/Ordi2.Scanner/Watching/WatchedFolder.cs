using System.Collections.Immutable;
using System.Globalization;

namespace Ordi2.Scanner.Watching;

/// <summary>A file that has come to rest.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Length">Its length.</param>
/// <param name="Written">When somebody wrote to it last.</param>
/// <param name="Quiet">How long nobody has written to it while we looked.</param>
internal sealed record RestingFile(string Name, long Length, DateTime Written, TimeSpan Quiet);

/// <summary>
/// The folder that tools write their reports to. It is looked at, again and again: that works on sticks and network shares too. A file that grows or that a tool
/// gives a name of its own while it writes is not there yet.
/// </summary>
internal sealed class WatchedFolder(string folder, TimeProvider time)
{
    /// <summary>Where reports go that were taken.</summary>
    public const string Taken = "pris";

    /// <summary>Where files go that a person must look at, each with the reason beside it.</summary>
    public const string Aside = "a-voir";

    /// <summary>What a reason is called: the name of the file and this.</summary>
    public const string ReasonSuffix = ".raison.txt";

    private static readonly ImmutableArray<string> HalfWritten = [".part", ".partial", ".tmp", ".crdownload", ".swp", "~"];

    private readonly Dictionary<string, (long Length, DateTime Written, DateTimeOffset Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>The files that nobody has written to since we looked the last time, the oldest first; of the others, how many there are.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public (ImmutableArray<RestingFile> Resting, int Moving) Look(TimeSpan settle)
    {
        var now = time.GetUtcNow();
        var resting = ImmutableArray.CreateBuilder<RestingFile>();
        var moving = 0;
        HashSet<string> there = new(StringComparer.Ordinal);

        foreach (var file in new DirectoryInfo(folder).EnumerateFiles().Where(IsAReport).OrderBy(file => file.LastWriteTimeUtc).ThenBy(file => file.Name, StringComparer.Ordinal))
        {
            there.Add(file.Name);

            if (!_seen.TryGetValue(file.Name, out var before) || before.Length != file.Length || before.Written != file.LastWriteTimeUtc)
            {
                _seen[file.Name] = (file.Length, file.LastWriteTimeUtc, now);
                moving++;
            }
            else if (now - before.Since >= settle)
            {
                resting.Add(new(file.Name, file.Length, file.LastWriteTimeUtc, now - before.Since));
            }
            else
            {
                moving++;
            }
        }

        foreach (var gone in _seen.Keys.Where(name => !there.Contains(name)).ToList())
        {
            _seen.Remove(gone);
        }

        return (resting.ToImmutable(), moving);
    }

    public byte[] Read(RestingFile file) => File.ReadAllBytes(Path.Combine(folder, file.Name));

    public Stream Open(RestingFile file) => File.OpenRead(Path.Combine(folder, file.Name));

    /// <summary>Moves a report that was taken.</summary>
    /// <returns>Where to.</returns>
    public string MoveToTaken(RestingFile file)
    {
        var day = time.GetLocalNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Move(file, Path.Combine(Taken, day));
    }

    /// <summary>Puts a file aside, with the reason beside it.</summary>
    /// <returns>Where to.</returns>
    public string MoveAside(RestingFile file, string reason)
    {
        var to = Move(file, Aside);
        File.WriteAllText(Path.Combine(folder, to + ReasonSuffix), $"{reason}\n");
        return to;
    }

    // Links are left alone: what they lead to was not put here.
    private static bool IsAReport(FileInfo file) =>
        !file.Name.StartsWith('.') && file.LinkTarget is null && !HalfWritten.Any(ending => file.Name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    private string Move(RestingFile file, string where)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder, where));

        for (var copy = 1; ; copy++)
        {
            var name = copy == 1 ? file.Name : string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(file.Name)} ({copy}){Path.GetExtension(file.Name)}");

            if (!File.Exists(Path.Combine(target.FullName, name)))
            {
                File.Move(Path.Combine(folder, file.Name), Path.Combine(target.FullName, name), overwrite: false);
                return Path.Combine(where, name);
            }
        }
    }
}
