using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>What was already copied, so that an object that occurs twice stays one object.</summary>
internal sealed class CopyContext
{
    private Dictionary<object, object>? _copies;

    public bool TryGet(object original, out object? copy)
    {
        copy = null;
        return _copies is not null && _copies.TryGetValue(original, out copy);
    }

    public T Add<T>(object original, T copy)
    {
        (_copies ??= new Dictionary<object, object>(ReferenceEqualityComparer.Instance))[original] = copy!;
        return copy;
    }
}

/// <summary>Copies what crosses a call, so that nobody shares what can change.</summary>
internal static class Copier
{
    public static readonly MethodInfo CopyMember = typeof(Copier).GetMethod(nameof(Member), BindingFlags.Static | BindingFlags.Public)!;

    private static readonly ConcurrentDictionary<Type, Func<object, CopyContext, object>> ByRuntimeType = new();

    public static T Copy<T>(T value) => Copier<T>.Shared ? value : Member(value, new CopyContext());

    public static T Member<T>(T value, CopyContext context) =>
        Copier<T>.Shared || value is null ? value : Copier<T>.Delegate(value, context);

    /// <summary>Copies by the type that the value has, whatever type was declared.</summary>
    public static object Dynamic(object value, CopyContext context) =>
        ByRuntimeType.GetOrAdd(value.GetType(), static type =>
        {
            Crossing.Check(type, "a value");
            return typeof(Copier).GetMethod(nameof(Boxed), BindingFlags.Static | BindingFlags.NonPublic)!
                .MakeGenericMethod(type).CreateDelegate<Func<object, CopyContext, object>>();
        })(value, context);

    private static object Boxed<T>(object value, CopyContext context) =>
        Copier<T>.Shared ? value : Copier<T>.Exact((T)value, context)!;
}

/// <summary>The copy of one type, made once.</summary>
internal static class Copier<T>
{
    public static readonly bool Shared = Crossing.IsShared(typeof(T));

    private static Func<T, CopyContext, T>? _delegate;
    private static Func<T, CopyContext, T>? _exact;

    /// <summary>For a value declared so.</summary>
    public static Func<T, CopyContext, T> Delegate => _delegate ??= Declared();

    /// <summary>For a value that is exactly this.</summary>
    public static Func<T, CopyContext, T> Exact => _exact ??= Make();

    private static Func<T, CopyContext, T> Declared()
    {
        if (typeof(IAddressable).IsAssignableFrom(typeof(T)))
        {
            return static (value, _) => (T)Reference((IAddressable)value!);
        }

        if (Crossing.Stand(typeof(T)) is { } stand)
        {
            // A list of a class that cannot cross arrives as the usual class for its interface, as there.
            return (value, context) => (T)Copier.Dynamic(
                Crossing.Crosses(value!.GetType()) ? value : Activator.CreateInstance(stand, value)!, context);
        }

        return typeof(T).IsSealed || typeof(T).IsValueType ? Exact : static (value, context) => (T)Copier.Dynamic(value!, context);
    }

    private static IAddressable Reference(IAddressable value) => value switch
    {
        GrainReference => value,
        Grain grain => (IAddressable)(object)grain.AsReference<T>()!,
        _ => throw new NotSupportedException($"{value.GetType()} is not a reference: make one with IGrainFactory.CreateObjectReference."),
    };

    private static Func<T, CopyContext, T> Make()
    {
        var type = typeof(T);
        if (typeof(Exception).IsAssignableFrom(type) || type == typeof(object)
            || type.IsDefined(typeof(ImmutableAttribute), inherit: false))
        {
            return static (value, _) => value;
        }

        if (typeof(IAddressable).IsAssignableFrom(type))
        {
            return Declared();
        }

        if (type.IsArray)
        {
            return With(nameof(Collected.Array), type.GetElementType()!);
        }

        if (Crossing.IsCollection(type) || (Crossing.IsFrozen(type) && type.Namespace == typeof(ImmutableArray<>).Namespace))
        {
            return With(type.Name.Split('`')[0], type.GetGenericArguments());
        }

        return Fields(type, Crossing.IsFrozen(type)
            ? type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            : [.. Crossing.Members(type)]);
    }

    private static Func<T, CopyContext, T> With(string name, params Type[] parts) =>
        (typeof(Collected).GetMethod(name) ?? throw new NotSupportedException($"{typeof(T)} may cross a call only where it holds immutable values."))
            .MakeGenericMethod(parts).CreateDelegate<Func<T, CopyContext, T>>();

