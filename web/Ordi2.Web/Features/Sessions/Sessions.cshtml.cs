using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Sessions;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Sessions;

/// <summary>The accompaniment sessions: those to record, those to come, those that were held.</summary>
internal sealed class SessionsPage(PaperDesk papers) : RolePage(Role.Animator, Role.Partner, Role.Coordinator)
{
    /// <summary>Their day is over and nobody said what came of them, the oldest first.</summary>
    public ImmutableArray<SessionTerms> Past { get; private set; } = [];

    public ImmutableArray<SessionTerms> Coming { get; private set; } = [];

    public ImmutableArray<SessionTerms> Others { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public string? Next { get; private set; }

    public string? First { get; private set; }

    /// <summary>The pole looks on and validates.</summary>
    public bool MayPlan => Caller.Role is not Role.Coordinator;

    public bool IsEmpty => Past.IsEmpty && Coming.IsEmpty && Others.IsEmpty;

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken)
    {
        var planned = (await papers.InAsync<SessionTerms, SessionStatus>(Caller, "session", cancellationToken, SessionStatus.Planned))
            .OrderBy(session => session.Date)
            .ThenBy(session => session.Id.Text, StringComparer.Ordinal)
            .ToImmutableArray();
        Past = [.. planned.Where(session => session.Date < Today)];
        Coming = [.. planned.Where(session => session.Date >= Today)];

        var page = await papers.ListAsync<SessionTerms>(Caller, "session", filter => filter with { After = cursor }, cancellationToken);
        Others = [.. page.Items.Where(session => session.Status is not SessionStatus.Planned)];
        Names = await papers.NamesAsync(planned.Concat(Others).SelectMany(session => (OrganisationId?[])[session.Partner, session.Epn]));
        Next = page.Next is null ? null : $"/sessions?cursor={Uri.EscapeDataString(page.Next)}";
        First = cursor is null ? null : "/sessions";
    }

    public static Tone ToneOf(SessionStatus status) => status switch
    {
        SessionStatus.Held or SessionStatus.Validated => Tone.Good,
        SessionStatus.Planned => Tone.Info,
        _ => Tone.Neutral,
    };
}
