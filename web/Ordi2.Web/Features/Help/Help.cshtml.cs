using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Guides;
using Ordi2.Web.Features.Homes;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Help;

/// <summary>Where to begin and where to ask. Here somebody finds the first steps again that they hid on their home.</summary>
internal sealed class HelpPage(GuideDesk guides) : WebPage
{
    public Guide? Guide { get; private set; }

    /// <summary>They are not on the home of this reader, in this browser.</summary>
    public bool IsHidden { get; private set; }

    public IEnumerable<HomeDoor> Doors =>
    [
        new("/help/shortcuts", Say("footer-shortcuts"), Say("help-shortcuts"), "menu"),
        new("/m", Say("help-found"), Say("help-found-hint"), "scan"),
        new("/verify", Say("help-verify"), Say("help-verify-hint"), "document"),
        new("/accessibility", Say("footer-accessibility"), Say("help-accessibility"), "person"),
    ];

    public async Task OnGetAsync()
    {
        Guide = await guides.ReadAsync(HttpContext);
        IsHidden = CallerClaims.CallerOf(User) is { } caller && HiddenGuides.Has(Request, caller);
    }

    public IActionResult OnPostHide()
    {
        if (CallerClaims.CallerOf(User) is { } caller)
        {
            HiddenGuides.Hide(HttpContext, caller);
            Tell(Say("guide-hidden"));
        }

        return LocalRedirect("/");
    }

    public IActionResult OnPostShow()
    {
        if (CallerClaims.CallerOf(User) is { } caller)
        {
            HiddenGuides.Show(HttpContext, caller);
            Tell(Say("guide-shown"));
        }

        return LocalRedirect("/");
    }
}
