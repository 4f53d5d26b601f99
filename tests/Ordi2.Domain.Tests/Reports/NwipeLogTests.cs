using System.Collections.Immutable;
using System.Text;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Reports;

namespace Ordi2.Domain.Tests.Reports;

public class NwipeLogTests
{
    [Fact]
    public void A_run_that_says_everything_is_a_verified_success()
    {
        var wipe = Assert.Single(Read(NwipeLog.Of("sda")));
        Assert.Equal(("WD-1234", true, true, 0L), (wipe.Serial, wipe.Succeeded, wipe.Verified, wipe.Errors));
    }

    [Fact]
    public void Without_a_verify_pass_it_is_a_success_that_is_not_verified()
    {
        var wipe = Assert.Single(Read(NwipeLog.WithVerify("0 (off)").Without("[SUCCESS] Verified")));
        Assert.Equal((true, false), (wipe.Succeeded, wipe.Verified));
    }

    [Fact]
    public void A_verify_that_was_asked_for_and_is_not_told_of_is_not_verified() =>
        Assert.False(Assert.Single(Read(NwipeLog.Of("sda").Without("[SUCCESS] Verified"))).Verified);

    [Fact]
    public void A_verify_that_read_only_a_part_is_not_verified() =>
        Assert.False(Assert.Single(Read(NwipeLog.Of("sda").Replace("1000204886016 bytes read", "500102443008 bytes read", StringComparison.Ordinal))).Verified);

    [Theory]
    [InlineData("bytes written to")]
    [InlineData("bytes read from")]
    [InlineData("sect/blk/dev")]
    public void A_log_from_which_a_line_about_the_whole_disk_was_cut_out_is_not_verified(string line) =>
        Assert.False(Assert.Single(Read(NwipeLog.Of("sda").Without(line))).Verified);

    [Theory]
    [InlineData("|           1 |                    0 |                    0", 1)]
    [InlineData("|           0 |                    7 |                    0", 7)]
    [InlineData("|           0 |                    0 |                    3", 3)]
    public void Any_error_means_no_success_whatever_the_status_says(string row, long errors)
    {
        var wipe = Assert.Single(Read(NwipeLog.Of("sda").Replace("|           0 |                    0 |                    0", row, StringComparison.Ordinal)));
        Assert.Equal((false, false, errors), (wipe.Succeeded, wipe.Verified, wipe.Errors));
    }

    [Theory]
    [InlineData("-FAILED-")]
    [InlineData("UABORTED")]
    [InlineData("INSANITY")]
    [InlineData("")]
    public void Any_other_status_than_erased_means_no_success(string status) =>
        Assert.False(Assert.Single(Read(NwipeLog.Of("sda").Replace("| Erased |", $"| {status} |", StringComparison.Ordinal))).Succeeded);

    [Fact]
    public void A_row_with_an_exclamation_mark_means_no_success() =>
        Assert.False(Assert.Single(Read(NwipeLog.Of("sda").Replace("       sda | Erased", "!      sda | Erased", StringComparison.Ordinal))).Succeeded);

    [Theory]
    [InlineData("Nwipe successfully")]
    [InlineData("Drive Status")]
    [InlineData("Error Summary")]
    [InlineData("Finished final round")]
    [InlineData("Invoking method")]
    public void A_log_that_stops_before_its_end_means_no_success(string from)
    {
        var log = NwipeLog.Of("sda");
        var wipes = ReportReader.Read(Encoding.UTF8.GetBytes(log[..log.IndexOf(from, StringComparison.Ordinal)])) is ReportRead read ? read.Wipes : [];
        Assert.All(wipes, wipe => Assert.Equal((false, false), (wipe.Succeeded, wipe.Verified)));
    }

