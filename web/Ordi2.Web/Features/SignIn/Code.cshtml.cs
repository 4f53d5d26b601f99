using Microsoft.AspNetCore.Mvc;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.SignIn;

/// <summary>The second step of a sign-in: a code of the authenticator app, or one of the codes on paper.</summary>
internal sealed class CodePage(AccountDesk accounts, SecondFactors factors, Entrance entrance) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnTo { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    public async Task<IActionResult> OnGetAsync() =>
        await HttpContext.WhoLacksAsync(Missing.Code) is null ? LocalRedirect("/sign-in") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await HttpContext.WhoLacksAsync(Missing.Code) is not { } id || await accounts.OfIdAsync(id) is not { } person)
        {
            return LocalRedirect("/sign-in");
        }

        if (await factors.CheckAsync(person, Code) is { } wrong)
        {
            entrance.Refused(person, null, wrong.Code);
            Refuse(wrong, "code");
            return Page();
        }

        var (membership, closed) = await accounts.BeginWithAsync(person.Id);

        if (membership is null)
        {
            Refuse(closed!);
            return Page();
        }

        await HttpContext.LeaveHalfWayAsync();
        await entrance.EnterAsync(HttpContext, membership, secondFactor: true);
        return Entrance.Onward(this, ReturnTo);
    }
}
