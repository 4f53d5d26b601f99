using System.Security.Cryptography;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Tests.Reports;

public class RealAuditTests
{
    /// <summary>What stands in each lshw file, read by eye. Media: serial, kind, bytes.</summary>
    public static TheoryData<string, string?, string?, string?, DeviceType, string?, int, long, string> Machines => new()
    {
        { "1000h", "ASUSTeK Computer INC.", "1000H", "8BOAAQ191999", DeviceType.Laptop, "Intel(R) Atom(TM) CPU N270 @ 1.60GHz", 0, 2147483648, "001CC0EC2F18F090B5F71524 SD 4002910208; C304332411 SATA_SSD 32017047552" },
        { "1001pxd", "ASUSTeK Computer INC.", "1001PXD", "B8OAAS048286", DeviceType.Laptop, "Intel(R) Atom(TM) CPU N455 @ 1.66GHz", 1, 1073741824, "E2024242CV86HJ HDD 250059350016" },
        { "battery-empty", "ASUSTeK Computer INC.", "1001PXD", "B8OAAS048286", DeviceType.Laptop, "Intel(R) Atom(TM) CPU N455 @ 1.66GHz", 1, 1073741824, "E2024242CV86HJ HDD 250059350016" },
        { "415522G", "LENOVO", "ThinkStation D20 415522G", "S4T6208", DeviceType.Desktop, "Intel(R) Xeon(R) CPU E5520 @ 2.27GHz", 4, 25769803776, "173586804248 SATA_SSD 120034123776; S24NJ9CBC00089 HDD 160041885696" },
        { "7220w3t", "LENOVO", "ThinkCentre M58p 7220W3T", "S4R6062", DeviceType.Desktop, "Intel(R) Core(TM)2 Duo CPU E8400 @ 3.00GHz", 2, 4294967296, "6VY54ZKX HDD 250059350016" },
        { "7900", "Hewlett-Packard", "HP Compaq dc7900 Small Form Factor", "CZC901381R", DeviceType.Desktop, "Intel(R) Core(TM)2 Duo CPU E8400 @ 3.00GHz", 2, 2147483648, "6RX7AWEZ HDD 160041885696; WD-WCARW0244414 HDD 320072933376; WD-WCC2ETY84203 HDD 500107862016" },
        { "TM1613", "Timi", "TM1613", "13138/00064437", DeviceType.Laptop, "Intel(R) Core(TM) i5-6200U CPU @ 2.30GHz", 2, 8589934592, "?1 NVME 0" },
        { "acer-aspire-5737z", "Acer", "Aspire 5737Z", "LXAZ70X0669112B8DB1601", DeviceType.Laptop, "Intel(R) Core(TM)2 Duo CPU T6400 @ 2.00GHz", 2, 4294967296, "0014780F9A54F9B08513104D SD 8005787648; WD-WXN209S36759 HDD 500107862016" },
        { "acer-happy", "Acer", "AOHAPPY", "LUSEA0D010038879A01601", DeviceType.Laptop, "Intel(R) Atom(TM) CPU N450 @ 1.66GHz", 1, 1073741824, "WD-WX11A80W7430 HDD 160041885696" },
        { "e5530", "Dell Inc.", "Latitude E5530 non-vPro", "D8FTRY1", DeviceType.Laptop, "Intel(R) Core(TM) i5-3340M CPU @ 2.70GHz", 2, 8589934592, "TF755AWHKL0LHM HDD 500107862016" },
        { "ecs-computers", "ASUS", null, null, DeviceType.Desktop, "Intel(R) Core(TM) i5-4440 CPU @ 3.10GHz", 4, 4294967296, "WD-WCC2ETY84203 HDD 500107862016" },
        { "erased-i5", "Hewlett-Packard", "HP Compaq dc7900 Small Form Factor", "CZC901381R", DeviceType.Desktop, "Intel(R) Core(TM)2 Duo CPU E8400 @ 3.00GHz", 2, 2147483648, "6RX7AWEZ HDD 160041885696" },
        { "hp-pavilion-dv4000", "Hewlett-Packard", "Pavilion dv4000", "2CE5270ZWC", DeviceType.Laptop, "Intel(R) Pentium(R) M processor 1.60GHz", 0, 1073741824, "NN4FT561BDC2 HDD 80026361856" },
        { "lenovo-thinkcentre-edge", "LENOVO", "ThinkCentre Edge72 3493BAG", "PB357N0", DeviceType.Desktop, "Intel(R) Pentium(R) CPU G645 @ 2.90GHz", 2, 2147483648, "Z2AYPLNP HDD 250059350016" },
        { "optiplex-gx520", "Dell Inc.", "OptiPlex GX520", "6G0772J", DeviceType.Desktop, "Intel(R) Pentium(R) 4 CPU 3.00GHz", 0, 1073741824, "5LR30DTZ HDD 80000000000" },
        { "virtualbox-no-hdd", "innotek GmbH", "VirtualBox", null, DeviceType.Unknown, "Intel(R) Core(TM) i7-2620M CPU @ 2.70GHz", 0, 1065349120, "" },
    };

