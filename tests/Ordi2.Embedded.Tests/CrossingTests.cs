using Orleans.Embedded;
using Orleans.Serialization;

namespace Ordi2.Embedded.Tests;

/// <summary>Which types may cross a call, asked by several at once.</summary>
public sealed class CrossingTests
{
    private const int Depths = 60;
    private const int AtOnce = 8;

    [Fact]
    public async Task Nobody_takes_a_type_for_right_that_somebody_else_is_only_looking_at()
    {
        var type = typeof(NoSerializer);

        for (var depth = 0; depth < Depths; depth++)
        {
            // A type that nobody has asked for yet, with what cannot cross at its very end.
            type = typeof(Wrapped<>).MakeGenericType(type);
            using var together = new Barrier(AtOnce);

            var asked = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    together.SignalAndWait();
                    return Record.Exception(() => Crossing.Check(type, "a test"));
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.All(asked, error => Assert.IsType<CodecNotFoundException>(error));
        }
    }

    [Fact]
    public void A_type_that_holds_itself_is_looked_at_once()
    {
        Crossing.Check(typeof(Chained), "a test");
        Crossing.Check(typeof(Chained), "a test");

        Assert.IsType<CodecNotFoundException>(Record.Exception(() => Crossing.Check(typeof(BadlyChained), "a test")));
        Assert.IsType<CodecNotFoundException>(Record.Exception(() => Crossing.Check(typeof(BadlyChained), "a test")));
    }
}

internal sealed record NoSerializer(string Text);

[GenerateSerializer]
internal sealed record Wrapped<T>([property: Id(0)] T Inner);

[GenerateSerializer]
internal sealed class Chained
{
    [Id(0)]
    public Chained? Next { get; set; }
}

[GenerateSerializer]
internal sealed record BadlyChained([property: Id(0)] BadlyChained? Next, [property: Id(1)] NoSerializer What);
