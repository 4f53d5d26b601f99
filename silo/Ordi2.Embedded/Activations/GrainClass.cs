using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Orleans.Embedded;

/// <summary>What the runtime knows of one class of grains.</summary>
internal sealed class GrainClass
{
    private static readonly ConcurrentDictionary<Type, GrainClass> Known = new();
    private static int _count;

    private readonly Lazy<(ObjectFactory Make, ParameterInfo[] States)> _maker;

    private GrainClass(Type type)
    {
        Class = type;
        Index = Interlocked.Increment(ref _count) - 1;
        var name = type.Name.Split('`')[0].ToLowerInvariant();
        Type = GrainType.Create(name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name);
        Reentrant = type.IsDefined(typeof(ReentrantAttribute));
        Workers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.Most ?? 0;
        AgeLimit = type.GetCustomAttribute<CollectionAgeLimitAttribute>()?.AgeLimit;
        _maker = new(() =>
        {
            var states = type.GetConstructors().SelectMany(c => c.GetParameters())
                .Where(p => p.IsDefined(typeof(PersistentStateAttribute))).ToArray();
            return (ActivatorUtilities.CreateFactory(type, [.. states.Select(s => s.ParameterType)]), states);
        });
    }

    public Type Class { get; }

    /// <summary>Its place in the silos' tables.</summary>
    public int Index { get; }

    public GrainType Type { get; }

    public bool Reentrant { get; }

    /// <summary>How many activations of one key may work at once; 0 where there is only ever one.</summary>
    public int Workers { get; }

    public TimeSpan? AgeLimit { get; }

    public static GrainClass Of(Type type) => Known.GetOrAdd(type, static t => new GrainClass(t));

    /// <summary>Makes the grain by dependency injection; the states are still to be read.</summary>
    public (Grain Grain, PersistentState[] States) Make(Activation activation)
    {
        var (make, parameters) = _maker.Value;
        var states = parameters.Length == 0 ? [] : parameters.Select(p => PersistentState.Make(p, activation)).ToArray();
        return ((Grain)make(activation.ActivationServices, states), states);
    }
}

/// <summary>Which class implements which interface, over the assemblies that know the grains' programming model.</summary>
internal static class GrainClasses
{
    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Seen = new(StringComparer.Ordinal);
    private static readonly List<Type> Found = [];
    private static readonly string Own = typeof(GrainClasses).Assembly.GetName().Name!;

    public static GrainClass Implementing(Type contract, string? prefix)
    {
        var candidates = Find(contract, prefix);
        var byName = candidates.Where(c => prefix is null ? c.Name == contract.Name[1..] : c.FullName == prefix).ToArray();
        return (byName.Length == 1 ? byName : candidates) switch
        {
            [var only] => GrainClass.Of(only),
            [] => throw new ArgumentException(
                $"Could not find an implementation for interface {contract.FullName}{(prefix is null ? "" : $" that begins with « {prefix} »")}."
                + " Reference the project of the grain class from the program that hosts the silo.", nameof(contract)),
            _ => throw new ArgumentException(
                $"Several classes implement {contract.FullName}: {string.Join(", ", candidates.Select(c => c.FullName))}."
                + " Say which with grainClassNamePrefix.", nameof(contract)),
        };
    }

    private static Type[] Find(Type contract, string? prefix)
    {
        lock (Gate)
        {
            var candidates = Matching(contract, prefix);
            if (candidates.Length == 0)
            {
                Scan();
                candidates = Matching(contract, prefix);
            }

            return candidates;
        }
    }

    private static Type[] Matching(Type contract, string? prefix) =>
        [.. Found.Where(t => contract.IsAssignableFrom(t) && (prefix is null || t.FullName!.StartsWith(prefix, StringComparison.Ordinal)))];

    private static void Scan()
    {
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic));
        while (queue.TryDequeue(out var assembly))
        {
            var references = assembly.GetReferencedAssemblies();
            if (IsFramework(assembly.GetName().Name!) || !Seen.Add(assembly.FullName!))
            {
                continue;
            }

            foreach (var reference in references.Where(r => !IsFramework(r.Name!) && !Seen.Contains(r.FullName)))
            {
                if (TryLoad(reference) is { } loaded)
                {
                    queue.Enqueue(loaded);
                }
            }

            if (references.Any(r => r.Name == Own))
            {
                Found.AddRange(assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && t.IsSubclassOf(typeof(Grain))));
            }
        }
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name is "mscorlib" or "netstandard";

    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (IOException)
        {
            // A reference that was not deployed holds no grain of this program.
            return null;
        }
    }
}
