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

    /// <summary>Installation.</summary>
    Install,

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

    /// <summary>Every card, in the order of the work.</summary>
    public static readonly ImmutableArray<StationCard> All =
    [
        new("receive", "réception", CardPlace.Reception),
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
        new("install-linux", "installation : Linux", CardPlace.Install),
        new("install-chrome", "installation : ChromeOS Flex", CardPlace.Install),
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

    /// <summary>The card of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static StationCard Of(string key) => All.FirstOrDefault(card => card.Key == key) ?? throw new KeyNotFoundException(key);
}
