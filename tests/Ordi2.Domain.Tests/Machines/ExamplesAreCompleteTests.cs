using Ordi2.Domain.Tests.Texts;

namespace Ordi2.Domain.Tests.Machines;

public sealed class ExamplesAreCompleteTests
{
    [Fact]
    public void Every_refusal_and_finding_of_a_machine_is_shown_by_an_example()
    {
        var told = string.Concat(Directory.EnumerateFiles(Checkout.PathOf("tests/Ordi2.Domain.Tests/Machines"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var untold = CodesInSource.Under("silo/Ordi2.Domain/Machines").Select(made => made.Code).Distinct()
            .Where(code => !told.Contains($"\"{code}\"", StringComparison.Ordinal));

        Assert.Empty(untold);
    }
}
