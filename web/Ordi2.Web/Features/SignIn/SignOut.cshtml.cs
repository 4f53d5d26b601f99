using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.SignIn;

/// <summary>Ends a session. Only by a form of ours: a link must not sign anybody out.</summary>
internal sealed class SignOutPage : WebPage
{
    public IActionResult OnGet() => LocalRedirect("/boards");

    public async Task<IActionResult> OnPostAsync()
    {
        await HttpContext.SignOutAsync(AccessFeature.Pages);
        return LocalRedirect("/boards");
    }
}