    [RealFileTheory]
    [MemberData(nameof(Machines))]
    public void Each_machine_audited_by_lshw_is_what_its_file_says(
        string file, string? maker, string? model, string? serial, DeviceType type, string? processor, int cores, long memory, string media)
    {
        var audit = RealFiles.Audit($"lshw/{file}.lshw.json");

        Assert.Equal((maker, model, serial, type), (audit.Maker, audit.Model, audit.Serial, audit.Type));
        Assert.Equal((processor, cores, memory), (audit.Processor, audit.Cores, audit.MemoryBytes));
        Assert.Equal(media, Listed(audit));
        Assert.Equal("lshw", audit.Evidence.Format);
        Assert.False(audit.Win11Eligible);
    }

    [RealFileFact]
    public void Every_real_file_is_covered_by_a_test()
    {
        var files = Directory.GetFiles(Path.Combine(RealFiles.Folder!, "lshw")).Select(path => Path.GetFileName(path).Split('.')[0]);
        Assert.Equal(files.Order(StringComparer.Ordinal), Machines.Select(row => (string)row[0]).Order(StringComparer.Ordinal));
    }

    [RealFileFact]
    public void The_evidence_is_named_by_the_hash_of_the_raw_bytes()
    {
        var bytes = File.ReadAllBytes(Path.Combine(RealFiles.Folder!, "lshw/1000h.lshw.json"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), RealFiles.Audit("lshw/1000h.lshw.json").Evidence.Sha256);
    }

    [RealFileFact]
    public void The_stick_that_the_tool_runs_from_is_not_a_medium_but_another_stick_left_inside_is()
    {
        // /dev/sdb is mounted on /lib/live/mount/medium, /dev/sdc on /media/usb.
        var audit = RealFiles.Audit("lshw/acer-aspire-5737z.lshw.json");

        Assert.Equal("Kingston DataTraveler 102", audit.Media.Single(medium => medium.Kind is MediumKind.Sd).Model);
        Assert.DoesNotContain(audit.Media, medium => medium.Serial == "D24FBB10");
    }

    [RealFileFact]
    public void An_nvme_disk_that_an_old_lshw_shows_only_as_a_controller_is_counted() =>
        Assert.Equal("Samsung Electronics Co Ltd", Assert.Single(RealFiles.Audit("lshw/TM1613.lshw.json").Media).Model);

    [RealFileFact]
    public void A_battery_is_named_for_recalls_and_a_power_supply_is_not()
    {
        Assert.Equal<string>(["DELL HMYXT37", "4A83"], RealFiles.Audit("lshw/e5530.lshw.json").Batteries);
        Assert.Empty(RealFiles.Audit("lshw/battery-empty.lshw.json").Batteries);
        Assert.Empty(RealFiles.Audit("lshw/7220w3t.lshw.json").Batteries);
        Assert.Empty(RealFiles.Audit("lshw/ecs-computers.lshw.json").Batteries);
    }

    [RealFileFact]
    public void Names_of_hosts_and_volumes_are_not_carried_over()
    {
        foreach (var (file, names) in ((string, string[])[])
        [
            ("lshw/TM1613.lshw.json", ["ultrax"]),
            ("lshw/415522G.lshw.json", ["chipsahoy", "Storage"]),
            ("lshw/7220w3t.lshw.json", ["Maqueta", "Dades Locals"]),
            ("ereuse-snapshots/workbench-script-legacy.json", ["host1"]),
        ])
        {
            var written = System.Text.Json.JsonSerializer.Serialize(RealFiles.Audit(file), WireJson.Options);
            Assert.All(names, name => Assert.DoesNotContain(name, written, StringComparison.OrdinalIgnoreCase));
        }
    }

