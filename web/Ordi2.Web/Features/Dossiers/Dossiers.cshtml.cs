using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Dossiers;

/// <summary>The project dossiers of an EPN, of a partner or of a pole, and those that somebody judges.</summary>
internal sealed class DossiersPage(PaperDesk papers) : RolePage(Role.Animator, Role.Partner, Role.Coordinator, Role.Donor, Role.Supervisor)
{
    public ImmutableArray<DossierTerms> Items { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public string? Status { get; private set; }

    public string? Next { get; private set; }

    public string? First { get; private set; }

    public bool Writes => Caller.Role is Role.Animator;

    public IReadOnlyList<Choice> Statuses => [new(string.Empty, Say("all-of-them")), .. Enum.GetValues<DossierStatus>().Select(status => new Choice(status.Code(), Word(status)))];

    public async Task OnGetAsync(string? status, string? cursor, CancellationToken cancellationToken)
    {
        Status = Codes.TryParse<DossierStatus>(status, out var wanted) ? wanted.Code() : null;
        var page = await papers.ListAsync<DossierTerms>(Caller, "dossier", filter => filter with { Status = Status, After = cursor }, cancellationToken);
        Items = page.Items;
        Names = await papers.NamesAsync(Items.SelectMany(dossier => (OrganisationId?[])[dossier.Partner, dossier.Epn]));
        Next = page.Next is null ? null : $"/dossiers?status={Status}&cursor={Uri.EscapeDataString(page.Next)}";
        First = cursor is null ? null : $"/dossiers?status={Status}";
    }

    public static Tone ToneOf(DossierStatus status) => status switch
    {
        DossierStatus.Incomplete => Tone.Warn,
        DossierStatus.Accepted or DossierStatus.InProgress => Tone.Good,
        DossierStatus.Rejected or DossierStatus.Ineligible or DossierStatus.Abandoned => Tone.Bad,
        DossierStatus.Draft or DossierStatus.Submitted or DossierStatus.Eligible or DossierStatus.Scored or DossierStatus.Waitlisted => Tone.Info,
        _ => Tone.Neutral,
    };
}
