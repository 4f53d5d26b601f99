using System.Collections.Immutable;

namespace Ordi2.Contracts.Organisations;

/// <summary>An organisation becomes known, as a member or as a prospect.</summary>
/// <param name="Name">Its name; for a private person a code of ours, never the person's name (the ledger holds no personal data).</param>
/// <param name="Form">Its legal form.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.register"), Step("register")]
public sealed record RegisterOrganisation(
    [property: Id(0)] string Name,
    [property: Id(1)] OrganisationForm Form) : OrganisationCommand
{
    /// <summary>What it does in the chain, at least one thing.</summary>
    [Id(2)]
    public ImmutableArray<Activity> Activities { get; init; } = [];

    /// <summary>
    /// SIRET, 14 digits, spaces allowed; left out only for a private person, for an association with an RNA number, and for a partner that
    /// has another number, or none for a reason.
    /// </summary>
    [Id(3)]
    public string? Siret { get; init; }

    /// <summary>RNA number of an association: W and 9 digits.</summary>
    [Id(4)]
    public string? Rna { get; init; }

    /// <summary>The pole that coordinates it; left out for a pole, which is its own.</summary>
    [Id(5)]
    public OrganisationId? Pole { get; init; }

    /// <summary>The organisation that it is a part of.</summary>
    [Id(6)]
    public OrganisationId? Parent { get; init; }

    /// <summary>Its category as a receiver.</summary>
    [Id(7)]
    public RecipientCategory Category { get; init; }

    /// <summary>Whether it is a certified shredder.</summary>
    [Id(8)]
    public bool DataDestruction { get; init; }

    /// <summary>Number of operators, 0 to 10,000.</summary>
    [Id(9)]
    public int Operators { get; init; }

    /// <summary>Only known: it did not sign yet.</summary>
    [Id(10)]
    public bool AsProspect { get; init; }

    /// <summary>Its places.</summary>
    [Id(11)]
    public ImmutableArray<Site> Sites { get; init; } = [];

    /// <summary>A number of another register, for a partner that has neither SIRET nor RNA number: a school, a body of another country.</summary>
    [Id(12)]
    public OtherNumber? OtherNumber { get; init; }

    /// <summary>Why a partner has no number at all (a group that is not declared), up to 500 characters; nothing where it has one.</summary>
    [Id(13)]
    public string? NoNumberReason { get; init; }
}

/// <summary>A prospect becomes a member.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.activate"), Step("activate")]
public sealed record ActivateOrganisation : OrganisationCommand;

/// <summary>Nothing new goes to this organisation; returns and recycling go on.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.suspend"), Step("suspend")]
public sealed record SuspendOrganisation(
    [property: Id(0)] string Reason) : OrganisationCommand;

/// <summary>A suspended organisation works again, or one that was closing goes on.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.reactivate"), Step("reactivate")]
public sealed record ReactivateOrganisation : OrganisationCommand;

/// <summary>The organisation is closing: its machines are handed over, nothing new begins.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.start-closing"), Step("start-closing")]
public sealed record StartClosing(
    [property: Id(0)] string Reason) : OrganisationCommand;

/// <summary>The organisation is closed: it holds and owns no machine, relays no open line, and nothing else hangs on it (<see cref="Attachments"/>).</summary>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.close"), Step("close")]
public sealed record CloseOrganisation : OrganisationCommand;

/// <summary>It does other things in the chain than before.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.change-activities"), Step("change-activities")]
public sealed record ChangeActivities : OrganisationCommand
{
    /// <summary>Everything that it does from now on, at least one thing.</summary>
    [Id(0)]
    public ImmutableArray<Activity> Activities { get; init; } = [];

    /// <summary><see cref="OrganisationProfile.ActivitiesVersion"/> of what the sender had before it; refused where it is another one by now. Left out, nothing is compared.</summary>
    [Id(1)]
    public long? BasedOn { get; init; }
}

