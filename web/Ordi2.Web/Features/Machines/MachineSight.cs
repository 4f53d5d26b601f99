using Ordi2.Contracts;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;

namespace Ordi2.Web.Features.Machines;

/// <summary>
/// Who may see a machine: who holds or owns it, the pole that coordinates, and whoever is named in the donation it came by
/// or in the dossier, delivery, loan or batch it goes by. To everybody else there is no such machine.
/// </summary>
internal sealed class MachineSight(AggregateQueries aggregates)
{
    public async ValueTask<bool> MaySeeAsync(Caller caller, MachineRow machine, CancellationToken cancellationToken)
    {
        var organisation = caller.Organisation.Text;

        if (caller.Role is Role.System || machine.Holder == organisation || machine.Owner == organisation || machine.Pole == organisation)
        {
            return true;
        }

        foreach (var (kind, id) in Papers(machine))
        {
            if (id is not null && await IsPartyAsync(kind, id, organisation, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an organisation is named in a donation, a dossier…</summary>
    public async ValueTask<bool> IsPartyAsync(string kind, string id, string organisation, CancellationToken cancellationToken) =>
        await aggregates.GetAsync(kind, id, cancellationToken) is { } row && row.Parties.Contains(organisation, StringComparer.Ordinal);

    private static IEnumerable<(string Kind, string? Id)> Papers(MachineRow machine) =>
    [
        ("donation", machine.Donation),
        ("delivery", machine.Delivery),
        ("dossier", machine.Dossier),
        ("loan", machine.Loan),
        ("batch", machine.Batch),
    ];
}
