using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.SignIn;

/// <summary>Ends a session. Only by a form of ours: a link must not sign anybody out.</summary>
internal sealed class SignOutPage(SessionDirectory sessions) : WebPage
{
    public IActionResult OnGet() => LocalRedirect("/boards");

    public async Task<IActionResult> OnPostAsync()
    {
        if (HttpContext.SignedIn() is { } me)
        {
            await sessions.EndAsync(me.Session.Person, me.Session.Id, HttpContext.RequestAborted);
        }

        await HttpContext.SignOutAsync(AccessFeature.Pages);
        return LocalRedirect(StationCookie.Of(Request) is null ? "/boards" : "/station");
    }
}
