using Ordi2.Barcodes.Symbols;
using Ordi2.Barcodes.Tests.Pictures;
using Ordi2.Barcodes.Tests.Symbols;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Watching;

namespace Ordi2.Scanner.Tests.Watching;

public class WatchTests
{
    [Theory]
    [InlineData("HTTPS://O2.EXAMPLE/M/B7N2KDR")]
    [InlineData("B7N2KDR")]
    public void A_photo_of_a_label_is_a_scan_of_it_for_the_reports_that_come_next(string text)
    {
        using var bench = new WatchBench();
        bench.Scanned();
        bench.Write("IMG_0001.png", Photo(text));

        Assert.Equal(0, bench.Look());
        Assert.Contains("B7N 2KDR est au banc", bench.Said, StringComparison.Ordinal);
        Assert.Empty(bench.Store.List());
        bench.Write("audit.json", WatchBench.Audit());
        bench.Look();

        Assert.Equal("B7N2KDR", Assert.Single(bench.Store.List()).Scan.Code);
        Assert.All(bench.Files, file => Assert.StartsWith("pris/", file, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SN 5CD1234", "Aucune étiquette lue.")]
    [InlineData("HTTPS://O2.EXAMPLE/C/B7N2KDR", "un badge ou un carton")]
    public void A_photo_that_says_no_machine_is_put_aside_and_the_one_of_before_stays(string text, string reason)
    {
        using var bench = new WatchBench();
        bench.Scanned();
        bench.Write("photo.png", Photo(text));

        Assert.Equal(0, bench.Look());

        Assert.Contains(reason, File.ReadAllText(Path.Combine(bench.Folder, "a-voir", "photo.png.raison.txt")), StringComparison.Ordinal);
        Assert.Equal(WatchBench.Label, bench.Store.Bench()?.Code);
    }

    [Fact]
    public void A_photo_that_is_still_being_copied_is_waited_for()
    {
        using var bench = new WatchBench();
        bench.Write("photo.png", Photo("B7N2KDR")[..^20]);

        Assert.Equal(1, bench.Look());
        Assert.Null(bench.Store.Bench());
        bench.Write("photo.png", Photo("B7N2KDR"));

        Assert.Equal(0, bench.Look());
        Assert.Equal("B7N2KDR", bench.Store.Bench()?.Code);
    }

    private static byte[] Photo(string text) => PngFile.Of(Picture.Of(QrCode.Draw(text), 4));

    [Theory]
    [InlineData("notes.txt", "hello", "n'est pas un rapport connu")]
    [InlineData("report.xml", "<!DOCTYPE x [<!ENTITY a \"b\">]><x/>", "Les fichiers XML ne sont pas acceptés")]
    [InlineData("certificate.pdf", "%PDF-1.7", "Un PDF ne peut pas être relu")]
    [InlineData("all.zip", "PK\u0003\u0004", "est une archive")]
    public void What_cannot_be_read_is_put_aside_with_the_reason_beside_it(string name, string text, string reason)
    {
        using var bench = new WatchBench();
        bench.Scanned();
        bench.Write(name, text);

        Assert.Equal(0, bench.Look());

        Assert.Equal([$"a-voir/{name}", $"a-voir/{name}.raison.txt"], bench.Files);
        Assert.Contains(reason, File.ReadAllText(Path.Combine(bench.Folder, "a-voir", $"{name}.raison.txt")), StringComparison.Ordinal);
        Assert.Empty(bench.Store.List());
    }

    [Fact]
    public void A_file_that_is_larger_than_any_report_is_not_even_read()
    {
        using var bench = new WatchBench();
        using (var file = File.Create(Path.Combine(bench.Folder, "huge.json")))
        {
            file.SetLength(4L * 1024 * 1024 * 1024);
        }

        bench.Look();

        Assert.Contains("4096 Mo", File.ReadAllText(Path.Combine(bench.Folder, "a-voir", "huge.json.raison.txt")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"id\":\"pc\",\"class\":\"sys")]
    public void A_half_written_file_is_not_taken_until_it_is_whole(string half)
    {
        using var bench = new WatchBench();
        bench.Scanned();
        bench.Write("audit.json", half);

        Assert.Equal(1, bench.LookAfter(TimeSpan.FromSeconds(30)));
        Assert.Equal(["audit.json"], bench.Files);

        bench.Write("audit.json", WatchBench.Audit());
        Assert.Equal(1, bench.LookAfter(TimeSpan.FromSeconds(1)));
        Assert.Equal(0, bench.Look());
        Assert.Equal("record-audit", Assert.Single(bench.Store.List()).Scan.Step);
    }

    [Fact]
    public void A_file_that_stays_half_written_is_put_aside_in_the_end()
    {
        using var bench = new WatchBench();
        bench.Write("audit.json", "{\"id\":\"pc\",");

        bench.LookAfter(TimeSpan.FromMinutes(2));

        Assert.Contains("a-voir/audit.json.raison.txt", bench.Files);
    }

    [Theory]
    [InlineData(".H4T9CXB.json")]
    [InlineData("H4T9CXB.json.part")]
    [InlineData("H4T9CXB.json~")]
    public void A_name_that_tools_give_while_they_write_is_left_alone(string name)
    {
        using var bench = new WatchBench();
        bench.Write(name, WatchBench.Audit());

        bench.Look();

        Assert.Equal([name], bench.Files);
    }

    [Fact]
    public void A_wipe_that_still_runs_is_not_taken_for_a_failure_and_one_that_was_cut_off_is_shown_to_a_person()
    {
        using var bench = new WatchBench();
        bench.Scanned();
        var log = WatchBench.Wipe("overwrite");
        bench.Write("nwipe.log", log[..log.LastIndexOf("[2", StringComparison.Ordinal)]);

        Assert.Equal(1, bench.LookAfter(TimeSpan.FromHours(20)));
        Assert.Empty(bench.Store.List());
        bench.LookAfter(TimeSpan.FromHours(5));

        Assert.Contains("s'arrête avant la fin", File.ReadAllText(Path.Combine(bench.Folder, "a-voir", "nwipe.log.raison.txt")), StringComparison.Ordinal);
        Assert.Empty(bench.Store.List());
    }

    [Theory]
    [InlineData("overwrite", "wipe-succeeded")]
    [InlineData("failed", "wipe-failed")]
    public void A_wipe_log_becomes_what_the_tool_says_and_the_raw_file_is_kept(string wipe, string step)
    {
        using var bench = new WatchBench();
        bench.Scanned("B7N2KDR");
        bench.Write("nwipe.log", WatchBench.Wipe(wipe));

        Assert.Equal(0, bench.Look());

        var scan = Assert.Single(bench.Store.List()).Scan;
        Assert.Equal(("B7N2KDR", step), (scan.Code, scan.Step));
        Assert.Contains($"\"{scan.Evidence}\"", scan.Data, StringComparison.Ordinal);
        var kept = Assert.Single(bench.Files);
        Assert.Matches("^pris/[0-9-]{10}/nwipe\\.log$", kept);
        Assert.Equal(WatchBench.Wipe(wipe), File.ReadAllText(Path.Combine(bench.Folder, kept)));
    }

    [Fact]
    public void The_name_of_the_file_goes_before_the_machine_that_was_scanned_last()
    {
        using var bench = new WatchBench();
        bench.Scanned("B7N2KDR");
        bench.Write("h4t-9cxb_lshw.json", WatchBench.Audit());

        bench.Look();

        Assert.Equal("H4T9CXB", Assert.Single(bench.Store.List()).Scan.Code);
    }

    [Theory]
    [InlineData(29, "H4T9CXB")]
    [InlineData(31, "PF123")]
    public void An_audit_is_of_the_machine_scanned_last_for_half_an_hour_and_then_of_its_serial(int minutes, string code)
    {
        using var bench = new WatchBench();
        bench.Scanned();
        bench.Clock.Advance(TimeSpan.FromMinutes(minutes));
        bench.Write("audit.json", WatchBench.Audit());

        bench.Look();

        Assert.Equal(code, Assert.Single(bench.Store.List()).Scan.Code);
    }

    [Fact]
    public void A_report_of_no_known_machine_is_put_aside_and_says_what_to_do()
    {
        using var bench = new WatchBench();
        bench.Write("nwipe.log", WatchBench.Wipe("overwrite"));

        bench.Look();

        Assert.Contains("Scannez la machine", File.ReadAllText(Path.Combine(bench.Folder, "a-voir", "nwipe.log.raison.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_that_comes_again_is_not_taken_twice_unless_the_server_refused_it()
    {
        using var bench = new WatchBench();
        bench.Scanned();
        bench.Write("wipe.log", WatchBench.Wipe("overwrite"));
        bench.Look();

        // As after a kill between keeping and moving, and another machine was scanned meanwhile.
        bench.Scanned("B7N2KDR");
        bench.Write("wipe.log", WatchBench.Wipe("overwrite"));
        bench.Look();
        var first = Assert.Single(bench.Store.List());
        Assert.Contains("déjà pris pour H4T 9CXB", bench.Said, StringComparison.Ordinal);

        bench.Store.Answer([new Receipt(first.Scan.Id, States.Refused)]);
        bench.Write("wipe.log", WatchBench.Wipe("overwrite"));
        bench.Look();

        Assert.Equal(["B7N2KDR", "H4T9CXB"], bench.Store.List().Select(scan => scan.Scan.Code));
        Assert.Equal(3, bench.Files.Count());
    }

    [Fact]
    public void A_machine_that_is_looked_at_again_may_give_the_same_report_but_one_file_is_taken_once()
    {
        using var bench = new WatchBench();
        var written = DateTime.UtcNow;
        bench.Scanned();

        foreach (var at in (DateTime[])[written, written, written.AddDays(1)])
        {
            bench.Write("audit.json", WatchBench.Audit());
            File.SetLastWriteTimeUtc(Path.Combine(bench.Folder, "audit.json"), at);
            bench.Look();
        }

        Assert.Equal(2, bench.Store.List().Length);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    public void Locks_were_tested_where_somebody_said_so_and_never_by_itself(bool scanned, bool bench, bool tested)
    {
        using var watch = new WatchBench(WatchSettings.Usual with { LocksTested = bench });
        watch.Scanned(locksTested: scanned);
        watch.Write("audit.json", WatchBench.Audit());

        watch.Look();

        Assert.Contains($"\"locksTested\":{(tested ? "true" : "false")}", Assert.Single(watch.Store.List()).Scan.Data, StringComparison.Ordinal);
    }

    [RealReportsFact]
    public void Every_report_that_a_real_tool_wrote_is_taken_or_put_aside_and_none_is_left_or_lost()
    {
        using var bench = new WatchBench();
        var real = Directory.EnumerateFiles(ReportShelf.FindFolder()!, "*", SearchOption.AllDirectories)
            .Where(path => new DirectoryInfo(Path.GetDirectoryName(path)!).Name is "lshw" or "nwipe" or "sanitize" or "ereuse-snapshots").ToList();
        real.ForEach(path => File.Copy(path, Path.Combine(bench.Folder, Path.GetFileName(path))));
        bench.Scanned();

        // Two of them are the same to the letter, of two looks at one machine.
        foreach (var (path, i) in Directory.EnumerateFiles(bench.Folder).Select((path, i) => (path, i)))
        {
            File.SetLastWriteTimeUtc(path, new DateTime(2026, 3, 1, 0, 0, i, DateTimeKind.Utc));
        }

        bench.LookAfter(TimeSpan.FromMinutes(2));

        var taken = bench.Files.Count(name => name.StartsWith("pris/", StringComparison.Ordinal));
        var aside = bench.Files.Where(name => name.StartsWith("a-voir/", StringComparison.Ordinal) && !name.EndsWith(WatchedFolder.ReasonSuffix, StringComparison.Ordinal)).ToList();
        Assert.Equal(real.Count, taken + aside.Count);
        Assert.All(aside, name => Assert.NotEmpty(File.ReadAllText(Path.Combine(bench.Folder, name + WatchedFolder.ReasonSuffix))));

        // 16 lists of hardware and the snapshots; every one of the logs and the sanitize report.
        Assert.Equal(16, bench.Store.List().Count(scan => scan.Scan.Step is "record-audit" && scan.Scan.Data!.Contains("\"lshw\"", StringComparison.Ordinal)));
        Assert.Equal(3, bench.Store.List().Count(scan => scan.Scan.Step.StartsWith("wipe-", StringComparison.Ordinal) && !scan.Scan.Data!.Contains("ereuse", StringComparison.Ordinal)));
    }
}
