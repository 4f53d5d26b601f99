using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Donations;
using Ordi2.Domain.Machines;

namespace Ordi2.Domain.Offices;

/// <summary>Who may ask an office for which report, and what the request must say.</summary>
public static class ReportRules
{
    private const int MostHours = 10_000_000;
    private const int MostExits = 100_000;
    private const int LongestCountDays = 31;

    /// <summary>Why the report may not be asked for so, or nothing.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="caller">By whom.</param>
    /// <param name="office">The organisation that would issue it.</param>
    /// <param name="donor">The donor that it is about, if it is about one.</param>
    /// <param name="gifts">The donations of that donor.</param>
    public static Refusal? Stops(ReportRequest request, Caller caller, OrganisationProfile? office, OrganisationProfile? donor, ImmutableArray<DonationTerms> gifts)
    {
        if (office is null)
        {
            return Refusal.NotFound("organisation-unknown", caller.Organisation.Text);
        }

        return Who(request, caller, office, donor, gifts) ?? Fields(request);
    }

    /// <summary>The organisation that issues the report: the pole for its donors, each body for itself.</summary>
    public static OrganisationId OfficeFor(ReportRequest request, Caller caller, OrganisationProfile asks) =>
        request.Kind is DocumentKind.DonorReport or DocumentKind.ReuseAttestation && caller.Role is Role.Donor ? asks.Pole ?? caller.Organisation : caller.Organisation;

    /// <summary>What an office answers for: a pole for the donations that are its own; a donor that has no pole says itself what it gave.</summary>
    public static bool IsOf(OrganisationId office, Caller caller, DonationTerms donation) =>
        donation.Pole == office || (caller.Role is Role.Donor && office == caller.Organisation);

    /// <summary>The hours that a pole's report names: of the workshops that told it, and its own where it answers for itself.</summary>
    public static bool IsToldTo(OrganisationId pole, DocumentTerms hours) => hours is { Kind: DocumentKind.InsertionHours, Status: not (DocumentStatus.Cancelled or DocumentStatus.Replaced) }
        && (hours.Readers.Contains(pole) || (hours.Issuer == pole && hours.Readers.IsEmpty));

    /// <summary>Whether a role asks its office for reports of a kind at all.</summary>
    /// <param name="kind">Which report.</param>
    /// <param name="role">Of whoever asks.</param>
    /// <param name="office">The organisation that would issue it.</param>
    public static bool IsFor(DocumentKind kind, Role role, OrganisationProfile office) => kind switch
    {
        DocumentKind.DonorReport or DocumentKind.ReuseAttestation => role is Role.Donor or Role.Coordinator,
        DocumentKind.TakeoverCertificate => role is Role.Donor or Role.Supervisor or Role.Coordinator,
        DocumentKind.TransferDeed => role is Role.Coordinator,
        DocumentKind.PoleReport => role is Role.Coordinator && office.Activities.Contains(Activity.Pole),
        DocumentKind.ReceiptDeclaration => role is Role.Supervisor or Role.Coordinator,
        DocumentKind.WasteRegister => role is Role.Supervisor or Role.Storekeeper or Role.Coordinator,
        DocumentKind.InventoryReport => role is Role.Supervisor or Role.Storekeeper or Role.Coordinator or Role.Animator,
        DocumentKind.InsertionHours => role is Role.Supervisor && office.Activities.Contains(Activity.Workshop),
        _ => false,
    };

    private static Refusal? Who(ReportRequest request, Caller caller, OrganisationProfile office, OrganisationProfile? donor, ImmutableArray<DonationTerms> gifts)
    {
        var may = IsFor(request.Kind, caller.Role, office) && (request.Kind is not (DocumentKind.DonorReport or DocumentKind.ReuseAttestation) || caller.Role switch
        {
            // A donor asks for its own and for nobody else's; a pole for that of its donors, and of those who gave to it.
            Role.Donor => request.Donor is null || request.Donor == caller.Organisation,
            _ => donor is not null && (donor.Pole == caller.Organisation || gifts.Any(gift => gift.Pole == caller.Organisation)),
        });

        return may ? null : Refusal.Forbidden("not-your-report", caller.Role.Code(), request.Kind.Code());
    }

    private static Refusal? Fields(ReportRequest request) => request.Kind switch
    {
        DocumentKind.TakeoverCertificate => request.Donation is { } donation ? Demand.Number(donation.Text, "donation") : Demand.Number(null, "donation"),
        DocumentKind.TransferDeed when request.Delivery is { } delivery => Demand.Number(delivery.Text, "delivery")
            ?? (request is { Machine: null, NewOwner: null, PriceCents: null or 0 } ? null : Refusal.Invalid("deed-for-delivery-alone", delivery.Text)),
        DocumentKind.TransferDeed => Demand.Number(request.Machine?.Text, "machine") ?? Demand.Number(request.NewOwner?.Text, "newOwner"),
        DocumentKind.InventoryReport => request.Since is null ? Demand.Number(null, "since") : null,
        DocumentKind.DonorReport => request.Year is { } year ? Demand.Between(year, 2000, 2999, "year") : null,
        DocumentKind.InsertionHours => Demand.Between(request.Year ?? 0, 2000, 2999, "year")
            ?? (request.Hours is { } hours
                ? Demand.Between(hours.Hours, 0, MostHours, "hours.hours")
                    ?? Demand.Between(hours.TrainingHours, 0, MostHours, "hours.trainingHours")
                    ?? Demand.Between(hours.Exits, 0, MostExits, "hours.exits")
                : Demand.Number(null, "hours")),
        _ => Demand.Between(request.Year ?? 0, 2000, 2999, "year"),
    };

    /// <summary>Why there is no counting to report on: it began at no moment that makes sense, or at a place that is not the organisation's own.</summary>
    public static Refusal? Uncountable(ReportRequest request, OrganisationProfile office, DateTimeOffset now) => request switch
    {
        { Since: { } since } when since > now || since < now.AddDays(-LongestCountDays) => Refusal.Invalid(
            "date-out-of-range", "since", Refusal.Moment(since), Refusal.Moment(now.AddDays(-LongestCountDays)), Refusal.Moment(now)),
        { Site: { } site } when office.Sites.All(known => known.Id != site) => Refusal.NotFound("site-not-known", site.Text ?? string.Empty, office.Name),
        _ => null,
    };

    /// <summary>Where nobody scanned anything, everything would be missing.</summary>
    public static Refusal? NothingCounted(StockTake count) => count.IsEmpty ? Refusal.Conflict("nothing-counted", Refusal.Moment(count.Since)) : null;

    /// <summary>Nothing is certified before the differences are settled.</summary>
    public static Refusal? Uncertifiable(DonationTerms? donation) => donation switch
    {
        null => Refusal.NotFound("donation-unknown"),
        { Status: DonationStatus.Reconciled or DonationStatus.Closed } => null,
        _ => Refusal.Conflict("donation-not-reconciled", donation.Id.Text),
    };

    /// <summary>An attestation is for what a public body gave.</summary>
    public static Refusal? NothingPublic(DonationTerms[] donations, OrganisationId donor, int year) => donations.Any(one => DonationRestrictions.IsPublic(one.LegalBasis))
        ? null
        : Refusal.Conflict("nothing-to-attest", donor.Text, year.ToString(CultureInfo.InvariantCulture));
}
