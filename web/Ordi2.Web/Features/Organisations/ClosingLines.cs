using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Sessions;
using Ordi2.Web.Features.Aggregates;

namespace Ordi2.Web.Features.Organisations;

/// <summary>One thing that hangs on an organisation which closes, what may be decided for it, and what became of the last decision.</summary>
/// <param name="Kind">First part of its name: <c>loan</c>.</param>
/// <param name="Id">Its identifier.</param>
/// <param name="Choices">What the pole may decide; nothing where somebody else has the next step.</param>
internal sealed record ClosingRow(string Kind, string Id, ImmutableArray<ClosingChoice> Choices)
{
    /// <summary>The project, the day: what people know it by.</summary>
    public string? Words { get; init; }

    /// <summary>Whom it concerns besides the organisation that closes.</summary>
    public OrganisationId? Other { get; init; }

    /// <summary>The last day of a loan, the day of a session.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>The last step that was asked of it on the way out.</summary>
    public ProcessStepTerms? Last { get; init; }

    /// <summary>Name of a field of this row.</summary>
    public string Field(string part) => $"{part}-{Kind}-{Id}";
}

/// <summary>Reads what hangs on an organisation as the lines of its closing-out.</summary>
internal static class ClosingLines
{
    /// <summary>Choices that name somebody else.</summary>
    public static readonly ImmutableArray<ClosingChoice> WithTaker =
        [ClosingChoice.MoveLoan, ClosingChoice.MoveDossier, ClosingChoice.MoveSession, ClosingChoice.DivertDelivery, ClosingChoice.MoveReturns];

    /// <summary>Choices that need a signed paper.</summary>
    public static readonly ImmutableArray<ClosingChoice> WithPaper = [ClosingChoice.MoveLoan, ClosingChoice.MoveDossier, ClosingChoice.DivertDelivery];

    public static async Task<ImmutableArray<ClosingRow>> ReadAsync(PaperDesk papers, Caller caller, Attached attached, CancellationToken cancellationToken)
    {
        var house = attached.Organisation;
        var steps = await StepsAsync(papers, caller, house, cancellationToken);
        var loans = await Task.WhenAll(attached.Loans.Select(async id => Loan(id, await papers.OneAsync<LoanTerms>(caller, "loan", id.Text, cancellationToken), house)));
        var dossiers = await Task.WhenAll(attached.Dossiers.Select(async id => Dossier(id, await papers.OneAsync<DossierTerms>(caller, "dossier", id.Text, cancellationToken), house)));
        var sessions = await Task.WhenAll(attached.Sessions.Select(async id => Session(id, await papers.OneAsync<SessionTerms>(caller, "session", id, cancellationToken), house)));
        var deliveries = await Task.WhenAll(attached.Deliveries.Select(async id => Delivery(id, await papers.OneAsync<DeliveryTerms>(caller, "delivery", id.Text, cancellationToken), house)));

        return
        [
            .. loans.Concat(dossiers).Concat(sessions).Concat(deliveries).Concat(attached.Machines.Select(Machine))
                .Select(row => row with { Last = steps.GetValueOrDefault($"{row.Kind}/{row.Id}") }),
        ];
    }

    private static ClosingRow Loan(LoanId id, LoanTerms? loan, OrganisationId house) =>
        new("loan", id.Text, loan?.Relay == house ? [ClosingChoice.MoveLoan, ClosingChoice.EndLoan, ClosingChoice.MoveReturns] : [ClosingChoice.EndLoan])
        {
            Other = OtherThan(house, loan?.Borrower, loan?.Relay),
            Day = loan?.To,
        };

    private static ClosingRow Dossier(DossierId id, DossierTerms? dossier, OrganisationId house) =>
        new("dossier", id.Text, dossier is { Status: DossierStatus.Accepted or DossierStatus.InProgress } && dossier.Epn == house ? [ClosingChoice.MoveDossier, ClosingChoice.AbandonDossier] : [ClosingChoice.AbandonDossier])
        {
            Words = dossier?.Project,
            Other = OtherThan(house, dossier?.Epn, dossier?.Partner),
        };

    private static ClosingRow Session(string id, SessionTerms? session, OrganisationId house) =>
        new("session", id, session?.Epn == house ? [ClosingChoice.MoveSession, ClosingChoice.CancelSession] : [ClosingChoice.CancelSession])
        {
            Other = OtherThan(house, session?.Epn, session?.Partner),
            Day = session?.Date,
        };

    /// <summary>What comes to it goes elsewhere; what it sends itself is between it and the consignee.</summary>
    private static ClosingRow Delivery(DeliveryId id, DeliveryTerms? delivery, OrganisationId house) =>
        new("delivery", id.Text, delivery is { Status: DeliveryStatus.Ready or DeliveryStatus.Dispatched } && delivery.Consignee == house ? [ClosingChoice.DivertDelivery] : [])
        {
            Other = OtherThan(house, delivery?.Consignee, delivery?.From),
        };

    private static ClosingRow Machine(AttachedMachine machine) =>
        new("machine", machine.Machine.Text, machine.Status is MachineStatus.Placed ? [ClosingChoice.RecallMachine] : [])
        {
            Other = machine.Holder,
            Day = machine.LoanEnd,
        };

    private static OrganisationId? OtherThan(OrganisationId house, OrganisationId? first, OrganisationId? second) => first == house ? second : first;

    /// <summary>The last step that a closing-out of this organisation took with each thing.</summary>
    private static async Task<Dictionary<string, ProcessStepTerms>> StepsAsync(PaperDesk papers, Caller caller, OrganisationId house, CancellationToken cancellationToken)
    {
        var runs = (await papers.ListAsync<ProcessTerms>(
            caller, "process", filter => filter with { About = $"organisation/{house}", Limit = PaperDesk.Most }, cancellationToken)).Items;
        var last = new Dictionary<string, ProcessStepTerms>(StringComparer.Ordinal);

        foreach (var step in runs.Where(run => run.Kind is ProcessKind.Closing).OrderBy(run => run.StartedAt).SelectMany(run => run.Steps))
        {
            last[step.Target] = step;
        }

        return last;
    }
}
