using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Receptions;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>Machines on their way back: from the partner to the EPN, and from there to the workshop.</summary>
internal sealed class ReturnTasks(CollectedReturns collected, MachineDoors doors, PaperDesk papers)
{
    private const int SingleTasks = 4;

    /// <summary>What an EPN does: take in what a partner gives back, and give on what it took in.</summary>
    public async Task<IEnumerable<HomeTask>> OfEpnAsync(HomePage page, IEnumerable<LoanTerms> loans, CancellationToken cancellationToken)
    {
        var lent = loans.Where(loan => (loan.CollectPoint ?? loan.Relay) == page.Caller.Organisation).SelectMany(loan => loan.OpenLines);
        var coming = (await doors.FindAsync(page.Caller, lent, cancellationToken)).Values.Select(one => one.Row)
            .Where(row => row.Status is MachineStatus.Returning).OrderBy(row => row.StatusSince).ToArray();
        var here = (await collected.HereAsync(page.Caller, cancellationToken)).GroupBy(row => row.Owner, StringComparer.Ordinal).ToArray();
        var names = await papers.NamesAsync(here.Select(group => IdOf(group.Key)));

        return
        [
            // The oldest first; the others follow once these are in.
            .. coming.Take(SingleTasks).Select(row => new HomeTask($"/machines/{row.Id}/receive-return", page.Say("todo-return-coming", Called.Machine(row.Id)), Tone: Tone.Warn)),
            .. here.Select(group => new HomeTask(
                CollectedReturns.AddressOf(group.Key, group),
                IdOf(group.Key) is { } owner ? page.Count("todo-returns-here", group.Count(), names[owner]) : page.Count("todo-returns-here-nobodys", group.Count()),
                group.Count(),
                Tone: Tone.Warn)),
        ];
    }

    /// <summary>What a workshop has to fetch, or to wait for.</summary>
    public async Task<IEnumerable<HomeTask>> OfWorkshopAsync(HomePage page, CancellationToken cancellationToken) =>
        (await collected.ElsewhereAsync(page.Caller, cancellationToken)).Length is > 0 and var count
            ? [new("/receptions#collected", page.Count("todo-returns-elsewhere", count), count)]
            : [];

    private static OrganisationId? IdOf(string? owner) => owner is null ? null : new OrganisationId(owner);
}
