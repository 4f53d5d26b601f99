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
    public void An_nwipe_log_says_how_each_pass_went_with_what_generator_and_what_was_read_back()
    {
        var short3 = Assert.Single(RealFiles.Read("nwipe/nwipe-0.33-dodshort.log").Wipes);
        Assert.Equal(("Isaac64", VerifyPass.AllPasses, new WipeErrors(0, 0, 0)), (short3.Prng, short3.VerifyPass, short3.ErrorsBy));
        Assert.Equal(("VIRT", "Loopback device"), (short3.Bus, short3.Model));

        // nwipe asks no loop device for hidden areas, and says nothing of them.
        Assert.Equal(HiddenAreas.Unsaid, short3.Hidden);
        Assert.Equal([WipeStepKind.Overwrite, WipeStepKind.Overwrite, WipeStepKind.Random, WipeStepKind.Zero], short3.Steps.Select(step => step.Kind));
        Assert.All(short3.Steps, step => Assert.Equal(StepSeverity.Info, step.Severity));
        Assert.Equal([(10, 10), (10, 10), (10, 11), (11, 11)], short3.Steps.Select(step => (step.StartedAt!.Value.Second, step.EndedAt!.Value.Second)));

        var zero = Assert.Single(RealFiles.Read("nwipe/nwipe-0.33-zero.log").Wipes);
        Assert.Equal([WipeStepKind.Zero, WipeStepKind.Zero], zero.Steps.Select(step => step.Kind));
        Assert.Equal(VerifyPass.LastPass, zero.VerifyPass);
    }

    [RealFileFact]
    public void A_sanitize_report_says_what_its_commands_wrote_and_that_it_read_back_a_sample()
    {
        var wipe = Assert.Single(RealFiles.Read("sanitize/2023-07-22_120312E2M3121K00UN6S.json").Wipes);
        Assert.Equal(("Hitachi_HTS543232A7A384", "usb", VerifyPass.SampleOnly, HiddenAreas.Unsaid), (wipe.Model, wipe.Bus, wipe.VerifyPass, wipe.Hidden));

        // The tool calls it zeros; shred without --zero writes random data.
        var step = Assert.Single(wipe.Steps);
        Assert.Equal((WipeStepKind.Random, StepSeverity.Info, wipe.StartedAt, wipe.EndedAt), (step.Kind, step.Severity, step.StartedAt, step.EndedAt));
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
