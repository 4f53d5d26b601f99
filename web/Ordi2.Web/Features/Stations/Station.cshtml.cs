using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Operators;
using Ordi2.Web.Features.SignIn;

namespace Ordi2.Web.Features.Stations;

/// <summary>What a station shows while nobody works at it: scan a badge, tap four digits. Whoever comes next does not wait for the one before to leave.</summary>
internal sealed class StationPage(StationDesk desk, BadgeDesk badges, Entrance entrance, SessionDirectory sessions) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnTo { get; set; }

    [BindProperty]
    public string? Badge { get; set; }

    [BindProperty]
    public string? Pin { get; set; }

    public Station? Station { get; private set; }

    /// <summary>Whoever was here before has left: the page comes by itself when nobody did anything for a while.</summary>
    public async Task OnGetAsync()
    {
        Station = await desk.OfTokenAsync(StationCookie.Of(Request));

        if (Station is not null)
        {
            await LeaveAsync();
        }
    }

    public async Task<IActionResult> OnPostAsync()
    {
        Station = await desk.OfTokenAsync(StationCookie.Of(Request));

        if (Station is null)
        {
            return Page();
        }

        IsScan(string.Empty);
        var (membership, why) = await badges.CheckAsync(Station, Badge ?? string.Empty, Pin ?? string.Empty);

        if (membership is null)
        {
            Refuse(why ?? Refusal.Forbidden("wrong-pin"), "pin");
            return Page();
        }

        if (!Memberships.SignsInByBadge(membership.Role))
        {
            Refuse(Refusal.Forbidden("badge-opens-no-pages"), "pin");
            return Page();
        }

        await LeaveAsync();
        await entrance.EnterAsync(HttpContext, membership, secondFactor: false, Station.Id);

        // An operator comes back to the bench; anybody else to the home of the role.
        return Entrance.Onward(this, string.IsNullOrEmpty(ReturnTo) && membership.Role is Role.Operator ? "/bench" : ReturnTo);
    }

    private async Task LeaveAsync()
    {
        if (HttpContext.SignedIn() is { } before)
        {
            await sessions.EndAsync(before.Session.Person, before.Session.Id, HttpContext.RequestAborted);
            await HttpContext.SignOutAsync(AccessFeature.Pages);

            // The rest of this request is nobody's: the form of the page is for whoever comes next.
            HttpContext.User = new(new ClaimsIdentity());
            HttpContext.Items.Remove(typeof(SignedIn));
        }
    }
}
