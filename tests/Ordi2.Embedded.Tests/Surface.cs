using System.Reflection;

namespace Ordi2.Embedded.Tests;

/// <summary>The public and protected members of a type, one line each, the same for a loaded type and for one read as metadata.</summary>
internal static class Surface
{
    private const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;

    /// <summary>What the type itself declares.</summary>
    public static IEnumerable<string> Own(Type type) => Lines(type, All | BindingFlags.DeclaredOnly);

    /// <summary>What the type declares or inherits.</summary>
    public static IEnumerable<string> Whole(Type type)
    {
        for (var level = type; level is not null && level.FullName != "System.Object"; level = Base(level))
        {
            foreach (var line in Lines(level, All | BindingFlags.DeclaredOnly))
            {
                yield return line;
            }
        }
    }

    public static string? NameOf(CustomAttributeData attribute) => Line(() => attribute.AttributeType.Name);

    private static Type? Base(Type type)
    {
        try
        {
            return type.BaseType;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Lines(Type type, BindingFlags flags) =>
        type.GetConstructors(flags).Where(c => !c.IsStatic && IsSeen(c)).Select(c => Line(() => $"new({Parameters(c)})"))
            .Concat(type.GetMethods(flags).Where(IsSeen).Select(m => Line(() => Method(m))))
            .Concat(type.GetFields(flags).Where(f => f.IsPublic && !f.IsSpecialName).Select(f => Line(() => Field(f))))
            .OfType<string>();

    private static string? Line(Func<string> line)
    {
        try
        {
            return line();
        }
        catch (FileNotFoundException)
        {
            // It names a type of an assembly that is not here; nothing of ours does.
            return null;
        }
    }

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static string Method(MethodInfo method)
    {
        var open = method.IsVirtual && !method.IsFinal ? "virtual " : "";
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(a => a.Name))}>" : "";
        return $"{(method.IsStatic ? "static " : open)}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Field(FieldInfo field) =>
        $"{(field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}{(field.IsLiteral ? $" = {field.GetRawConstantValue()}" : "")}";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(p =>
        $"{Name(p.ParameterType)} {(method.Name == nameof(Equals) ? "" : p.Name)}{(p.HasDefaultValue ? $" = {p.RawDefaultValue ?? "null"}" : "")}"));

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
        {
            return type.Name;
        }

        if (type.IsArray)
        {
            return $"{Name(type.GetElementType()!)}[]";
        }

        var name = $"{type.Namespace}.{type.Name.Split('`')[0]}";
        return type.IsGenericType ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : name;
    }
}
