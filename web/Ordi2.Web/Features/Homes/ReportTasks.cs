using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Incidents;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>Whoever has a machine hears on their home what somebody told of it: that it was found outside, that it does not work. A pole has its alerts.</summary>
internal sealed class ReportTasks(ReportsOnMachines reports, MachineQueries machines)
{
    public async Task<IReadOnlyList<HomeTask>> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        if (page.Caller.Role is Role.Coordinator)
        {
            return [];
        }

        var tasks = await Task.WhenAll((await reports.ForAsync(page.Caller, cancellationToken)).Select(report => TaskOfAsync(page, report, cancellationToken)));
        return [.. tasks.OfType<HomeTask>()];
    }

    private async Task<HomeTask?> TaskOfAsync(HomePage page, IncidentTerms report, CancellationToken cancellationToken)
    {
        var (caller, machine) = (page.Caller, report.Machines[0].Text);

        // Who may not open the machine is led nowhere.
        return await machines.FindAsync(machine, caller.Organisation.Text, cancellationToken) is not { } found || caller.SeenOf(found).IsNothing
            ? null
            : new(
                caller.Role is Role.Partner && found.Row.Holder == caller.Organisation.Text ? $"/ours/{machine}" : $"/machines/{machine}",
                page.Say("todo-report", RolePage.Label(machine), report.What),
                Due: report.SolveBefore,
                Tone: Tone.Warn);
    }
}
