using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ordi2.Domain.Tests.Aggregates;

namespace Ordi2.Domain.Tests.Stored;

/// <summary>What the ledger keeps for ever: every fact can be written and read back, today and in ten years.</summary>
public sealed class StoredEventTests
{
    private static readonly Dictionary<string, Type> Types = typeof(Decision<>).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<StoredAsAttribute>() is not null)
        .ToDictionary(type => type.GetCustomAttribute<StoredAsAttribute>()!.Name, StringComparer.Ordinal);

    public static TheoryData<string> Names { get; } = [.. Types.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_value_of_an_event_comes_back_as_it_was_written(string name)
    {
        var stored = Stored.Of(Types[name]);

        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var written = new Made(new Chance(seed)).Of(Types[name]);
            var bytes = stored.Write(written);
            var read = stored.Read(name, bytes);

            Assert.True(Made.Same(written, read), $"{written} came back as {read} from {Encoding.UTF8.GetString(bytes)}");
            Assert.Equal(bytes, stored.Write(read));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_newest_sample_is_what_the_program_writes_and_every_older_one_is_still_read(string name)
    {
        var stored = Stored.Of(Types[name]);
        var sample = Encoding.UTF8.GetString(stored.Write(new Made(chance: null).Of(Types[name])));
        var shapes = StoredSamples.Of(name);

        if (StoredSamples.MayGrow && (shapes.IsEmpty || shapes[^1] != sample))
        {
            StoredSamples.Add(name, sample);
            shapes = StoredSamples.Of(name);
        }

        Assert.True(
            !shapes.IsEmpty && shapes[^1] == sample,
            $"{name} has no sample of the shape that the program writes:\n{sample}\nLedgers hold\n{string.Join('\n', shapes)}\n"
            + "A shape may grow by members that may be missing: run the test with ORDI2_ACCEPT=1, which puts the new sample beside the others, and see that the "
            + "fold makes sense of a fact without them. Anything else is a new record with a new name.");

        foreach (var shape in shapes)
        {
            var read = Encoding.UTF8.GetString(stored.Write(stored.Read(name, Encoding.UTF8.GetBytes(shape))));
            Assert.True(StoredSamples.SaysAllOf(read, shape), $"{name} of an old ledger\n{shape}\nis understood as\n{read}");
        }
    }

    [Fact]
    public void A_sample_is_written_once_and_never_again()
    {
        var (listed, found) = (StoredSamples.Listed(), StoredSamples.Hashes());

        Assert.All(listed, one => Assert.True(
            found.GetValueOrDefault(one.Key) == one.Value,
            $"{one.Key} is not what it was when it was written: ledgers hold facts like the old one. Take it back from the history, and run the tests with ORDI2_ACCEPT=1."));
        Assert.Empty(found.Keys.Except(listed.Keys));
    }

    [Fact]
    public void No_sample_is_of_an_event_that_the_program_forgot() => Assert.Empty(StoredSamples.Hashes().Keys.Select(StoredSamples.NameOf).Except(Types.Keys));

    /// <summary>The catalogue of the aggregate that an event belongs to.</summary>
    private abstract class Stored
    {
        public static Stored Of(Type type)
        {
            var family = type;

            while (family.BaseType is { } parent && parent != typeof(object))
            {
                family = parent;
            }

            return (Stored)Activator.CreateInstance(typeof(Stored<>).MakeGenericType(family))!;
        }

        public abstract byte[] Write(object fact);

        public abstract object Read(string name, byte[] data);
    }

    private sealed class Stored<TEvent> : Stored
        where TEvent : class
    {
        public override byte[] Write(object fact) => EventCatalog<TEvent>.Write((TEvent)fact);

        public override object Read(string name, byte[] data) => EventCatalog<TEvent>.Read(name, data);
    }
}
