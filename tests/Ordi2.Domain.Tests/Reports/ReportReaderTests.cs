using System.Text;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Texts;
using Ordi2.Domain.Reports;

namespace Ordi2.Domain.Tests.Reports;

public class ReportReaderTests
{
    [Theory]
    [InlineData("", "report-empty")]
    [InlineData(" \r\n", "report-empty")]
    [InlineData("\0\0\0\0", "report-empty")]
    [InlineData("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><list>&e;</list>", "report-xml")]
    [InlineData("%PDF-1.7", "report-pdf")]
    [InlineData("PK\u0003\u0004....", "report-archive")]
    [InlineData("hello", "report-unknown-format")]
    [InlineData("{}", "report-unknown-format")]
    [InlineData("[]", "report-unknown-format")]
    [InlineData("{\"class\":\"system\"}", "report-unknown-format")]
    [InlineData("{\"id\":\"disk\",\"class\":\"disk\"}", "report-without-machine")]
    [InlineData("{\"type\":\"Snapshot\",\"data\":{}}", "report-without-machine")]
    [InlineData("{\"id\":\"pc\",\"class\":\"system\"", "report-broken-json")]
    [InlineData("[2026/11/21 17:39:08] notice: banner = nwipe 0.33", "report-without-device")]
    public void What_is_no_report_is_refused_with_a_reason(string text, string code) =>
        Assert.Equal(code, RefusalOf(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_file_of_20_megabytes_is_refused_before_it_is_read() => Assert.Equal("report-too-large", RefusalOf(new byte[20 * 1024 * 1024]));

    [Theory]
    [InlineData("[")]
    [InlineData("{\"children\":[")]
    public void A_file_nested_a_million_levels_deep_is_refused(string level) =>
        Assert.Equal("report-too-deep", RefusalOf(Encoding.UTF8.GetBytes("{\"a\":" + string.Concat(Enumerable.Repeat(level, 1_000_000)))));

    [Fact]
    public void A_machine_with_a_hundred_disks_is_refused()
    {
        var disks = string.Join(',', Enumerable.Range(0, 100).Select(i => $$"""{"id":"disk:{{i}}","class":"disk","logicalname":"/dev/sd{{i}}","serial":"S{{i}}","size":1}"""));
        Assert.Equal("report-too-many-media", RefusalOf(Encoding.UTF8.GetBytes($$"""{"id":"pc","class":"system","children":[{{disks}}]}""")));
    }

    [Fact]
    public void Every_refusal_says_what_to_do_in_both_languages()
    {
        foreach (var code in RefusalTexts.Codes.Where(code => code.StartsWith("report-", StringComparison.Ordinal)))
        {
            foreach (var language in (string[])["fr", "en"])
            {
                var (message, next) = RefusalTexts.Template(code, language);
                Assert.True(message.Length > 10 && next.Length > 10);
            }
        }

        var refused = Assert.IsType<ReportRefused>(ReportReader.Read(new byte[20 * 1024 * 1024]));
        Assert.Equal("Ce fichier fait 20 Mo ; le maximum est de 16 Mo.", RefusalTexts.Say(refused.Reason).Message);
    }

    [Theory]
    [InlineData("{\"id\":\"pc\",\"class\":\"system\",\"serial\":\"A\u0001B\tC\",\"children\":[],}")]
    [InlineData("[{\"id\":\"pc\",\"class\":\"system\",\"serial\":\"AB C\"}]")]
    [InlineData("\uFEFF{\"id\":\"pc\",\"class\":\"system\",\"serial\":\" AB C \"}")]
    public void Control_signs_trailing_commas_lists_and_byte_order_marks_are_read(string text) =>
        Assert.IsType<ReportRead>(ReportReader.Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void A_file_that_powershell_redirected_is_read() =>
        Assert.IsType<ReportRead>(ReportReader.Read([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{\"id\":\"pc\",\"class\":\"system\"}")]));

    [Fact]
    public void Numbers_as_texts_texts_as_numbers_and_sizes_beyond_reason_do_no_harm()
    {
        var audit = AuditOf("""
            {"id":"pc","class":"system","vendor":7,"product":{"a":1},"serial":true,"configuration":"none","children":[
              {"id":"memory","class":"memory","description":"System Memory","size":"8589934592"},
              {"id":"bank","class":"memory","size":1e300},{"id":"bank","class":"memory","size":-5},
              {"id":"cpu","class":"processor","product":"X","configuration":{"cores":"9999999999999"}},
              {"id":"disk","class":"disk","logicalname":"/dev/sda","serial":12345,"size":"abc"}, null, 3, "x"]}
            """);

        Assert.Equal(("7", null, null), (audit.Maker, audit.Model, audit.Serial));
        Assert.Equal("12345", Assert.Single(audit.Media).Serial);
    }

    [Theory]
    [InlineData("To Be Filled By O.E.M.")]
    [InlineData("System Serial Number")]
    [InlineData("Not Specified")]
    [InlineData("0123456789")]
    [InlineData("00000000")]
    [InlineData("FFFFFFFF")]
    [InlineData("[Empty]")]
    [InlineData("None")]
    [InlineData("Default string")]
    [InlineData("...")]
    [InlineData("")]
    [InlineData("Private")]
    public void A_placeholder_is_nothing(string placeholder)
    {
        var audit = AuditOf($$"""{"id":"pc","class":"system","vendor":"{{placeholder}}","product":"{{placeholder}}","serial":"{{placeholder}}"}""");
        Assert.Equal((null, null, null), (audit.Maker, audit.Model, audit.Serial));
    }

    [Fact]
    public void Media_without_a_readable_serial_are_counted_and_numbered()
    {
        var audit = AuditOf("""
            {"id":"pc","class":"system","children":[
              {"id":"disk:0","class":"disk","logicalname":"/dev/sda","product":"ST3160815AS","serial":"To Be Filled By O.E.M.","size":1},
              {"id":"disk:1","class":"disk","logicalname":"/dev/sdb","product":"Samsung SSD 850","serial":"S33HNX0J203755R","size":2},
              {"id":"disk:2","class":"disk","logicalname":"/dev/sdc","size":0},
              {"id":"cdrom","class":"disk","logicalname":["/dev/cdrom","/dev/sr0"],"size":700000000},
              {"id":"disk:3","class":"disk","logicalname":"/dev/loop0","size":3}]}
            """);

        Assert.Equal([("?1", MediumKind.Hdd), ("S33HNX0J203755R", MediumKind.SataSsd), ("?2", MediumKind.SataSsd)], audit.Media.Select(medium => (medium.Serial, medium.Kind)));
    }

    [Fact]
    public void A_new_lshw_shows_nvme_and_emmc_with_their_serials()
    {
        var audit = AuditOf("""
            [{"id":"pc","class":"system","configuration":{"chassis":"tablet"},"children":[
              {"id":"nvme","class":"storage","description":"NVMe device","product":"KXG60ZNV256G","serial":"69AB12345","configuration":{"driver":"nvme"},"children":[
                {"id":"hwmon0","class":"disk","logicalname":"hwmon0","description":"NVMe disk"},
                {"id":"namespace:0","class":"disk","description":"NVMe disk","logicalname":"/dev/ng0n1"},
                {"id":"namespace:1","class":"disk","description":"NVMe disk","logicalname":"/dev/nvme0n1","size":256060514304}]},
              {"id":"mmc0","class":"bus","logicalname":"mmc0","children":[
                {"id":"device","class":"generic","description":"SD/MMC Device","product":"BJTD4R","serial":"1234567A","capabilities":{"mmc":true},"children":[
                  {"id":"interface:0","class":"generic","logicalname":"/dev/mmcblk0","size":31268536320},
                  {"id":"interface:1","class":"generic","logicalname":"/dev/mmcblk0rpmb"}]}]},
              {"id":"mmc1","class":"bus","logicalname":"mmc1","children":[
                {"id":"device","class":"generic","description":"SD/MMC Device","product":"SC16G","serial":"2468ACE0","capabilities":{"sd":true},"children":[
                  {"id":"interface:0","class":"disk","logicalname":"/dev/mmcblk1","size":15931539456}]}]}]}]
            """);

        Assert.Equal(
            [("69AB12345", MediumKind.Nvme, 256060514304, false), ("1234567A", MediumKind.Emmc, 31268536320, true), ("2468ACE0", MediumKind.Sd, 15931539456, false)],
            audit.Media.Select(medium => (medium.Serial, medium.Kind, medium.SizeBytes, medium.Soldered)));
        Assert.Equal(DeviceType.Tablet, audit.Type);
    }

    [Fact]
    public void Windows_11_is_allowed_only_where_the_report_says_so()
    {
        Assert.True(Snapshot("Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz", "2.0").Win11Eligible);
        Assert.False(Snapshot("Intel(R) Core(TM) i5-8250U CPU @ 1.60GHz", "1.2").Win11Eligible);
        Assert.False(Snapshot("Intel(R) Core(TM) i5-7200U CPU @ 2.50GHz", "2.0").Win11Eligible);
        Assert.True(Snapshot("AMD Ryzen 5 PRO 3500U w/ Radeon Vega Mobile Gfx", "2.0").Win11Eligible);

        static HardwareAudit Snapshot(string processor, string tpm) => AuditOf(System.Text.Json.JsonSerializer.Serialize(new
        {
            type = "Snapshot",
            data = new
            {
                dmidecode = "Handle 1\nSystem Information\n\tManufacturer: X\n\nHandle 2\nProcessor Information\n\tVersion: " + processor
                    + "\n\tCore Count: 4\n\nHandle 3\nMemory Device\n\tSize: 8 GB\n\nHandle 4\nTPM Device\n\tSpecification Version: " + tpm + "\n",
            },
        }));
    }

    [Theory]
    [InlineData("\"success\":true", "\"success\":false")]
    [InlineData("\"return_code\":0", "\"return_code\":1")]
    [InlineData("\"result\":true", "\"result\":false")]
    public void A_sanitize_report_with_anything_wrong_is_no_success(string right, string wrong)
    {
        const string Report = """
            {"steps":[{"success":true,"commands":[{"command":"shred --iterations=1 /dev/sda","return_code":0,"success":true}]}],
             "validation":{"result":true,"commands":[]},"device_info":{"serial_number":"ABC123"},"result":true,"version":"1"}
            """;
        var ok = Assert.Single(Assert.IsType<ReportRead>(ReportReader.Read(Encoding.UTF8.GetBytes(Report))).Wipes);
        var failed = Assert.Single(Assert.IsType<ReportRead>(ReportReader.Read(Encoding.UTF8.GetBytes(Report.Replace(right, wrong, StringComparison.Ordinal)))).Wipes);

        Assert.Equal((true, false), (ok.Succeeded, ok.Verified));
        Assert.Equal((false, false), (failed.Succeeded, failed.Verified));
    }

    [RealFileFact]
    public void A_real_report_cut_anywhere_is_read_or_refused_and_a_cut_wipe_is_never_a_success()
    {
        foreach (var path in Directory.GetFiles(RealFiles.Folder!, "*", SearchOption.AllDirectories).Where(path => path.EndsWith(".json", StringComparison.Ordinal) || path.EndsWith(".log", StringComparison.Ordinal)))
        {
            var bytes = File.ReadAllBytes(path);
            for (var cut = 0; cut < 20; cut++)
            {
                var length = bytes.Length * cut / 20;
                if (ReportReader.Read(bytes.AsSpan(0, length)) is ReportRead read)
                {
                    Assert.DoesNotContain(read.Wipes, wipe => wipe.Succeeded);
                }
            }
        }
    }

    private static HardwareAudit AuditOf(string json) => Assert.Single(Assert.IsType<ReportRead>(ReportReader.Read(Encoding.UTF8.GetBytes(json))).Audits);

    private static string RefusalOf(byte[] bytes) => Assert.IsType<ReportRefused>(ReportReader.Read(bytes)).Reason.Code;
}
