using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;

namespace Ordi2.Web.Features.Homes;

/// <summary>How many machines an organisation holds at a place in the chain, for the figures of a home.</summary>
internal sealed class HeldMachines(MachineQueries machines)
{
    /// <summary>So many of a kind are counted; beyond, « plus de 100 » is said.</summary>
    public const int Counted = 100;

    public async Task<HomeFigure> FigureAsync(HomePage page, MachineStatus status, CancellationToken cancellationToken)
    {
        var found = await ReadAsync(page.Caller, status, cancellationToken);
        return new(page.Word(status), found.Cursor is null ? page.Number(found.Rows.Length) : page.Say("more-than", page.Number(Counted)));
    }

    /// <summary>How many, up to <see cref="Counted"/>.</summary>
    public async Task<int> CountAsync(Caller caller, MachineStatus status, CancellationToken cancellationToken) => (await ReadAsync(caller, status, cancellationToken)).Rows.Length;

    private Task<MachinePage> ReadAsync(Caller caller, MachineStatus status, CancellationToken cancellationToken) =>
        machines.ListAsync(new MachineFilter { Holder = caller.Organisation.Text, Status = status, Limit = Counted }, cancellationToken);
}
