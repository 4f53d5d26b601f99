using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Donations;

/// <summary>The report of the donor of a gift, which its pole may ask for as the donor does.</summary>
internal sealed partial class OfferPage
{
    /// <summary>Of which year a report is asked for.</summary>
    [BindProperty]
    public string? Year { get; set; }

    public IReadOnlyList<Choice> Periods => DonorReports.Periods(this, clock.GetUtcNow());

    public async Task<IActionResult> OnPostReportAsync()
    {
        if (DonorReports.RequestOf(Offer.Donor, Typed(Year)) is not { } request)
        {
            Mistakes.Add("year", Say("choose-one"));
            return Page();
        }

        var reply = await DonorReports.MakeAsync(grains, request, Caller, Once(request));

        if (IsDone(reply, "year") && reply is Done<DocumentTerms> { Value.Id: var number })
        {
            return Onward($"/documents/{number}", Say("report-made"));
        }

        FormMistakes.Renew(HttpContext);
        return Page();
    }
}
