using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Handovers;

/// <summary>What one side says to have given or taken, and the other has to confirm: those that wait for this reader first.</summary>
internal sealed class HandoversPage(PaperDesk papers) : RolePage(Hands)
{
    private const int ShownSettled = 20;

    /// <summary>Who signs for machines that pass from one organisation to another.</summary>
    public static readonly Role[] Hands = [Role.Driver, Role.Supervisor, Role.Storekeeper, Role.Coordinator, Role.Animator, Role.Partner, Role.Recycler];

    public ImmutableArray<HandoverTerms> ToAnswer { get; private set; } = [];

    public ImmutableArray<HandoverTerms> Awaited { get; private set; } = [];

    public ImmutableArray<HandoverTerms> Settled { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var open = await papers.InAsync<HandoverTerms, HandoverStatus>(Caller, "handover", cancellationToken, HandoverStatus.Offered);
        Settled = await papers.LatestAsync<HandoverTerms, HandoverStatus>(
            Caller, "handover", "confirmedAfter", ShownSettled, cancellationToken, HandoverStatus.Contested, HandoverStatus.Confirmed, HandoverStatus.Withdrawn);
        ToAnswer = [.. open.Where(one => WaitsFor(one, Caller)).OrderBy(one => one.ConfirmedAfter)];
        Awaited = [.. open.Where(one => !WaitsFor(one, Caller)).OrderBy(one => one.ConfirmedAfter)];
        Names = await papers.NamesAsync(open.Concat(Settled).SelectMany(one => (OrganisationId?[])[one.From, one.To]));
    }

    /// <summary>Whether the other side said so, and this one has not answered.</summary>
    public static bool WaitsFor(HandoverTerms handover, Caller caller) => handover.Status is HandoverStatus.Offered
        && handover.DeclaredBy != caller.Organisation
        && (handover.From == caller.Organisation || handover.To == caller.Organisation);

    public static Tone ToneOf(HandoverStatus status) => status switch
    {
        HandoverStatus.Offered => Tone.Warn,
        HandoverStatus.Confirmed => Tone.Good,
        HandoverStatus.Contested => Tone.Bad,
        _ => Tone.Neutral,
    };
}
