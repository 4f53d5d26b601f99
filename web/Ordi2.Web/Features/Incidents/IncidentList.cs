using System.Collections.Immutable;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Incidents;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Incidents;

/// <summary>Incidents as a table on a page.</summary>
/// <param name="Page">The page, for its words.</param>
/// <param name="Names">What the organisations are called that have them in hand.</param>
/// <param name="Incidents">Which ones, in their order.</param>
/// <param name="HideCaption">The page says already what they are.</param>
internal sealed record IncidentList(RolePage Page, Names Names, ImmutableArray<IncidentTerms> Incidents, bool HideCaption = true)
{
    /// <summary>Its last day, where it still counts.</summary>
    public static DateOnly? DayOf(IncidentTerms incident) =>
        incident.Status is IncidentStatus.Solved or IncidentStatus.Closed ? null : FrenchCalendar.DayOf(incident.SolveBefore);

    public static Tone ToneOf(IncidentTerms incident) => incident switch
    {
        { Status: IncidentStatus.Closed } => Tone.Neutral,
        { Status: IncidentStatus.Solved } => Tone.Good,
        { Overdue: true } => Tone.Bad,
        { Status: IncidentStatus.Open } => Tone.Warn,
        _ => Tone.Info,
    };
}
