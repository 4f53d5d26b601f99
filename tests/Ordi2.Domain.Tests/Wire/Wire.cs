using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Ordi2.Contracts;

namespace Ordi2.Domain.Tests.Wire;

/// <summary>What another process sees of our contracts: their names and the numbers of their members.</summary>
internal static class Wire
{
    public static readonly Assembly Contracts = typeof(Caller).Assembly;

    public static IEnumerable<Type> Grains => Contracts.GetTypes().Where(type => type.IsInterface && type.GetMethods().Length > 0
        && type.GetInterfaces().Any(one => one.Namespace == "Orleans"));

    /// <summary>Everything of ours that a grain call can carry: what its methods name, what that holds, and what derives from it.</summary>
    public static IReadOnlyCollection<Type> Carried()
    {
        var found = new HashSet<Type>();
        var open = new Queue<Type>(Grains.SelectMany(grain => grain.GetMethods()).SelectMany(method => method.GetParameters().Select(one => one.ParameterType).Append(method.ReturnType)));

        while (open.TryDequeue(out var type))
        {
            foreach (var argument in type.IsGenericType ? type.GenericTypeArguments : type.HasElementType ? [type.GetElementType()!] : [])
            {
                open.Enqueue(argument);
            }

            var plain = type.IsGenericType ? type.GetGenericTypeDefinition() : type;

            if (plain.IsGenericParameter || plain.Assembly != Contracts || plain.IsInterface || !found.Add(plain))
            {
                continue;
            }

            foreach (var next in Members(plain).Select(one => one.PropertyType).Concat(Contracts.GetTypes().Where(one => one != plain && Derives(one, plain))))
            {
                open.Enqueue(next);
            }
        }

        return found;
    }

    /// <summary>The members that hold a value; what is computed does not travel.</summary>
    public static IEnumerable<PropertyInfo> Members(Type type) => type
        .GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(one => type.GetField($"<{one.Name}>k__BackingField", BindingFlags.Instance | BindingFlags.NonPublic) is not null);

    public static string? Alias(MemberInfo member) => Attribute(member, "AliasAttribute")?.ConstructorArguments[0].Value as string;

    public static long? Id(PropertyInfo member) =>
        Attribute(member, "IdAttribute") is { } id ? Convert.ToInt64(id.ConstructorArguments[0].Value, CultureInfo.InvariantCulture) : null;

    public static bool IsSerialised(Type type) => Attribute(type, "GenerateSerializerAttribute") is not null;

    // The attributes are Orleans' or our own under the same name: only their names count.
    private static CustomAttributeData? Attribute(MemberInfo member, string name) => member.CustomAttributes.FirstOrDefault(one => one.AttributeType.Name == name
        && one.AttributeType != typeof(CompilerGeneratedAttribute));

    private static bool Derives(Type type, Type from) =>
        type.BaseType is { } parent && (parent.IsGenericType ? parent.GetGenericTypeDefinition() : parent) == from;
}