    [Theory]
    [InlineData("Nwipe was aborted by the user. Check the summary table for the drive status.")]
    [InlineData("Nwipe exited with fatal errors. Check the summary table for the drive status.")]
    public void An_aborted_run_means_no_success(string end) =>
        Assert.False(Assert.Single(Read(NwipeLog.Of("sda").Replace("Nwipe successfully completed. See summary table for details.", end, StringComparison.Ordinal))).Succeeded);

    [Fact]
    public void Hidden_sectors_mean_no_success() =>
        Assert.False(Assert.Single(Read("[2026/11/21 17:39:08] warning: *** HIDDEN SECTORS DETECTED ! *** on /dev/sda\n" + NwipeLog.Of("sda"))).Succeeded);

    [Fact]
    public void A_disk_that_could_not_be_asked_for_hidden_sectors_is_not_verified()
    {
        var wipe = Assert.Single(Read("[2026/11/21 17:39:08] warning: [UNSURE] hidden sectors on /dev/sda\n" + NwipeLog.Of("sda")));
        Assert.Equal((true, false), (wipe.Succeeded, wipe.Verified));
    }

    [Theory]
    [InlineData("warning: *** HIDDEN SECTORS DETECTED ! *** on /dev/sda", HiddenAreas.Present, false)]
    [InlineData("warning: HIDDEN SECTORS INDETERMINATE! on /dev/sda, some USB adapters do not pass it on", HiddenAreas.Unsure, false)]
    [InlineData("warning: [UNSURE] hidden sectors on /dev/sda", HiddenAreas.Unsure, false)]
    [InlineData("info: No hidden sectors on /dev/sda", HiddenAreas.Absent, true)]
    [InlineData("info: No hidden sectors on /dev/sdb", HiddenAreas.Unsaid, true)]
    public void What_a_disk_may_hide_is_written_down(string said, HiddenAreas hidden, bool verified)
    {
        var wipe = Assert.Single(Read($"[2026/11/21 17:39:08] {said}\n" + NwipeLog.Of("sda")));
        Assert.Equal((hidden, verified), (wipe.Hidden, wipe.Verified));
    }

    [Fact]
    public void A_pass_that_failed_or_never_ended_says_so()
    {
        const string Pass = "[2026/11/21 17:39:09]  notice: Starting pass 1/2, round 1/1, on /dev/sda\n[2026/11/21 17:39:10]  error: Write error on /dev/sda\n"
            + "[2026/11/21 17:39:11]  notice: Finished pass 1/2, round 1/1, on /dev/sda\n[2026/11/21 17:39:12]  notice: Starting pass 2/2, round 1/1, on /dev/sda\n";
        var log = NwipeLog.Of("sda").Replace("[2026/11/21 17:39:08]  notice: 1000204886016 bytes written", Pass + "[2026/11/21 17:39:08]  notice: 1000204886016 bytes written", StringComparison.Ordinal);

        var wipe = Assert.Single(Read(log));

        Assert.Equal([StepSeverity.Error, StepSeverity.Unfinished], wipe.Steps.Select(step => step.Severity));
        Assert.Equal((11, (DateTimeOffset?)null), (wipe.Steps[0].EndedAt!.Value.Second, wipe.Steps[1].EndedAt));
    }

    [Fact]
    public void The_errors_of_a_disk_are_told_apart_by_where_they_happened() => Assert.Equal(
        new WipeErrors(1, 7, 3),
        Assert.Single(Read(NwipeLog.Of("sda").Replace(
            "|           0 |                    0 |                    0", "|           1 |                    7 |                    3", StringComparison.Ordinal))).ErrorsBy);

    [Fact]
    public void A_method_that_only_reads_is_not_a_wipe() =>
        Assert.False(Assert.Single(Read(NwipeLog.Of("sda").Replace("Fill With Zeros", "Verify Zeros", StringComparison.Ordinal))).Succeeded);

    [Fact]
    public void A_pass_that_wrote_only_a_part_is_no_success() =>
        Assert.False(Assert.Single(Read(NwipeLog.Of("sda").Replace("1000204886016 bytes written", "500102443008 bytes written", StringComparison.Ordinal))).Succeeded);

