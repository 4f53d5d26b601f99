using Microsoft.AspNetCore.Mvc;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.SignIn;

/// <summary>Somebody whose role needs a second factor and whose time without one is over sets it up before coming in.</summary>
internal sealed class SecondFactorPage(AccountDesk accounts, SecondFactors factors, Entrance entrance, IAuditLog log, TimeProvider time)
    : SetUpSecondFactorPage(accounts, factors, log, time)
{
    public async Task<IActionResult> OnGetAsync()
    {
        if (await WhoAsync() is not { } person)
        {
            return LocalRedirect("/sign-in");
        }

        OfferTo(person);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await WhoAsync() is not { } person)
        {
            return LocalRedirect("/sign-in");
        }

        var (membership, closed) = await Desk.BeginWithAsync(person.Id);

        if (membership is null)
        {
            Refuse(closed!);
            return Page();
        }

        if (await ConfirmAsync(person, membership.Caller("web")))
        {
            await HttpContext.LeaveHalfWayAsync();
            await entrance.EnterAsync(HttpContext, membership, secondFactor: true);
            Onward = Entrance.Onward(this, ReturnTo).Url;
        }

        return Page();
    }

    private async Task<Person?> WhoAsync() =>
        await HttpContext.WhoLacksAsync(Missing.SecondFactor) is { } id && await Desk.OfIdAsync(id) is { } person && !await Desk.HasSecondFactorAsync(person) ? person : null;
}
