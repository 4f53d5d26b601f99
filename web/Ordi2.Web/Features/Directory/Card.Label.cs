using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using Ordi2.Web.Features.Organisations;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Directory;

/// <summary>The label that the directory shows is asked for here; the pole grants it.</summary>
internal sealed partial class CardPage
{
    /// <summary>For what.</summary>
    [BindProperty]
    public string? Label { get; set; }

    /// <summary>Which version of the charter.</summary>
    [BindProperty]
    public string? Charter { get; set; }

    /// <summary>What needs a label and is not asked for yet.</summary>
    public IReadOnlyList<Choice> Labels =>
    [
        .. CharterState.Chartered.Where(House.Activities.Contains).Where(activity => House.Requests.All(request => request.Activity != activity))
            .Select(activity => new Choice(activity.Code(), Say($"offers-{activity.Code()}"))),
    ];

    public bool MayAsk => Labels.Count > 0
        && OrganisationLife.Table.Stops(House.Id.Text, "request-accreditation", House.Status, Me.Caller, repeated: false, Relation.Itself) is null;

    public async Task<IActionResult> OnPostLabelAsync()
    {
        // Also one that is asked for meanwhile, by the first half of a double click.
        var known = Codes.TryParse<Activity>(Label, out var activity);
        Mistakes
            .Unless(known, "label", Say("choose-one"))
            .Unless(!string.IsNullOrWhiteSpace(Charter), "charter", Say("say-number"));

        if (!Mistakes.Any && await DoAsync(new RequestAccreditation(activity, Charter!.Trim())) is Refused<OrganisationProfile> { Reason: var reason })
        {
            Refuse(reason, "label");
        }

        if (Mistakes.Any)
        {
            FormMistakes.Renew(HttpContext);
            OnGet();
            return Page();
        }

        Tell(Say("label-asked"));
        return Redirect(Address);
    }
}
