using Ordi2.Contracts.Machines;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Tests.Machines;

public sealed class ProfileRuleTests
{
    private const long Giga = 1_000_000_000;

    [Theory]
    [InlineData(4, 16, 256, Profile.Multimedia)]
    [InlineData(8, 32, 1000, Profile.Multimedia)]
    [InlineData(2, 16, 256, Profile.Office)]
    [InlineData(4, 8, 256, Profile.Office)]
    [InlineData(4, 16, 128, Profile.Office)]
    [InlineData(2, 8, 128, Profile.Office)]
    [InlineData(2, 4, 64, Profile.LightWeb)]
    [InlineData(2, 8, 64, Profile.LightWeb)]
    [InlineData(1, 8, 128, Profile.None)]
    [InlineData(2, 2, 64, Profile.None)]
    [InlineData(2, 4, 32, Profile.None)]
    [InlineData(0, 0, 0, Profile.None)]
    public void A_machine_is_good_enough_for_the_best_profile_whose_three_thresholds_it_reaches(int cores, int memory, int disk, Profile expected) =>
        Assert.Equal(expected, ProfileRule.Of(Audit(cores, memory * Giga, new AuditedMedium("S", MediumKind.Nvme, disk * Giga))));

    [Fact]
    public void A_magnetic_disk_does_not_count_and_two_flash_disks_count_together()
    {
        Assert.Equal(Profile.None, ProfileRule.Of(Audit(4, 16 * Giga, new AuditedMedium("H", MediumKind.Hdd, 1000 * Giga))));
        Assert.Equal(Profile.Office, ProfileRule.Of(Audit(4, 16 * Giga, new AuditedMedium("A", MediumKind.SataSsd, 60 * Giga), new AuditedMedium("B", MediumKind.Emmc, 64 * Giga))));
    }

    [Fact]
    public void Memory_of_which_the_graphics_take_a_little_still_counts() =>
        Assert.Equal(Profile.LightWeb, ProfileRule.Of(Audit(2, 3_700_000_000, new AuditedMedium("S", MediumKind.SataSsd, 60 * Giga))));

    private static HardwareAudit Audit(int cores, long memory, params AuditedMedium[] media) => new()
    {
        Evidence = new Evidence("lshw", "00"),
        Cores = cores,
        MemoryBytes = memory,
        Media = [.. media],
    };
}
