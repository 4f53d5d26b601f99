using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>
/// What an nwipe log says of the areas that a disk can hide (HPA, DCO). nwipe writes it while it looks for disks, before the run, so it counts for
/// the whole file: a disk with hidden sectors is not wiped, and one that could not be asked is not verified.
/// </summary>
internal sealed class NwipeHiddenSectors
{
    private static readonly Regex Device = new("/dev/(?<name>[A-Za-z0-9_-]+)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);

    private readonly HashSet<string> _detected = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsure = new(StringComparer.Ordinal);
    private readonly HashSet<string> _absent = new(StringComparer.Ordinal);

    /// <summary>What the log says of a disk; the worst where it says several things.</summary>
    public HiddenAreas Of(string disk) =>
        DetectedOn(disk) ? HiddenAreas.Present : UnsureOf(disk) ? HiddenAreas.Unsure : _absent.Contains(disk) ? HiddenAreas.Absent : HiddenAreas.Unsaid;

    public bool DetectedOn(string disk) => _detected.Contains(disk);

    public bool UnsureOf(string disk) => _unsure.Contains(disk);

    public void Take(string said)
    {
        if (!said.Contains("hidden sectors", StringComparison.OrdinalIgnoreCase) && !said.Contains("HPA", StringComparison.Ordinal))
        {
            return;
        }

        if (Device.Match(said) is not { Success: true } device)
        {
            return;
        }

        // "*** HIDDEN SECTORS DETECTED ! *** on /dev/sda", "[UNSURE] hidden sectors on /dev/sdb, HPA values 0 / 0",
        // "HIDDEN SECTORS INDETERMINATE! on /dev/sdb, some USB adapters ...", "[GOOD]! There are no hidden sectors on /dev/sdc", "No hidden sectors on /dev/sdc"
        if (said.Contains("DETECTED", StringComparison.Ordinal) || said.Contains("HPA is enabled", StringComparison.OrdinalIgnoreCase))
        {
            _detected.Add(device.Groups["name"].Value);
        }
        else if (said.Contains("UNSURE", StringComparison.OrdinalIgnoreCase) || said.Contains("INDETERMINATE", StringComparison.Ordinal) || said.Contains("unknown", StringComparison.OrdinalIgnoreCase))
        {
            _unsure.Add(device.Groups["name"].Value);
        }
        else if (said.Contains("no hidden sectors", StringComparison.OrdinalIgnoreCase))
        {
            _absent.Add(device.Groups["name"].Value);
        }
    }
}
