using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>What a donor's report is asked for with, on the pages of the donor and of its pole.</summary>
internal static class DonorReports
{
    private const int Years = 6;

    /// <summary>All years, this one, and those before it.</summary>
    public static IReadOnlyList<Choice> Periods(WebPage page, DateTimeOffset now) =>
    [
        new(string.Empty, page.Say("report-all-years")),
        .. Enumerable.Range(0, Years).Select(back => (FrenchCalendar.YearOf(now) - back).ToString(CultureInfo.InvariantCulture)).Select(year => new Choice(year, year)),
    ];

    /// <summary>The report that is asked for; nothing where what was chosen is no year.</summary>
    /// <param name="donor">Whose gifts.</param>
    /// <param name="year">As it was chosen; all years where nothing was.</param>
    public static ReportRequest? RequestOf(OrganisationId donor, string? year) =>
        string.IsNullOrEmpty(year) ? new(DocumentKind.DonorReport) { Donor = donor }
        : int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(DocumentKind.DonorReport) { Donor = donor, Year = number }
        : null;

    /// <summary>Has it made by the office of whoever asks.</summary>
    public static Task<Reply<DocumentTerms>> MakeAsync(IGrainFactory grains, ReportRequest request, Caller caller, Guid requestId) =>
        grains.GetGrain<IOfficeGrain>($"office/{caller.Organisation}").ReportAsync(request, caller, requestId);
}
