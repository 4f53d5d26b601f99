using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Allocations;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Allocations.AllocationEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Allocations;

/// <summary>May this be done to an allocation?</summary>
public static class AllocationDecisions
{
    /// <summary>Why an allocation was given up where another coordinator had a machine first.</summary>
    public const string Conflict = "stock-taken";

    private const int MostOfALine = 1_000;
    private const int MostNamed = 10;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(MachineAllocation allocation, AllocationCommand command) => command switch
    {
        CreateAllocation create => Inquiry.None with { Dossier = create.Dossier, StockForLine = create.Line },
        ConfirmAllocation or NoteMachine { State: AllocatedState.SetAside or AllocatedState.TakenByAnother } when allocation.Terms is { } known =>
            Inquiry.None with { Dossier = known.Dossier, StockForLine = known.Line },
        _ => Inquiry.None,
    };

    public static Decision<AllocationEvent> Decide(
        MachineAllocation allocation,
        AllocationCommand command,
        Caller caller,
        Guid commandId,
        Facts facts,
        DateTimeOffset now)
    {
        var step = CommandCatalog<AllocationCommand>.StepOf(command);
        var relations = caller.Organisation == (allocation.Terms?.Pole ?? facts.Dossier?.Pole) ? [Relation.ItsPole] : Array.Empty<Relation>();
        var repeated = allocation.Commands.Contains(commandId);

        return AllocationLife.Table.Stops(allocation.Id.Text, step, allocation.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : allocation.Terms is { } known ? Change(known, command, caller, facts, now, allocation) : Create(allocation.Id, (CreateAllocation)command, facts, now);
    }

    private static Decision<AllocationEvent> Create(AllocationId id, CreateAllocation command, Facts facts, DateTimeOffset now)
    {
        var deadline = command.Deadline?.ToUniversalTime() ?? now.AddDays(facts.Rules.AllocationDays);
        var reason = Demand.Number(id.Text, "id")
            ?? Takes(command, facts)
            ?? Demand.Accredited(facts, facts.Dossier!.Epn, now, Activity.Epn)
            ?? Demand.Working(facts, facts.Dossier.Partner)
            ?? (deadline > now ? null : Refusal.Invalid("deadline-past", Refusal.Moment(deadline)));

        if (reason is not null)
        {
            return No(reason);
        }

        var need = facts.Dossier!.Needs[command.Line];
        var machines = Picking.Of(facts.Stock, need, command.Quantity);

        return machines.Length < command.Quantity
            ? No(Refusal.Conflict("stock-too-small", Number(command.Quantity), Number(machines.Length)))
            : Write(new AllocationProposed
            {
                Dossier = command.Dossier,
                Line = command.Line,
                Pole = facts.Dossier.Pole!.Value,
                Epn = facts.Dossier.Epn,
                Partner = facts.Dossier.Partner,
                Need = need with { Accepted = 0, Allocated = 0 },
                Quantity = command.Quantity,
                Machines = machines,
                Deadline = deadline,
                RulesVersion = facts.Rules.Cited(),
            });
    }

    private static Refusal? Takes(CreateAllocation command, Facts facts) => facts.Dossier switch
    {
        null => Refusal.NotFound("dossier-unknown", command.Dossier.Text ?? string.Empty),
        { Status: not (DossierStatus.Accepted or DossierStatus.InProgress) } dossier => Refusal.Conflict("dossier-not-accepted", dossier.Id.Text),
        var dossier when command.Line < 0 || command.Line >= dossier.Needs.Length => Refusal.NotFound("line-not-known", dossier.Id.Text, Number(command.Line)),
        var dossier => Demand.Between(command.Quantity, 1, MostOfALine, "quantity")
            ?? (dossier.Needs[command.Line] is var line && command.Quantity > line.Accepted - line.Allocated
                ? Refusal.Conflict("more-than-accepted", dossier.Id.Text, Number(command.Quantity), Number(line.Accepted - line.Allocated))
                : null),
    };

    private static Decision<AllocationEvent> Change(AllocationTerms known, AllocationCommand command, Caller caller, Facts facts, DateTimeOffset now, MachineAllocation allocation) => command switch
    {
        ConfirmAllocation => Confirm(known, caller, facts, now),
        GiveUpAllocation c => WriteUnless(Demand.Words(c.Reason, "reason"), new AllocationGivenUp(c.Reason)),
        ExpireAllocation => known.Deadline <= now ? Write(new AllocationExpired()) : AlreadySo(),
        NoteMachine c => Note(known, c, facts),
        ExchangeMachine c => Exchange(allocation, known, c),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    private static Decision<AllocationEvent> Confirm(AllocationTerms known, Caller caller, Facts facts, DateTimeOffset now)
    {
        var free = facts.Stock.Select(one => one.Machine).ToHashSet();
        MachineId[] taken = [.. known.Machines.Select(one => one.Machine).Where(machine => !free.Contains(machine))];

        return taken.Length > 0
            ? No(Taken(known, taken, facts.Stock))
            : WriteUnless(Demand.Accredited(facts, known.Epn, now, Activity.Epn), new AllocationConfirmed(caller.Person));
    }

    /// <summary>Who gives a place back leaves it as it was; who takes one has arrived.</summary>
    private static Decision<AllocationEvent> Exchange(MachineAllocation allocation, AllocationTerms known, ExchangeMachine command)
    {
        if (known.Machines.Any(one => one.Machine == command.New))
        {
            return AlreadySo();
        }

        return known.Machines.FirstOrDefault(one => one.Machine == command.Old) is not { } old
            ? No(Refusal.NotFound("machine-not-in-it", command.Old.Text ?? string.Empty, $"allocation/{known.Id}"))
            : Write(new AllocatedMachineExchanged(
                old.Machine,
                allocation.Exchanged.GetValueOrDefault(old.Machine.Text) is { } before && before.Machine == command.New
                    ? before
                    : old with { Machine = command.New, Grade = command.Grade, Profile = command.Profile, State = AllocatedState.Arrived, Reason = "exchange" }));
    }

    private static Decision<AllocationEvent> Note(AllocationTerms known, NoteMachine command, Facts facts)
    {
        if (known.Machines.FirstOrDefault(one => one.Machine == command.Machine) is not { } machine)
        {
            return No(Refusal.NotFound("machine-not-in-it", command.Machine.Text ?? string.Empty, $"allocation/{known.Id}"));
        }

        if (machine.State == command.State || machine.State is AllocatedState.Arrived or AllocatedState.Freed or AllocatedState.SetAside or AllocatedState.TakenByAnother)
        {
            return AlreadySo();
        }

        var noted = new MachineNoted(command.Machine, command.State, command.Reason);

        return command.State switch
        {
            // All or none: what was reserved before goes back.
            AllocatedState.TakenByAnother when known.Status is AllocationStatus.Confirmed => Write(noted, new AllocationGivenUp(Conflict)),
            AllocatedState.SetAside when known.Status is AllocationStatus.Confirmed && Another(known, facts) is { } other => Write(new MachineNamed(other), noted),
            _ => Write(noted),
        };
    }

    /// <summary>The next one of the stock that was not tried yet.</summary>
    private static AllocatedMachine? Another(AllocationTerms known, Facts facts) =>
        Picking.Of(facts.Stock, known.Need, int.MaxValue).FirstOrDefault(one => known.Machines.All(tried => tried.Machine != one.Machine));

    /// <summary>What the second of two coordinators is told: which ones are gone, how many are left, and which.</summary>
    public static Refusal Taken(AllocationTerms known, IEnumerable<MachineId> taken, ImmutableArray<StockMachine> stock)
    {
        var left = Picking.Of(stock, known.Need, int.MaxValue);

        return Refusal.Conflict(
            "stock-taken",
            string.Join(' ', taken.Take(MostNamed)),
            Number(left.Length),
            left.IsEmpty ? "-" : string.Join(' ', left.Take(MostNamed).Select(one => one.Machine.Text)));
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
