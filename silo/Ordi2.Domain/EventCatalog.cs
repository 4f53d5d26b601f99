using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Ordi2.Contracts.Json;

namespace Ordi2.Domain;

/// <summary>How the facts of one aggregate are stored: their names, and their JSON, which is the same bytes every time.</summary>
public static class EventCatalog<TEvent>
    where TEvent : class
{
    private static readonly FrozenDictionary<string, Type> Types = typeof(TEvent).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(TEvent)))
        .ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    // Looked up when the first one is written: a start reads no more of the many kinds than it needs.
    private static readonly ConcurrentDictionary<Type, ImmutableArray<string>> FreeTexts = [];

    public static IEnumerable<string> StoredNames => Types.Keys;

    /// <summary>The stored names of some facts.</summary>
    public static IEnumerable<string> NamesOf(params IEnumerable<Type> facts) => facts.Select(fact => Names[fact]);

    public static string NameOf(TEvent @event) => Names[@event.GetType()];

    /// <summary>The fields of its JSON, at any depth, that hold what somebody typed.</summary>
    public static ImmutableArray<string> FreeTextOf(TEvent @event) => FreeTexts.GetOrAdd(@event.GetType(), FreeTextsOf);

    public static byte[] Write(TEvent @event) => JsonSerializer.SerializeToUtf8Bytes(@event, @event.GetType(), WireJson.Options);

    /// <exception cref="InvalidOperationException">The ledger holds a fact that this program does not know: it is older than the data.</exception>
    public static TEvent Read(string name, ReadOnlySpan<byte> data)
    {
        if (!Types.TryGetValue(name, out var type))
        {
            throw new InvalidOperationException($"The ledger holds '{name}', which this version does not know. Install the version that wrote it, or a newer one.");
        }

        return (TEvent?)JsonSerializer.Deserialize(data, type, WireJson.Options)
            ?? throw new InvalidOperationException($"The ledger holds an empty '{name}'.");
    }

    private static ImmutableArray<string> FreeTextsOf(Type type) =>
    [
        .. type.GetCustomAttribute<FreeTextAttribute>()?.Fields ?? [],
        .. type.GetProperties().Where(property => property.IsDefined(typeof(FreeTextAttribute))).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)),
        .. type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Where(parameter => parameter.IsDefined(typeof(FreeTextAttribute))).Select(parameter => JsonNamingPolicy.CamelCase.ConvertName(parameter.Name!)),
    ];

    private static string NameOf(Type type) => type.GetCustomAttribute<StoredAsAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} has no [StoredAs].");
}
