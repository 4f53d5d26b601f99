using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;

namespace Ordi2.Web.Features.Alerts;

/// <summary>What goes wrong, for who has one hour a week: each line leads to where it is settled.</summary>
internal sealed class AlertsPage(AlertDesk alerts, PaperDesk papers) : RolePage(Role.Coordinator)
{
    public static readonly ImmutableArray<AlertKind> Kinds = [.. Enum.GetValues<AlertKind>()];

    public AlertKind Kind { get; private set; }

    public AlertList List { get; private set; } = new();

    public Names Names { get; private set; } = Names.None;

    public static string AddressOf(AlertKind kind) => kind is AlertKind.Incidents ? "/alerts" : $"/alerts?show={kind}";

    public async Task OnGetAsync(string? show, CancellationToken cancellationToken)
    {
        Kind = Enum.TryParse<AlertKind>(show, out var kind) && Kinds.Contains(kind) ? kind : AlertKind.Incidents;
        List = await alerts.ReadAsync(Caller, cancellationToken);
        Names = await papers.NamesAsync(
        [
            .. List.Incidents.Concat(List.Gaps).SelectMany(one => new[] { one.OpenedBy, one.Handler }),
            .. List.Placements.Concat(List.Custody.Select(one => one.Row)).Select(row => Holder(row.Holder)),
            .. List.Loans.SelectMany(loan => new OrganisationId?[] { loan.Borrower, loan.Relay }),
            .. List.Short.SelectMany(delivery => new OrganisationId?[] { delivery.From, delivery.Consignee }),
            .. List.Handovers.SelectMany(one => new OrganisationId?[] { one.From, one.To }),
        ]);
    }

    public string NameOf(string? organisation) => Holder(organisation) is { } known ? Names[known] : "–";

    public static DateOnly DayOf(DateTimeOffset moment) => FrenchCalendar.DayOf(moment);

    /// <summary>How many machines were sent and did not arrive.</summary>
    public static int MissingOf(DeliveryTerms delivery) => delivery.Difference?.Missing.Length ?? 0;

    private static OrganisationId? Holder(string? organisation) => string.IsNullOrEmpty(organisation) ? null : new OrganisationId(organisation);
}
