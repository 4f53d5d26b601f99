using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Sessions;
using Ordi2.Ledger.Aggregates;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Offices;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Sessions;

/// <summary>The sums of the sessions of a period, for the city and the funders: what the API answers, as a page and as a table.</summary>
internal sealed class SessionReportPage(SessionQueries sessions, PaperDesk papers) : RolePage(Role.Animator, Role.Partner, Role.Coordinator)
{
    private const int MonthsOfAQuarter = 3;

    private Names _names = Names.None;

    private readonly Dictionary<string, string> _projects = [];

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    public SessionSums Sums { get; private set; } = new(new(), ImmutableSortedDictionary<string, SessionReport>.Empty, ImmutableSortedDictionary<string, SessionReport>.Empty);

    public string Table => $"{AddressOf(From, To)}&handler=Table";

    public string[] Columns => [Say("session-report-who"), .. ReportTable.SessionColumns(ReadersLanguage).Select(Capital)];

    public IEnumerable<(string Words, string Address)> Proposed
    {
        get
        {
            var year = new DateOnly(Today.Year, 1, 1);
            var quarter = year.AddMonths((Today.Month - 1) / MonthsOfAQuarter * MonthsOfAQuarter);
            yield return (Say("session-report-quarter"), AddressOf(quarter.AddMonths(-MonthsOfAQuarter), quarter.AddDays(-1)));
            yield return (Say("session-report-year"), AddressOf(year, Today));
            yield return (Say("session-report-last-year"), AddressOf(year.AddYears(-1), year.AddDays(-1)));
        }
    }

    public IEnumerable<(string Title, IEnumerable<(string Who, IEnumerable<string> Cells)> Rows)> Tables =>
    [
        (Say("session-report-epns"), Sums.ByEpn.Select(one => Row(_names[new(one.Key)], one.Value)).Append(Row(Say("session-report-all"), Sums.All))),
        (Say("session-report-dossiers"), Sums.ByDossier.Select(one => Row(ProjectOf(one.Key), one.Value))),
    ];

    public Task OnGetAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    /// <summary>The same as a table for a spreadsheet.</summary>
    public async Task<IActionResult> OnGetTableAsync(CancellationToken cancellationToken)
    {
        await ReadAsync(cancellationToken);

        if (Mistakes.Any)
        {
            return Page();
        }

        List<object?[]> rows = [[.. Columns]];
        rows.AddRange(Sums.ByEpn.Select(one => Cells(_names[new(one.Key)], one.Value)));
        rows.Add(Cells(Say("session-report-all"), Sums.All));
        rows.AddRange(Sums.ByDossier.Select(one => Cells(ProjectOf(one.Key), one.Value)));
        return File(FrenchCsv.Write(rows), FrenchCsv.ContentType, $"{From}_{To}.csv");
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        // Where nothing is asked, the year that runs.
        From ??= Day(new(Today.Year, 1, 1));
        To ??= Day(Today);
        var (first, last) = (DayOf(From), DayOf(To));

        if (first is null || last is null || first > last)
        {
            Mistakes.Add("from", Say("session-report-wrong"));
            return;
        }

        Sums = await SessionReportEndpoint.ReadAsync(sessions, Caller, new() { From = first, To = last }, cancellationToken);
        _names = await papers.NamesAsync(Sums.ByEpn.Keys.Select(id => (OrganisationId?)new OrganisationId(id)));

        foreach (var id in Sums.ByDossier.Keys)
        {
            if (await papers.OneAsync<DossierTerms>(Caller, "dossier", id, cancellationToken) is { } dossier)
            {
                _projects[id] = dossier.Project;
            }
        }
    }

    private string ProjectOf(string dossier) => _projects.GetValueOrDefault(dossier) ?? Called.Number(this, dossier);

    private (string Who, IEnumerable<string> Cells) Row(string who, SessionReport sums) => (who, ReportTable.SessionsOf(sums).Select(cell => cell switch
    {
        decimal number => Number(number, 1),
        int number => Number(number),
        _ => "–",
    }));

    private static object?[] Cells(string who, SessionReport sums) => [who, .. ReportTable.SessionsOf(sums)];

    private static string AddressOf(DateOnly from, DateOnly to) => AddressOf(Day(from), Day(to));

    private static string AddressOf(string? from, string? to) => $"/sessions/report?from={Uri.EscapeDataString(from ?? string.Empty)}&to={Uri.EscapeDataString(to ?? string.Empty)}";

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
