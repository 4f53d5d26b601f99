using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ordi2.Domain.Reports;

namespace Ordi2.Domain.Tests.Reports;

public class HostileReportTests
{
    [Fact]
    public void Random_bytes_never_throw() =>
        Prop.ForAll<byte[]>(bytes => ReportReader.Read(bytes) is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Random_json_that_looks_like_a_report_never_throws() =>
        Prop.ForAll(Json(5).ToArbitrary(), json => ReportReader.Read(Encoding.UTF8.GetBytes(json)) is not null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Random_lines_of_a_wipe_log_never_throw() =>
        Prop.ForAll(Gen.Elements(NwipeLog.Of("sda", "sdb").Split('\n')).ListOf().ToArbitrary(), lines =>
            ReportReader.Read(Encoding.UTF8.GetBytes("[2026/11/21 17:39:08] notice: nwipe\n" + string.Join('\n', lines))) is not null)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [RealFileFact]
    public void Real_reports_with_random_bytes_changed_never_throw()
    {
        var random = new System.Random(7);
        foreach (var path in Directory.GetFiles(RealFiles.Folder!, "*", SearchOption.AllDirectories).Where(path => path.EndsWith(".json", StringComparison.Ordinal) || path.EndsWith(".log", StringComparison.Ordinal)))
        {
            var bytes = File.ReadAllBytes(path);
            for (var round = 0; round < 10; round++)
            {
                var broken = bytes.ToArray();
                for (var i = 0; i < 1 + (round * 3); i++)
                {
                    broken[random.Next(broken.Length)] = (byte)random.Next(256);
                }

                Assert.NotNull(ReportReader.Read(broken));
            }
        }
    }

    private static Gen<string> Json(int depth)
    {
        var names = Gen.Elements(
            "id", "class", "type", "@type", "device", "data", "components", "children", "logicalname", "serial", "size", "serialNumber", "steps", "commands",
            "device_info", "result", "validation", "configuration", "lshw", "smartctl", "smart", "dmidecode", "inxi", "erase", "erasure", "actions", "capabilities");
        var leaves = Gen.Elements(
            "\"system\"", "\"disk\"", "\"Snapshot\"", "\"HardDrive\"", "\"/dev/nvme0n1\"", "\"/dev/mmcblk0\"", "\"memory\"", "\"bank\"", "\"storage\"", "\"processor\"",
            "null", "true", "false", "0", "-1", "1e999", "12345678901234567890", "\"\\ud800\"", "\"\\u0000\"", "\"\"", "\"[]\"", "\"{\\\"id\\\":1}\"", "\"EraseBasic\"", "\"usb@1:2\"");

        if (depth == 0)
        {
            return leaves;
        }

        var members = Gen.Choose(0, 6).SelectMany(count =>
            names.SelectMany(name => Json(depth - 1).Select(value => $"\"{name}\":{value}")).ArrayOf(count)).Select(list => "{" + string.Join(',', list) + "}");
        var items = Gen.Choose(0, 4).SelectMany(count => Json(depth - 1).ArrayOf(count)).Select(list => "[" + string.Join(',', list) + "]");

        return Gen.OneOf(members, members, members, items, leaves);
    }
}
