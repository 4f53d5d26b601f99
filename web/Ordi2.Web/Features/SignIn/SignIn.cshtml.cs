using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.SignIn;

/// <summary>Signs a person in to the pages, with address and password, and a second factor where there is one.</summary>
internal sealed class SignInPage(AccountDesk accounts, Entrance entrance) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnTo { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        if (Email is null || Password is not { Length: <= Passwords.Longest })
        {
            return await AgainAsync(null, Refusal.Forbidden("wrong-password"));
        }

        var (person, why) = await accounts.CheckAsync(Email, Password);

        if (why is not null || person is null)
        {
            return await AgainAsync(person, why ?? Refusal.Forbidden("wrong-password"));
        }

        var (membership, closed) = await accounts.BeginWithAsync(person.Id);

        if (membership is null)
        {
            return await AgainAsync(person, closed!);
        }

        await entrance.EnterAsync(HttpContext, membership, secondFactor: false);
        return Entrance.Onward(this, ReturnTo, membership.Organisation);
    }

    private async Task<PageResult> AgainAsync(Person? person, Refusal reason)
    {
        // Asked for nobody as well: an address of ours must not take longer than any other.
        var memberships = await accounts.MembershipsAsync(person?.Id ?? string.Empty);
        entrance.Refused(person, memberships.Count > 0 ? memberships[0] : null, reason.Code);
        Refuse(reason);
        return Page();
    }
}
