using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

/// <summary>Which wipe proves what for which medium: the table of domain.md 2.8, every cell.</summary>
public sealed class WipeJudgementTests
{
    private static readonly WipeReport Proof = Given.Proof(World.Disk);

    public static TheoryData<MediumKind, WipeMethod, MediumState?> Cells { get; } = new()
    {
        { MediumKind.Hdd, WipeMethod.Overwrite, MediumState.Cleared },
        { MediumKind.Hdd, WipeMethod.DeviceSanitize, MediumState.Purged },
        { MediumKind.Hdd, WipeMethod.CryptoErase, MediumState.Purged },
        { MediumKind.SataSsd, WipeMethod.Overwrite, null },
        { MediumKind.SataSsd, WipeMethod.DeviceSanitize, MediumState.Purged },
        { MediumKind.SataSsd, WipeMethod.CryptoErase, MediumState.Purged },
        { MediumKind.Nvme, WipeMethod.Overwrite, null },
        { MediumKind.Nvme, WipeMethod.DeviceSanitize, MediumState.Purged },
        { MediumKind.Nvme, WipeMethod.CryptoErase, MediumState.Purged },
        { MediumKind.Emmc, WipeMethod.Overwrite, null },
        { MediumKind.Emmc, WipeMethod.DeviceSanitize, MediumState.Cleared },
        { MediumKind.Emmc, WipeMethod.CryptoErase, null },
        { MediumKind.Sd, WipeMethod.Overwrite, null },
        { MediumKind.Sd, WipeMethod.DeviceSanitize, MediumState.Cleared },
        { MediumKind.Sd, WipeMethod.CryptoErase, null },
        { MediumKind.Other, WipeMethod.Overwrite, null },
        { MediumKind.Other, WipeMethod.DeviceSanitize, null },
        { MediumKind.Other, WipeMethod.CryptoErase, null },
        { MediumKind.Hdd, WipeMethod.Unknown, null },
        { MediumKind.SataSsd, WipeMethod.Unknown, null },
        { MediumKind.Nvme, WipeMethod.Unknown, null },
        { MediumKind.Emmc, WipeMethod.Unknown, null },
        { MediumKind.Sd, WipeMethod.Unknown, null },
        { MediumKind.Other, WipeMethod.Unknown, null },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_method_reaches_a_medium_or_proves_nothing(MediumKind kind, WipeMethod method, MediumState? reached)
    {
        var verdict = WipeJudgement.Of(kind, Proof with { Method = method });

        Assert.Equal(reached is not null, WipeJudgement.Reaches(kind, method));
        Assert.Equal(reached ?? MediumState.Failed, verdict.State);
        Assert.Equal(reached is null ? "wipe-method-does-not-reach" : null, verdict.Reason?.Code);
    }

    [Fact]
    public void Every_cell_is_in_the_table() =>
        Assert.Equal(Enum.GetValues<MediumKind>().Length * Enum.GetValues<WipeMethod>().Length, Cells.Count);

    [Fact]
    public void Only_a_verified_finished_success_without_errors_is_a_proof()
    {
        Assert.True(Verdict(Proof).IsProof);
        Assert.True(Verdict(Proof with { RoundsRequested = 0, RoundsCompleted = 0, BytesErased = 0, SizeBytes = 0 }).IsProof);
        Assert.Equal("wipe-did-not-succeed", Why(Proof with { Succeeded = false }));
        Assert.Equal("wipe-had-errors", Why(Proof with { Errors = 1 }));
        Assert.Equal("wipe-had-errors", Why(Proof with { Errors = -1 }));
        Assert.Equal("wipe-not-verified", Why(Proof with { Verified = false }));
        Assert.Equal("wipe-not-finished", Why(Proof with { RoundsRequested = 3, RoundsCompleted = 2 }));
        Assert.Equal("wipe-not-finished", Why(Proof with { BytesErased = Proof.SizeBytes - 1 }));
    }

    private static WipeVerdict Verdict(WipeReport report) => WipeJudgement.Of(MediumKind.Hdd, report);

    private static string? Why(WipeReport report)
    {
        Assert.Equal(MediumState.Failed, Verdict(report).State);
        return Verdict(report).Reason?.Code;
    }
}
