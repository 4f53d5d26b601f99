using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Calls;

/// <summary>The calls for projects: for a pole its own, for who may apply those that are published, for a jury those that it judges.</summary>
internal sealed class CallsPage(CallDesk calls, PaperDesk papers) : RolePage(Role.Coordinator, Role.Animator, Role.Partner, Role.Donor, Role.Supervisor)
{
    public ImmutableArray<SeenCall> Items { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public bool IsPole => Caller.Role is Role.Coordinator;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Items = [.. (await calls.AllAsync(Caller, cancellationToken)).Where(call => call.Terms.Status is not CallStatus.Archived || call.Terms.Pole == Caller.Organisation)];
        Names = await papers.NamesAsync(Items.Select(call => (OrganisationId?)call.Terms.Pole));
    }

    /// <summary>The machines that are pledged, in words: « 120 portables, 20 écrans ».</summary>
    public static string Pledged(WebPage page, IEnumerable<Pledge> pledges) =>
        string.Join(", ", pledges.Where(one => one.Quantity > 0).Select(one => MachineWords.Of(page, one.Type, one.Quantity)));

    public static Tone ToneOf(CallStatus status) => status switch
    {
        CallStatus.Open => Tone.Good,
        CallStatus.Published or CallStatus.Draft => Tone.Info,
        CallStatus.Closed or CallStatus.InReview => Tone.Warn,
        _ => Tone.Neutral,
    };
}
