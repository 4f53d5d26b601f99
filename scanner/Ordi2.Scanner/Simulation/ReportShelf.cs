using System.Collections.Immutable;
using System.Reflection;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;
using Ordi2.Domain.Reports;

namespace Ordi2.Scanner.Simulation;

/// <summary>The reports that simulated machines are given: those of real tools where there are some, and a few of our own for what is lacking.</summary>
/// <param name="Audits">Machines.</param>
/// <param name="Overwrites">Wipes that prove something for a magnetic disk.</param>
/// <param name="Sanitizes">Wipes that prove something for a flash disk.</param>
/// <param name="Unproven">Wipes that their tool calls a success and that prove nothing.</param>
/// <param name="Failures">Wipes that failed.</param>
/// <param name="Sources">Where they come from, in words.</param>
internal sealed record ReportShelf(
    ImmutableArray<HardwareAudit> Audits,
    ImmutableArray<WipeReport> Overwrites,
    ImmutableArray<WipeReport> Sanitizes,
    ImmutableArray<WipeReport> Unproven,
    ImmutableArray<WipeReport> Failures,
    ImmutableArray<string> Sources)
{
    private const string Fixtures = "Ordi2.Scanner.Simulation.Fixtures.";

    /// <summary>Reads every report of a folder and below; files that are no reports are left out.</summary>
    /// <param name="folder">The folder; <see langword="null"/> for our own reports alone.</param>
    public static ReportShelf Open(string? folder)
    {
        var real = folder is null ? [] : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetExtension(path) is ".json" or ".log" && new FileInfo(path).Length <= ReportReader.LargestFile)
            .Order(StringComparer.Ordinal)
            .Select(path => ReportReader.Read(File.ReadAllBytes(path), Path.GetFileName(path)))
            .OfType<ReportRead>()
            .ToList();
        var ours = OwnReports().ToList();
        List<string> sources = [];

        var audits = Chosen("hardware audits", report => report.Audits, audit => !audit.Media.Any(medium => medium.Kind is MediumKind.Other));
        var wipes = new
        {
            Overwrites = Chosen("verified overwrites", report => report.Wipes, wipe => WipeJudgement.Of(MediumKind.Hdd, wipe) is { IsProof: true, State: MediumState.Cleared }),
            Sanitizes = Chosen("verified device sanitizes", report => report.Wipes, wipe => WipeJudgement.Of(MediumKind.SataSsd, wipe).IsProof),
            Unproven = Chosen("wipes that were not verified", report => report.Wipes, wipe => wipe.Succeeded && !WipeJudgement.Of(MediumKind.Hdd, wipe).IsProof),
            Failures = Chosen("failed wipes", report => report.Wipes, wipe => !wipe.Succeeded),
        };

        return new(audits, wipes.Overwrites, wipes.Sanitizes, wipes.Unproven, wipes.Failures, [.. sources]);

        ImmutableArray<T> Chosen<T>(string what, Func<ReportRead, ImmutableArray<T>> of, Func<T, bool> wanted)
        {
            var found = real.SelectMany(report => of(report).Where(wanted)).ToImmutableArray();
            var chosen = found.IsEmpty ? [.. ours.SelectMany(report => of(report).Where(wanted))] : found;
            sources.Add($"{chosen.Length} {what}, {(found.IsEmpty ? "made up by us" : "written by real tools")}");
            return chosen;
        }
    }

    /// <summary><c>shared/data</c> beside the checkout, if it is there.</summary>
    public static string? FindFolder()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var beside = Path.Combine(at.FullName, "shared", "data");
            if (Directory.Exists(Path.Combine(beside, "lshw")))
            {
                return beside;
            }
        }

        return null;
    }

    private static IEnumerable<ReportRead> OwnReports()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Fixtures, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);

            yield return ReportReader.Read(bytes.ToArray(), name) as ReportRead
                ?? throw new InvalidOperationException($"{name} is no report.");
        }
    }
}
