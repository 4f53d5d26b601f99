using System.Text.RegularExpressions;

namespace Ordi2.Domain.Reports;

/// <summary>What nwipe says of the disks that it finds, before any run: how they are attached and what they are.</summary>
internal sealed class NwipeFound
{
    // "Found /dev/sda,  ATA, WDC WD10EZEX-08WN4A0, 1000 GB, S/N=WD-WCC6Y0"
    private static readonly Regex Line = new(
        @"^Found /dev/(?<name>[A-Za-z0-9_-]+), *(?<bus>[A-Za-z0-9-]+), *(?<model>.*), *[0-9.]+ *[KMGTP]?B, S/N=",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private readonly Dictionary<string, (string? Bus, string? Model)> _disks = new(StringComparer.Ordinal);

    public string? BusOf(string disk) => _disks.GetValueOrDefault(disk).Bus;

    public string? ModelOf(string disk) => _disks.GetValueOrDefault(disk).Model;

    public void Take(string said)
    {
        if (said.StartsWith("Found /dev/", StringComparison.Ordinal) && _disks.Count <= ReportReader.MostMedia && Line.Match(said) is { Success: true } found)
        {
            _disks[found.Groups["name"].Value] = (Placeholders.Name(found.Groups["bus"].Value), Placeholders.Name(found.Groups["model"].Value));
        }
    }
}
