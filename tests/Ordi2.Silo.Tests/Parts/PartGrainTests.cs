using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using static Ordi2.Silo.Tests.Aggregates.Territory;

namespace Ordi2.Silo.Tests.Parts;

public sealed class PartGrainTests(SiloFixture silo) : IClassFixture<SiloFixture>
{
    [Fact]
    public async Task A_disk_is_judged_on_the_bench_and_fitted_only_when_it_is_clean()
    {
        var part = silo.Grains.GetGrain<IPartGrain>($"part/{SiloFixture.NewMachine()}");
        var machine = SiloFixture.NewMachine();
        var report = new WipeReport
        {
            Evidence = new("nwipe", new string('a', 64)),
            Serial = "WD-1",
            Method = WipeMethod.Overwrite,
            Succeeded = true,
            Verified = false,
        };

        await DoneAsync(part.DoAsync(
            new RegisterPart("hdd", Cast.Workshop) { Medium = new("WD-1", MediumKind.Hdd, 500), SerialSeenByAudit = true },
            Cast.As(Cast.Workshop, Contracts.Role.System, "machine"),
            Guid.CreateVersion7()));
        Assert.Equal("part-not-wiped", await RefusedAsync(part.DoAsync(new FitIn(machine), Cast.Operator, Guid.CreateVersion7())));

        var failed = await DoneAsync(part.DoAsync(new RecordWipe(report), Cast.Operator, Guid.CreateVersion7()));
        Assert.Equal(MediumState.Failed, failed.MediumState);
        Assert.Equal("part-not-wiped", await RefusedAsync(part.DoAsync(new FitIn(machine), Cast.Operator, Guid.CreateVersion7())));

        await DoneAsync(part.DoAsync(new RecordWipe(report with { Verified = true }), Cast.Operator, Guid.CreateVersion7()));
        var fitted = await DoneAsync(part.DoAsync(new FitIn(machine), Cast.Operator, Guid.CreateVersion7()));
        Assert.Equal((PartStatus.Fitted, MediumState.Cleared, machine), (fitted.Status, fitted.MediumState, fitted.In!.Value));

        await silo.ForgetAsync(part);
        Assert.Equal(MediumState.Cleared, (await part.GetAsync())!.MediumState);
    }
}
