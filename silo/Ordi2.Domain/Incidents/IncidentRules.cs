using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Incidents;
using Ordi2.Domain.Calendar;

namespace Ordi2.Domain.Incidents;

/// <summary>Deadlines by kind, and what to do first (domain.md 5, 12.1; RGPD art. 33).</summary>
public static class IncidentRules
{
    /// <summary>How the ids of the incidents begin that the system opens of itself: a loss, a gap between pick-up and quay, a short delivery, a return under warranty, data that may have leaked.</summary>
    public const string Loss = "loss-";

    public const string Gap = "ecart-";

    public const string Shortage = "short-";

    public const string Warranty = "sav-";

    public const string Data = "data-";

    /// <summary>Whoever took such an id would have the system's incident: nobody else may.</summary>
    public static bool IsOfTheSystem(IncidentId id) => new[] { Loss, Gap, Shortage, Warranty, Data }.Any(prefix => id.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>By when it has to be solved.</summary>
    /// <param name="kind">What kind.</param>
    /// <param name="happenedAt">When it happened: a theft counts from there.</param>
    /// <param name="now">When it was told: everything else counts from here.</param>
    /// <param name="rules">The rules of its pole.</param>
    public static DateTimeOffset SolveBefore(IncidentKind kind, DateTimeOffset happenedAt, DateTimeOffset now, PoleRules rules) => kind switch
    {
        IncidentKind.Support => WorkingDays.Add(now, rules.Incidents.SupportWorkingDays),
        IncidentKind.Discrepancy => now.AddDays(rules.Incidents.DiscrepancyDays),
        IncidentKind.Loss => WorkingDays.Add(now, rules.Incidents.LossWorkingDays),
        IncidentKind.Theft => happenedAt.AddHours(rules.ComplaintHours),
        IncidentKind.Data => now.AddHours(rules.Incidents.DataHours),
        IncidentKind.Safety => now.AddHours(rules.Incidents.SafetyHours),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>What to do first, as a code with words.</summary>
    public static string? Guidance(IncidentKind kind, DataAnswer data) => (kind, data) switch
    {
        (_, DataAnswer.DonorData) => "guidance-donor-data",
        (_, DataAnswer.UserFiles) => "guidance-user-files",
        (IncidentKind.Safety, _) => "guidance-safety-battery",
        (IncidentKind.Theft or IncidentKind.Loss, DataAnswer.Unanswered) => "guidance-data-question",
        (IncidentKind.Data, _) => "guidance-data-question",
        _ => null,
    };
}
