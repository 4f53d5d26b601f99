using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Domain.Access;
using Ordi2.Ledger.Audit;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Features.Cards;
using Ordi2.Web.Features.Labels;
using Ordi2.Web.Features.Shared.Ui;
using Ordi2.Web.Features.Stations;

namespace Ordi2.Web.Features.Operators;

/// <summary>The badges of a workshop: welcome somebody, give a new PIN, take a badge back.</summary>
[Authorize]
internal sealed class BadgesPage(BadgeDesk badges, PeopleDesk people, Houses houses, Once once, IAuditLog log, TimeProvider time) : HousePage(houses)
{
    private const int LongestName = 100;

    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Role { get; set; }

    [BindProperty]
    public string? Pin { get; set; }

    [BindProperty]
    public string? WelcomePin { get; set; }

    [BindProperty]
    public string? NewPin { get; set; }

    [BindProperty]
    public bool InTraining { get; set; }

    public override string Home => "/badges";

    public IReadOnlyList<BadgeLine> Lines { get; private set; } = [];

    public IReadOnlyList<Choice> Roles { get; private set; } = [];

    /// <summary>Members without a badge.</summary>
    public IReadOnlyList<Choice> Members { get; private set; } = [];

    public Badge? Made { get; private set; }

    /// <summary>The field of a new PIN: each badge has its own.</summary>
    public static string PinOf(Badge badge) => $"pin-{badge.Id}";

    public bool IsLocked(Badge badge) => time.GetUtcNow() < badge.LockedUntil;

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostWelcomeAsync()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl))
        {
            Refuse(Refusal.Invalid("name-form"), "name");
        }

        if (!Codes.TryParse<Role>(Role, out var role) || role is Contracts.Role.None)
        {
            Refuse(Refusal.Invalid("role-missing"), "role");
        }
        else if (Memberships.WhyNot(Mine, Houses.Of(House), role, manages: false) is { } why)
        {
            Refuse(why, "role");
        }

        if (IsPinGood(WelcomePin, "welcomePin") && !Mistakes.Any)
        {
            Made = await once.MakeAsync(Request, Me.Session.Person, badges.IsThereAsync, async id =>
            {
                var badge = await badges.WelcomeAsync(Name!, House.Id, role, InTraining, WelcomePin!, Me.Caller, id);
                await log.NoteAsync(time, "role-given", Me.Caller, $"account/{badge.Person} {role.Code()} {House.Id}");
                return badge;
            });

            if (Made is null)
            {
                return Back(Say("made-already"));
            }

            (Name, Role, InTraining) = (null, null, false);
        }

        return await AgainAsync();
    }

    public async Task<IActionResult> OnPostGiveAsync(string? membership)
    {
        var line = (await people.LinesAsync(Mine, House)).FirstOrDefault(line => line.Membership.Id == membership && MayGive(line.Membership));

        if (line is null)
        {
            Refuse(Refusal.Conflict("membership-not-yours"), "membership");
        }
        else if (!IsMine(line.Membership) && Memberships.WhyNot(Mine, Houses.Of(House), line.Membership.Role, line.Membership.Manages) is { } why)
        {
            Refuse(why, "membership");
        }

        if (IsPinGood(Pin, "pin") && line is not null && !Mistakes.Any)
        {
            Made = await once.MakeAsync(Request, Me.Session.Person, badges.IsThereAsync, id => badges.GiveAsync(line.Membership, Pin!, Me.Caller, id));

            if (Made is null)
            {
                return Back(Say("made-already"));
            }
        }

        return await AgainAsync();
    }

    /// <summary>The cards of the badges of this house, or of one of them.</summary>
    public async Task<IActionResult> OnGetCardsAsync(string? badge)
    {
        BadgeLine[] lines = [.. (await ListAsync()).Where(line => badge is null || line.Badge.Id == badge)];
        return lines.Length == 0 ? NotFound() : PrintPage.Give(this, CardDesk.Badges(lines, House.Name), "badges");
    }

    public async Task<IActionResult> OnPostPinAsync(string? badge)
    {
        if (await FindAsync(badge) is not { } line || !IsPinGood(NewPin, PinOf(line.Badge)))
        {
            return await AgainAsync();
        }

        await badges.SetPinAsync(line.Badge, NewPin!, Me.Caller);
        return Back(Say("done"));
    }

    public async Task<IActionResult> OnPostRevokeAsync(string? badge)
    {
        if (await FindAsync(badge) is { } line)
        {
            await badges.RevokeAsync(line.Badge, Me.Caller);
        }

        return Back(Say("done"));
    }

    private async Task<BadgeLine?> FindAsync(string? badge)
    {
        var line = (await badges.ListAsync(House.Id.Text)).FirstOrDefault(line => line.Badge.Id == badge);
        return line is not null && MayGive(line.Membership) ? line : null;
    }

    private bool IsMine(Membership membership) => membership.Id == Me.Membership.Id;

    private bool MayGive(Membership membership) => Memberships.MayGiveBadge(Mine, Houses.Of(House), membership.Role, membership.Manages, IsMine(membership));

    /// <summary>The badges of this house; their own alone for who may not see its people.</summary>
    private async Task<IReadOnlyList<BadgeLine>> ListAsync()
    {
        var lines = await badges.ListAsync(House.Id.Text);
        return Memberships.MaySeePeople(Mine, Houses.Of(House)) ? lines : [.. lines.Where(line => IsMine(line.Membership))];
    }

    private bool IsPinGood(string? pin, string field)
    {
        if (Passwords.WhyNotPin(pin ?? string.Empty) is not { } weak)
        {
            return true;
        }

        Refuse(weak, field);
        return false;
    }

    private async Task<IActionResult> AgainAsync()
    {
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        var house = Houses.Of(House);
        Lines = await ListAsync();
        Roles = [.. Memberships.MayGive(Mine, house).Where(Memberships.SignsInByBadge).Select(role => new Choice(role.Code(), Word(role.Code())))];
        var with = Lines.Select(line => line.Membership.Id).ToHashSet(StringComparer.Ordinal);
        Members = [.. (await people.LinesAsync(Mine, House))
            .Where(line => MayGive(line.Membership) && !with.Contains(line.Membership.Id))
            .Select(line => new Choice(line.Membership.Id, $"{line.Called}, {Word(line.Membership.Role.Code())}"))];
    }
}
