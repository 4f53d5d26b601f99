namespace Ordi2.Contracts.Machines;

/// <summary>Place of a machine in the process (domain.md 4.2): one value of 26, and <see cref="None"/> before the first.</summary>
[Alias("ordi2.machine-status")]
public enum MachineStatus
{
    /// <summary>Not yet known: the label was never bound, or was scanned before its reception reached us.</summary>
    None = 0,

    /// <summary>Annoncé.</summary>
    Declared,

    /// <summary>Enlevé (en route).</summary>
    Collected,

    /// <summary>Reçu.</summary>
    Received,

    /// <summary>Refusé à l'entrée.</summary>
    Refused,

    /// <summary>Trié.</summary>
    Triaged,

    /// <summary>Identifié (fiche faite).</summary>
    Audited,

    /// <summary>Effacement en cours.</summary>
    Wiping,

    /// <summary>Effacé.</summary>
    Wiped,

    /// <summary>Effacement raté.</summary>
    WipeFailed,

    /// <summary>En réparation.</summary>
    InRepair,

    /// <summary>Attend une pièce.</summary>
    AwaitingPart,

    /// <summary>Installé.</summary>
    Installed,

    /// <summary>Contrôle à revoir.</summary>
    QcFailed,

    /// <summary>Prêt (en stock).</summary>
    Ready,

    /// <summary>Réservé (dossier n° …).</summary>
    Reserved,

    /// <summary>Emballé.</summary>
    Packed,

    /// <summary>En livraison.</summary>
    InTransit,

    /// <summary>Chez l'EPN (à remettre).</summary>
    AtEpn,

    /// <summary>Chez le partenaire.</summary>
    Placed,

    /// <summary>En retour.</summary>
    Returning,

    /// <summary>Démonté pour pièces.</summary>
    Dismantled,

    /// <summary>À recycler (D3E).</summary>
    ToRecycle,

    /// <summary>Recyclé (prouvé). Terminal.</summary>
    Recycled,

    /// <summary>Rendu au donateur. Terminal for this life of the machine.</summary>
    HandedBack,

    /// <summary>Introuvable. Can be entered from anywhere and left by its recovery.</summary>
    Missing,

    /// <summary>Volé. Can be entered from anywhere and left by its recovery.</summary>
    Stolen,
}

/// <summary>What is known of the data on a machine: computed from its storage media (domain.md 4.1).</summary>
[Alias("ordi2.sanitisation")]
public enum Sanitisation
{
    /// <summary>No audit has listed the media yet.</summary>
    Unknown = 0,

    /// <summary>No medium is clean.</summary>
    Dirty,

    /// <summary>Some media are clean, some are not.</summary>
    Partial,

    /// <summary>Every medium is cleared, purged, destroyed or removed.</summary>
    Clean,

    /// <summary>It holds no medium: two persons confirmed that, or its kind never holds one.</summary>
    NoMediaConfirmed,
}

/// <summary>Whether the law sees a product or a waste (L. 541-1-1 Code de l'environnement).</summary>
[Alias("ordi2.legal-nature")]
public enum LegalNature
{
    /// <summary>A product: re-use (réemploi).</summary>
    Product = 0,

    /// <summary>A waste: only recycling, or preparation for re-use on an authorised site.</summary>
    Waste,
}

/// <summary>Why a machine may not leave (domain.md 4.1). A machine can have several; each blocks every outward transition.</summary>
[Alias("ordi2.hold")]
public enum Hold
{
    /// <summary>Reported stolen.</summary>
    Theft = 1,

    /// <summary>Recalled.</summary>
    Recall,

    /// <summary>Data may have leaked, or an announced medium is absent.</summary>
    DataIncident,

    /// <summary>Two organisations say that they hold it.</summary>
    DisputeCustody,

    /// <summary>A restriction of the donor or owner does not fit.</summary>
    OwnerRestriction,

    /// <summary>Swollen or dangerous battery.</summary>
    SafetyBattery,

    /// <summary>The label cannot be read.</summary>
    UnreadableLabel,
}

/// <summary>What kind of machine it is.</summary>
[Alias("ordi2.device-type")]
public enum DeviceType
{
    /// <summary>Not said yet.</summary>
    Unknown = 0,

    /// <summary>Portable.</summary>
    Laptop,

    /// <summary>Unité centrale (fixe).</summary>
    Desktop,

    /// <summary>Tout-en-un.</summary>
    AllInOne,

    /// <summary>Écran.</summary>
    Monitor,

    /// <summary>Tablette.</summary>
    Tablet,

    /// <summary>Téléphone.</summary>
    Phone,

    /// <summary>Imprimante.</summary>
    Printer,

    /// <summary>Serveur.</summary>
    Server,

    /// <summary>Accessoire.</summary>
    Accessory,

    /// <summary>Imprimante multifonction: it prints, copies and scans, and has a solidarity price of its own (domain.md 2.3).</summary>
    Multifunction,
}

/// <summary>Cosmetic state (état) of a machine that passed its quality check (domain.md 5).</summary>
[Alias("ordi2.grade")]
public enum Grade
{
    /// <summary>Not graded.</summary>
    None = 0,

    /// <summary>Très bon.</summary>
    A,

    /// <summary>Bon.</summary>
    B,

    /// <summary>Correct (traces visibles).</summary>
    C,
}

/// <summary>What a machine is good enough for (domain.md 5; thresholds are configuration).</summary>
[Alias("ordi2.profile")]
public enum Profile
{
    /// <summary>Below every profile, or not audited.</summary>
    None = 0,

    /// <summary>Web léger: 2 cores, 4 GB, SSD 64 GB.</summary>
    LightWeb,

    /// <summary>Bureautique: 8 GB, SSD 128 GB.</summary>
    Office,

    /// <summary>Multimédia: 4 cores, 16 GB, SSD 256 GB.</summary>
    Multimedia,
}

/// <summary>Where triage sends a machine (transition 5).</summary>
[Alias("ordi2.route")]
public enum Route
{
    /// <summary>Not decided.</summary>
    None = 0,

    /// <summary>To be refurbished.</summary>
    Reuse,

    /// <summary>To be dismantled for parts.</summary>
    Parts,

    /// <summary>To be recycled.</summary>
    Recycle,

    /// <summary>« À voir avec l'encadrant »: the operator cannot tell.</summary>
    Ask,
}

/// <summary>Why a partner gives a machine back (transition 25).</summary>
[Alias("ordi2.return-kind")]
public enum ReturnKind
{
    /// <summary>The loan ended.</summary>
    EndOfLoan = 0,

    /// <summary>It broke: after-sales ticket.</summary>
    Warranty,

    /// <summary>It is recalled.</summary>
    Recall,

    /// <summary>The partner gives it up.</summary>
    GiveUp,

    /// <summary>The convention was broken.</summary>
    Breach,
}

/// <summary>Which system is installed (domain.md 2.10).</summary>
[Alias("ordi2.os-plan")]
public enum OsPlan
{
    /// <summary>No system: a machine without medium.</summary>
    None = 0,

    /// <summary>A Linux distribution.</summary>
    Linux,

    /// <summary>Windows 11, only on a machine that can carry it.</summary>
    Win11,

    /// <summary>ChromeOS Flex.</summary>
    ChromeosFlex,
}
