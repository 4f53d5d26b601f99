using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Audit;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// A new password for somebody who forgot the old one: asked for by letter where letters can be sent, and set by an address that works once. The
/// second factor of a proven address stays as it is: who reads somebody's letters is not yet that person. So does one that was set up before addresses
/// were proven. Where the address was never proven, whatever was set up since may be somebody else's, and goes.
/// </summary>
internal sealed class ResetPage(
    AccountDatabase database, AccountDesk accounts, PeopleDesk people, OneTimeLinks links, SessionDirectory sessions, Letters letters, ResetLetters resets, IAuditLog log, TimeProvider time)
    : FormPage
{
    private const int LongestEmail = 254;

    [BindProperty(SupportsGet = true)]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public bool IsOver { get; private set; }

    public bool CanHelpAlone => letters.CanHelpAlone;

    public async Task<IActionResult> OnGetAsync() => Secret is null || await links.FindAsync(LinkKind.Reset, Secret) is not null ? Page() : Over();

    public async Task<IActionResult> OnPostAsync() => Secret is null ? Send() : await SetAsync(Secret);

    // The answer is the same for an address of ours and for any other, and nothing is looked up before it is given.
    private IActionResult Send()
    {
        if (string.IsNullOrWhiteSpace(Email) || Email.Length > LongestEmail)
        {
            Refuse(Refusal.Invalid("form-incomplete"), "email");
            return Page();
        }

        if (CanHelpAlone)
        {
            resets.Ask(Email);
        }

        Tell(Say("reset-sent"));
        return LocalRedirect("/sign-in");
    }

    private async Task<IActionResult> SetAsync(string secret)
    {
        if (await links.FindAsync(LinkKind.Reset, secret) is not { Person: { } id } link || await accounts.OfIdAsync(id) is not { ErasedAt: null } person
            || (!link.ByLetter && !await people.StillRescuesAsync(link.MadeBy, id)))
        {
            return Over();
        }

        if (Passwords.WhyNot(Password ?? string.Empty, person.Email, person.Name) is { } weak)
        {
            Refuse(weak, "password");
            return Page();
        }

        await using var transaction = await database.Database.BeginTransactionAsync();

        if (!await links.UseAsync(link, id))
        {
            return Over();
        }

        var alone = await accounts.TakeOverAsync(person, Password!, link.ByLetter);
        await transaction.CommitAsync();

        // After the commit: the directory of sessions writes by a connection of its own, which would wait for this one.
        await sessions.EndAllAsync(id);
        await log.NoteAsync(time, "password-reset", await accounts.InNameOfAsync(id), $"account/{id}");
        Tell(Say(alone ? "reset-done-alone" : "reset-done"));
        return LocalRedirect("/sign-in");
    }

    private PageResult Over()
    {
        IsOver = true;
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
