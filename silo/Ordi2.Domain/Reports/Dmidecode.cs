using System.Globalization;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>What the text of <c>dmidecode</c> says: sections with a title, then lines "Key: value" behind a tab.</summary>
internal sealed class Dmidecode
{
    private readonly List<(string Title, Dictionary<string, string> Values)> _sections = [];

    /// <summary>Whether it describes a machine.</summary>
    public bool Knows => First("System Information") is not null;

    public string? TpmVersion => First("TPM Device")?.GetValueOrDefault("Specification Version");

    public static Dmidecode Read(string text)
    {
        var read = new Dmidecode();
        Dictionary<string, string>? values = null;

        foreach (var line in text.EnumerateLines())
        {
            if (line.IsEmpty || line.StartsWith("Handle ", StringComparison.Ordinal))
            {
                values = null;
            }
            else if (line[0] != '\t')
            {
                values = new(StringComparer.Ordinal);
                read._sections.Add((line.Trim().ToString(), values));
            }
            else if (values is not null && line.IndexOf(':') is > 0 and var colon)
            {
                values.TryAdd(line[..colon].Trim().ToString(), line[(colon + 1)..].Trim().ToString());
            }
        }

        return read;
    }

    public HardwareAudit Audit(Evidence evidence)
    {
        var system = First("System Information");
        var processors = _sections.Where(section => section.Title == "Processor Information").Select(section => section.Values).ToList();

        return new()
        {
            Evidence = evidence,
            Maker = Placeholders.Name(system?.GetValueOrDefault("Manufacturer")),
            Model = Placeholders.Name(system?.GetValueOrDefault("Product Name")),
            Serial = Placeholders.Serial(system?.GetValueOrDefault("Serial Number")),
            Type = Chassis.TypeOf(First("Chassis Information")?.GetValueOrDefault("Type")),
            Processor = processors.Select(values => Placeholders.Name(values.GetValueOrDefault("Version"))).FirstOrDefault(name => name is not null),
            Cores = processors.Sum(values => int.TryParse(values.GetValueOrDefault("Core Count"), CultureInfo.InvariantCulture, out var cores) ? Math.Clamp(cores, 0, 1024) : 0),
            MemoryBytes = _sections.Where(section => section.Title == "Memory Device").Select(section => BytesOf(section.Values.GetValueOrDefault("Size"))).Total(),
            Batteries =
            [
                .. _sections.Where(section => section.Title == "Portable Battery")
                    .SelectMany(section => new[] { Placeholders.Name(section.Values.GetValueOrDefault("Name")), Placeholders.Serial(section.Values.GetValueOrDefault("Serial Number")) })
                    .OfType<string>().Distinct(StringComparer.Ordinal).Take(8),
            ],
        };
    }

    private Dictionary<string, string>? First(string title) => _sections.FirstOrDefault(section => section.Title == title).Values;

    /// <summary>"8 GB", "4096 MB", "No Module Installed".</summary>
    private static long BytesOf(string? size) =>
        size?.Split(' ') is [var number, var unit] && int.TryParse(number, CultureInfo.InvariantCulture, out var count) && count > 0
            ? unit switch { "GB" => count * 1073741824L, "MB" => count * 1048576L, "kB" => count * 1024L, _ => 0 }
            : 0;
}