    [Fact]
    public void A_round_that_is_missing_is_no_success() =>
        Assert.False(Assert.Single(Read(NwipeLog.Of("sda").Replace("rounds   = 1", "rounds   = 3", StringComparison.Ordinal))).Succeeded);

    [Fact]
    public void Of_two_disks_in_one_run_the_failed_one_does_not_spoil_the_other()
    {
        var log = NwipeLog.Of("sda", "sdb")
            .Replace("       sdb | Erased", "!      sdb |-FAILED-", StringComparison.Ordinal)
            .Replace("Nwipe successfully completed.", "Nwipe exited with non fatal errors.", StringComparison.Ordinal);

        var wipes = Read(log);

        Assert.Equal([true, false], wipes.Select(wipe => wipe.Succeeded));
        Assert.Equal(["WD-1234", "WD-1235"], wipes.Select(wipe => wipe.Serial));
    }

    [Fact]
    public void A_log_that_was_copied_with_the_command_before_it_is_read() =>
        Assert.True(Assert.Single(Read("root@bench:~# nwipe --autonuke /dev/sda\n" + NwipeLog.Of("sda"))).Succeeded);

    [Fact]
    public void Two_runs_in_one_file_are_two_reports()
    {
        var wipes = Read(NwipeLog.Of("sda").Replace("| Erased |", "|-FAILED-|", StringComparison.Ordinal) + NwipeLog.Of("sda"));
        Assert.Equal([false, true], wipes.Select(wipe => wipe.Succeeded));
    }

    [Fact]
    public void Invalid_bytes_and_line_ends_of_windows_do_no_harm()
    {
        var bytes = Encoding.Latin1.GetBytes(NwipeLog.Of("sda").Replace("WD-1234", "WD\u00FF\u00C0-1234", StringComparison.Ordinal).ReplaceLineEndings("\r\n"));
        var wipe = Assert.Single(Assert.IsType<ReportRead>(ReportReader.Read(bytes)).Wipes);

        // A serial that is no text cannot be compared with anything: it must never match a medium of an audit.
        Assert.Equal(("?sda", true), (wipe.Serial, wipe.Succeeded));
    }

    [Fact]
    public void A_sanitize_method_of_the_disk_is_told_apart_from_an_overwrite() =>
        Assert.Equal(WipeMethod.DeviceSanitize, Assert.Single(Read(NwipeLog.Of("sda").Replace("Fill With Zeros", "Sanitize Block Erase", StringComparison.Ordinal))).Method);

    [Fact]
    public void A_log_that_stops_before_the_program_did_is_unfinished_whatever_its_rows_say()
    {
        Assert.False(Assert.IsType<ReportRead>(ReportReader.Read(Encoding.UTF8.GetBytes(NwipeLog.Of("sda")))).Unfinished);
        Assert.False(Assert.IsType<ReportRead>(ReportReader.Read(Encoding.UTF8.GetBytes(NwipeLog.Of("sda").Replace("Nwipe successfully completed", "Nwipe was aborted by the user", StringComparison.Ordinal)))).Unfinished);

        var cut = Assert.IsType<ReportRead>(ReportReader.Read(Encoding.UTF8.GetBytes(NwipeLog.Of("sda").Without("Nwipe successfully completed"))));
        Assert.True(cut.Unfinished);
        Assert.DoesNotContain(cut.Wipes, wipe => wipe.Succeeded);

        // nwipe appends to the file it is given: the last run counts.
        Assert.True(Assert.IsType<ReportRead>(ReportReader.Read(Encoding.UTF8.GetBytes(NwipeLog.Of("sda") + NwipeLog.Of("sdb").Without("Nwipe successfully completed")))).Unfinished);
    }

    private static ImmutableArray<WipeReport> Read(string log) => Assert.IsType<ReportRead>(ReportReader.Read(Encoding.UTF8.GetBytes(log))).Wipes;
}
