using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Offices;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Donations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Machines;

/// <summary>The deed by which a machine becomes its partner's, or its EPN's: it is made and signed before the step that names it.</summary>
internal sealed partial class StepPage
{
    private const string OfADeed = "transfer-ownership";

    /// <summary>The pole may have the deed made here, for the partner or the EPN that has the machine.</summary>
    public bool OffersDeed => Step is OfADeed && Machine is { Status: MachineStatus.AtEpn or MachineStatus.Placed, Holder: not null };

    /// <summary>Euros, where it is no gift.</summary>
    [BindProperty]
    public string? DeedPrice { get; set; }

    public async Task<IActionResult> OnPostDeedAsync(string code)
    {
        if (!await FindFormAsync(code, OfADeed))
        {
            return NotFound();
        }

        var price = Typed(DeedPrice) is { } typed ? GiftPage.CentsOf(typed) : null;
        Mistakes.Unless(Typed(DeedPrice) is null || price is not null, "deedPrice", Say("step-wrong", Say("field-priceCents")));

        if (OffersDeed && !Mistakes.Any)
        {
            var request = new ReportRequest(DocumentKind.TransferDeed) { Machine = new MachineId(Machine.Machine), NewOwner = new OrganisationId(Machine.Holder!), PriceCents = price };

            switch (await MakeAsync(request))
            {
                case Done<DocumentTerms> { Value.Id: var number }:
                    Tell(Say("deed-made", number.Text), Tone.Good);
                    return Redirect($"/documents/{number}");
                case Refused<DocumentTerms> { Reason: var reason }:
                    Refuse(reason);
                    FormMistakes.Renew(HttpContext);
                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return await ShowAsync();
    }
}
