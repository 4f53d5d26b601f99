using Ordi2.Contracts;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Machines;

/// <summary>The time that an EPN has to place a machine: it is reminded before it ends (domain.md 12.1).</summary>
internal static class Placements
{
    /// <summary>The EPN is reminded, and the machine is still there.</summary>
    private const string EndsSoon = "placement-ends-soon";

    public static IEnumerable<Transition> Rows =>
    [
        new Transition<RemindPlacement>
        {
            Number = "24+",
            From = StatusSet.Of(MachineStatus.AtEpn),
            To = [],
            Roles = RoleSet.Of(Role.System),
            Guards = [ReminderIsDue],
            Then = about =>
            [
                new PlacementReminded(about.Machine.PlaceBefore!.Value),
                about.Finding(EndsSoon, about.Machine.PlaceBefore.Value.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
            ],
        },
    ];

    /// <summary>When the EPN is reminded of a machine that arrives now; never where the rules want no reminder.</summary>
    public static DateTimeOffset? RemindAt(Case about) => about.Circumstances.Rules is { PlacementReminderDays: > 0 } rules
        ? about.Scan.OccurredAt.AddDays(rules.PlacementDays - rules.PlacementReminderDays)
        : null;

    /// <summary>What was pointed out is done with once the machine has left the EPN.</summary>
    public static IEnumerable<MachineEvent> Settled(Case about) => about.Machine.Findings.Contains(EndsSoon, StringComparer.Ordinal)
        ? [new FindingSettled(EndsSoon, about.Scan.ScanId.ToString())]
        : [];

    private static Refusal? ReminderIsDue(Case about) => about.Machine.RemindAt is { } moment && about.Now >= moment
        ? null
        : Refusal.Conflict("reminder-not-due", about.Id.Text);
}
