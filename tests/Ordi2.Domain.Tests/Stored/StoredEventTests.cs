using System.Reflection;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Ordi2.Domain.Tests.Aggregates;

namespace Ordi2.Domain.Tests.Stored;

/// <summary>What the ledger keeps for ever: every fact can be written and read back, today and in ten years.</summary>
public sealed class StoredEventTests
{
    private const string Folder = "tests/Ordi2.Domain.Tests/Stored/";

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
    public void The_sample_in_the_repository_is_still_read_and_still_written_so(string name)
    {
        var stored = Stored.Of(Types[name]);
        var file = Checkout.PathOf($"{Folder}{name}.json");
        var sample = Encoding.UTF8.GetString(stored.Write(new Made(chance: null).Of(Types[name])));

        // A sample is written once and never again: the shape of a stored fact does not change.
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("ORDI2_ACCEPT") == "1")
        {
            File.WriteAllText(file, sample + "\n");
        }

        Assert.True(File.Exists(file), $"{Folder}{name}.json is missing: run the test with ORDI2_ACCEPT=1 in the environment and commit it.");
        var kept = File.ReadAllText(file).TrimEnd();
        Assert.True(
            kept == sample && kept == Encoding.UTF8.GetString(stored.Write(stored.Read(name, Encoding.UTF8.GetBytes(kept)))),
            $"The shape of {name} has changed: ledgers hold\n{kept}\nand the program writes\n{sample}\nGive the new shape a new record with a new name; "
            + "before the first release, delete the sample and run the test with ORDI2_ACCEPT=1.");
    }

    [Fact]
    public void No_sample_is_of_an_event_that_the_program_forgot() => Assert.Empty(
        Directory.EnumerateFiles(Checkout.PathOf(Folder), "*.json").Select(Path.GetFileNameWithoutExtension).Except(Types.Keys));

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
