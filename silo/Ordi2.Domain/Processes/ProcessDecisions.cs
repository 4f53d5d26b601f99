using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Processes.ProcessEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Processes;

/// <summary>May this process be started, and what does an answer mean for it?</summary>
public static class ProcessDecisions
{
    private const int MostMachines = 500;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(ProcessCommand command) => command switch
    {
        StartClosingOut start => Inquiry.About(start.Organisation),
        StartLoanEnd start => Inquiry.None with { Loan = start.Loan },
        StartExchange start => Inquiry.None with { Machines = Exchange.Machines(start) },
        StartSwap start => Inquiry.None with { Loan = start.Loan, Machines = [start.Old] },
        StartDelivery start => Inquiry.None with { Delivery = start.Delivery },
        _ => Inquiry.None,
    };

    public static Decision<ProcessEvent> Decide(Process process, ProcessCommand command, Caller caller, Guid commandId, Facts facts)
    {
        var step = CommandCatalog<ProcessCommand>.StepOf(command);
        var repeated = process.Commands.Contains(commandId);

        return ProcessLife.Table.Stops(process.Id.Text, step, process.Terms?.Status, caller, repeated, Relations(process, command, caller, facts)) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : command switch
            {
                StartLoanEnd c => Start(process.Id, ProcessKind.LoanEnd, caller, LoanEnd.Stops(c, facts), () => LoanEnd.Plan(c)),
                StartClosingOut c => Start(process.Id, ProcessKind.Closing, caller, ClosingOut.Stops(c, facts), () => ClosingOut.Plan(c)),
                StartExchange c => Start(process.Id, ProcessKind.Exchange, caller, Exchange.Stops(c, caller, facts), () => Exchange.Plan(c, facts)),
                StartSwap c => Start(process.Id, ProcessKind.Exchange, caller, Swap.Stops(c, facts), () => Swap.Plan(c, facts)),
                StartDelivery c => Start(process.Id, ProcessKind.Delivery, caller, Delivering.Stops(c, facts), () => Delivering.Plan(c, facts)),
                RecordStep c => Record(process, c),
                SettleProcess c => WriteUnless(Demand.Words(c.Found, "found"), new ProcessSettled(c.Found)),
                _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
            };
    }

    private static Relation[] Relations(Process process, ProcessCommand command, Caller caller, Facts facts) =>
    [
        .. caller.Organisation == (process.Terms?.StartedBy ?? PoleOf(command, caller, facts)) ? [Relation.ItsPole] : Array.Empty<Relation>(),
        .. command is StartDelivery { Delivery: var delivery } && caller.Organisation == facts.Deliveries.GetValueOrDefault(delivery)?.From ? [Relation.ItsSender] : Array.Empty<Relation>(),
        .. command is StartLoanEnd && caller.Organisation == facts.Loan?.Relay ? [Relation.ItsRelay] : Array.Empty<Relation>(),
    ];

    private static OrganisationId? PoleOf(ProcessCommand command, Caller caller, Facts facts) => command switch
    {
        StartClosingOut closing => facts.Profile(closing.Organisation)?.Pole,
        StartExchange exchange => Exchange.PoleOf(exchange, caller, facts),
        _ => facts.Dossier?.Pole,
    };

    private static Decision<ProcessEvent> Start(
        ProcessId id, ProcessKind kind, Caller caller, Refusal? reason, Func<ImmutableArray<PlannedStep>> plan) =>
        (Demand.Number(id.Text, "id") ?? reason) is { } refusal ? No(refusal) : Write(new ProcessStarted(kind, caller.Role, plan()));

    internal static Refusal? Machines(ImmutableArray<MachineId> machines) => machines.IsDefault
        ? Demand.Between(0, 1, MostMachines, "machines")
        : Demand.Between(machines.Length, 1, MostMachines, "machines")
            ?? machines.Select((machine, index) => Demand.Number(machine.Text, string.Create(CultureInfo.InvariantCulture, $"machines[{index}]")))
                .FirstOrDefault(refusal => refusal is not null)
            ?? (machines.Distinct().Count() < machines.Length
                ? Refusal.Invalid("machine-named-twice", machines.GroupBy(machine => machine).First(group => group.Count() > 1).Key.Text)
                : null);

    /// <summary>An answer that was written down already, by another process that went on with the same one, changes nothing.</summary>
    private static Decision<ProcessEvent> Record(Process process, RecordStep command)
    {
        if (command.Number <= process.Answers)
        {
            return AlreadySo();
        }

        if (command.Number != process.Answers + 1 || ProcessScript.Position(process) is null)
        {
            return No(Refusal.Conflict("step-not-now", $"process/{process.Id}", process.Terms!.Status.Code(), "record-step"));
        }

        var answered = new StepAnswered(command.Number, command.Refused);
        var next = process.Evolve(answered, Nowhere);

        return (ProcessScript.Position(next), next.Terms!.Status) switch
        {
            (not null, _) => Write(answered),
            (null, ProcessStatus.Undoing) => Write(answered, new ProcessUndone()),
            _ => Write(answered, new ProcessEnded()),
        };
    }

    /// <summary>Only to look ahead: what is folded from here is never kept.</summary>
    private static readonly Provenance Nowhere = new(default, default, default, default, default, null);
}
