using System.Reflection;
using System.Runtime.CompilerServices;
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
        where T : struct, Enum => Table<T>.CodeOf(value);

    /// <summary>Reads a code back.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="code">For example <c>TO_RECYCLE</c>; case counts.</param>
    /// <param name="value">The value.</param>
    /// <returns>Whether there is such a code.</returns>
    public static bool TryParse<T>(string? code, out T value)
        where T : struct, Enum
    {
        value = default;
        return code is not null && Table<T>.TryParse(code, out value);
    }

    /// <summary>
    /// Everything here is of one type for all enumerations: collections of T would be translated again for each of them, when the program starts.
    /// </summary>
    private static class Table<T>
        where T : struct, Enum
    {
        private static readonly Spelling Spelling = new(typeof(T));

        public static string CodeOf(T value) => Spelling.CodeOf(Number(value)) ?? throw new KeyNotFoundException($"{typeof(T).Name} has no value {value}.");

        public static bool TryParse(string code, out T value)
        {
            value = default;

            if (!Spelling.TryParse(code, out var number))
            {
                return false;
            }

            value = Unsafe.BitCast<int, T>(number);
            return true;
        }

        private static int Number(T value) => Unsafe.BitCast<T, int>(value);
    }

    /// <summary>The codes of one enumeration by their numbers, and back.</summary>
    private sealed class Spelling
    {
        private readonly Dictionary<int, string> _codes = [];
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

        public Spelling(Type type)
        {
            foreach (var (name, number) in Enum.GetNames(type).Zip((int[])Enum.GetValuesAsUnderlyingType(type)))
            {
                var code = Spell(type, name);
                _codes.TryAdd(number, code);
                _numbers.Add(code, number);
            }
        }

        public string? CodeOf(int number) => _codes.GetValueOrDefault(number);

        public bool TryParse(string code, out int number) => _numbers.TryGetValue(code, out number);

        // The same spelling as JsonStringEnumConverter with this policy, so that JSON and SQL agree.
        private static string Spell(Type type, string name) =>
            type.GetField(name)?.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
            ?? JsonNamingPolicy.SnakeCaseUpper.ConvertName(name);
    }
}
