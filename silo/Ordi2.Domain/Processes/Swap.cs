using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Processes.ProcessPlans;

namespace Ordi2.Domain.Processes;

/// <summary>Another machine takes the place of one that a partner has (domain.md 5: a swap keeps the line with the new machine).</summary>
internal static class Swap
{
    public static Refusal? Stops(StartSwap command, Facts facts) =>
        (facts.Loan is null ? Refusal.NotFound("not-created-yet", $"loan/{command.Loan}") : null)
        ?? Demand.Number(command.Old.Text, "old")
        ?? Demand.Number(command.New.Text, "new")
        ?? Demand.Words(command.Reason, "reason")
        ?? (facts.Loan!.OpenLines.Contains(command.Old) && facts.Machines.GetValueOrDefault(command.Old)?.Allocation?.Dossier == facts.Loan.Dossier
            ? null
            : Refusal.NotFound("machine-not-in-it", command.Old.Text, $"loan/{command.Loan}"));

    /// <summary>The loan last: what it wrote down of a swap stays.</summary>
    public static ImmutableArray<PlannedStep> Plan(StartSwap command, Facts facts)
    {
        var (dossier, line) = (facts.Loan!.Dossier, facts.Machines[command.Old].Allocation!.Line);

        return
        [
            new(
                Ask<DossierCommand>($"dossier/{dossier}", new ExchangePlace(line, command.Old, command.New), bySystem: true),
                Ask<DossierCommand>($"dossier/{dossier}", new ExchangePlace(line, command.New, command.Old), bySystem: true)),
            new(
                Ask<MachineCommand>($"machine/{command.New}", new Allocate(dossier, line)),
                Ask<MachineCommand>($"machine/{command.New}", new ReleaseAllocation(Undone), bySystem: true)),
            new(Ask<LoanCommand>($"loan/{command.Loan}", new SwapLine(command.Old, command.New, command.Reason), bySystem: true)),
        ];
    }
}
