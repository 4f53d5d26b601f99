using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>A list of <c>smartctl --json</c> outputs, one for each disk.</summary>
internal static class Smartctl
{
    // "/dev/zd0" is a volume of ZFS and stands on one of the other disks.
    private static readonly Regex NoRealDisk = new("^/dev/(?:zd|loop|ram|zram|dm-|md|sr|nbd|mapper/)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public static ImmutableArray<AuditedMedium> Of(JsonElement? outputs)
    {
        var media = new MediaList();

        if (outputs is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var output in list.EnumerateArray())
            {
                var path = output.Member("device")?.Text("name") ?? output.Member("smartctl")?.Items("argv").LastOrDefault().AsText() ?? string.Empty;
                if (path.StartsWith("/dev/", StringComparison.Ordinal) && !NoRealDisk.IsMatch(path))
                {
                    var model = output.Text("model_name");
                    media.Add(output.Text("serial_number"), KindOf(output, path, model), output.Member("user_capacity")?.Size("bytes") ?? 0, model);
                }
            }
        }

        return media.ToImmutable();
    }

    private static MediumKind KindOf(JsonElement output, string path, string? model)
    {
        var protocol = output.Member("device")?.Text("protocol");

        return protocol switch
        {
            "NVMe" => MediumKind.Nvme,
            _ when path.StartsWith("/dev/nvme", StringComparison.Ordinal) => MediumKind.Nvme,
            "ATA" when output.Number("rotation_rate") > 0 => MediumKind.Hdd,
            "ATA" when output.Member("rotation_rate") is not null || output.Member("trim")?.IsTrue("supported") is true => MediumKind.SataSsd,
            "ATA" => MediumKinds.OfAta(model),
            _ => MediumKind.Other,
        };
    }
}
