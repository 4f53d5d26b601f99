using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Ordi2.Contracts.Json;

/// <summary>
/// Finds what the reader of JSON lets pass: a null in a list of texts or of objects. What was kept by an older version is read without this question.
/// </summary>
internal static class WholeLists
{
    /// <summary>Where the first null in a list is, as <see cref="JsonException.Path"/> writes it: <c>$.filter.images[0]</c>; nothing where there is none.</summary>
    /// <param name="data">What was sent.</param>
    /// <param name="type">What it is read as.</param>
    public static string? NullIn(JsonElement data, Type type) =>
        JsonMarshal.GetRawUtf8Value(data).IndexOf("null"u8) < 0 ? null : Find(data, WireJson.Options.GetTypeInfo(type), "$");

    private static string? Find(JsonElement value, JsonTypeInfo type, string path) => (type.Kind, value.ValueKind) switch
    {
        (JsonTypeInfoKind.Object, JsonValueKind.Object) => value.EnumerateObject().Select(member => InMember(member, type, path)).FirstOrDefault(found => found is not null),
        (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => InList(value, WireJson.Options.GetTypeInfo(type.ElementType!), path),
        _ => null,
    };

    private static string? InMember(JsonProperty member, JsonTypeInfo type, string path) =>
        type.Properties.FirstOrDefault(one => string.Equals(one.Name, member.Name, StringComparison.OrdinalIgnoreCase)) is { CustomConverter: null } property
            ? Find(member.Value, WireJson.Options.GetTypeInfo(property.PropertyType), $"{path}.{property.Name}")
            : null;

    private static string? InList(JsonElement list, JsonTypeInfo element, string path)
    {
        var place = 0;

        foreach (var one in list.EnumerateArray())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{place++}]");

            if (one.ValueKind is JsonValueKind.Null)
            {
                return at;
            }

            if (Find(one, element, at) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
