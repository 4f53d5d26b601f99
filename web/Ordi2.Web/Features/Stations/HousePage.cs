using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Stations;

/// <summary>A page about the stations or badges of an organisation, for who may enrol them; for anybody else there is no such page.</summary>
internal abstract class HousePage(Houses houses) : AccountPage
{
    [BindProperty(SupportsGet = true)]
    public string? Organisation { get; set; }

    public OrganisationProfile House { get; private set; } = null!;

    protected Standing Mine => Me.Membership.Standing;

    public abstract string Home { get; }

    public string Action(string handler) => $"{Home}?handler={handler}&organisation={Uri.EscapeDataString(House.Id.Text)}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (Me.Session.Station is not null || await houses.ProfileAsync(Organisation ?? Mine.Organisation.Text) is not { } house || !Memberships.MayEnrolStations(Mine, Houses.Of(house)))
        {
            context.Result = NotFound();
            return;
        }

        House = house;
        await next();
    }

    protected RedirectResult Back(string sentence)
    {
        Tell(sentence);
        return Redirect($"{Home}?organisation={Uri.EscapeDataString(House.Id.Text)}");
    }
}
