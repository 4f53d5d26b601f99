using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Ordi2.Contracts;
using Ordi2.Contracts.Texts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.SignIn;

namespace Ordi2.Web.Features.Accounts;

/// <summary>Accepts an invitation: with an account that there is, or with a new one.</summary>
internal sealed class InvitationPage(
    AccountDatabase database, AccountDesk accounts, OneTimeLinks links, Houses houses, Entrance entrance, SessionDirectory sessions, IAuditLog log, TimeProvider time) : FormPage
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

    /// <summary>The address has an account: its owner signs in first.</summary>
    public bool HasAccount => _known is not null;

    /// <summary>Its owner is the one who is signed in.</summary>
    public bool IsMine => _known is not null && HttpContext.SignedIn()?.Session is { Station: null } session && session.Person == _known.Id;

    public string Path => $"/invitation/{Secret}";

    public async Task<IActionResult> OnGetAsync() => await ReadAsync() ? Page() : Over();

    public async Task<IActionResult> OnPostAsync()
    {
        if (!await ReadAsync())
        {
            return Over();
        }

        if (HasAccount && !IsMine)
        {
            return Page();
        }

        var person = _known;

        if (person is null)
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

            person = Person.New(Link!.Email, Name, time.GetUtcNow());
        }

        // All of it or nothing: an invitation is never used up without a membership, nor used twice.
        await using var transaction = await database.Database.BeginTransactionAsync();

        if (!await links.UseAsync(Link!, person.Id))
        {
            return Over();
        }

        if (_known is null)
        {
            await accounts.AddAsync(person, Password!);
        }

        var membership = await accounts.GiveAsync(person, new(Link!.Organisation!), Link.Role, Link.Manages, Link.InTraining, Link.MadeBy);
        await transaction.CommitAsync();
        await log.NoteAsync(time, "role-given", membership.Caller("web"), $"account/{person.Id} {membership.Role.Code()} {membership.Organisation} by {Link.MadeBy}");

        if (IsMine)
        {
            await sessions.SwitchAsync(HttpContext.SignedIn()!, membership.Id, HttpContext.RequestAborted);
        }
        else
        {
            await entrance.EnterAsync(HttpContext, membership, secondFactor: false);
        }

        return Memberships.NeedsSecondFactor(membership.Role, membership.Manages) && !person.TwoFactorEnabled
            ? LocalRedirect("/account/second-factor")
            : Entrance.Onward(this, null);
    }

    private async Task<bool> ReadAsync()
    {
        Link = await links.FindAsync(LinkKind.Invitation, Secret);

        // An organisation that was closed meanwhile takes nobody in.
        if (Link?.Organisation is not { } organisation || await houses.ProfileAsync(organisation) is not { Status: not Contracts.Organisations.OrganisationStatus.Closed } profile)
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
