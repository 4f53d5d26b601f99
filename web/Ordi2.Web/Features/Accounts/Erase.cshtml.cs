using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Web.Features.Access;

namespace Ordi2.Web.Features.Accounts;

/// <summary>Erases my own account.</summary>
[Authorize]
[NotAtAStation]
internal sealed class EraseOwnPage(AccountDesk accounts, Erasure erasure) : AccountPage
{
    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var person = await accounts.OfIdAsync(Me.Session.Person) ?? throw new InvalidOperationException("A session belongs to a person.");

        if (!await accounts.IsPasswordOfAsync(person, Password))
        {
            Refuse(Refusal.Forbidden("wrong-own-password"), "password");
            return Page();
        }

        if (await erasure.EraseAsync(person.Id, Me.Caller) is { } why)
        {
            Refuse(why);
            return Page();
        }

        await HttpContext.SignOutAsync(AccessFeature.Pages);
        Tell(Say("erased"));
        return LocalRedirect("/sign-in");
    }
}