/// <summary>A place is added, or replaced where its identifier is known already.</summary>
/// <param name="Site">The place.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.put-site"), Step("put-site")]
public sealed record PutSite(
    [property: Id(0)] Site Site) : OrganisationCommand;

/// <summary>A place is given up.</summary>
/// <param name="Site">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.remove-site"), Step("remove-site")]
public sealed record RemoveSite(
    [property: Id(0)] SiteId Site) : OrganisationCommand;

/// <summary>A charter is granted for one activity (« label »): by its pole, for a pole by another pole or the national body, never by itself.</summary>
/// <param name="Activity">For what.</param>
/// <param name="ValidFrom">First moment.</param>
/// <param name="ValidTo">First moment at which it is no longer valid.</param>
/// <param name="Document">Number of the signed charter.</param>
/// <param name="CharterVersion">Which text was signed.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.grant-accreditation"), Step("grant-accreditation")]
public sealed record GrantAccreditation(
    [property: Id(0)] Activity Activity,
    [property: Id(1)] DateTimeOffset ValidFrom,
    [property: Id(2)] DateTimeOffset ValidTo,
    [property: Id(3)] string Document,
    [property: Id(4)] string CharterVersion) : OrganisationCommand;

/// <summary>The charter for an activity no longer holds from now on, until another one is granted.</summary>
/// <param name="Activity">For what.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.suspend-accreditation"), Step("suspend-accreditation")]
public sealed record SuspendAccreditation(
    [property: Id(0)] Activity Activity,
    [property: Id(1)] string Reason) : OrganisationCommand;

/// <summary>The charter for an activity is taken back for good.</summary>
/// <param name="Activity">For what.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.withdraw-accreditation"), Step("withdraw-accreditation")]
public sealed record WithdrawAccreditation(
    [property: Id(0)] Activity Activity,
    [property: Id(1)] string Reason) : OrganisationCommand;

/// <summary>How many operators work there: under 3 the second person of the quality check may be waived.</summary>
/// <param name="Operators">0 to 10,000.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.set-operators"), Step("set-operators")]
public sealed record SetOperators(
    [property: Id(0)] int Operators) : OrganisationCommand;

/// <summary>Whether it is a certified shredder: machines with data may leave to it.</summary>
/// <param name="Certified">Whether it is.</param>
/// <param name="Document">Number of the certificate; needed to become one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.set-data-destruction"), Step("set-data-destruction")]
public sealed record SetDataDestruction(
    [property: Id(0)] bool Certified,
    [property: Id(1)] string? Document = null) : OrganisationCommand;

/// <summary>
/// An organisation gets a number that it was registered without: a school that was known by its UAI, an association that is declared meanwhile.
/// At least one of the two; a number that is known already stays, for it is another organisation that has another one.
/// </summary>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.set-numbers"), Step("set-numbers")]
public sealed record SetNumbers : OrganisationCommand
{
    /// <summary>SIRET, 14 digits, spaces allowed; left out where it has none yet, or is known.</summary>
    [Id(0)]
    public string? Siret { get; init; }

    /// <summary>RNA number of an association: W and 9 digits; left out where it has none yet, or is known.</summary>
    [Id(1)]
    public string? Rna { get; init; }
}

/// <summary>Its category as a receiver of public gifts changes.</summary>
/// <param name="Category">The category.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.set-category"), Step("set-category")]
public sealed record SetCategory(
    [property: Id(0)] RecipientCategory Category) : OrganisationCommand;

/// <summary>Whether it may issue tax receipts changes; only a body of general interest may (art. 238 bis CGI).</summary>
/// <param name="Status">Why it may, or that it may not.</param>
/// <param name="Proof">Number of the proof: decree, rescrit, statutes; needed to become eligible.</param>
[GenerateSerializer, Immutable, Alias("ordi2.organisation.set-tax-receipt-status"), Step("set-tax-receipt-status")]
public sealed record SetTaxReceiptStatus(
    [property: Id(0)] TaxReceiptStatus Status,
    [property: Id(1)] string? Proof = null) : OrganisationCommand;
