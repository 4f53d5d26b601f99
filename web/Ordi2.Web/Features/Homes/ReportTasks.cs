using Ordi2.Contracts;
using Ordi2.Contracts.Incidents;
using Ordi2.Web.Features.Incidents;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Homes;

/// <summary>Whoever has an incident in hand hears of it on their home, and whoever told it hears when it is solved. A pole has its alerts.</summary>
internal sealed class ReportTasks(ReportsOnMachines reports)
{
    /// <summary>So many of each stand on a home; the others come up as these are done.</summary>
    public const int Most = 20;

    public async Task<IReadOnlyList<HomeTask>> ReadAsync(HomePage page, CancellationToken cancellationToken)
    {
        var caller = page.Caller;

        if (caller.Role is Role.Coordinator)
        {
            return [];
        }

        var pressing = await reports.ForAsync(caller, cancellationToken);
        var solved = await reports.SolvedAsync(caller, cancellationToken);

        return
        [
            .. pressing.Take(Most).Select(report => new HomeTask(
                $"/incidents/{report.Id}",
                report is { Machines: [var machine] } ? page.Say("todo-report", RolePage.Label(machine), report.What) : page.Say("todo-incident", report.What),
                Due: report.SolveBefore,
                Tone: report.Status is IncidentStatus.Waiting ? Tone.Info : Tone.Warn)),
            .. solved.Take(Most).Select(report => new HomeTask($"/incidents/{report.Id}", page.Say("todo-incident-solved", report.What), Tone: Tone.Good)),
        ];
    }
}
