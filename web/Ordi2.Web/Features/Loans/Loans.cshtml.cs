using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Configurations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Configurations;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Loans;

/// <summary>The conventions of an EPN, a partner or an owner: those whose machines are due, those that end soon, all of them.</summary>
internal sealed class LoansPage(PaperDesk papers, RulesInForce rules) : RolePage(Role.Animator, Role.Partner, Role.Supervisor, Role.Coordinator)
{
    /// <summary><c>due</c>, <c>soon</c>, or everything.</summary>
    public string Show { get; private set; } = string.Empty;

    public ImmutableArray<LoanTerms> Items { get; private set; } = [];

    public int Due { get; private set; }

    public int Soon { get; private set; }

    public Names Names { get; private set; } = Names.None;

    public string? Next { get; private set; }

    public string? First { get; private set; }

    public bool Writes => Caller.Role is Role.Animator;

    public async Task OnGetAsync(string? show, string? cursor, CancellationToken cancellationToken)
    {
        var last = Today.AddDays((await rules.ForAsync(Caller)).SoonDays());
        var due = await papers.InAsync<LoanTerms, LoanStatus>(Caller, "loan", cancellationToken, LoanStatus.ReturnDue, LoanStatus.Breached);
        var soon = (await papers.InAsync<LoanTerms, LoanStatus>(Caller, "loan", cancellationToken, LoanStatus.Active, LoanStatus.Extended))
            .Where(loan => loan.To <= last)
            .ToImmutableArray();
        (Due, Soon) = (due.Length, soon.Length);
        Show = show is "due" or "soon" ? show : string.Empty;

        if (Show.Length > 0)
        {
            Items = [.. (Show is "due" ? due : soon).OrderBy(loan => loan.To).ThenBy(loan => loan.Id.Text, StringComparer.Ordinal)];
        }
        else
        {
            var page = await papers.ListAsync<LoanTerms>(Caller, "loan", filter => filter with { After = cursor }, cancellationToken);
            Items = page.Items;
            Next = page.Next is null ? null : $"/loans?cursor={Uri.EscapeDataString(page.Next)}";
            First = cursor is null ? null : "/loans";
        }

        Names = await papers.NamesAsync(Items.SelectMany(loan => (OrganisationId?[])[loan.Borrower, loan.Relay]));
    }

    /// <summary>Whether its last day says something: it does not for what is over or not begun.</summary>
    public static bool Runs(LoanStatus status) => status is LoanStatus.Active or LoanStatus.Extended or LoanStatus.ReturnDue or LoanStatus.Breached;

    public static Tone ToneOf(LoanStatus status) => status switch
    {
        LoanStatus.ReturnDue => Tone.Warn,
        LoanStatus.Breached => Tone.Bad,
        LoanStatus.Active or LoanStatus.Extended => Tone.Good,
        LoanStatus.Draft or LoanStatus.Signed => Tone.Info,
        _ => Tone.Neutral,
    };
}
