using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Placements;

/// <summary>A machine that an EPN hands on to a partner before a day.</summary>
internal sealed record MachineToPlace(MachineRow Row, DateOnly? Before, DossierTerms? Dossier);

/// <summary>The machines that an EPN keeps for its partners, the first due first: none of them is its own.</summary>
internal sealed class PlacementsPage(PaperDesk papers, MachineQueries machines) : RolePage(Role.Animator)
{
    public ImmutableArray<MachineToPlace> Items { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    /// <summary>More are here than one page shows.</summary>
    public string? Next { get; private set; }

    public string? First { get; private set; }

    /// <summary>The dossiers that machines wait for, the first due first.</summary>
    public IEnumerable<IGrouping<string, MachineToPlace>> ByDossier => Items
        .Where(one => one.Dossier is not null)
        .GroupBy(one => one.Dossier!.Id.Text, StringComparer.Ordinal)
        .OrderBy(group => group.Min(one => one.Before));

    public async Task OnGetAsync(string? cursor, CancellationToken cancellationToken)
    {
        MachinePage page;

        try
        {
            page = await machines.ListAsync(
                new MachineFilter { Holder = Caller.Organisation.Text, Status = MachineStatus.AtEpn, Cursor = cursor, Limit = MachineFilter.MostRows }, cancellationToken);
        }
        catch (InvalidCursorException)
        {
            page = new MachinePage([], null);
        }

        var dossiers = (await Task.WhenAll(page.Rows.Select(row => row.Dossier).OfType<string>().Distinct(StringComparer.Ordinal)
                .Select(dossier => papers.OneAsync<DossierTerms>(Caller, "dossier", dossier, cancellationToken))))
            .OfType<DossierTerms>()
            .ToDictionary(dossier => dossier.Id.Text, StringComparer.Ordinal);
        Items =
        [
            .. page.Rows.Select(row => new MachineToPlace(
                    row,
                    row.DueAt is { } due ? FrenchCalendar.DayOf(due) : null,
                    row.Dossier is { } dossier ? dossiers.GetValueOrDefault(dossier) : null))
                .OrderBy(one => one.Before ?? DateOnly.MaxValue)
                .ThenBy(one => one.Row.Id, StringComparer.Ordinal),
        ];
        Names = await papers.NamesAsync(dossiers.Values.Select(dossier => (OrganisationId?)dossier.Partner));
        Next = page.Cursor is null ? null : $"/placements?cursor={Uri.EscapeDataString(page.Cursor)}";
        First = cursor is null ? null : "/placements";
    }
}
