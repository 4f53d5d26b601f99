using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Audit;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.SignIn;

/// <summary>Signs a person in to the pages, with address and password.</summary>
internal sealed class SignInPage(AccountStore accounts, OrganisationDoor door, AuditTrail trail) : WebPage
{
    private const int LongestPassword = 200;

    [BindProperty(SupportsGet = true)]
    public string? ReturnTo { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (Email is null || Password is not { Length: <= LongestPassword }
            || await accounts.FindAsync(Email, Password, cancellationToken) is not { } account)
        {
            // The address is not kept: only which account somebody tried, if it is one of ours.
            var known = await accounts.OfAddressAsync(Email, cancellationToken);
            Note(known, "wrong-password");
            return Again(Refusal.Forbidden("wrong-password"));
        }

        if (!await door.IsOpenAsync(account.Organisation, cancellationToken))
        {
            Note(account, "organisation-closed");
            return Again(Refusal.Forbidden("organisation-closed"));
        }

        var caller = new Caller(account.Person, account.Organisation, account.Role, new("web"));
        await HttpContext.SignInAsync(AccessFeature.Pages, CallerClaims.Principal(caller, $"account:{account.Person}", AccessFeature.Pages));

        // Only to ourselves: an address from outside could lead a person who trusts us somewhere else.
        return Url.IsLocalUrl(ReturnTo) ? LocalRedirect(ReturnTo) : LocalRedirect($"/boards/organisation/{Uri.EscapeDataString(account.Organisation.Text)}");
    }

    private PageResult Again(Refusal reason)
    {
        var (message, next) = Sentences.Say(reason, ReadersLanguage);
        Problem = $"{message} {next}";
        return Page();
    }

    private void Note(Account? account, string code) => trail.Note(
        "sign-in-refused",
        account is null ? null : new Caller(account.Person, account.Organisation, account.Role, new("web")),
        code,
        account is null ? "account/unknown" : $"account/{account.Person}");
}
