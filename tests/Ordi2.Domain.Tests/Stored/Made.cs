using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using Ordi2.Contracts;
using Ordi2.Domain.Tests.Aggregates;

namespace Ordi2.Domain.Tests.Stored;

/// <summary>Values of any of our records, made by their shape: at random, or one sample that is the same every time.</summary>
/// <param name="chance">Where to take the values from; nothing for the sample, in which every member has a value.</param>
internal sealed class Made(Chance? chance)
{
    private static readonly string[] Texts = ["", "a", "« été » à l'atelier", "line\nand \"quote\" \\ / <b>", "𝓞rdi", "0", "null"];
    private readonly NullabilityInfoContext _nullability = new();

    public object Of(Type type, string name = "value")
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Of(inner, name);
        }

        return type switch
        {
            _ when type == typeof(string) => chance is null ? name : chance.Of(Texts),
            _ when type == typeof(bool) => chance?.Once(2) ?? true,
            _ when type == typeof(int) => chance?.Of(0, 1, -1, int.MaxValue, int.MinValue) ?? 1,
            _ when type == typeof(long) => chance?.Of(0L, 1L, -1L, long.MaxValue, long.MinValue) ?? 1L,
            _ when type == typeof(decimal) => chance?.Of(0m, 1.5m, -1m) ?? 1.5m,
            _ when type == typeof(double) => chance?.Of(0d, 0.1d, -1e30) ?? 1.5d,
            _ when type == typeof(Guid) => new Guid(chance?.Below(int.MaxValue) ?? 1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]),
            _ when type == typeof(DateOnly) => new DateOnly(2026, 3, 1).AddDays(chance?.Below(9_000) ?? 0),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 3, 1, 8, 30, 0, TimeSpan.Zero).AddTicks(chance?.Below(int.MaxValue) ?? 0),
            _ when type == typeof(JsonElement) => JsonDocument.Parse("""{"route":"REUSE","defects":["keys"]}""").RootElement.Clone(),
            { IsEnum: true } => OfEnum(type),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ImmutableArray<>) => OfArray(type.GenericTypeArguments[0], name),
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(ImmutableDictionary<,>) => OfDictionary(type, name),
            _ when type.IsValueType && type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ITextId<>)) =>
                Activator.CreateInstance(type, chance is null ? name : chance.Of("X-1", "été", "7"))!,
            _ => OfRecord(type),
        };
    }

    /// <summary>Whether two values say the same, whatever holds them.</summary>
    public static bool Same(object? a, object? b) => (a, b) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (JsonElement x, JsonElement y) => JsonElement.DeepEquals(x, y),
        (string x, string y) => x == y,
        _ when a.GetType() != b.GetType() => false,
        (IEnumerable x, IEnumerable y) => x.Cast<object?>().Zip(y.Cast<object?>()).All(pair => Same(pair.First, pair.Second))
            && x.Cast<object?>().Count() == y.Cast<object?>().Count(),
        _ when a.GetType().Assembly != typeof(Made).Assembly && !a.GetType().Name.StartsWith("KeyValuePair", StringComparison.Ordinal) && a.GetType().Namespace == nameof(System) => a.Equals(b),
        _ when a.GetType().IsEnum => a.Equals(b),
        _ => a.GetType().GetProperties().Where(one => one.GetIndexParameters().Length == 0).All(one => Same(one.GetValue(a), one.GetValue(b))),
    };

    private object OfEnum(Type type)
    {
        var values = Enum.GetValues(type);
        return values.GetValue(chance?.Below(values.Length) ?? Math.Min(1, values.Length - 1))!;
    }

    private object OfArray(Type element, string name)
    {
        var items = Array.CreateInstance(element, chance?.Below(3) ?? 1);

        for (var i = 0; i < items.Length; i++)
        {
            items.SetValue(Of(element, name), i);
        }

        return typeof(ImmutableArray).GetMethods()
            .Single(method => method.Name == nameof(ImmutableArray.Create) && method.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element)
            .Invoke(null, [items])!;
    }

    private object OfDictionary(Type type, string name)
    {
        var empty = (IDictionary)type.GetField("Empty")!.GetValue(null)!;
        return type.GetMethod("Add")!.Invoke(empty, [Of(type.GenericTypeArguments[0], name), Of(type.GenericTypeArguments[1], name)])!;
    }

    private object OfRecord(Type type)
    {
        if (type.IsAbstract)
        {
            var kinds = type.Assembly.GetTypes().Where(one => !one.IsAbstract && one.IsAssignableTo(type)).OrderBy(one => one.Name, StringComparer.Ordinal).ToArray();
            return OfRecord(kinds[chance?.Below(kinds.Length) ?? 0]);
        }

        var constructor = type.GetConstructors().OrderByDescending(one => one.GetParameters().Length)
            .First(one => one.GetParameters() is not [{ } only] || only.ParameterType != type);
        var parameters = constructor.GetParameters();
        var made = constructor.Invoke([.. parameters.Select(one => Maybe(one.ParameterType, one.Name!, _nullability.Create(one)))]);

        foreach (var property in type.GetProperties().Where(one => one.SetMethod is not null && !parameters.Any(parameter => parameter.Name == one.Name)))
        {
            property.SetValue(made, Maybe(property.PropertyType, JsonNamingPolicy.CamelCase.ConvertName(property.Name), _nullability.Create(property)));
        }

        return made;
    }

    private object? Maybe(Type type, string name, NullabilityInfo nullability)
    {
        var optional = Nullable.GetUnderlyingType(type) is not null || nullability.WriteState == NullabilityState.Nullable;
        return optional && chance?.Once(3) == true ? null : Of(type, JsonNamingPolicy.CamelCase.ConvertName(name));
    }
}
