using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Contracts.Sessions;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Processes.ProcessPlans;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Processes;

/// <summary>An organisation closes: what hangs on it is taken off it, line by line (domain.md 4.4).</summary>
internal static class ClosingOut
{
    private const int MostLines = 500;

    public static Refusal? Stops(StartClosingOut command, Facts facts) => Demand.Known(facts, command.Organisation)
        ?? Demand.Words(command.Reason, "reason")
        ?? Demand.Between(command.Lines.IsDefault ? 0 : command.Lines.Length, 1, MostLines, "lines")
        ?? command.Lines.Select((line, index) => Usable(line, string.Create(CultureInfo.InvariantCulture, $"lines[{index}]"))).FirstOrDefault(refusal => refusal is not null);

    /// <summary>Whatever one line is answered, the next is asked: a partner that has left must not block the rest.</summary>
    public static ImmutableArray<PlannedStep> Plan(StartClosingOut command) =>
    [
        new(Ask<OrganisationCommand>($"organisation/{command.Organisation}", new StartClosing(command.Reason)), MayBeRefused: true),
        .. command.Lines.Select(line => new PlannedStep(Order(line, command.Reason), MayBeRefused: true)),
    ];

    private static Order Order(ClosingLine line, string reason) => line.Choice switch
    {
        ClosingChoice.MoveLoan => Ask<LoanCommand>($"loan/{line.Id}", new ChangeRelay(line.To!.Value, line.Document!)),
        ClosingChoice.EndLoan => Ask<LoanCommand>($"loan/{line.Id}", new MarkReturnDue(reason)),
        ClosingChoice.RecallMachine => Ask<MachineCommand>($"machine/{line.Id}", new RequestReturn(ReturnKind.Recall)),
        ClosingChoice.MoveDossier => Ask<DossierCommand>($"dossier/{line.Id}", new ChangeEpn(line.To!.Value, line.Document!)),
        ClosingChoice.AbandonDossier => Ask<DossierCommand>($"dossier/{line.Id}", new AbandonDossier(reason)),
        ClosingChoice.MoveSession => Ask<SessionCommand>($"session/{line.Id}", new TransferSession(line.To!.Value, reason)),
        ClosingChoice.DivertDelivery => Ask<DeliveryCommand>($"delivery/{line.Id}", new DivertDelivery(line.To!.Value, line.Document!, reason)),
        ClosingChoice.MoveReturns => Ask<LoanCommand>($"loan/{line.Id}", new ChangeCollectPoint(line.To!.Value, reason)),
        ClosingChoice.CancelSession => Ask<SessionCommand>($"session/{line.Id}", new CancelSession(reason)),
        _ => throw new UnreachableException($"Nothing is planned for {line.Choice}."),
    };

    private static Refusal? Usable(ClosingLine? line, string field) => line is null
        ? Refusal.Invalid("words-missing", field, "1")
        : Demand.Number(line.Id, $"{field}.id")
            ?? (line.Choice is ClosingChoice.MoveLoan or ClosingChoice.MoveDossier or ClosingChoice.MoveSession or ClosingChoice.DivertDelivery or ClosingChoice.MoveReturns
                ? Demand.Number(line.To?.Text, $"{field}.to")
                : null)
            ?? (line.Choice is ClosingChoice.MoveLoan or ClosingChoice.MoveDossier or ClosingChoice.DivertDelivery ? Demand.Number(line.Document, $"{field}.document") : null);
}
