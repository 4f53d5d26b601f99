using System.Collections.Immutable;

namespace Ordi2.Contracts.Organisations;

/// <summary>What an organisation does in the chain; one organisation may do several things (domain.md 1.3).</summary>
[Alias("ordi2.activity")]
public enum Activity
{
    /// <summary>Gives machines.</summary>
    Donor = 0,

    /// <summary>Refurbishes (atelier, structure d'insertion).</summary>
    Workshop,

    /// <summary>Relays machines to its partners (EPN).</summary>
    Epn,

    /// <summary>Uses machines in a joint project.</summary>
    Partner,

    /// <summary>Coordinates a region.</summary>
    Pole,

    /// <summary>Transports.</summary>
    Carrier,

    /// <summary>Recycles.</summary>
    Recycler,
}

/// <summary>Legal form of an organisation (domain.md 5).</summary>
[Alias("ordi2.organisation-form")]
public enum OrganisationForm
{
    /// <summary>Entreprise.</summary>
    Company = 0,

    /// <summary>Association.</summary>
    Association,

    /// <summary>Service de l'État, or an establishment of the State.</summary>
    StateService,

    /// <summary>Collectivité, or an establishment of one.</summary>
    LocalAuthority,

    /// <summary>Atelier ou chantier d'insertion (ACI).</summary>
    Aci,

    /// <summary>Entreprise d'insertion (EI).</summary>
    Ei,

    /// <summary>Entreprise adaptée (EA).</summary>
    Ea,

    /// <summary>Établissement et service d'aide par le travail (ESAT).</summary>
    Esat,

    /// <summary>Éco-organisme.</summary>
    EcoOrganism,

    /// <summary>Particulier.</summary>
    PrivateIndividual,
}

/// <summary>Registers of organisations besides SIRENE and RNA.</summary>
[Alias("ordi2.other-register")]
public enum OtherRegister
{
    /// <summary>UAI: schools and other establishments of the ministry of education; 7 digits and a letter that follows from them.</summary>
    Uai = 0,

    /// <summary>The register of another country: its two letters (ISO 3166-1), then the number there.</summary>
    Foreign,
}

/// <summary>A number of another register than SIRENE and RNA.</summary>
/// <param name="Register">Which register.</param>
/// <param name="Number"><c>0690123A</c>; <c>BE0403170701</c>. Without spaces, in capitals.</param>
[GenerateSerializer, Immutable, Alias("ordi2.other-number")]
public sealed record OtherNumber(
    [property: Id(0)] OtherRegister Register,
    [property: Id(1)] string Number);

/// <summary>Category of a receiver under art. L. 3212-2 and L. 3212-3 CGPPP (domain.md 2.3).</summary>
[Alias("ordi2.recipient-category")]
public enum RecipientCategory
{
    /// <summary>None of them.</summary>
    None = 0,

    /// <summary>Association de parents d'élèves.</summary>
    ParentsAssociation,

    /// <summary>Association de soutien scolaire.</summary>
    TutoringAssociation,

    /// <summary>Association reconnue d'utilité publique (RUP).</summary>
    PublicUtility,

    /// <summary>Re-use body approved ESUS (L. 3332-17-1 II Code du travail).</summary>
    EsusReuse,

    /// <summary>Association d'intérêt général that equips, trains and accompanies people in precarity.</summary>
    GeneralInterestInclusion,

    /// <summary>Student association.</summary>
    StudentAssociation,

    /// <summary>Assistance association of 238 bis 1 b (case 2°).</summary>
    AssistanceAssociation,
}

/// <summary>Why a body may issue tax receipts (domain.md 2.2).</summary>
[Alias("ordi2.tax-receipt-status")]
public enum TaxReceiptStatus
{
    /// <summary>It may not.</summary>
    None = 0,

    /// <summary>Reconnue d'utilité publique.</summary>
    Rup,

    /// <summary>Reconnue d'intérêt général.</summary>
    Rig,

    /// <summary>The tax office said so (rescrit).</summary>
    Rescrit,
}

/// <summary>Whether an organisation works (domain.md 5).</summary>
[Alias("ordi2.organisation-status")]
public enum OrganisationStatus
{
    /// <summary>Known, not yet a member.</summary>
    Prospect = 0,

    /// <summary>Member.</summary>
    Active,

    /// <summary>Suspended: nothing new inward.</summary>
    Suspended,

    /// <summary>Closing: its machines are handed over.</summary>
    Closing,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>Life of an accreditation, the brand's charter for one activity (domain.md 5: « label »).</summary>
[Alias("ordi2.accreditation-status")]
public enum AccreditationStatus
{
    /// <summary>Granted; whether it is valid depends on the date.</summary>
    Granted = 0,

    /// <summary>Suspended.</summary>
    Suspended,

    /// <summary>Withdrawn.</summary>
    Withdrawn,

    /// <summary>Asked for.</summary>
    Requested,

    /// <summary>Being looked at by whoever may grant it.</summary>
    UnderReview,

    /// <summary>Granted, and soon over: time to renew it.</summary>
    Expiring,

