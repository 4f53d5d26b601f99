using System.Globalization;

namespace Ordi2.Scanner.Station;

/// <summary>A gift that arrives at the dock of this house or is expected there, as the server says it to whoever receives machines.</summary>
/// <param name="Id">Which one.</param>
/// <param name="Donor">Who gives, by its name.</param>
/// <param name="Day">When it is driven here, if that is known.</param>
/// <param name="Received">How many machines of it have come.</param>
/// <param name="Expected">How many come in all.</param>
/// <param name="Round">The only round that may have brought it: a machine that gets its label here names it.</param>
internal sealed record Gift(string Id, string Donor, DateOnly? Day = null, int Received = 0, int Expected = 0, string? Round = null)
{
    /// <summary>As a screen says it: « Cartonnerie Lemoine, 05/01/2026, 2 sur 12 »; of one that the server did not tell of, its number alone.</summary>
    public string Words => Donor.Length == 0
        ? $"n° {Id}"
        : string.Create(CultureInfo.InvariantCulture, $"{Donor}{(Day is { } day ? $", {day:dd/MM/yyyy}" : string.Empty)}, {Received} sur {Expected}");

    /// <summary>One that somebody named and no list tells of: whether there is such a gift is for the server to say.</summary>
    public static Gift Named(string id) => new(id, string.Empty);
}
