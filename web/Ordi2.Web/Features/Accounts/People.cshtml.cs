using System.Net.Mail;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Accounts;

/// <summary>An address that works once, just made: shown to whoever made it, this once, where it could not be sent by letter.</summary>
internal sealed record MadeLink(string Title, string For, string? Address, DateTimeOffset ExpiresAt);

/// <summary>The people of an organisation, for those who look after its accounts: invite, end, help, erase.</summary>
[Authorize]
internal sealed class PeoplePage(
    AccountDesk accounts, PeopleDesk people, OneTimeLinks links, Houses houses, Letters letters, SecondFactors factors, Erasure erasure, Once once, IAuditLog log,
    TimeProvider time, IConfiguration configuration)
    : AccountPage
{
    private const int LongestEmail = 254;

    [BindProperty(SupportsGet = true)]
    public string? Organisation { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public bool Manages { get; set; }

    [BindProperty]
    public bool InTraining { get; set; }

    public OrganisationProfile House { get; private set; } = null!;

    public IReadOnlyList<MemberLine> Lines { get; private set; } = [];

    public IReadOnlyList<OneTimeLink> Invitations { get; private set; } = [];

    public IReadOnlyList<Choice> Roles { get; private set; } = [];

    /// <summary>The organisations whose people this reader looks after.</summary>
    public IReadOnlyList<Choice> Neighbours { get; private set; } = [];

    public bool MayMakeManagers { get; private set; }

    public MadeLink? Made { get; private set; }

    private Standing Mine => Me.Membership.Standing;

    public string Action(string handler) => $"/people?handler={handler}&organisation={Uri.EscapeDataString(House.Id.Text)}";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Whoever may not see the people of an organisation learns nothing of it, not even that it is there.
        if (Me.Session.Station is not null || await houses.ProfileAsync(Organisation ?? Mine.Organisation.Text) is not { } house || !Memberships.MaySeePeople(Mine, Houses.Of(house)))
        {
            context.Result = NotFound();
            return;
        }

        House = house;
        await next();
    }

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostInviteAsync()
    {
        var email = Email?.Trim() ?? string.Empty;

        if (email.Length > LongestEmail || !MailAddress.TryCreate(email, out var address) || address.Address != email || email.Any(char.IsControl))
        {
            Refuse(Refusal.Invalid("email-form"), "email");
        }

        if (!Codes.TryParse<Role>(Role, out var role) || role is Contracts.Role.None)
        {
            Refuse(Refusal.Invalid("role-missing"), "role");
        }
        else if (Memberships.WhyNot(Mine, Houses.Of(House), role, Manages) is { } why)
        {
            Refuse(why, "role");
        }
        else if (!Mistakes.Any && await people.IsMemberAsync(email, House.Id, role))
        {
            Refuse(Refusal.Conflict("already-member", email), "email");
        }

        if (!Mistakes.Any)
        {
            Made = await once.MakeAsync(Request, Me.Session.Person, links.IsThereAsync, id => InviteAsync(id, email, role));

            if (Made is null)
            {
                return Back(Say("made-already"));
            }

            (Email, Role, Manages, InTraining) = (null, null, false, false);
        }

        return await AgainAsync();
    }

    public async Task<IActionResult> OnPostRevokeAsync(string? invitation)
    {
        if (invitation is not null && await links.RevokeInvitationAsync(invitation, House.Id.Text))
        {
            await log.NoteAsync(time, "invitation-revoked", Me.Caller, $"invitation/{invitation}");
        }

        return Back(Say("done"));
    }

    public Task<IActionResult> OnPostEndAsync(string? membership) => WithAsync(membership, line => line.MayEnd, async line =>
    {
        if (await accounts.EndAsync(line.Membership, Me.Caller.Person.Text) is { } why)
        {
            Refuse(why);
            return await AgainAsync();
        }

        await log.NoteAsync(time, "role-ended", Me.Caller, $"account/{line.Membership.Person} {line.Membership.Role.Code()} {House.Id}");
        return Back(Say("done"));
    });

    public Task<IActionResult> OnPostResetAsync(string? membership) => WithAsync(membership, line => line.MayRescue, async line =>
    {
        Made = await once.MakeAsync(Request, Me.Session.Person, links.IsThereAsync, async id =>
        {
            var person = (await accounts.OfIdAsync(line.Membership.Person))!;
            var (secret, link) = await links.ResetAsync(person, Me.Caller.Person, id);
            await log.NoteAsync(time, "reset-made", Me.Caller, $"account/{person.Id}");
            return new MadeLink(Say("reset-made"), line.Called, Here($"/reset/{secret}"), link.ExpiresAt);
        });

        if (Made is null)
        {
            return Back(Say("made-already"));
        }

        return await AgainAsync();
    });

    public Task<IActionResult> OnPostSecondFactorAsync(string? membership) => WithAsync(membership, line => line.MayRescue, async line =>
    {
        await factors.RemoveAsync((await accounts.OfIdAsync(line.Membership.Person))!);
        await log.NoteAsync(time, "second-factor-off", Me.Caller, $"account/{line.Membership.Person}");
        return Back(Say("done"));
    });

    public Task<IActionResult> OnPostEraseAsync(string? membership) => WithAsync(membership, line => line.MayRescue, async line =>
    {
        if (await erasure.EraseAsync(line.Membership.Person, Me.Caller) is { } why)
        {
            Refuse(why);
            return await AgainAsync();
        }

        return Back(Say("erased"));
    });

    private async Task<MadeLink> InviteAsync(string id, string email, Role role)
    {
        var (secret, link) = await links.InviteAsync(email, House.Id, role, Manages, InTraining, Me.Caller.Person, id);
        var shown = Here($"/invitation/{secret}");
        var sent = await letters.InviteAsync(email, House.Name, role, shown);

        // What went by letter is shown to nobody: who opens it is then known to read the letters of the address.
        if (sent)
        {
            await links.SentAsync(link);
        }

        await log.NoteAsync(time, "invited", Me.Caller, $"invitation/{link.Id} {role.Code()} {House.Id}");
        return new(Say("invitation-made"), email, sent ? null : shown, link.ExpiresAt);
    }

    private async Task<IActionResult> WithAsync(string? membership, Func<MemberLine, bool> may, Func<MemberLine, Task<IActionResult>> act)
    {
        var line = (await people.LinesAsync(Mine, House)).FirstOrDefault(line => line.Membership.Id == membership);

        if (line is null)
        {
            // A second tab was faster.
            return Back(Say("done"));
        }

        if (may(line))
        {
            return await act(line);
        }

        Refuse(Refusal.Forbidden("may-not-rescue"));
        return await AgainAsync();
    }

    private RedirectResult Back(string sentence)
    {
        Tell(sentence);
        return Redirect($"/people?organisation={Uri.EscapeDataString(House.Id.Text)}");
    }

    private async Task<IActionResult> AgainAsync()
    {
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        var house = Houses.Of(House);
        Lines = await people.LinesAsync(Mine, House);
        Invitations = [.. (await links.InvitationsAsync(House.Id.Text)).Where(link => Memberships.WhyNot(Mine, house, link.Role, link.Manages) is null)];
        Roles = [.. Memberships.MayGive(Mine, house).Select(role => new Choice(role.Code(), Word(role.Code())))];
        MayMakeManagers = Memberships.Administers(Mine, house);
        Neighbours = Mine.Role is Contracts.Role.Coordinator ? await people.NeighboursAsync(Mine.Organisation) : [];
    }

    private string Here(string path) => PublicAddress.Of(configuration, Request, path);
}
