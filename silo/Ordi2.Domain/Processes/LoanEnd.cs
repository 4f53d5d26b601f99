using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Processes.ProcessPlans;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Processes;

/// <summary>A loan ends; not every machine comes back (domain.md 5).</summary>
internal static class LoanEnd
{
    public static Refusal? Stops(StartLoanEnd command, Facts facts) =>
        (facts.Loan is null ? Refusal.NotFound("not-created-yet", $"loan/{command.Loan}") : null)
        ?? Demand.Words(command.Reason, "reason")
        ?? ProcessDecisions.Machines(command.Lines.IsDefault ? [] : [.. command.Lines.Select(line => line?.Machine ?? default)])
        ?? command.Lines.Select((line, index) => Usable(line, string.Create(CultureInfo.InvariantCulture, $"lines[{index}]"))).FirstOrDefault(refusal => refusal is not null);

    /// <summary>Whatever one line is answered, the next is asked. The last step finds out whether anything is still out.</summary>
    public static ImmutableArray<PlannedStep> Plan(StartLoanEnd command) =>
    [
        Try(Ask<LoanCommand>($"loan/{command.Loan}", new MarkReturnDue(command.Reason))),
        .. command.Lines.SelectMany(line => Orders(command.Loan, line)).Select(Try),
        Try(Ask<LoanCommand>($"loan/{command.Loan}", new CloseLoan())),
    ];

    private static PlannedStep Try(Order order) => new(order, MayBeRefused: true);

    // A loss is filed first, with its number: the machine's own step would file it without one.
    private static ImmutableArray<Order> Orders(LoanId loan, LoanEndLine line) => line.Choice switch
    {
        LoanEndChoice.Returned =>
        [
            Machine(line, new RequestReturn(ReturnKind.EndOfLoan)),
            Machine(line, new ReceiveReturn(line.Inspection!.Condition, line.Inspection.ChargerPresent, Photo: line.Inspection.Photos.FirstOrDefault())),
        ],
        LoanEndChoice.Lost => [File(loan, line, LossKind.Lost), Machine(line, new ReportMissing(line.Declaration))],
        LoanEndChoice.Stolen => [File(loan, line, LossKind.Stolen), Machine(line, new ReportTheft(line.Declaration))],
        LoanEndChoice.StillOut => [Machine(line, new RequestReturn(ReturnKind.EndOfLoan))],
        _ => throw new UnreachableException($"Nothing is planned for {line.Choice}."),
    };

    private static Order Machine(LoanEndLine line, MachineCommand command) => Ask<MachineCommand>($"machine/{line.Machine}", command);

    private static Order File(LoanId loan, LoanEndLine line, LossKind kind) => Ask<LoanCommand>($"loan/{loan}", new FileLoss(line.Machine, kind, line.Declaration!));

    private static Refusal? Usable(LoanEndLine line, string field) => line.Choice switch
    {
        LoanEndChoice.Returned => Demand.Words(line.Inspection?.Condition, $"{field}.inspection.condition"),
        LoanEndChoice.Lost or LoanEndChoice.Stolen => Demand.Number(line.Declaration, $"{field}.declaration"),
        _ => null,
    };
}
