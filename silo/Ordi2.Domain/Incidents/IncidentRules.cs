using Ordi2.Contracts.Incidents;
using Ordi2.Domain.Calendar;

namespace Ordi2.Domain.Incidents;

/// <summary>Deadlines by kind, and what to do first (domain.md 5, 12.1; RGPD art. 33).</summary>
public static class IncidentRules
{
    /// <summary>How the ids of the incidents begin that the system opens of itself: a loss, a gap between pick-up and quay, a short delivery.</summary>
    public const string Loss = "loss-";

    public const string Gap = "ecart-";

    public const string Shortage = "short-";

    /// <summary>Whoever took such an id would have the system's incident: nobody else may.</summary>
    public static bool IsOfTheSystem(IncidentId id) => new[] { Loss, Gap, Shortage }.Any(prefix => id.Text.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>A complaint about a theft is due so soon.</summary>
    public static readonly TimeSpan ComplaintWithin = TimeSpan.FromHours(72);

    private static readonly TimeSpan DataWithin = TimeSpan.FromHours(72);
    private static readonly TimeSpan SafetyWithin = TimeSpan.FromHours(24);

    private const int SupportWorkingDays = 10;
    private const int LossWorkingDays = 5;
    private const int DiscrepancyDays = 15;

    /// <summary>By when it has to be solved.</summary>
    /// <param name="kind">What kind.</param>
    /// <param name="happenedAt">When it happened: a theft counts from there.</param>
    /// <param name="now">When it was told: everything else counts from here.</param>
    public static DateTimeOffset SolveBefore(IncidentKind kind, DateTimeOffset happenedAt, DateTimeOffset now) => kind switch
    {
        IncidentKind.Support => WorkingDays.Add(now, SupportWorkingDays),
        IncidentKind.Discrepancy => now.AddDays(DiscrepancyDays),
        IncidentKind.Loss => WorkingDays.Add(now, LossWorkingDays),
        IncidentKind.Theft => happenedAt + ComplaintWithin,
        IncidentKind.Data => now + DataWithin,
        IncidentKind.Safety => now + SafetyWithin,
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
