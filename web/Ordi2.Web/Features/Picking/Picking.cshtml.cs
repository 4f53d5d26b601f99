using Ordi2.Contracts;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Picking;

/// <summary>What is reserved and to be gathered, dossier by dossier, and the deliveries that are being packed.</summary>
internal sealed class PickingPage(PickList picks, PaperDesk papers) : RolePage(Role.Storekeeper, Role.Supervisor)
{
    public Picks Picks { get; private set; } = Picks.None;

    public Names Names { get; private set; } = Names.None;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Picks = await picks.ReadAsync(Caller, null, cancellationToken);
        Names = await papers.NamesAsync(Picks.Named);
    }
}
