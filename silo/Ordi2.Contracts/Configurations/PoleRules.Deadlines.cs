using System.Collections.Immutable;

namespace Ordi2.Contracts.Configurations;

/// <summary>By when an incident has to be solved, by its kind (domain.md 5 and 12.1; RGPD art. 33). A theft counts by <see cref="PoleRules.ComplaintHours"/>.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.incident-deadlines")]
public sealed record IncidentDeadlines
{
    /// <summary>SAV: working days, 1 to 90.</summary>
    [Id(0)]
    public int SupportWorkingDays { get; init; } = 10;

    /// <summary>Perte: working days, 1 to 90.</summary>
    [Id(1)]
    public int LossWorkingDays { get; init; } = 5;

    /// <summary>Écart: days, 1 to 90.</summary>
    [Id(2)]
    public int DiscrepancyDays { get; init; } = 15;

    /// <summary>Données: hours, 1 to 72, for the law gives no more.</summary>
    [Id(3)]
    public int DataHours { get; init; } = 72;

    /// <summary>Sécurité: hours, 1 to 720.</summary>
    [Id(4)]
    public int SafetyHours { get; init; } = 24;
}

public sealed partial record PoleRules
{
    /// <summary>Days after the count in which a donor may object; then its silence is consent. 1 to 90.</summary>
    [Id(13)]
    public int DonorSilenceDays { get; init; } = 15;

    /// <summary>Working days after which silence confirms a declared handover, 1 to 60.</summary>
    [Id(14)]
    public int CustodyWorkingDays { get; init; } = 5;

    /// <summary>Hours after a theft in which the complaint (plainte) is filed and told, 1 to 720.</summary>
    [Id(15)]
    public int ComplaintHours { get; init; } = 72;

    /// <summary>
    /// The days of the four reminders of a loan, counted from its last day: two before it (negative), then two after it, the
    /// earliest first; -365 to 365. The last one breaks the convention.
    /// </summary>
    [Id(16)]
    public ImmutableArray<int> LoanReminderDays { get; init; } = [-30, -7, 1, 15];

    /// <summary>Days before the end of <see cref="PlacementDays"/> at which the EPN is reminded; fewer than those, 0 for never.</summary>
    [Id(17)]
    public int PlacementReminderDays { get; init; } = 7;

    /// <summary>Months after the placement in which a return takes the counted impact back, 0 (never) to 60.</summary>
    [Id(18)]
    public int ImpactReversalMonths { get; init; } = 6;

    /// <summary>Deadlines of incidents by kind.</summary>
    [Id(19)]
    public IncidentDeadlines Incidents { get; init; } = new();

    /// <summary>Days after which a recycler that took machines with data has proven their destruction, 1 to 365; then it is an incident (domain.md 4.4).</summary>
    [Id(40)]
    public int DestructionProofDays { get; init; } = 30;
}
