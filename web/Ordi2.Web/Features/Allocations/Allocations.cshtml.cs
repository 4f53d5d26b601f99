using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Allocations;

/// <summary>Who waits for machines, and which are on their way to be reserved.</summary>
internal sealed class AllocationsPage(PaperDesk papers) : RolePage(Role.Coordinator)
{
    /// <summary>The dossiers that were granted more than they have, the first filed first.</summary>
    public ImmutableArray<DossierTerms> Waiting { get; private set; } = [];

    public ImmutableArray<AllocationTerms> Running { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    private Dictionary<string, string> Projects { get; set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Waiting =
        [
            .. (await papers.InAsync<DossierTerms, DossierStatus>(Caller, "dossier", cancellationToken, DossierStatus.Accepted, DossierStatus.InProgress))
                .Where(dossier => dossier.Pole == Caller.Organisation && LeftOf(dossier) > 0)
                .OrderBy(dossier => dossier.FiledAt)
                .ThenBy(dossier => dossier.Id.Text, StringComparer.Ordinal),
        ];
        Running = [.. (await papers.InAsync<AllocationTerms, AllocationStatus>(Caller, "allocation", cancellationToken, AllocationStatus.Proposed, AllocationStatus.Confirmed)).OrderBy(one => one.Deadline)];
        Projects = (await Task.WhenAll(Running.Select(one => one.Dossier.Text).Distinct(StringComparer.Ordinal).Select(dossier => papers.OneAsync<DossierTerms>(Caller, "dossier", dossier, cancellationToken))))
            .OfType<DossierTerms>()
            .ToDictionary(dossier => dossier.Id.Text, dossier => dossier.Project, StringComparer.Ordinal);
        Names = await papers.NamesAsync(
        [
            .. Waiting.SelectMany(dossier => new OrganisationId?[] { dossier.Epn, dossier.Partner }),
            .. Running.SelectMany(one => new OrganisationId?[] { one.Epn, one.Partner }),
        ]);
    }

    public string ProjectOf(AllocationTerms one) => Projects.GetValueOrDefault(one.Dossier.Text, one.Dossier.Text);

    /// <summary>How many machines a dossier still waits for.</summary>
    public static int LeftOf(DossierTerms dossier) => dossier.Needs.Sum(need => Math.Max(0, need.Accepted - need.Allocated));

    public static Tone ToneOf(AllocationStatus status) => status switch
    {
        AllocationStatus.Proposed => Tone.Info,
        AllocationStatus.Confirmed or AllocationStatus.Fulfilled => Tone.Good,
        AllocationStatus.Partial => Tone.Warn,
        _ => Tone.Neutral,
    };
}
