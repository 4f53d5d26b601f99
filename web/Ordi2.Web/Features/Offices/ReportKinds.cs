using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Offices;

namespace Ordi2.Web.Features.Offices;

/// <summary>The reports that people ask for, in the order in which they stand on the page, each with the name of its address.</summary>
internal static class ReportKinds
{
    public static readonly ImmutableArray<DocumentKind> All =
    [
        DocumentKind.DonorReport,
        DocumentKind.ReuseAttestation,
        DocumentKind.TakeoverCertificate,
        DocumentKind.PoleReport,
        DocumentKind.ReceiptDeclaration,
        DocumentKind.InsertionHours,
        DocumentKind.WasteRegister,
        DocumentKind.InventoryReport,
    ];

    /// <summary>Who may ask for at least one of them, whatever their organisation does.</summary>
    public static readonly ImmutableArray<Role> Roles = [Role.Donor, Role.Supervisor, Role.Storekeeper, Role.Coordinator, Role.Animator];

    /// <summary>Until then the yearly papers are about the year before.</summary>
    private const int LastMonthOfPapers = 6;

    /// <summary>The year that the yearly papers of a day are about.</summary>
    public static int YearOfPapers(DateOnly today) => today.Month > LastMonthOfPapers ? today.Year : today.Year - 1;

    public static IEnumerable<DocumentKind> For(Role role, OrganisationProfile office) => All.Where(kind => ReportRules.IsFor(kind, role, office));

    /// <summary><c>donor-report</c>.</summary>
    public static string NameOf(DocumentKind kind) => kind.Code().ToLowerInvariant().Replace('_', '-');

    public static DocumentKind? Of(string? name) => All.Where(kind => NameOf(kind) == name).Select(kind => (DocumentKind?)kind).FirstOrDefault();
}
