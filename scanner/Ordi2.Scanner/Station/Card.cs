using Ordi2.Barcodes;

namespace Ordi2.Scanner.Station;

/// <summary>What a line means before it can be a machine: a card that was scanned, or a word that was typed.</summary>
internal abstract record Card
{
    private const string Badge = "badge";
    private const string Help = "aide";
    private const string End = "fin";
    private const string Waiting = "file";
    private const string Undo = "annuler";
    private const string Gift = "don";
    private const string Kind = "sorte";

    /// <summary>Reads a card or a word.</summary>
    /// <returns>Nothing where the line is neither.</returns>
    public static Card? Read(string line) => Named(line) ?? CardText.Repairs(line).Select(Scanned).FirstOrDefault(card => card is not null);

    private static Card? Scanned(string line) =>
        !line.StartsWith(StationCard.Prefix, StringComparison.OrdinalIgnoreCase) ? null
        : line[StationCard.Prefix.Length..] is var name && name.StartsWith(StationCard.GiftPrefix, StringComparison.OrdinalIgnoreCase) ? new ChooseGift(name[StationCard.GiftPrefix.Length..])
        : Named(name);

    private static Card? Named(string name) => name.Trim().ToLowerInvariant() switch
    {
        Badge => new OtherPerson(),
        Help or "help" or "?" => new AskHelp(),
        End or "end" => new EndOfWork(),
        Waiting or "outbox" => new AskWaiting(),
        Undo or "undo" => new TakeBack(),
        "avec chargeur" or "with charger" => new WithCharger(true),
        "sans chargeur" or "without charger" => new WithCharger(false),
        var key => Mode.Find(key) is { } mode ? new ChooseMode(mode)
            : After(key, Gift, "gift") is { } gift ? new ChooseGift(gift)
            : After(key, Kind, "kind") is { } kind ? new ChooseKind(kind)
            : null,
    };

    /// <summary>What stands behind a word: « don 2 ».</summary>
    private static string? After(string line, string word, string english) =>
        new[] { word, english }.Select(one =>
            line == one ? string.Empty
            : line.StartsWith(one, StringComparison.Ordinal) && line[one.Length] is ' ' ? line[(one.Length + 1)..].Trim()
            : null).FirstOrDefault(rest => rest is not null);
}

/// <summary>Each scan takes this step from now on.</summary>
internal sealed record ChooseMode(Mode Mode) : Card;

/// <summary>The machines that are received are of this gift; of which ones it may be where nothing is named.</summary>
internal sealed record ChooseGift(string Text) : Card;

/// <summary>The machines that are received are of this kind.</summary>
internal sealed record ChooseKind(string Text) : Card;

/// <summary>Whether the machines that are packed go with their charger.</summary>
internal sealed record WithCharger(bool With) : Card;

/// <summary>Somebody else works here from now on: the next scan is a badge.</summary>
internal sealed record OtherPerson : Card;

/// <summary>What can be scanned or typed.</summary>
internal sealed record AskHelp : Card;

/// <summary>What waits to be sent.</summary>
internal sealed record AskWaiting : Card;

/// <summary>Enough for today.</summary>
internal sealed record EndOfWork : Card;

/// <summary>The last scan was a mistake.</summary>
internal sealed record TakeBack : Card;
