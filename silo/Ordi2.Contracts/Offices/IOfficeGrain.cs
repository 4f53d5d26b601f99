using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Offices;

/// <summary>A report that somebody asks for (domain.md 8.1: on demand or yearly).</summary>
/// <param name="Kind">DONOR_REPORT, REUSE_ATTESTATION, POLE_REPORT, RECEIPT_DECLARATION, INSERTION_HOURS, WASTE_REGISTER, TAKEOVER_CERTIFICATE, INVENTORY_REPORT or TRANSFER_DEED.</param>
[GenerateSerializer, Immutable, Alias("ordi2.report-request")]
public sealed record ReportRequest(
    [property: Id(0)] DocumentKind Kind)
{
    /// <summary>The donor that a report or an attestation is about; whoever asks as a donor is its own.</summary>
    [Id(1)]
    public OrganisationId? Donor { get; init; }

    /// <summary>The donation that a certificate is about.</summary>
    [Id(2)]
    public DonationId? Donation { get; init; }

    /// <summary>The year, 2000 to 2999; all years where it is left out of a donor's report.</summary>
    [Id(3)]
    public int? Year { get; init; }

    /// <summary>Insertion hours of the year as the workshop counted them: never computed from tonnage (domain.md 9.4).</summary>
    [Id(4)]
    public InsertionHours? Hours { get; init; }

    /// <summary>The site that was counted; every site of the organisation where it is left out. Of an INVENTORY_REPORT only.</summary>
    [Id(5)]
    public SiteId? Site { get; init; }

    /// <summary>When the counting began, at most 31 days ago: what was scanned by <c>inventory-check</c> since then was seen. Of an INVENTORY_REPORT only.</summary>
    [Id(6)]
    public DateTimeOffset? Since { get; init; }

    /// <summary>The machine that becomes its partner's. Of a TRANSFER_DEED only.</summary>
    [Id(7)]
    public MachineId? Machine { get; init; }

    /// <summary>The partner that has the machine and is to own it. Of a TRANSFER_DEED only.</summary>
    [Id(8)]
    public OrganisationId? NewOwner { get; init; }

    /// <summary>For how much, in euro cents, 0 or more; left out for a gift. Of a TRANSFER_DEED only.</summary>
    [Id(9)]
    public int? PriceCents { get; init; }

    /// <summary>
    /// The delivery whose machines become the EPN's that received them, by one deed for all of them: those that their gift gives to the EPN and that are there. It names neither machine
    /// nor new owner nor price. Of a TRANSFER_DEED only.
    /// </summary>
    [Id(10)]
    public DeliveryId? Delivery { get; init; }
}

/// <summary>A paper that comes out by itself once a year (domain.md 8.1).</summary>
/// <param name="Kind">DONOR_REPORT, REUSE_ATTESTATION, POLE_REPORT or RECEIPT_DECLARATION.</param>
/// <param name="Year">The year that it is about.</param>
/// <param name="Donor">The donor that it is about, of the first two.</param>
[GenerateSerializer, Immutable, Alias("ordi2.yearly-paper")]
public sealed record YearlyPaper(
    [property: Id(0)] DocumentKind Kind,
    [property: Id(1)] int Year,
    [property: Id(2)] OrganisationId? Donor = null);

/// <summary>What a workshop tells the DREETS of a year.</summary>
/// <param name="Hours">Hours worked in insertion, 0 to 10,000,000.</param>
/// <param name="TrainingHours">Hours of training, 0 to 10,000,000.</param>
/// <param name="Exits">Sorties dynamiques, 0 to 100,000.</param>
[GenerateSerializer, Immutable, Alias("ordi2.insertion-hours")]
public sealed record InsertionHours(
    [property: Id(0)] int Hours,
    [property: Id(1)] int TrainingHours = 0,
    [property: Id(2)] int Exits = 0);

/// <summary>The office of an organisation, which issues its reports. The key is <c>office/{organisation}</c>. It keeps nothing: what it made is a document.</summary>
[Alias("ordi2.office")]
public interface IOfficeGrain : IGrainWithStringKey
{
    /// <summary>Makes a report, under the next number of its series.</summary>
    /// <param name="request">Which one.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="requestId">Chosen by the sender: asking again with the same id gives the same document.</param>
    /// <returns>The document, or the reason for the refusal.</returns>
    [Alias("report")]
    Task<Reply<DocumentTerms>> ReportAsync(ReportRequest request, Caller caller, Guid requestId);

    /// <summary>Makes a paper of a year that is over, which nobody has to ask for: the clock does. Asked again it changes nothing.</summary>
    /// <param name="paper">Which one.</param>
    /// <returns>Whether it was made now; not where it was made before, or somebody asked for it since the year was over. Refused where it cannot be made, which the audit log says too.</returns>
    [Alias("make-yearly")]
    Task<Reply<bool>> YearlyAsync(YearlyPaper paper);
}
