using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Ledger.Audit;

namespace Ordi2.Web.Features.Accounts;

/// <summary>One membership as its owner sees it.</summary>
internal sealed record MembershipLine(string Id, string Organisation, string Role, bool InUse);

/// <summary>Who I am here: my memberships, of which one is in use, and the browsers in which I am signed in.</summary>
[Authorize]
[NotAtAStation(MayRead = true)]
internal sealed class AccountOverviewPage(AccountDesk accounts, SessionDirectory sessions, Houses houses, IAuditLog log, TimeProvider time) : AccountPage
{
    public string Called { get; private set; } = string.Empty;

    public string? Email { get; private set; }

    public bool SecondFactor { get; private set; }

    /// <summary>From when a password alone does not do.</summary>
    public DateTimeOffset? SecondFactorDueAt { get; private set; }

    public bool MaySeePeople { get; private set; }

    public bool MayMakeTokens { get; private set; }

    public IReadOnlyList<MembershipLine> Memberships { get; private set; } = [];

    public IReadOnlyList<SignInSession> Sessions { get; private set; } = [];

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostSwitchAsync(string? membership)
    {
        if (membership is not null && await sessions.SwitchAsync(Me, membership, HttpContext.RequestAborted))
        {
            return LocalRedirect("/account");
        }

        Refuse(Refusal.Conflict("membership-not-yours"));
        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync(string? session)
    {
        if (session is not null && await sessions.EndAsync(Me.Session.Person, session, HttpContext.RequestAborted))
        {
            await log.NoteAsync(time, "session-ended", Me.Caller, $"session/{session}");
        }

        return LocalRedirect("/account");
    }

    public async Task<IActionResult> OnPostEndOthersAsync()
    {
        if (await sessions.EndAllAsync(Me.Session.Person, but: Me.Session.Id, HttpContext.RequestAborted))
        {
            await log.NoteAsync(time, "session-ended", Me.Caller, $"account/{Me.Session.Person}");
        }

        return LocalRedirect("/account");
    }

    private async Task ReadAsync()
    {
        var person = await accounts.OfIdAsync(Me.Session.Person);
        (Called, Email) = (person?.Called ?? Me.Session.Person, person?.Email);
        (SecondFactor, SecondFactorDueAt) = (person is not null && await accounts.HasSecondFactorAsync(person), person?.SecondFactorDueAt);

        if (await houses.FindAsync(Me.Membership.Organisation) is { } house)
        {
            MaySeePeople = Domain.Access.Memberships.MaySeePeople(Me.Membership.Standing, house);
            MayMakeTokens = Domain.Access.Memberships.Administers(Me.Membership.Standing, house);
        }

        Sessions = await sessions.OfAsync(Me.Session.Person, HttpContext.RequestAborted);
        List<MembershipLine> lines = [];

        foreach (var membership in await accounts.MembershipsAsync(Me.Session.Person))
        {
            lines.Add(new(membership.Id, await houses.NameAsync(membership.Organisation), Word(membership.Role.Code()), membership.Id == Me.Membership.Id));
        }

        Memberships = lines;
    }
}
