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

    /// <summary>Reads a card or a word.</summary>
    /// <returns>Nothing where the line is neither.</returns>
    public static Card? Read(string line) => Named(line) ?? CardText.Repairs(line).Select(Scanned).FirstOrDefault(card => card is not null);

    private static Card? Scanned(string line) => line.StartsWith(StationCard.Prefix, StringComparison.OrdinalIgnoreCase) ? Named(line[StationCard.Prefix.Length..]) : null;

    private static Card? Named(string name) => name.Trim().ToLowerInvariant() switch
    {
        Badge => new OtherPerson(),
        Help or "help" or "?" => new AskHelp(),
        End or "end" => new EndOfWork(),
        Waiting or "outbox" => new AskWaiting(),
        Undo or "undo" => new TakeBack(),
        var key => Mode.Find(key) is { } mode ? new ChooseMode(mode) : null,
    };
}

/// <summary>Each scan takes this step from now on.</summary>
internal sealed record ChooseMode(Mode Mode) : Card;

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
