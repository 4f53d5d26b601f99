using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Receptions;

/// <summary>What comes to the dock: gifts, the next to count first, and machines that come back from a loan.</summary>
internal sealed class ReceptionsPage(Arrivals arrivals, CollectedReturns collected, MachineQueries machines, PaperDesk papers) : RolePage(Role.Storekeeper, Role.Supervisor)
{
    public ImmutableArray<Arrival> Items { get; private set; } = [];

    /// <summary>Machines of ours that a partner gives back.</summary>
    public ImmutableArray<MachineRow> Returning { get; private set; } = [];

    /// <summary>Machines of ours that an EPN took back and keeps for us.</summary>
    public ImmutableArray<MachineRow> Collected { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Items =
        [
            .. (await arrivals.InAsync(Caller, cancellationToken, DonationStatus.Accepted, DonationStatus.Signed, DonationStatus.InCollection, DonationStatus.Received))
                .OrderBy(one => one.Donation.Status is not DonationStatus.InCollection)
                .ThenBy(one => one.Donation.Status is not DonationStatus.Received)
                .ThenBy(one => one.Donation.Clauses.FetchBefore ?? DateOnly.MaxValue)
                .ThenBy(one => one.Donation.Id.Text, StringComparer.Ordinal),
        ];
        Returning = (await machines.ListAsync(
            new MachineFilter { Owner = Caller.Organisation.Text, Status = MachineStatus.Returning, Limit = MachineFilter.MostRows }, cancellationToken)).Rows;
        Collected = await collected.ElsewhereAsync(Caller, cancellationToken);
        Names = await papers.NamesAsync(Items.Select(one => (OrganisationId?)one.Donation.Donor)
            .Concat(Returning.Concat(Collected).Select(row => row.Holder is { } holder ? new OrganisationId(holder) : (OrganisationId?)null)));
    }

    public static Tone ToneOf(DonationStatus status) => status switch
    {
        DonationStatus.InCollection => Tone.Info,
        DonationStatus.Received => Tone.Warn,
        _ => Tone.Neutral,
    };
}
