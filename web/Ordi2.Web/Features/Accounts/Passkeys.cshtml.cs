using System.Buffers.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Ledger.Audit;

namespace Ordi2.Web.Features.Accounts;

/// <summary>My passkeys: make one with this telephone or computer, remove one.</summary>
[Authorize]
internal sealed class PasskeysPage(AccountDesk accounts, Passkeys passkeys, IAuditLog log, TimeProvider time) : AccountPage
{
    private const int LongestName = 60;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? State { get; set; }

    public IList<UserPasskeyInfo> Mine { get; private set; } = [];

    public PasskeyQuestion Question { get; private set; } = null!;

    public async Task OnGetAsync() => await ReadAsync(await MyselfAsync());

    public async Task<IActionResult> OnPostAsync()
    {
        var person = await MyselfAsync();

        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl))
        {
            Refuse(Refusal.Invalid("passkey-name-form"), "name");
        }
        else if (!await accounts.IsPasswordOfAsync(person, Password))
        {
            // A passkey opens everything that the password does: whoever finds a browser open must not add their own.
            Refuse(Refusal.Forbidden("wrong-own-password"), "password");
        }
        else if (!await passkeys.AddAsync(person, Credential, State, Name.Trim(), HttpContext))
        {
            Refuse(Refusal.Conflict("passkey-not-made"));
        }
        else
        {
            await log.NoteAsync(time, "passkey-added", Me.Caller, $"account/{person.Id}");
            Tell(Say("done"));
            return LocalRedirect("/account/passkeys");
        }

        await ReadAsync(person);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(string? id)
    {
        if (id is not null && Base64Url.IsValid(id))
        {
            var person = await MyselfAsync();
            await passkeys.RemoveAsync(person, Base64Url.DecodeFromChars(id));
            await log.NoteAsync(time, "passkey-removed", Me.Caller, $"account/{person.Id}");
        }

        Tell(Say("done"));
        return LocalRedirect("/account/passkeys");
    }

    private async Task<Person> MyselfAsync() =>
        await accounts.OfIdAsync(Me.Session.Person) ?? throw new InvalidOperationException("A session belongs to a person.");

    private async Task ReadAsync(Person person)
    {
        Mine = await passkeys.OfAsync(person);
        Question = await passkeys.AskToMakeAsync(person, HttpContext);
    }
}
