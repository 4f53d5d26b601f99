using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Guides;
using Ordi2.Web.Features.Homes;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Help;

/// <summary>Where to begin and where to ask. Here somebody finds the first steps again that they hid on their home.</summary>
internal sealed class HelpPage(GuideDesk guides, HiddenGuides hidden) : WebPage
{
    public Guide? Guide { get; private set; }

    /// <summary>They are not on the home of this reader.</summary>
    public bool IsHidden { get; private set; }

    public IEnumerable<HomeDoor> Doors =>
    [
        new("/help/shortcuts", Say("footer-shortcuts"), Say("help-shortcuts"), "menu"),
        new("/m", Say("help-found"), Say("help-found-hint"), "scan"),
        new("/verify", Say("help-verify"), Say("help-verify-hint"), "document"),
        new("/accessibility", Say("footer-accessibility"), Say("help-accessibility"), "person"),
    ];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Guide = await guides.ReadAsync(HttpContext);
        IsHidden = HttpContext.SignedIn() is { } me && await hidden.HasAsync(me, cancellationToken);
    }

    public async Task<IActionResult> OnPostHideAsync(CancellationToken cancellationToken)
    {
        if (HttpContext.SignedIn() is { } me)
        {
            await hidden.HideAsync(me, cancellationToken);
            Tell(Say("guide-hidden"));
        }

        return LocalRedirect("/");
    }

    public async Task<IActionResult> OnPostShowAsync(CancellationToken cancellationToken)
    {
        if (HttpContext.SignedIn() is { } me)
        {
            await hidden.ShowAsync(me, cancellationToken);
            Tell(Say("guide-shown"));
        }

        return LocalRedirect("/");
    }
}
