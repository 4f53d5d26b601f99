using System.Buffers.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Accounts;

/// <summary>My passkeys: make one with this telephone or computer, remove one.</summary>
[Authorize]
[NotAtAStation]
internal sealed class PasskeysPage(AccountDesk accounts, Passkeys passkeys, IAuditLog log, TimeProvider time) : AccountPage
{
    private const int LongestName = 60;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    /// <summary>The password, where a passkey is removed.</summary>
    [BindProperty]
    public string? CurrentPassword { get; set; }

    [BindProperty]
    public string? Credential { get; set; }

    [BindProperty]
    public string? State { get; set; }

    /// <summary>For the browser that fills the password in.</summary>
    public string? Email { get; private set; }

    public IList<UserPasskeyInfo> Mine { get; private set; } = [];

    /// <summary>Mine, to choose one from.</summary>
    public IReadOnlyList<Choice> Choices => [.. Mine.Select(passkey => new Choice(Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? Moment(passkey.CreatedAt)))];

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
        var person = await MyselfAsync();
        var mine = await passkeys.OfAsync(person);
        var credential = id is not null && Base64Url.IsValid(id) ? Base64Url.DecodeFromChars(id) : [];

        if (!mine.Any(it => it.CredentialId.AsSpan().SequenceEqual(credential)))
        {
            Refuse(Refusal.Invalid("form-incomplete"), "id");
        }
        else if (!await accounts.IsPasswordOfAsync(person, CurrentPassword))
        {
            Refuse(Refusal.Forbidden("wrong-own-password"), "currentPassword");
        }
        else if (!person.TwoFactorEnabled && mine.Count == 1 && await accounts.NeedsSecondFactorAsync(person))
        {
            Refuse(Refusal.Forbidden("second-factor-needed"));
        }
        else
        {
            await passkeys.RemoveAsync(person, credential);
            await log.NoteAsync(time, "passkey-removed", Me.Caller, $"account/{person.Id}");
            Tell(Say("done"));
            return LocalRedirect("/account/passkeys");
        }

        await ReadAsync(person);
        return Page();
    }

    private async Task<Person> MyselfAsync() =>
        await accounts.OfIdAsync(Me.Session.Person) ?? throw new InvalidOperationException("A session belongs to a person.");

    private async Task ReadAsync(Person person)
    {
        Email = person.Email;
        Mine = await passkeys.OfAsync(person);
        Question = await passkeys.AskToMakeAsync(person, HttpContext);
    }
}
