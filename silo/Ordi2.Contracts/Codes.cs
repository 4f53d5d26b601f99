using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ordi2.Contracts;

/// <summary>How values of enumerations are written outside the program: <c>TO_RECYCLE</c>, for ever.</summary>
public static class Codes
{
    /// <summary>The code of a value, as in JSON, in the read tables and on boards.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="value">The value; one that the enumeration defines.</param>
    /// <returns>Upper-case words joined by underscores.</returns>
    public static string Code<T>(this T value)
        where T : struct, Enum => Table<T>.Codes[value];

    /// <summary>Reads a code back.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="code">For example <c>TO_RECYCLE</c>; case counts.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is such a code.</returns>
    public static bool TryParse<T>(string? code, out T value)
        where T : struct, Enum
    {
        value = default;
        return code is not null && Table<T>.Values.TryGetValue(code, out value);
    }

    private static class Table<T>
        where T : struct, Enum
    {
        public static readonly FrozenDictionary<T, string> Codes = Enum.GetValues<T>().ToFrozenDictionary(v => v, v => Spell(v.ToString()));

        public static readonly FrozenDictionary<string, T> Values =
            Codes.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);

        // The same spelling as JsonStringEnumConverter with this policy, so that JSON and SQL agree.
        private static string Spell(string name) =>
            typeof(T).GetField(name)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
            ?? JsonNamingPolicy.SnakeCaseUpper.ConvertName(name);
    }
}
