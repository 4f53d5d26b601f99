using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Ordi2.Contracts;

namespace Ordi2.Web.Tests.Hostile;

/// <summary>Values that nobody should send, always the same for a seed.</summary>
internal sealed class Junk(int seed)
{
    private static readonly string[] Words =
    [
        "", " ", "\0", "a\0b", "\u001b[31m", "=cmd|' /C calc'!A0", "'; drop table event; --", "../../etc/passwd", "%00", "<script>alert(1)</script>",
        "\u202eabc", "é̀", "💥", "NaN", "null", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "9999-12-31", "2026-02-30", "2026-11-21",
        "2026-11-21T10:00:00", "00000000-0000-0000-0000-000000000000", "{}", "[]", "-1", "1e400", "PURCHASE", "READY", "LAPTOP", "ASSOCIATION",
        "don-cabinet-ferrand", "pole-val-d-ombre", "atelier-du-canal", "epn-le-phare", "asso-main-tendue", "H4T9CXB", "B7N2KDR",
    ];

    private readonly Random _random = new(seed);

    public int Below(int most) => _random.Next(most);

    public T Of<T>(params ReadOnlySpan<T> some) => some[_random.Next(some.Length)];

    public byte[] Bytes(int most)
    {
        var bytes = new byte[_random.Next(most)];
        _random.NextBytes(bytes);
        return bytes;
    }

    public string Text() => _random.Next(12) switch
    {
        0 => new string((char)_random.Next(32, 0xd000), _random.Next(1, 300)),
        1 => new string('x', _random.Next(5_000)),
        2 => Guid.NewGuid().ToString(),
        _ => Words[_random.Next(Words.Length)],
    };

    /// <summary>Any JSON at all.</summary>
    public JsonNode? Value(int depth = 3) => _random.Next(depth > 0 ? 12 : 9) switch
    {
        0 => null,
        1 => JsonValue.Create(_random.Next(2) == 0),
        2 => JsonValue.Create(_random.Next(-3, 4)),
        3 => JsonNode.Parse(Of("1e300", "-9223372036854775809", "18446744073709551616", "0.1", "2147483648", "-0")),
        9 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Value(depth - 1))]),
        10 or 11 => new JsonObject(Enumerable.Range(0, _random.Next(4)).Select(i => KeyValuePair.Create($"{Of("id", "name", "reason", "x")}{i}", Value(depth - 1)))),
        _ => JsonValue.Create(Text()),
    };

    /// <summary>An object for a command: its own fields, most of them with a value of the right kind, some with junk.</summary>
    public JsonObject Fields(Type type)
    {
        var fields = new JsonObject();

        foreach (var property in type.GetProperties().Where(property => property.Name != "EqualityContract"))
        {
            if (_random.Next(8) > 0)
            {
                fields[System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name)] = _random.Next(5) == 0 ? Value() : Fitting(property.PropertyType);
            }
        }

        return fields;
    }

    private JsonNode? Fitting(Type type, int depth = 3)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;

        return plain switch
        {
            _ when plain == typeof(string) => JsonValue.Create(Text()),
            _ when plain == typeof(bool) => JsonValue.Create(_random.Next(2) == 0),
            _ when plain == typeof(int) || plain == typeof(long) => JsonValue.Create(Of(0, 1, -1, 5, 1000, int.MaxValue, int.MinValue)),
            _ when plain == typeof(DateTimeOffset) => JsonValue.Create(Of("2026-11-21T10:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "2027-01-01T00:00:00+14:00")),
            _ when plain == typeof(DateOnly) => JsonValue.Create(Of("2026-11-21", "0001-01-01", "9999-12-31", "2030-01-01")),
            _ when plain.IsEnum => JsonValue.Create(Code(plain)),
            _ when IsIdentifier(plain) => JsonValue.Create(Text()),
            _ when plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(ImmutableArray<>) =>
                new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => _random.Next(8) == 0 ? null : Fitting(plain.GetGenericArguments()[0], depth - 1))]),
            _ when depth > 0 => Fields(plain),
            _ => null,
        };
    }

    private string Code(Type type)
    {
        var values = Enum.GetNames(type);
        return System.Text.Json.JsonNamingPolicy.SnakeCaseUpper.ConvertName(values[_random.Next(values.Length)]);
    }

    private static bool IsIdentifier(Type type) => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(ITextId<>));

    /// <summary>A right body with a few bytes changed, cut or added.</summary>
    public byte[] Damaged(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body).ToList();

        for (var i = _random.Next(1, 5); i > 0; i--)
        {
            var at = _random.Next(bytes.Count);

            switch (_random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)_random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, _random.Next(1, 10)));
                    break;
                default:
                    bytes.Insert(at, (byte)Of('{', '}', '[', ']', '"', ',', ':', '0', '\\'));
                    break;
            }

            if (bytes.Count == 0)
            {
                break;
            }
        }

        return [.. bytes];
    }

    public static string Deep(int levels) => string.Create(CultureInfo.InvariantCulture, $"{new string('[', levels)}{new string(']', levels)}");
}