    /// <summary>Its last day is past.</summary>
    Expired,
}

/// <summary>A signed charter for one activity, with its dates. Its validity is looked up at the event's own date (domain.md 12.4, point 7).</summary>
/// <param name="Activity">For what.</param>
/// <param name="ValidFrom">First moment.</param>
/// <param name="ValidTo">First moment at which it is no longer valid.</param>
/// <param name="GrantedBy">Who granted it: never the organisation itself.</param>
/// <param name="Status">Granted, expiring, expired, suspended or withdrawn.</param>
/// <param name="SuspendedAt">When it was suspended or withdrawn.</param>
[GenerateSerializer, Immutable, Alias("ordi2.accreditation")]
public sealed record Accreditation(
    [property: Id(0)] Activity Activity,
    [property: Id(1)] DateTimeOffset ValidFrom,
    [property: Id(2)] DateTimeOffset ValidTo,
    [property: Id(3)] OrganisationId GrantedBy,
    [property: Id(4)] AccreditationStatus Status = AccreditationStatus.Granted,
    [property: Id(5)] DateTimeOffset? SuspendedAt = null)
{
    /// <summary>Number of the signed charter.</summary>
    [Id(6)]
    public string? Document { get; init; }

    /// <summary>Which text was signed.</summary>
    [Id(7)]
    public string? CharterVersion { get; init; }
}

/// <summary>A place of an organisation.</summary>
/// <param name="Id">Its identifier, unique within the organisation.</param>
/// <param name="Name">Its name.</param>
/// <param name="PreparesForReuse">« Autorisé préparation à la réutilisation » (ICPE): a waste may become a product here.</param>
/// <param name="Accepts">Kinds of machines that it takes; empty means all.</param>
/// <param name="Siret">SIRET of this establishment, 14 digits, spaces allowed when it is put; left out where it is the one of the organisation.</param>
/// <param name="Address">Number, street, postal code and commune, up to 500 characters: registers of waste name it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.site")]
public sealed record Site(
    [property: Id(0)] SiteId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] bool PreparesForReuse,
    [property: Id(3)] ImmutableArray<Machines.DeviceType> Accepts,
    [property: Id(4)] string? Siret = null,
    [property: Id(5)] string? Address = null)
{
    /// <summary>Its zones as the people there call them, up to 50 of 1 to 64 characters: <c>réception</c>, <c>tri</c>, <c>stock A</c>, <c>cage D3E</c>.</summary>
    [Id(6)]
    public ImmutableArray<string> Zones { get; init; } = [];

    /// <summary>Code of the QPV (quartier prioritaire) that it stands in: <c>QP069001</c>, or since 2024 <c>QN06901M</c>; none outside of one.</summary>
    [Id(7)]
    public string? Qpv { get; init; }
}

/// <summary>What others need to know of an organisation to decide.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.organisation-profile")]
public sealed record OrganisationProfile
{
    /// <summary>Which organisation.</summary>
    [Id(0)]
    public required OrganisationId Id { get; init; }

    /// <summary>Its name.</summary>
    [Id(1)]
    public required string Name { get; init; }

    /// <summary>Whether it works.</summary>
    [Id(2)]
    public OrganisationStatus Status { get; init; }

    /// <summary>SIREN, 9 digits, or empty for a private person or a body without one. Same SIREN means same legal person.</summary>
    [Id(3)]
    public string Siren { get; init; } = string.Empty;

    /// <summary>What it does.</summary>
    [Id(4)]
    public ImmutableArray<Activity> Activities { get; init; } = [];

    /// <summary>Its charters.</summary>
    [Id(5)]
    public ImmutableArray<Accreditation> Accreditations { get; init; } = [];

    /// <summary>Its places.</summary>
    [Id(6)]
    public ImmutableArray<Site> Sites { get; init; } = [];

    /// <summary>The pole that coordinates it; a pole is its own.</summary>
    [Id(7)]
    public OrganisationId? Pole { get; init; }

    /// <summary>Its category as a receiver.</summary>
    [Id(8)]
    public RecipientCategory Category { get; init; }

    /// <summary>Whether it is a certified shredder: machines with data may leave to it.</summary>
    [Id(9)]
    public bool DataDestruction { get; init; }

    /// <summary>Number of operators: under 3 the second person of the quality check may be waived (invariant 10).</summary>
    [Id(10)]
    public int Operators { get; init; }

    /// <summary>The organisation that it belongs to, if any (sub-structure, invariant 2).</summary>
    [Id(11)]
    public OrganisationId? Parent { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(12)]
    public long Version { get; init; }

    /// <summary>Its legal form: it decides which legal bases of a gift are open to it.</summary>
    [Id(13)]
    public OrganisationForm Form { get; init; }

    /// <summary>RNA number of an association, or empty. Same number means same legal person, also where only one of two has a SIREN.</summary>
    [Id(14)]
    public string Rna { get; init; } = string.Empty;

    /// <summary>Charters that were asked for and not yet granted or declined.</summary>
    [Id(15)]
    public ImmutableArray<AccreditationRequest> Requests { get; init; } = [];

    /// <summary>Whether and why it may issue tax receipts.</summary>
    [Id(16)]
    public TaxReceiptStatus TaxReceipts { get; init; }

    /// <summary>Number of the proof of it.</summary>
    [Id(17)]
    public string? TaxReceiptProof { get; init; }

    /// <summary>What it shows of itself in the public directory, where it shows anything.</summary>
    [Id(18)]
    public PublicCard? Card { get; init; }

    /// <summary>A number of another register, where it has neither SIREN nor RNA number. Same number means same legal person.</summary>
    [Id(19)]
    public OtherNumber? OtherNumber { get; init; }

    /// <summary>Why it has no number at all; nothing where it has one.</summary>
    [Id(20)]
    public string? NoNumberReason { get; init; }

    /// <summary>SIRET of its seat, 14 digits, or empty.</summary>
    [Id(21)]
    public string Siret { get; init; } = string.Empty;

    /// <summary>Its <see cref="Version"/> when its card was shown or withdrawn last: whoever changes it says on which one that is based.</summary>
    [Id(22)]
    public long CardVersion { get; init; }

    /// <summary>Its <see cref="Version"/> when it was said what it does last: whoever changes that says on which one that is based.</summary>
    [Id(23)]
    public long ActivitiesVersion { get; init; }
}
