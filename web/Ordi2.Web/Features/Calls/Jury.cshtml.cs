using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc.Filters;
using Ordi2.Contracts;
using Ordi2.Contracts.Calls;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Dossiers;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Calls;

/// <summary>One dossier as the jury sees it beside the others.</summary>
/// <param name="Rank">By points, from 1; nothing before anybody judged it.</param>
/// <param name="Dossier">The dossier.</param>
/// <param name="File">Who gave what.</param>
internal sealed record JuryRow(int? Rank, DossierTerms Dossier, DossierFile File);

/// <summary>The jury's table: the dossiers of a call side by side, by their points, with what was asked and granted added up.</summary>
internal sealed class JuryPage(CallDesk calls, PaperDesk papers, DossierFiles files) : RolePage(Role.Coordinator, Role.Animator, Role.Partner, Role.Donor, Role.Supervisor)
{
    /// <summary>More criteria than these do not stand side by side: the points say them together.</summary>
    private const int MostColumns = 5;

    public SeenCall Seen { get; private set; } = null!;

    public CallTerms Call => Seen.Terms;

    public ImmutableArray<JuryRow> Rows { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public Juror? Seat => Seen.SeatOf(Caller);

    public bool IsItsPole => Caller.Role is Role.Coordinator && Call.Pole == Caller.Organisation;

    public ImmutableArray<Criterion> Criteria => Call.Plan.Criteria.Length <= MostColumns ? Call.Plan.Criteria : [];

    public int Asked => Rows.Sum(row => row.Dossier.Needs.Sum(need => need.Requested));

    public int Granted => Rows.Sum(row => row.Dossier.Needs.Sum(need => need.Accepted));

    public int Pledged => Call.Plan.Pledges.Sum(one => one.Quantity);

    public int Left => Call.Left.Sum(one => one.Quantity);

    public string[] Columns =>
    [
        Say("jury-rank"), Say("dossier-project"), Say("state"), .. Criteria.Select(one => one.Name), Say("jury-points"), Say("jury-judged"), Say("dossier-asked"), Say("dossier-accepted"), Say("jury-decision"),
    ];

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await calls.OneAsync(Caller, (string?)RouteData.Values["id"] ?? string.Empty, HttpContext.RequestAborted) is not { Seen.IsAll: true } seen)
        {
            context.Result = NotFound();
            return;
        }

        Seen = seen;
        await base.OnPageHandlerExecutionAsync(context, next);
    }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        var dossiers = (await Task.WhenAll(Call.Applications.Select(one => papers.OneAsync<DossierTerms>(Caller, "dossier", one.Dossier.Text, cancellationToken)))).OfType<DossierTerms>().ToArray();

        // Asked together, the histories are one question to the database.
        var known = await Task.WhenAll(dossiers.Select(dossier => files.OfAsync(dossier.Id, cancellationToken)));
        var rank = 0;
        Rows =
        [
            .. dossiers.Zip(known)
                .OrderByDescending(pair => pair.First.Points ?? -1)
                .ThenBy(pair => pair.First.FiledAt)
                .ThenBy(pair => pair.First.Id.Text, StringComparer.Ordinal)
                .Select(pair => new JuryRow(pair.First.Points is null ? null : ++rank, pair.First, pair.Second)),
        ];
        Names = await papers.NamesAsync(dossiers.SelectMany(dossier => new OrganisationId?[] { dossier.Epn, dossier.Partner }));
    }

    public int CountOf(params DossierStatus[] states) => Rows.Count(row => states.Contains(row.Dossier.Status));

    public bool IsRecused(JuryRow row) => row.Dossier.Recusals.Any(one => one.Person == Caller.Person);

    /// <summary>How many may judge it: of those who sit, whoever has not stepped back; where nobody sits, the pole alone. Whoever marked it before is counted too.</summary>
    public int JudgesOf(JuryRow row) => Math.Max(
        row.File.Marks.Length,
        Call.Jury.IsEmpty ? 1 : Call.Jury.Count(juror => row.Dossier.Recusals.All(one => one.Person != juror.Person)));

    public string Points(decimal? points, int decimals = 0) => points is { } known ? Number(known, decimals) : "–";

    /// <summary>What is left to do with a dossier, in the words of the link to it.</summary>
    public string TodoOf(JuryRow row) => Say((row.Dossier.Status, Seat, IsItsPole) switch
    {
        (DossierStatus.Submitted or DossierStatus.Incomplete, _, true) => "jury-check",
        (DossierStatus.Eligible or DossierStatus.Scored, not null, _) when !IsRecused(row) && row.File.Of(Caller.Person) is null => "jury-score",
        (DossierStatus.Scored or DossierStatus.Waitlisted, _, true) => "jury-decide",
        _ => "jury-see",
    });
}
