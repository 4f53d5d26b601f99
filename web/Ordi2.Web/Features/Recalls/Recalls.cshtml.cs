using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Recalls;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Recalls;

/// <summary>The recalls of a pole: those that run first, with how many machines are still unheard of.</summary>
internal sealed class RecallsPage(PaperDesk papers) : RolePage(Role.Coordinator)
{
    public ImmutableArray<RecallTerms> Items { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken) => Items =
    [
        .. (await papers.InAsync<RecallTerms, RecallStatus>(Caller, "recall", cancellationToken, Enum.GetValues<RecallStatus>()))
            .OrderBy(recall => recall.Status is not RecallStatus.Active)
            .ThenBy(recall => recall.Status)
            .ThenBy(recall => recall.Id.Text, StringComparer.Ordinal),
    ];

    public static Tone ToneOf(RecallStatus status) => status switch
    {
        RecallStatus.Active => Tone.Bad,
        RecallStatus.Closed => Tone.Good,
        _ => Tone.Neutral,
    };
}
