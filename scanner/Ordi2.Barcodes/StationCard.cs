using System.Collections.Immutable;

namespace Ordi2.Barcodes;

/// <summary>At which station a card hangs.</summary>
public enum CardPlace
{
    /// <summary>The dock.</summary>
    Reception,

    /// <summary>Triage.</summary>
    Triage,

    /// <summary>The bench of hardware audits.</summary>
    Audit,

    /// <summary>Erasure of data.</summary>
    Wipe,

    /// <summary>Repair.</summary>
    Repair,

    /// <summary>The table where machines are cleaned.</summary>
    Clean,

    /// <summary>Installation.</summary>
    Install,

    /// <summary>The packing table.</summary>
    Packing,

    /// <summary>An EPN.</summary>
    Epn,

    /// <summary>The shelves.</summary>
    Stock,

    /// <summary>Beside every scanner.</summary>
    Everywhere,
}

/// <summary>A card that is scanned beside the machines: which step each scan takes from then on, or what the station is to do.</summary>
/// <param name="Key">Its name, as it is typed.</param>
/// <param name="Words">In a few words, as it is printed and said.</param>
/// <param name="Place">Where it hangs.</param>
public sealed record StationCard(string Key, string Words, CardPlace Place)
{
    /// <summary>What every such card begins with. No letter of it is moved by a French keyboard that a keyboard can not move back.</summary>
    public const string Prefix = "O2-";

    /// <summary>What follows on the card of a gift: whoever scans it receives machines of this gift from then on. It is short: the usual number of a gift leaves room for bars on a card.</summary>
    public const string GiftPrefix = "D-";

    private const int LongestCode = 64;

    /// <summary>Every card, in the order of the work.</summary>
    public static readonly ImmutableArray<StationCard> All =
    [
        new("receive", "réception", CardPlace.Reception),
        new("receive-laptop", "réception : portable", CardPlace.Reception),
        new("receive-desktop", "réception : unité centrale", CardPlace.Reception),
        new("receive-monitor", "réception : écran", CardPlace.Reception),
        new("triage-reuse", "tri : réemploi", CardPlace.Triage),
        new("triage-parts", "tri : pièces", CardPlace.Triage),
        new("triage-recycle", "tri : recyclage", CardPlace.Triage),
        new("triage-ask", "tri : demander", CardPlace.Triage),
        new("bench", "au banc", CardPlace.Audit),
        new("bench-unlocked", "au banc, verrous testés : aucun", CardPlace.Audit),
        new("wipe-overwrite", "effacement : réécriture", CardPlace.Wipe),
        new("wipe-sanitize", "effacement : commande du disque", CardPlace.Wipe),
        new("wipe-crypto", "effacement : clé détruite", CardPlace.Wipe),
        new("repair-open", "réparation : début", CardPlace.Repair),
        new("repair-arrived", "réparation : pièce arrivée", CardPlace.Repair),
        new("repair-done", "réparation : fin", CardPlace.Repair),
        new("clean", "nettoyage", CardPlace.Clean),
        new("install-linux", "installation : Linux", CardPlace.Install),
        new("install-chrome", "installation : ChromeOS Flex", CardPlace.Install),
        new("pack", "emballage", CardPlace.Packing),
        new("epn", "arrivée à l'EPN", CardPlace.Epn),
        new("return", "retour", CardPlace.Epn),
        new("inventory", "inventaire", CardPlace.Stock),
        new("badge", "changer de personne", CardPlace.Everywhere),
        new("annuler", "annuler le dernier scan", CardPlace.Everywhere),
        new("aide", "aide", CardPlace.Everywhere),
        new("file", "ce qui attend", CardPlace.Everywhere),
        new("fin", "terminer", CardPlace.Everywhere),
    ];

    /// <summary>What both symbols of the card say.</summary>
    public string Code => Prefix + Key.ToUpperInvariant();

    /// <summary>What both symbols of the card of a gift say: it is found again whatever its letters, since a card has no small ones.</summary>
    /// <param name="gift">The number of the gift.</param>
    /// <returns>Nothing where its number holds what a scanner that is set up for another keyboard would lose.</returns>
    public static string? OfGift(string gift) =>
        gift.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-') && Prefix.Length + GiftPrefix.Length + gift.Length is <= LongestCode
            ? Prefix + GiftPrefix + gift.ToUpperInvariant()
            : null;

    /// <summary>The card of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static StationCard Of(string key) => All.FirstOrDefault(card => card.Key == key) ?? throw new KeyNotFoundException(key);
}
