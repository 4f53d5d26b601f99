using System.Globalization;
using System.Text.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>
/// Reads eReuse snapshots: Workbench 10 (<c>@type</c>, sizes in MiB), 11 and 12 (<c>type</c>, sizes in MB), and workbench-script, which only
/// carries the output of other tools.
/// </summary>
internal static class SnapshotReader
{
    public static bool Recognises(JsonElement root) => TypeOf(root) is "Snapshot" && (root.Member("device") ?? root.Member("data")) is not null;

    public static (HardwareAudit? Audit, IReadOnlyList<WipeReport> Wipes) Read(JsonElement root, Evidence evidence) =>
        root.Member("data") is { } data
            ? (WorkbenchScriptReader.Read(data, evidence), [.. root.Items("erase").Where(SanitizeReader.Recognises).Select(erase => SanitizeReader.Read(erase, evidence))])
            : ReadComponents(root, root.Member("device")!.Value, evidence);

    private static (HardwareAudit? Audit, IReadOnlyList<WipeReport> Wipes) ReadComponents(JsonElement root, JsonElement device, Evidence evidence)
    {
        var components = root.Items("components").Take(1000).ToList();
        var debug = LshwAudit(root, evidence);
        var disks = components.Where(component => TypeOf(component) is "HardDrive" or "SolidStateDrive" or "DataStorage" or "Mmc").ToList();
        var cpu = components.FirstOrDefault(component => TypeOf(component) is "Processor");
        var batteries = components.Where(component => TypeOf(component) is "Battery").ToList();
        var megabyte = root.Member("@type") is not null ? 1048576.0 : 1_000_000.0;

        var media = new MediaList();
        List<WipeReport> wipes = [];
        foreach (var disk in disks)
        {
            var size = disk.Size("size", megabyte);
            media.Add(disk.Text("serialNumber"), KindOf(disk), size, disk.Text("model"), soldered: KindOf(disk) is MediumKind.Emmc);
            wipes.AddRange(ErasuresOf(disk).Select(erasure => WipeOf(erasure, disk, size, root, evidence, wipes.Count)));
        }

        var audit = new HardwareAudit
        {
            Evidence = evidence,
            Maker = Placeholders.Name(device.Text("manufacturer")),
            Model = Placeholders.Name(device.Text("model")),
            Serial = Placeholders.Serial(device.Text("serialNumber")),
            Type = Chassis.TypeOf(device.Text("type"), device.Text("chassis")),
            Processor = cpu.ValueKind is JsonValueKind.Object ? Placeholders.Name(cpu.Text("model")) : null,
            Cores = cpu.ValueKind is JsonValueKind.Object ? Math.Max(cpu.Count("cores"), cpu.Count("numberOfCores")) : 0,
            MemoryBytes = components.Where(component => TypeOf(component) is "RamModule").Select(module => module.Size("size", 1048576)).Total(),
            Media = disks.Count > 0 ? media.ToImmutable() : debug?.Media ?? [],
            Batteries =
            [
                .. batteries.SelectMany(battery => new[] { Placeholders.Name(battery.Text("model")), Placeholders.Serial(battery.Text("serialNumber")) })
                    .OfType<string>().Concat(debug?.Batteries ?? []).Distinct(StringComparer.Ordinal).Take(8),
            ],
            BatteryHealthPercent = batteries.Select(HealthOf).FirstOrDefault(health => health is not null),
        };

        return (audit, wipes);
    }

    /// <summary>"Snapshot" of "devices:Snapshot" and of "Snapshot".</summary>
    private static string? TypeOf(JsonElement element)
    {
        var type = element.Text("type") is { } plain && element.Member("@type") is null ? plain : element.Text("@type");
        return type?[(type.LastIndexOf(':') + 1)..];
    }

    private static HardwareAudit? LshwAudit(JsonElement root, Evidence evidence) =>
        root.Member("debug")?.Member("lshw") is { } lshw && LshwReader.Root(lshw) is { } machine ? LshwReader.Read(machine, evidence) : null;

    private static MediumKind KindOf(JsonElement disk)
    {
        var model = disk.Text("model");
        var bus = disk.Text("interface") ?? string.Empty;

        return bus.ToUpperInvariant() switch
        {
            _ when TypeOf(disk) is "Mmc" => MediumKind.Emmc,
            "MMC" => MediumKind.Emmc,
            "USB" => MediumKind.Sd,
            "NVME" or "PCI" or "PCIE" => MediumKind.Nvme,
            _ when TypeOf(disk) is "SolidStateDrive" || MediumKinds.IsFlash(model) => MediumKind.SataSsd,
            // Workbench tells disks apart by their rotation; without a known model its word is what there is.
            _ when TypeOf(disk) is "HardDrive" => MediumKind.Hdd,
            _ => MediumKinds.OfAta(model),
        };
    }

    private static int? HealthOf(JsonElement battery)
    {
        var design = battery.Number("size");
        var measured = battery.Items("actions").Where(action => TypeOf(action) is "MeasureBattery").Select(action => action.Number("size")).DefaultIfEmpty().Max();
        return design > 0 && measured > 0 ? (int)Math.Clamp(Math.Round(100 * measured / design), 0, 100) : null;
    }

    private static IEnumerable<JsonElement> ErasuresOf(JsonElement disk) =>
        disk.Items("erasure").Concat(disk.Items("actions").Where(action => TypeOf(action)?.StartsWith("Erase", StringComparison.Ordinal) is true));

    /// <remarks>Not verified: none of these files states that anything was read back.</remarks>
    private static WipeReport WipeOf(JsonElement erasure, JsonElement disk, long size, JsonElement root, Evidence evidence, int position)
    {
        var steps = erasure.Items("steps").ToList();
        var errors = steps.Count(step => !WentWell(step)) + (WentWell(erasure) ? 0 : 1);
        var rounds = erasure.Count("secureRandomSteps") + (erasure.IsTrue("cleanWithZeros") ? 1 : 0);

        return new()
        {
            Evidence = evidence,
            Serial = Placeholders.Serial(disk.Text("serialNumber")) ?? $"?disk{(position + 1).ToString(CultureInfo.InvariantCulture)}",
            Method = TypeOf(erasure) switch
            {
                "EraseSectors" or "EraseBasic" => WipeMethod.Overwrite,
                "EraseCrypto" => WipeMethod.CryptoErase,
                "EraseDevice" => WipeMethod.DeviceSanitize,
                _ => WipeMethod.Unknown,
            },
            Tool = Placeholders.Name($"eReuse {root.Text("snapshotSoftware") ?? root.Text("software") ?? "Workbench"} {root.Text("version")}"),
            Succeeded = errors == 0 && steps.Count >= Math.Max(1, rounds),
            Verified = false,
            Errors = errors,
            RoundsRequested = rounds,
            RoundsCompleted = steps.Count(WentWell),
            StartedAt = Moment(erasure.Text("startingTime") ?? erasure.Text("startTime")),
            EndedAt = Moment(erasure.Text("endingTime") ?? erasure.Text("endTime")),
            SizeBytes = size,
        };
    }

    // Workbench 10 writes success, later ones a severity.
    private static bool WentWell(JsonElement step) => step.IsTrue("success") || step.Text("severity") is "Info" or "Notice";

    private static DateTimeOffset? Moment(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment) ? moment : null;
}
