using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Rounds;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Rounds;

/// <summary>The collection rounds that a house drives or awaits: those of today and those that are late, then those to come, then the rest.</summary>
internal sealed class RoundsPage(PaperDesk papers) : RolePage(Role.Driver, Role.Storekeeper, Role.Supervisor, Role.Coordinator)
{
    private const int ShownDone = 20;

    public ImmutableArray<RoundTerms> Now { get; private set; } = [];

    public ImmutableArray<RoundTerms> Coming { get; private set; } = [];

    public ImmutableArray<RoundTerms> Done { get; private set; } = [];

    public bool MayPlan => Caller.Role is not Role.Driver;

    public Names Names { get; private set; } = Names.None;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var open = await papers.InAsync<RoundTerms, RoundStatus>(Caller, "round", cancellationToken, RoundStatus.Planned, RoundStatus.Open);
        Done = await papers.LatestAsync<RoundTerms, RoundStatus>(Caller, "round", "day", ShownDone, cancellationToken, RoundStatus.Done, RoundStatus.Disputed, RoundStatus.Closed, RoundStatus.Cancelled);
        Now = [.. open.Where(round => IsNow(round, Today)).OrderBy(round => round.Status is not RoundStatus.Open).ThenBy(round => round.Day).ThenBy(round => round.Id.Text, StringComparer.Ordinal)];
        Coming = [.. open.Where(round => !IsNow(round, Today)).OrderBy(round => round.Day).ThenBy(round => round.Id.Text, StringComparer.Ordinal)];
        Names = await papers.NamesAsync(Now.Concat(Coming).Concat(Done).SelectMany(round => (OrganisationId?[])[round.Donor, round.Carrier]));
    }

    /// <summary>On the road, or to be driven today, or before today and not driven.</summary>
    public static bool IsNow(RoundTerms round, DateOnly today) => round.Status is RoundStatus.Open || (round.Status is RoundStatus.Planned && round.Day <= today);

    public static Tone ToneOf(RoundStatus status) => status switch
    {
        RoundStatus.Open => Tone.Info,
        RoundStatus.Disputed => Tone.Bad,
        RoundStatus.Done => Tone.Good,
        RoundStatus.Cancelled => Tone.Warn,
        _ => Tone.Neutral,
    };
}
