using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Texts;

namespace Ordi2.Scanner.Station;

/// <summary>The kinds of machine that are received, as somebody types them.</summary>
internal static class Kinds
{
    private static readonly ImmutableArray<DeviceType> All = [.. Enum.GetValues<DeviceType>().Where(type => type is not DeviceType.Unknown)];

    /// <summary>Each with its number: « 1 portable, 2 unité centrale… ».</summary>
    public static string Listed => string.Join(", ", All.Select((type, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1} {WordsOf(type)}")));

    /// <summary>Their codes, as a script says them.</summary>
    public static string Codes => string.Join(", ", All.Select(type => type.Code()));

    public static string WordsOf(DeviceType type) => Words.Say(type.Code());

    /// <summary>By its number in the list, its code, or its name in French or English.</summary>
    /// <returns>Nothing where there is no such kind.</returns>
    public static DeviceType? Find(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (number >= 1 && number <= All.Length ? All[number - 1] : null)
        : All.Cast<DeviceType?>().FirstOrDefault(type => Names(type!.Value).Contains(text.Trim(), StringComparer.OrdinalIgnoreCase));

    private static string[] Names(DeviceType type) => [type.Code(), Words.Say(type.Code()), Words.Say(type.Code(), "en")];
}
