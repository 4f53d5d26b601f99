using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Audit;

namespace Ordi2.Web.Features.Accounts;

/// <summary>Changes my own password; every other session of mine ends.</summary>
[Authorize]
[NotAtAStation]
internal sealed class OwnPasswordPage(AccountDesk accounts, SessionDirectory sessions, IAuditLog log, TimeProvider time) : AccountPage
{
    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var person = await accounts.OfIdAsync(Me.Session.Person) ?? throw new InvalidOperationException("A session belongs to a person.");

        if (!await accounts.IsPasswordOfAsync(person, Password))
        {
            Refuse(Refusal.Forbidden("wrong-own-password"), "password");
            return Page();
        }

        if (Passwords.WhyNot(NewPassword ?? string.Empty, person.Email, person.Name) is { } weak)
        {
            Refuse(weak, "newPassword");
            return Page();
        }

        await accounts.SetPasswordAsync(person, NewPassword!);
        await sessions.EndAllAsync(person.Id, but: Me.Session.Id);
        await log.NoteAsync(time, "password-changed", Me.Caller, $"account/{person.Id}");
        return LocalRedirect("/account");
    }
}
