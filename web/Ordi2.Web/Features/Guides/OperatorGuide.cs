using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Ordi2.Contracts;
using Ordi2.Contracts.Boards;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;

namespace Ordi2.Web.Features.Guides;

/// <summary>
/// Somebody at a bench: come in by the badge, then one machine along the chain. What a person did is counted nowhere: a step is ticked when a machine of
/// their workshop took it since they are there.
/// </summary>
internal sealed class OperatorGuide(MachineQueries machines, BoardQueries boards, IDbContextFactory<AccountDatabase> databases) : IRoleGuide
{
    // The furthest stretch first: a machine that is there has been through those that follow here.
    private static readonly (string Key, string Mode, MachineStatus[] States)[] Stretches =
    [
        ("operator-install", "install", [MachineStatus.Installed]),
        ("operator-audit", "wipe", [MachineStatus.Audited, MachineStatus.Wiping, MachineStatus.Wiped]),
        ("operator-triage", "triage", [MachineStatus.Triaged, MachineStatus.ToRecycle, MachineStatus.InRepair]),
    ];

    public Role Role => Role.Operator;

    public async Task<ImmutableArray<GuideStep>> ReadAsync(SignedIn me, CancellationToken cancellationToken)
    {
        var since = me.Membership.GivenAt;
        var days = await boards.DaysAsync($"organisation/{me.Caller.Organisation}", FrenchCalendar.DayOf(since), cancellationToken);
        var done = days.Any(day => day.Milestone == Milestones.Ready);
        List<GuideStep> steps = [new("operator-check", "/bench?mode=check", done)];

        foreach (var (key, mode, states) in Stretches)
        {
            done = done || await AnyAsync(me.Caller, states, since, cancellationToken);
            steps.Insert(0, new(key, $"/bench?mode={mode}", done));
        }

        return [new("operator-badge", "/station", await WasAtAStationAsync(me, cancellationToken)), .. steps];
    }

    private async Task<bool> AnyAsync(Caller caller, MachineStatus[] states, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var pages = await Task.WhenAll(states.Select(status =>
            machines.ListAsync(new MachineFilter { Holder = caller.Organisation.Text, Status = status, Since = since, Limit = 1 }, cancellationToken)));
        return pages.Any(page => !page.Rows.IsEmpty);
    }

    private async Task<bool> WasAtAStationAsync(SignedIn me, CancellationToken cancellationToken)
    {
        if (me.Session.Station is not null)
        {
            return true;
        }

        await using var database = await databases.CreateDbContextAsync(cancellationToken);
        return await database.Sessions.AnyAsync(session => session.Person == me.Session.Person && session.Station != null, cancellationToken);
    }
}
