using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.SignIn;

/// <summary>Signs a person in to the pages, with address and password, and a second factor where there is one.</summary>
internal sealed class SignInPage(AccountDesk accounts, Passkeys passkeys, Entrance entrance, TimeProvider time) : FormPage
{
    /// <summary>
    /// A refusal comes no sooner: for a known address a try is written down before the password is looked at, for any other nothing is, and the clock must
    /// not tell which it was.
    /// </summary>
    public static readonly TimeSpan SoonestRefusal = TimeSpan.FromMilliseconds(500);

    private long? _askedAt;

    [BindProperty(SupportsGet = true)]
    public string? ReturnTo { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? State { get; set; }

    /// <summary>What a browser with a passkey is asked.</summary>
    public PasskeyQuestion Question { get; private set; } = null!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        Question = await passkeys.AskToShowAsync(HttpContext);
        await next();
    }

    /// <summary>A passkey is a password and a second factor at once.</summary>
    public async Task<IActionResult> OnPostPasskeyAsync()
    {
        if (await passkeys.CheckAsync(Credential, State, HttpContext) is not { } person)
        {
            return await AgainAsync(null, Refusal.Forbidden("passkey-unknown"));
        }

        var (membership, closed) = await accounts.BeginWithAsync(person.Id);

        if (membership is null)
        {
            return await AgainAsync(person, closed!);
        }

        await entrance.EnterAsync(HttpContext, membership, secondFactor: true);
        return Entrance.Onward(this, ReturnTo);
    }

    public async Task<IActionResult> OnPostAsync()
    {
        // Nothing was tried: it says nothing about anybody, and counts for nobody.
        Mistakes.Unless(Typed(Email) is not null, "email", Say("sign-in-say-email")).Unless(!string.IsNullOrEmpty(Password), "password", Say("sign-in-say-password"));

        if (Mistakes.Any)
        {
            return Page();
        }

        _askedAt = time.GetTimestamp();

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

        if (await accounts.MissingOfAsync(person) is { } missing)
        {
            if (missing is Missing.Passkey)
            {
                return await AgainAsync(person, Refusal.Forbidden("passkey-needed"));
            }

            await HttpContext.GoHalfWayAsync(person.Id, missing);
            var next = missing is Missing.Code ? "/sign-in/code" : "/sign-in/second-factor";
            return LocalRedirect(Url.IsLocalUrl(ReturnTo) ? $"{next}?returnTo={Uri.EscapeDataString(ReturnTo)}" : next);
        }

        await entrance.EnterAsync(HttpContext, membership, secondFactor: false);
        return Entrance.Onward(this, ReturnTo);
    }

    private async Task<PageResult> AgainAsync(Person? person, Refusal reason)
    {
        // Asked for nobody as well: an address of ours must not take longer than any other.
        var memberships = await accounts.MembershipsAsync(person?.Id ?? string.Empty);
        entrance.Refused(person, memberships.Count > 0 ? memberships[0] : null, reason.Code);
        Refuse(reason);

        if (_askedAt is { } since && SoonestRefusal - time.GetElapsedTime(since) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, time, HttpContext.RequestAborted);
        }

        return Page();
    }
}
