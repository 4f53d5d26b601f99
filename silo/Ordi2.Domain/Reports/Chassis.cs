using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>The kind of a machine, from what the firmware calls its case (SMBIOS type 3) or the tool calls it.</summary>
internal static class Chassis
{
    public static DeviceType TypeOf(params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
        {
            var type = TypeOf(name);
            if (type is not DeviceType.Unknown)
            {
                return type;
            }
        }

        return DeviceType.Unknown;
    }

    private static DeviceType TypeOf(string? name)
    {
        var text = name?.ToLowerInvariant().Replace('-', ' ') ?? string.Empty;

        return text switch
        {
            _ when Has("all in one") || Has("allinone") => DeviceType.AllInOne,
            _ when Has("tablet") => DeviceType.Tablet,
            _ when Has("smartphone") || Has("mobile") || text is "phone" => DeviceType.Phone,
            _ when Has("server") || Has("rack") || Has("blade") => DeviceType.Server,
            _ when Has("notebook") || Has("laptop") || Has("netbook") || Has("portable") || Has("convertible") || Has("detachable") => DeviceType.Laptop,
            _ when Has("desktop") || Has("tower") || Has("low profile") || Has("pizza") || Has("mini pc") || Has("stick pc") || Has("space saving")
                || Has("lunch box") => DeviceType.Desktop,
            _ => DeviceType.Unknown,
        };

        bool Has(string part) => text.Contains(part, StringComparison.Ordinal);
    }
}
