using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>Whoever holds a recalled machine reads it before anything else, and comes to the instruction: a battery may be dangerous. A partner has its own list.</summary>
internal sealed class RecallTasks(MachineQueries machines)
{
    /// <summary>So many stand on a home; the others come up as these are given back.</summary>
    public const int Most = 5;

    public async Task<IReadOnlyList<HomeTask>> ReadAsync(HomePage page, CancellationToken cancellationToken) =>
        page.Caller.Role is not (Role.Animator or Role.Operator or Role.Supervisor or Role.Storekeeper or Role.Driver)
            ? []
            :
            [
                .. (await machines.ListAsync(new MachineFilter { Holder = page.Caller.Organisation.Text, Hold = Hold.Recall, Limit = Most }, cancellationToken)).Rows
                    .Select(row => new HomeTask($"/m/{row.Id}", page.Say("todo-recalled", RolePage.Label(row.Id)), Tone: Tone.Bad)),
            ];
}