    /// <summary>A new object with the members that travel, as the official copier: what has no [Id] stays behind.</summary>
    private static Func<T, CopyContext, T> Fields(Type type, FieldInfo[] members)
    {
        var method = new DynamicMethod($"Copy {type.Name}", type, [type, typeof(CopyContext)], typeof(Copier).Module, skipVisibility: true);
        var il = method.GetILGenerator();
        var copy = il.DeclareLocal(type);
        if (!type.IsValueType)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Call, typeof(Collected).GetMethod(nameof(Collected.New))!.MakeGenericMethod(type));
            il.Emit(OpCodes.Stloc, copy);
        }

        foreach (var member in members)
        {
            il.Emit(type.IsValueType ? OpCodes.Ldloca : OpCodes.Ldloc, copy);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, member);
            if (!Crossing.IsShared(member.FieldType))
            {
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Call, Copier.CopyMember.MakeGenericMethod(member.FieldType));
            }

            il.Emit(OpCodes.Stfld, member);
        }

        il.Emit(OpCodes.Ldloc, copy);
        il.Emit(OpCodes.Ret);
        var fields = method.CreateDelegate<Func<T, CopyContext, T>>();
        return type.IsValueType ? fields : (value, context) => context.TryGet(value!, out var known) ? (T)known! : fields(value, context);
    }
}

/// <summary>How each kind of collection is copied; named as the collection, found by <see cref="Copier{T}"/>.</summary>
internal static class Collected
{
    public static T New<T>(T original, CopyContext context)
        where T : class
    {
        var made = Maker<T>.HasConstructor ? Activator.CreateInstance<T>() : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));
        return context.Add(original, made);
    }

    public static T[] Array<T>(T[] value, CopyContext context)
    {
        if (context.TryGet(value, out var known))
        {
            return (T[])known!;
        }

        var copy = context.Add(value, (T[])value.Clone());
        for (var i = 0; !Copier<T>.Shared && i < copy.Length; i++)
        {
            copy[i] = Copier.Member(copy[i], context);
        }

        return copy;
    }

    public static List<T> List<T>(List<T> value, CopyContext context) =>
        context.TryGet(value, out var known) ? (List<T>)known! : Fill<List<T>, T>(value, context.Add(value, new List<T>(value.Count)), context);

    public static HashSet<T> HashSet<T>(HashSet<T> value, CopyContext context) =>
        context.TryGet(value, out var known) ? (HashSet<T>)known! : Fill<HashSet<T>, T>(value, context.Add(value, new HashSet<T>(value.Comparer)), context);

    public static Dictionary<TKey, T> Dictionary<TKey, T>(Dictionary<TKey, T> value, CopyContext context)
        where TKey : notnull =>
        context.TryGet(value, out var known)
            ? (Dictionary<TKey, T>)known!
            : Fill<Dictionary<TKey, T>, KeyValuePair<TKey, T>>(value, context.Add(value, new Dictionary<TKey, T>(value.Comparer)), context);

    public static ImmutableArray<T> ImmutableArray<T>(ImmutableArray<T> value, CopyContext context) =>
        value.IsDefault ? value : [.. value.Select(item => Copier.Member(item, context))];

    public static ImmutableList<T> ImmutableList<T>(ImmutableList<T> value, CopyContext context) =>
        [.. value.Select(item => Copier.Member(item, context))];

    public static ImmutableHashSet<T> ImmutableHashSet<T>(ImmutableHashSet<T> value, CopyContext context) =>
        value.Select(item => Copier.Member(item, context)).ToImmutableHashSet(value.KeyComparer);

    public static ImmutableDictionary<TKey, T> ImmutableDictionary<TKey, T>(ImmutableDictionary<TKey, T> value, CopyContext context)
        where TKey : notnull =>
        value.ToImmutableDictionary(p => Copier.Member(p.Key, context), p => Copier.Member(p.Value, context), value.KeyComparer);

    private static TCollection Fill<TCollection, T>(TCollection from, TCollection to, CopyContext context)
        where TCollection : ICollection<T>
    {
        foreach (var item in from)
        {
            to.Add(Copier.Member(item, context));
        }

        return to;
    }

    private static class Maker<T>
    {
        public static readonly bool HasConstructor = typeof(T).GetConstructor(Type.EmptyTypes) is not null;
    }
}
