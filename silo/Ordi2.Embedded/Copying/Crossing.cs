using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Orleans.Embedded;

/// <summary>Which types may cross a call, and which of them are shared because nobody can change them.</summary>
internal static class Crossing
{
    private static readonly FrozenSet<Type> Values = new[]
    {
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(TimeSpan), typeof(DateOnly), typeof(TimeOnly),
        typeof(Guid), typeof(Uri), typeof(Version), typeof(Int128), typeof(UInt128), typeof(Half), typeof(BigInteger),
        typeof(CancellationToken), typeof(Nothing), typeof(ValueTuple), typeof(System.Net.IPAddress), typeof(GrainId), typeof(object),
    }.ToFrozenSet();

    /// <summary>Generic types that are as immutable as what they hold.</summary>
    private static readonly FrozenSet<Type> Frozen = new[]
    {
        typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>),
        typeof(ImmutableSortedSet<>), typeof(ImmutableSortedDictionary<,>), typeof(ImmutableQueue<>), typeof(ImmutableStack<>),
        typeof(KeyValuePair<,>), typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>),
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>), typeof(ValueTuple<,,,,>),
    }.ToFrozenSet();

    /// <summary>Generic types that are copied, each item for itself.</summary>
    private static readonly FrozenSet<Type> Collections = new[]
    {
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>),
    }.ToFrozenSet();

    /// <summary>What stands in for a collection that is known by its interface only.</summary>
    private static readonly FrozenDictionary<Type, Type> Stands = new Dictionary<Type, Type>
    {
        [typeof(IEnumerable<>)] = typeof(List<>),
        [typeof(ICollection<>)] = typeof(List<>),
        [typeof(IList<>)] = typeof(List<>),
        [typeof(IReadOnlyCollection<>)] = typeof(List<>),
        [typeof(IReadOnlyList<>)] = typeof(List<>),
        [typeof(ISet<>)] = typeof(HashSet<>),
        [typeof(IReadOnlySet<>)] = typeof(HashSet<>),
        [typeof(IDictionary<,>)] = typeof(Dictionary<,>),
        [typeof(IReadOnlyDictionary<,>)] = typeof(Dictionary<,>),
    }.ToFrozenDictionary();

    private static readonly ConcurrentDictionary<Type, bool> Crossed = new();
    private static readonly ConcurrentDictionary<Type, bool> Checked = new();

    private static readonly ConcurrentDictionary<Type, bool> Shared = new();

    public static bool IsShared(Type type) => Shared.GetOrAdd(type, static t =>
        t.IsPrimitive || t.IsEnum || (t != typeof(object) && Values.Contains(t))
        || (t.IsDefined(typeof(ImmutableAttribute), inherit: false) && t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false) && (t.IsSealed || t.IsValueType))
        || (Has(Frozen, t) && t.GetGenericArguments().All(IsShared)));

    public static bool IsFrozen(Type type) => Has(Frozen, type);

    public static bool IsCollection(Type type) => Has(Collections, type);

    public static Type? Stand(Type type) =>
        type.IsGenericType && Stands.TryGetValue(type.GetGenericTypeDefinition(), out var stand) ? stand.MakeGenericType(type.GetGenericArguments()) : null;

    /// <summary>Whether a value of this very type can cross.</summary>
    public static bool Crosses(Type type) => Crossed.GetOrAdd(type, static t =>
    {
        try
        {
            Check(t, "a value");
            return true;
        }
        catch (CodecNotFoundException)
        {
            return false;
        }
    });

    /// <summary>Refuses a type that the official runtime could not send, with words about what to do.</summary>
    public static void Check(Type type, string where)
    {
        if (Checked.ContainsKey(type))
        {
            return;
        }

        var looked = new HashSet<Type>();
        Look(type, where, looked);

        // Only now: who asks meanwhile looks for itself, and never takes for right what nobody has looked at to its end.
        foreach (var good in looked)
        {
            Checked.TryAdd(good, true);
        }
    }

    /// <summary>The fields that travel: those with <see cref="IdAttribute"/>, and the primary constructor's in a record.</summary>
    public static IEnumerable<FieldInfo> Members(Type type)
    {
        const BindingFlags declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            var isRecord = level.GetMethod("PrintMembers", declared, [typeof(StringBuilder)]) is not null;
            var positional = !isRecord
                ? []
                : level.GetConstructors(declared).SelectMany(c => c.GetParameters()).Select(p => p.Name).ToHashSet(StringComparer.Ordinal);
            foreach (var field in level.GetFields(declared))
            {
                var property = field.IsDefined(typeof(CompilerGeneratedAttribute)) && field.Name.StartsWith('<')
                    ? level.GetProperty(field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)], declared)
                    : null;
                if (field.IsDefined(typeof(IdAttribute)) || (property is not null && (property.IsDefined(typeof(IdAttribute)) || positional.Contains(property.Name))))
                {
                    yield return field;
                }
            }
        }
    }

    private static bool Has(FrozenSet<Type> types, Type type) => type.IsGenericType && types.Contains(type.GetGenericTypeDefinition());

    /// <summary>Looks at a type and all that it holds; at one that holds itself once.</summary>
    private static void Look(Type type, string where, HashSet<Type> looked)
    {
        if (!Checked.ContainsKey(type) && looked.Add(type))
        {
            LookInto(type, where, looked);
        }
    }

    private static void LookInto(Type type, string where, HashSet<Type> looked)
    {
        if (type.IsPrimitive || type.IsEnum || Values.Contains(type) || typeof(IAddressable).IsAssignableFrom(type) || typeof(Exception).IsAssignableFrom(type))
        {
            return;
        }

        if (type.IsArray && type.GetArrayRank() == 1)
        {
            Look(type.GetElementType()!, where, looked);
        }
        else if (IsFrozen(type) || IsCollection(type) || (type.IsInterface && type.IsGenericType && type.Namespace!.StartsWith("System.Collections", StringComparison.Ordinal)))
        {
            foreach (var part in type.GetGenericArguments())
            {
                Look(part, where, looked);
            }
        }
        else if (type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            foreach (var member in Members(type))
            {
                Look(member.FieldType, $"{where}, {type.Name}.{member.Name}", looked);
            }
        }
        else if (!type.IsInterface)
        {
            throw new CodecNotFoundException(
                $"Could not find a copier for type {type} (in {where}). Add [GenerateSerializer] to it and [Id(n)] to each of its members.");
        }
    }
}
