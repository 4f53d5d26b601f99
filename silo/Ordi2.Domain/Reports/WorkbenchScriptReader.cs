using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>
/// The snapshots of workbench-script: the output of dmidecode, smartctl, lshw and inxi, side by side. lshw knows the machine best where it is
/// there; dmidecode otherwise; smartctl knows the disks best.
/// </summary>
internal static class WorkbenchScriptReader
{
    private const RegexOptions Fast = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Percent = new(@"\((?<percent>\d+(?:\.\d+)?)%\)", Fast);

    public static HardwareAudit? Read(JsonElement data, Evidence evidence)
    {
        using var lshw = JsonText.ParseInner(data.Text("lshw"));
        using var smart = JsonText.ParseInner(data.Text("smartctl"));
        using var inxi = JsonText.ParseInner(data.Text("inxi"));
        var firmware = Dmidecode.Read(data.Text("dmidecode") ?? string.Empty);

        var machine = lshw is not null && LshwReader.Root(lshw.RootElement) is { } root ? LshwReader.Read(root, evidence)
            : firmware.Knows ? firmware.Audit(evidence)
            : null;
        if (machine is null)
        {
            return null;
        }

        var disks = Smartctl.Of(smart?.RootElement ?? data.Member("smart"));
        var media = disks.Length > 0 ? WithWhatOnlyLshwSaw(disks, machine) : machine;
        var battery = inxi is null ? null : InxiBattery(inxi.RootElement);

        return media with
        {
            BatteryHealthPercent = media.BatteryHealthPercent ?? battery?.Health,
            Batteries = [.. media.Batteries.Concat(battery?.Names ?? []).Distinct(StringComparer.Ordinal)],
            Win11Eligible = Windows11.Allows(media.Processor, media.Cores, media.MemoryBytes, firmware.TpmVersion),
        };
    }

    private static HardwareAudit WithWhatOnlyLshwSaw(ImmutableArray<AuditedMedium> disks, HardwareAudit machine)
    {
        // One that has no serial in lshw may be a disk that smartctl could name, but not when smartctl saw none of its kind.
        var others = machine.Media.Where(seen => seen.Serial.StartsWith('?')
            ? !disks.Any(disk => disk.Kind == seen.Kind)
            : !disks.Any(disk => disk.Serial == seen.Serial));

        var media = new MediaList();
        foreach (var medium in disks.Concat(others))
        {
            media.Add(medium.Serial.StartsWith('?') ? null : medium.Serial, medium.Kind, medium.SizeBytes, medium.Model, medium.Soldered);
        }

        return machine with { Media = media.ToImmutable() };
    }

    /// <summary>inxi writes each key as "004#0#3#serial" to keep them in order.</summary>
    private static (int? Health, string[] Names)? InxiBattery(JsonElement inxi)
    {
        if (inxi.ValueKind is not JsonValueKind.Array)
        {
            return null;
        }

        foreach (var section in inxi.EnumerateArray().Where(section => section.ValueKind is JsonValueKind.Object).SelectMany(section => section.EnumerateObject()))
        {
            if (!section.Name.EndsWith("#Battery", StringComparison.Ordinal) || section.Value.ValueKind is not JsonValueKind.Array)
            {
                continue;
            }

            var lines = section.Value.EnumerateArray().Where(line => line.ValueKind is JsonValueKind.Object).SelectMany(line => line.EnumerateObject()).ToList();
            var condition = Percent.Match(Value("condition") ?? string.Empty);
            int? health = condition.Success && double.TryParse(condition.Groups["percent"].ValueSpan, CultureInfo.InvariantCulture, out var percent)
                ? (int)Math.Clamp(Math.Round(percent), 0, 100) : null;
            return (health, [.. new[] { Placeholders.Name(Value("model")), Placeholders.Serial(Value("serial")) }.OfType<string>()]);

            string? Value(string key) => lines.Where(line => line.Name.EndsWith('#' + key, StringComparison.Ordinal)).Select(line => line.Value.AsText()).FirstOrDefault();
        }

        return null;
    }
}
