using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Incidents;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Configurations;

namespace Ordi2.Web.Features.Alerts;

/// <summary>What goes wrong on the territory of a pole, kind by kind.</summary>
internal enum AlertKind
{
    /// <summary>Told, and not solved.</summary>
    Incidents,

    /// <summary>At an EPN, and late, or so near its last day that the EPN is reminded.</summary>
    Placements,

    /// <summary>Due back, or broken.</summary>
    Loans,

    /// <summary>Sent and not arrived, or counts that differ.</summary>
    Gaps,

    /// <summary>One side says that it has a machine, and the other has not agreed or objects.</summary>
    Custody,
}

/// <summary>A machine of which it is not settled who has it.</summary>
/// <param name="Row">Where it stands.</param>
/// <param name="Contested">Whether the other side objects: the pole settles it.</param>
internal sealed record CustodyClaim(MachineRow Row, bool Contested);

/// <summary>Everything that went wrong, as far as somebody may see it.</summary>
internal sealed record AlertList
{
    public ImmutableArray<IncidentTerms> Incidents { get; init; } = [];

    public ImmutableArray<MachineRow> Placements { get; init; } = [];

    public ImmutableArray<LoanTerms> Loans { get; init; } = [];

    public ImmutableArray<IncidentTerms> Gaps { get; init; } = [];

    public ImmutableArray<DeliveryTerms> Short { get; init; } = [];

    public ImmutableArray<CustodyClaim> Custody { get; init; } = [];

    public ImmutableArray<HandoverTerms> Handovers { get; init; } = [];

    public int CountOf(AlertKind kind) => kind switch
    {
        AlertKind.Incidents => Incidents.Length,
        AlertKind.Placements => Placements.Length,
        AlertKind.Loans => Loans.Length,
        AlertKind.Gaps => Gaps.Length + Short.Length,
        _ => Custody.Length + Handovers.Length,
    };
}

/// <summary>The alerts of a pole: read from the lists, the most urgent first.</summary>
internal sealed class AlertDesk(PaperDesk papers, MachineQueries machines, ClaimQueries claims, RulesInForce rules, TimeProvider time)
{
    public async Task<AlertList> ReadAsync(Caller caller, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var soon = now.AddDays((await rules.ForAsync(caller)).PlacementReminderDays);
        var incidents = papers.InAsync<IncidentTerms, IncidentStatus>(caller, "incident", cancellationToken, IncidentStatus.Open, IncidentStatus.Assigned, IncidentStatus.Waiting, IncidentStatus.Solved);
        var loans = papers.InAsync<LoanTerms, LoanStatus>(caller, "loan", cancellationToken, LoanStatus.Breached, LoanStatus.ReturnDue);
        var shorts = papers.InAsync<DeliveryTerms, DeliveryStatus>(caller, "delivery", cancellationToken, DeliveryStatus.Partial);
        var handovers = papers.InAsync<HandoverTerms, HandoverStatus>(caller, "handover", cancellationToken, HandoverStatus.Contested, HandoverStatus.Offered);
        var placements = RowsAsync(caller, filter => filter with { Status = MachineStatus.AtEpn, DueBefore = soon }, cancellationToken);
        var claimed = claims.OfPoleAsync(caller.Organisation.Text, limit: MachineFilter.MostRows, cancellationToken: cancellationToken);
        var disputed = RowsAsync(caller, filter => filter with { Hold = Hold.DisputeCustody }, cancellationToken);

        // What was solved waits for whoever told it to agree; it is no alert any more, except that the pole may close it.
        var open = (await incidents).Where(one => one.Status is not IncidentStatus.Solved || one.OpenedBy == caller.Organisation)
            .OrderByDescending(one => one.Overdue)
            .ThenBy(one => one.SolveBefore)
            .ToImmutableArray();
        var contested = await disputed;
        var known = contested.Select(row => row.Id).ToHashSet(StringComparer.Ordinal);

        return new()
        {
            Incidents = [.. open.Where(one => one.Kind is not IncidentKind.Discrepancy)],
            Gaps = [.. open.Where(one => one.Kind is IncidentKind.Discrepancy)],
            Short = await shorts,
            Placements = [.. (await placements).OrderBy(row => row.DueAt)],
            Loans = [.. (await loans).OrderByDescending(loan => loan.Status is LoanStatus.Breached).ThenBy(loan => loan.To)],
            Custody =
            [
                .. contested.Select(row => new CustodyClaim(row, Contested: true)),
                .. (await claimed).Rows.Where(row => !known.Contains(row.Id)).Select(row => new CustodyClaim(row, Contested: false)),
            ],
            Handovers = await handovers,
        };
    }

    private async Task<ImmutableArray<MachineRow>> RowsAsync(Caller caller, Func<MachineFilter, MachineFilter> narrow, CancellationToken cancellationToken) =>
        (await machines.ListAsync(narrow(new() { Pole = caller.Organisation.Text, Limit = MachineFilter.MostRows }), cancellationToken)).Rows;
}
