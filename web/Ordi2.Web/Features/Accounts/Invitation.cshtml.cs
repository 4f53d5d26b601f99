using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Contracts.Texts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.SignIn;

namespace Ordi2.Web.Features.Accounts;

/// <summary>
/// Accepts an invitation: with an account that there is, or with a new one. An account whose address nobody has proven may be held by somebody else than
/// the reader of that address, so it is added to as it is only by whoever is signed in to it and types its password: the link says who is invited, and
/// the password that the account is theirs. Anybody else who may open it anew chooses a password, and every other way in goes.
/// </summary>
internal sealed class InvitationPage(
    AccountDatabase database, AccountDesk accounts, PeopleDesk people, OneTimeLinks links, Houses houses, Entrance entrance, SessionDirectory sessions, IAuditLog log, TimeProvider time) : FormPage
{
    private const int LongestName = 100;

    private Person? _known;

    [BindProperty(SupportsGet = true)]
    public string? Secret { get; set; }

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public OneTimeLink? Link { get; private set; }

    public string Organisation { get; private set; } = string.Empty;

    public string Role { get; private set; } = string.Empty;

    /// <summary>The address has an account that its reader holds, who signs in first. Told only to who reads the letters of the address.</summary>
    public bool HasAccount => Link!.ByLetter && _known?.EmailProvenAt is not null;

    /// <summary>It is the account of whoever is signed in.</summary>
    public bool IsMine => _known is not null && HttpContext.SignedIn()?.Session is { Station: null } session && session.Person == _known.Id;

    /// <summary>
    /// Nobody has proven the address: somebody else may have signed this browser in, with an account that they made for the address of its reader. Only
    /// whoever holds the account knows its password.
    /// </summary>
    public bool AsksForPassword => IsMine && _known!.EmailProvenAt is null;

    public string Path => $"/invitation/{Secret}";

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ? Page() : Over();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await ReadAsync())
        {
            return Over();
        }

        if (_known?.EmailProvenAt is not null && !IsMine)
        {
            Refuse(Refusal.Conflict("address-has-account"));
            return Page();
        }

        if (AsksForPassword)
        {
            if (!await accounts.IsPasswordOfAsync(_known!, Password))
            {
                Refuse(Refusal.Forbidden("wrong-own-password"), "password");
                return Page();
            }
        }
        else if (_known is { EmailProvenAt: null } held && !Link!.ByLetter && !await people.StillRescuesAsync(Link.MadeBy, held.Id))
        {
            Refuse(Refusal.Forbidden("address-not-proven"));
            return Page();
        }

        var person = _known;

        if (!IsMine)
        {
            if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl))
            {
                Refuse(Refusal.Invalid("name-form"), "name");
            }

            if (Passwords.WhyNot(Password ?? string.Empty, Link!.Email, Name, Organisation) is { } weak)
            {
                Refuse(weak, "password");
            }

            if (Mistakes.Any)
            {
                return Page();
            }

            person ??= Person.New(Link!.Email, Name, time.GetUtcNow());
        }

        // All of it or nothing: an invitation is never used up without a membership, nor used twice.
        await using var transaction = await database.Database.BeginTransactionAsync();

        if (!await links.UseAsync(Link!, person!.Id))
        {
            return Over();
        }

        var mine = IsMine;
        var alone = false;

        if (_known is null)
        {
            person.EmailProvenAt = Link!.ByLetter ? time.GetUtcNow() : null;
            await accounts.AddAsync(person, Password!);
        }
        else if (!mine)
        {
            person.Name = Name!.Trim();
            alone = await accounts.TakeOverAsync(person, Password!, Link!.ByLetter);
        }
        else if (Link!.ByLetter)
        {
            // Who reads the letters of the address and who holds the account are one by now.
            person.EmailProvenAt ??= time.GetUtcNow();
        }

        var membership = await accounts.GiveAsync(person, new(Link!.Organisation!), Link.Role, Link.Manages, Link.InTraining, Link.MadeBy);
        await transaction.CommitAsync();
        await log.NoteAsync(time, "role-given", membership.Caller("web"), $"account/{person.Id} {membership.Role.Code()} {membership.Organisation} by {Link.MadeBy}");

        if (alone)
        {
            await sessions.EndAllAsync(person.Id);
            Tell(Say("invitation-done-alone"));
        }

        if (mine)
        {
            await sessions.SwitchAsync(HttpContext.SignedIn()!, membership.Id, HttpContext.RequestAborted);
        }
        else
        {
            await entrance.EnterAsync(HttpContext, membership, secondFactor: false);
        }

        return Memberships.NeedsSecondFactor(membership.Role, membership.Manages) && !await accounts.HasSecondFactorAsync(person)
            ? LocalRedirect("/account/second-factor")
            : Entrance.Onward(this, null);
    }

    private async Task<bool> ReadAsync()
    {
        Link = await links.FindAsync(LinkKind.Invitation, Secret);

        // An organisation that was closed meanwhile takes nobody in, and who looks after it no more lets nobody in.
        if (Link?.Organisation is not { } organisation || !await people.StillInvitesAsync(Link) || await houses.ProfileAsync(organisation) is not { } profile)
        {
            Link = null;
            return false;
        }

        (Organisation, Role) = (profile.Name, Words.Say(Link.Role.Code(), ReadersLanguage));
        _known = await accounts.OfAddressAsync(Link.Email!);
        return true;
    }

    private PageResult Over()
    {
        Link = null;
        Response.StatusCode = StatusCodes.Status404NotFound;
        return Page();
    }
}
