using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;
using Node = Ordi2.Domain.Reports.LshwReader.Node;

namespace Ordi2.Domain.Reports;

/// <summary>
/// Which nodes of an lshw tree keep data. Sticks and cards left inside do; optical drives, empty card readers, virtual disks and the stick
/// that the tool itself runs from do not.
/// </summary>
internal static class LshwMedia
{
    private static readonly Regex MmcBlock = new("^/dev/mmcblk[0-9]+$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly Regex NoRealDisk = new("^/dev/(?:sr|scd|cdrom|cdrw|dvd|fd|loop|ram|zram|zd|dm-|md|nbd|ng|mapper/)", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly string[] LiveSystems = ["/lib/live/mount", "/run/live", "/run/archiso", "/run/initramfs/live", "/cdrom", "/live"];

    public static ImmutableArray<AuditedMedium> Of(List<Node> nodes)
    {
        var media = new MediaList();
        var ownSticks = nodes.Where(node => node.LogicalNames.Any(IsLiveSystem)).SelectMany(node => node.Ancestors().Prepend(node)).ToHashSet();
        var nvmeWithDisk = nodes.Where(IsNvmeDisk).Select(Controller).OfType<Node>().ToHashSet();

        foreach (var node in nodes)
        {
            if (node.LogicalNames.Any(MmcBlock.IsMatch) && !node.Ancestors().Any(parent => parent.LogicalNames.Any(MmcBlock.IsMatch)))
            {
                AddMmc(node, media);
            }
            else if (IsDisk(node) && !(IsUsb(node) && ownSticks.Contains(node)))
            {
                AddDisk(node, media);
            }
            else if (IsNvmeController(node) && !nvmeWithDisk.Contains(node))
            {
                // Versions before NVMe was known show the controller and not what hangs on it. The data is there all the same.
                media.Add(node.Element.Text("serial"), MediumKind.Nvme, 0, Join(node.Element.Text("vendor"), node.Element.Text("product")));
            }
        }

        return media.ToImmutable();
    }

    private static void AddDisk(Node node, MediaList media)
    {
        var element = node.Element;
        var inserted = element.Items("children").Where(child => child.Text("id")?.StartsWith("medium", StringComparison.Ordinal) is true);
        var size = Math.Max(element.Size("size"), inserted.Select(child => child.Size("size")).DefaultIfEmpty().Max());

        // A reader without a card, or a tray without a disk. A fixed disk without a size is a broken one, and keeps its data.
        if (size == 0 && node.Can("removable"))
        {
            return;
        }

        var product = element.Text("product");
        var model = Join(element.Text("vendor"), product);

        if (IsNvmeDisk(node))
        {
            var controller = Controller(node)?.Element;
            media.Add(element.Text("serial") ?? controller?.Text("serial"), MediumKind.Nvme, size, model ?? controller?.Text("product"));
        }
        else if (IsUsb(node))
        {
            // The stick's own serial stands on the USB device; the disk below has at most a stub ("6").
            var stick = node.Ancestors().FirstOrDefault(parent => parent.Class == "storage")?.Element.Text("serial");
            media.Add(Placeholders.Serial(stick) ?? element.Text("serial"), MediumKind.Sd, size, model);
        }
        else
        {
            var spins = node.Element.Member("capabilities")?.EnumerateObject().Any(capability => capability.Name.EndsWith("rpm", StringComparison.Ordinal)) is true;
            media.Add(element.Text("serial"), spins ? MediumKind.Hdd : MediumKinds.OfAta(product), size, model);
        }
    }

    private static void AddMmc(Node node, MediaList media)
    {
        var device = node.Ancestors().Prepend(node).Take(3).FirstOrDefault(parent => parent.Can("mmc") || parent.Can("sd"));
        var isCard = device?.Can("sd") is true;
        var size = Math.Max(node.Element.Size("size"), device?.Element.Size("size") ?? 0);
        var named = device?.Element ?? node.Element;

        media.Add(named.Text("serial"), isCard ? MediumKind.Sd : MediumKind.Emmc, size, Join(named.Text("vendor"), named.Text("product")), soldered: !isCard);
    }

    private static bool IsDisk(Node node) =>
        node.Class == "disk" && !node.Id.StartsWith("cdrom", StringComparison.Ordinal) && !node.Id.StartsWith("medium", StringComparison.Ordinal)
        && !node.Has("description", "DVD") && !node.Has("description", "CD-ROM") && !node.Has("description", "Floppy")
        && !node.LogicalNames.Any(NoRealDisk.IsMatch)
        // Some versions call the temperature sensor of an NVMe disk ("hwmon0") a disk. A broken disk has no name at all.
        && (!node.LogicalNames.Any() || node.LogicalNames.Any(name => name.StartsWith("/dev/", StringComparison.Ordinal)));

    private static bool IsNvmeDisk(Node node) => IsDisk(node) && node.LogicalNames.Any(name => name.StartsWith("/dev/nvme", StringComparison.Ordinal));

    private static bool IsNvmeController(Node node) =>
        node.Class == "storage" && (node.Has("description", "non-volatile memory") || node.Has("description", "nvme")
            || node.Element.Member("configuration")?.Text("driver") is "nvme");

    private static Node? Controller(Node disk) => disk.Ancestors().FirstOrDefault(IsNvmeController);

    private static bool IsUsb(Node node) =>
        node.Ancestors().Any(parent => parent.Class == "storage" && parent.Element.Text("businfo")?.StartsWith("usb", StringComparison.Ordinal) is true);

    private static bool IsLiveSystem(string name) => LiveSystems.Any(place => name == place || name.StartsWith(place + "/", StringComparison.Ordinal));

    private static string? Join(string? vendor, string? product) => (Placeholders.Name(vendor), Placeholders.Name(product)) switch
    {
        (null, var name) => name,
        (var maker, null) => maker,
        var (maker, name) => name.StartsWith(maker, StringComparison.OrdinalIgnoreCase) ? name : $"{maker} {name}",
    };
}
