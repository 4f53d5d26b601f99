using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Audit;

namespace Ordi2.Web.Features.SignIn;

/// <summary>The last step of every way to sign in: a session and its cookie.</summary>
internal sealed class Entrance(SessionDirectory sessions, AuditTrail trail)
{
    /// <summary>Lets somebody in.</summary>
    /// <returns>The name of the session.</returns>
    public async Task<string> EnterAsync(HttpContext context, Membership membership, bool secondFactor, string? station = null)
    {
        var session = await sessions.OpenAsync(membership, context, secondFactor, station, context.RequestAborted);
        await context.SignInAsync(AccessFeature.Pages, CallerClaims.OfSession(session.Id, AccessFeature.Pages));
        return session.Id;
    }

    /// <summary>Where somebody goes who has come in.</summary>
    /// <param name="page">Only to ourselves: an address from outside could lead a person who trusts us somewhere else.</param>
    /// <param name="returnTo">Where they wanted to go; else the home of their role.</param>
    public static LocalRedirectResult Onward(PageModel page, string? returnTo) => page.Url.IsLocalUrl(returnTo) ? new(returnTo!) : new("/");

    /// <summary>Notes that somebody was not let in. The address is not kept: only which account somebody tried, if it is one of ours.</summary>
    public void Refused(Person? person, Membership? membership, string code) => trail.Note(
        "sign-in-refused",
        membership?.Caller("web"),
        code,
        person is null ? "account/unknown" : $"account/{person.Id}");
}
