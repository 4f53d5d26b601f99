using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Tests.Machines;

public sealed class SamplesTests
{
    [Fact]
    public void There_is_a_machine_for_each_status() => Assert.All(Enum.GetValues<MachineStatus>(), status => Samples.At(status).Is(status));

    [Fact]
    public void There_is_a_command_for_each_step() =>
        Assert.Equal(CommandCatalog<MachineCommand>.Steps.Order(), Samples.Commands.Keys.Select(CommandCatalog<MachineCommand>.StepOf).Order());
}
