using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace Ordi2.Contracts.Json;

/// <summary>The commands of one aggregate by the name that devices and the API give them.</summary>
/// <typeparam name="TCommand">What all of them are.</typeparam>
public static class CommandCatalog<TCommand>
    where TCommand : class
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    private static readonly FrozenDictionary<string, Type> Types = typeof(TCommand).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(TCommand)))
        .ToFrozenDictionary(NameOf, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    /// <summary>Every step, in no order.</summary>
    public static IEnumerable<string> Steps => Types.Keys;

    /// <summary>The class of a step.</summary>
    /// <param name="step">For example <c>pick-up</c>.</param>
    /// <param name="type">Its class.</param>
    /// <returns>Whether there is such a step.</returns>
    public static bool TryGetType(string step, [NotNullWhen(true)] out Type? type) => Types.TryGetValue(step, out type);

    /// <summary>The step of a command.</summary>
    /// <param name="command">The command.</param>
    /// <returns>Its name.</returns>
    public static string StepOf(TCommand command) => StepOf(command.GetType());

    /// <summary>The step of a command's class.</summary>
    /// <param name="type">The class.</param>
    /// <returns>Its name.</returns>
    public static string StepOf(Type type) => Names[type];

    /// <summary>Reads a command as a device sends it: beside all that <see cref="Read"/> asks, no list in it holds a null.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="data">Its fields; nothing is an empty object.</param>
    /// <returns>The command, or <see langword="null"/> when there is no such step.</returns>
    /// <exception cref="JsonException">The fields do not fit; <see cref="JsonException.Path"/> names the one.</exception>
    public static TCommand? ReadSent(string step, JsonElement? data)
    {
        var command = Read(step, data);

        return command is not null && data is { ValueKind: JsonValueKind.Object } given && WholeLists.NullIn(given, command.GetType()) is { } path
            ? throw new JsonException("A list holds no null.", path, lineNumber: null, bytePositionInLine: null)
            : command;
    }

    /// <summary>Reads a command that was kept, or made here.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="data">Its fields; nothing is an empty object.</param>
    /// <returns>The command, or <see langword="null"/> when there is no such step.</returns>
    /// <exception cref="JsonException">The fields do not fit; <see cref="JsonException.Path"/> names the one.</exception>
    public static TCommand? Read(string step, JsonElement? data)
    {
        if (!Types.TryGetValue(step, out var type))
        {
            return null;
        }

        var element = data is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } given ? given : Nothing;
        return (TCommand?)element.Deserialize(type, WireJson.Options) ?? throw new JsonException("The fields of a step are an object.");
    }

    /// <summary>Writes the fields of a command, for a device or for keeping.</summary>
    /// <param name="command">The command.</param>
    /// <returns>Its fields.</returns>
    public static JsonElement Write(TCommand command) => JsonSerializer.SerializeToElement(command, command.GetType(), WireJson.Options);

    private static string NameOf(Type type) => type.GetCustomAttribute<StepAttribute>()?.Name
        ?? throw new InvalidOperationException($"{type.Name} has no [Step].");
}
