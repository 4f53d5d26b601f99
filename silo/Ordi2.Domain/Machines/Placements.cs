using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Machines;
using Ordi2.Domain.Configurations;

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
                about.Finding(EndsSoon, FrenchCalendar.Iso(about.Machine.PlaceBefore.Value)),
            ],
        },
    ];

    /// <summary>A machine of this delivery arrives now: until when it is to be placed, and when the EPN is reminded of it.</summary>
    public static ArrivedAtEpn Arrives(Case about, DeliveryId delivery) =>
        new(delivery, about.Scan.OccurredAt.AddDays(about.Circumstances.Rules.PlacementDays), about.Circumstances.Rules.Cited()) { RemindAt = RemindAt(about) };

    /// <summary>Never where the rules want no reminder.</summary>
    private static DateTimeOffset? RemindAt(Case about) => about.Circumstances.Rules is { PlacementReminderDays: > 0 } rules
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
