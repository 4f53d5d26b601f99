using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Tests.Reports;

public class RealWipeTests
{
    [RealFileTheory]
    [InlineData("nwipe-0.33-zero", "2026-11-21T17:39:08Z", "2026-11-21T17:39:08Z")]
    [InlineData("nwipe-0.33-dodshort", "2026-11-21T17:39:10Z", "2026-11-21T17:39:11Z")]
    public void A_clean_nwipe_run_is_a_verified_success_of_a_disk_without_a_readable_serial(string file, string started, string ended)
    {
        var wipe = Assert.Single(RealFiles.Read($"nwipe/{file}.log").Wipes);

        // The serial is four to six bytes of memory that are no text.
        Assert.Equal("?loop0", wipe.Serial);
        Assert.Equal((WipeMethod.Overwrite, "nwipe 0.33"), (wipe.Method, wipe.Tool));
        Assert.Equal((true, true, 0L), (wipe.Succeeded, wipe.Verified, wipe.Errors));
        Assert.Equal((1, 1, 20971520L, 20971520L), (wipe.RoundsRequested, wipe.RoundsCompleted, wipe.BytesErased, wipe.SizeBytes));
        Assert.Equal((DateTimeOffset.Parse(started, null), DateTimeOffset.Parse(ended, null)), (wipe.StartedAt, wipe.EndedAt));
        Assert.Equal("nwipe", wipe.Evidence.Format);
    }

    [RealFileFact]
    public void A_sanitize_report_that_sampled_ten_sectors_is_a_success_but_never_verified()
    {
        var read = RealFiles.Read("sanitize/2023-07-22_120312E2M3121K00UN6S.json");
        var wipe = Assert.Single(read.Wipes);

        Assert.Empty(read.Audits);
        Assert.Equal(("120312E2M3121K00UN6S", WipeMethod.Overwrite, "usody sanitize 0.1.1-beta1"), (wipe.Serial, wipe.Method, wipe.Tool));
        Assert.Equal((true, false, 0L), (wipe.Succeeded, wipe.Verified, wipe.Errors));
        Assert.Equal((1, 1, 320072933376L), (wipe.RoundsRequested, wipe.RoundsCompleted, wipe.SizeBytes));
        Assert.Equal("2023-07-21T21:48:59", wipe.StartedAt?.ToString("s"));
        Assert.Equal("2023-07-22T01:03:09", wipe.EndedAt?.ToString("s"));
    }
}
