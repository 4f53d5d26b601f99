using Ordi2.Contracts;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Incidents;
using Ordi2.Web.Features.Machines;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>Whoever has a machine hears on their home what somebody told of it: that it was found outside, that it does not work. A pole has its alerts.</summary>
internal sealed class ReportTasks(ReportsOnMachines reports, MachineDoors doors)
{
    /// <summary>So many stand on a home; the others come up as these are solved.</summary>
    public const int Most = 20;

    public async Task<IReadOnlyList<HomeTask>> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var caller = page.Caller;

        if (caller.Role is Role.Coordinator)
        {
            return [];
        }

        // Who may not open the machine is led nowhere.
        var pressing = await reports.ForAsync(caller, cancellationToken);
        var open = await doors.FindAsync(caller, pressing.Take(MachineFilter.MostRows).Select(report => report.Machines[0]), cancellationToken);

        return
        [
            .. pressing.Where(report => open.ContainsKey(report.Machines[0])).Take(Most).Select(report => new HomeTask(
                caller.Role is Role.Partner && open[report.Machines[0]].Row.Holder == caller.Organisation.Text ? $"/ours/{report.Machines[0]}" : $"/machines/{report.Machines[0]}",
                page.Say("todo-report", RolePage.Label(report.Machines[0]), report.What),
                Due: report.SolveBefore,
                Tone: Tone.Warn)),
        ];
    }
}
