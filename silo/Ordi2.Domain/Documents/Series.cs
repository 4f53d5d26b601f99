using System.Diagnostics;
using System.Globalization;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Documents;

/// <summary>
/// A series of numbers: its stream hands them out one by one, so that two who ask at once never get the same, and what it was
/// asked for keeps its number (invariant 8). It knows how far it has come, not what each of tens of thousands was for: that is
/// looked up, and is a fact of the decision.
/// </summary>
public sealed record Series(SeriesId Id)
{
    /// <summary>What others may know; nothing before the first number.</summary>
    public SeriesTerms? Terms { get; init; }

    /// <summary>What the last number was handed out for; not known where the history was not read.</summary>
    public string? LastPurpose { get; init; }

    private SeriesTerms Known => Terms ?? throw new InvalidOperationException($"The history of {Id} does not begin with its opening.");

    /// <summary>Whether a number was handed out and stands, or will stand, on a document.</summary>
    public bool IsGood(int number) => Known.Cancelled.All(cancelled => cancelled.Number != number);

    public Series Evolve(SeriesEvent @event)
    {
        var next = @event switch
        {
            SeriesOpened e => this with { Terms = new() { Id = Id, Kind = e.Kind, Issuer = e.Issuer, Year = e.Year } },
            NumberTaken e => this with { Terms = Known with { Last = e.Number }, LastPurpose = e.Purpose },
            NumberCancelled e => this with
            {
                Terms = Known with { Cancelled = [.. Known.Cancelled.Add(new(e.Number, e.Reason)).OrderBy(cancelled => cancelled.Number)] },
            },
            _ => throw new UnreachableException($"A series does not know {@event.GetType().Name}."),
        };

        return next with { Terms = next.Terms! with { Version = (Terms?.Version ?? 0) + 1 } };
    }
}

/// <summary>How a number is written: kind, year, number, issuer. The first three sort the list, the fourth tells the series of two issuers apart.</summary>
public static class SeriesNumbers
{
    private const int LongestIssuer = 40;

    /// <summary>The series of a kind of document, a year and an issuer.</summary>
    public static SeriesId Id(DocumentKind kind, int year, OrganisationId issuer) =>
        new(Beginning(kind, year) + Short(issuer));

    /// <summary>How the numbers of a kind of document and a year begin, whoever issues them.</summary>
    public static string Beginning(DocumentKind kind, int year) => string.Create(CultureInfo.InvariantCulture, $"{Code(kind)}-{year:0000}-");

    /// <summary>The number of a document.</summary>
    public static DocumentId Document(SeriesTerms series, int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Code(series.Kind)}-{series.Year:0000}-{number:000000}-{Short(series.Issuer)}"));

    /// <summary>The place of a document in its series: the third part of its number.</summary>
    public static int NumberIn(DocumentId document) => int.Parse(document.Text.Split('-', 4)[2], CultureInfo.InvariantCulture);

    /// <summary>The series and the place in it that a number of a document names, whether or not there is such a one.</summary>
    public static bool TryParse(string number, out SeriesId series, out int place)
    {
        var parts = number.Split('-', 4);
        series = parts.Length == 4 ? new($"{parts[0]}-{parts[1]}-{parts[3]}") : default;
        place = 0;
        return parts.Length == 4 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out place);
    }

    /// <summary>Two letters, for ever.</summary>
    public static string Code(DocumentKind kind) => kind switch
    {
        DocumentKind.MembershipCharter => "CH",
        DocumentKind.GiftConvention => "CD",
        DocumentKind.ReuseCommitment => "ER",
        DocumentKind.PickupNote => "BE",
        DocumentKind.ReceptionNote => "BR",
        DocumentKind.RefusalNotice => "AR",
        DocumentKind.RestitutionNote => "RS",
        DocumentKind.TakeoverCertificate => "PC",
        DocumentKind.TaxReceipt => "RF",
        DocumentKind.TriageDecision => "DT",
        DocumentKind.SpecificationSheet => "FT",
        DocumentKind.ErasureCertificate => "CE",
        DocumentKind.DestructionRecord => "PV",
        DocumentKind.RepairOrder => "FR",
        DocumentKind.DismantlingSheet => "FD",
        DocumentKind.ControlSheet => "FC",
        DocumentKind.CallNotice => "AP",
        DocumentKind.DossierReceipt => "RD",
        DocumentKind.DossierDecision => "ND",
        DocumentKind.AllocationDecision => "DA",
        DocumentKind.DeliveryNote => "BL",
        DocumentKind.LoanAgreement => "CM",
        DocumentKind.HandoverRecord => "PR",
        DocumentKind.TransferDeed => "AC",
        DocumentKind.SessionSheet => "FA",
        DocumentKind.ReturnNote => "RT",
        DocumentKind.ReturnInspection => "EL",
        DocumentKind.LossNotice => "AV",
        DocumentKind.RecoveryRecord => "PT",
        DocumentKind.RecallNotice => "RP",
        DocumentKind.InventoryReport => "RI",
        DocumentKind.WasteSlip => "BD",
        DocumentKind.TreatmentCertificate => "AT",
        DocumentKind.DonorReport => "RA",
        DocumentKind.ReuseAttestation => "RE",
        DocumentKind.PoleReport => "BI",
        DocumentKind.ProjectSheet => "FP",
        DocumentKind.ReceiptDeclaration => "DR",
        DocumentKind.InsertionHours => "HI",
        DocumentKind.WasteRegister => "DS",
        _ => throw new UnreachableException($"{kind} has no series."),
    };

    // A number must fit where every number fits; a long name is cut and told apart by its hash.
    private static string Short(OrganisationId issuer) => issuer.Text.Length <= LongestIssuer
        ? issuer.Text
        : $"{issuer.Text[..(LongestIssuer - 9)]}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(issuer.Text)).AsSpan(0, 4))}";
}