    [RealFileFact]
    public void A_workbench_10_snapshot_gives_the_machine_and_its_erasure()
    {
        var read = RealFiles.Read("ereuse-snapshots/erased-i5.snapshot.json");
        var audit = Assert.Single(read.Audits);

        Assert.Equal("ereuse-snapshot", read.Format);
        Assert.Equal(("Hewlett-Packard", "HP Compaq dc7900 Small Form Factor", "CZC901381R", DeviceType.Desktop), (audit.Maker, audit.Model, audit.Serial, audit.Type));
        Assert.Equal(("Intel Core2 Duo CPU E8400 @ 3.00GHz", 2), (audit.Processor, audit.Cores));
        Assert.Equal("6RX7AWEZ HDD 160041009152", Listed(audit));

        var wipe = Assert.Single(read.Wipes);
        Assert.Equal(("6RX7AWEZ", WipeMethod.Overwrite, "eReuse Workbench 10.0b1"), (wipe.Serial, wipe.Method, wipe.Tool));
        Assert.Equal((true, 0L, 2, 2), (wipe.Succeeded, wipe.Errors, wipe.RoundsRequested, wipe.RoundsCompleted));
        Assert.Equal(new DateTimeOffset(2018, 2, 7, 9, 39, 57, TimeSpan.Zero), wipe.StartedAt);
        Assert.False(wipe.Verified);
    }

    [RealFileTheory]
    [InlineData("hp_probook_450", "HP ProBook 450 G2", "CND4286ZJ2", "Intel Core i5-4210U CPU @ 1.70GHz", 8589934592, "S3P9A80F HDD 500107862016", "VI04040XL")]
    [InlineData("hp_probook_g2", "HP ProBook 450 G2", "CND4286ZJ3", "Intel Core i5-4210U CPU @ 1.70GHz", 8589934592, "S3P9A81F HDD 500107862016", "VI04040XL")]
    [InlineData("workbench11", "Hp Probook 650 G1", "CNU406CLGR", "Intel Core I5-4200m Cpu @ 2.50ghz", 4294967296, "LDS645R002202 SATA_SSD 120034123776", "")]
    public void A_workbench_11_or_12_snapshot_gives_the_machine(
        string file, string model, string serial, string processor, long memory, string media, string batteries)
    {
        var read = RealFiles.Read($"ereuse-snapshots/{file}.json");
        var audit = Assert.Single(read.Audits);

        Assert.Equal(("Hewlett-Packard", model, serial, DeviceType.Laptop), (audit.Maker, audit.Model, audit.Serial, audit.Type));
        Assert.Equal((processor, 2, memory), (audit.Processor, audit.Cores, audit.MemoryBytes));
        Assert.Equal(media, Listed(audit));
        Assert.Equal(batteries, string.Join(' ', audit.Batteries));
    }

    [RealFileFact]
    public void A_workbench_11_snapshot_gives_the_erasure_of_its_disk_which_nothing_read_back()
    {
        var wipe = Assert.Single(RealFiles.Read("ereuse-snapshots/hp_probook_450.json").Wipes);

        Assert.Equal(("S3P9A80F", WipeMethod.Overwrite, "eReuse Workbench 11.0b11", 500107862016), (wipe.Serial, wipe.Method, wipe.Tool, wipe.SizeBytes));
        Assert.Equal((true, false, 0L, 2), (wipe.Succeeded, wipe.Verified, wipe.Errors, wipe.RoundsCompleted));
        Assert.Equal("2022-01-13T09:34:39", wipe.StartedAt?.ToString("s"));
        Assert.Empty(RealFiles.Read("ereuse-snapshots/workbench11.json").Wipes);
    }

    [RealFileTheory]
    [InlineData("workbench-script-legacy", "Intel(R) Core(TM) i7-4600U CPU @ 2.10GHz")]
    [InlineData("workbench-script", "Intel(R) Core(TM) i7-4600U CPU @ 2.10GHz")]
    public void A_workbench_script_snapshot_gives_the_machine_and_no_virtual_disk(string file, string processor)
    {
        var audit = RealFiles.Audit($"ereuse-snapshots/{file}.json");

        Assert.Equal(("Dell Inc.", "Latitude E7240", "5CQ6VY1", DeviceType.Laptop), (audit.Maker, audit.Model, audit.Serial, audit.Type));
        Assert.Equal((processor, 2, 17179869184), (audit.Processor, audit.Cores, audit.MemoryBytes));
        Assert.Equal("TW0XXM305508539G1361 SATA_SSD 256060514304; S33HNX0J203755R SATA_SSD 500107862016", Listed(audit));
    }

    private static string Listed(HardwareAudit audit) =>
        string.Join("; ", audit.Media.Select(medium => $"{medium.Serial} {Ordi2.Contracts.Codes.Code(medium.Kind)} {medium.SizeBytes}"));
}
