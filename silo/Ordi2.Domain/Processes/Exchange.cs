using System.Collections.Immutable;
using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Processes;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Machines;
using static Ordi2.Domain.Processes.ProcessPlans;

namespace Ordi2.Domain.Processes;

/// <summary>The boxes of two deliveries were mixed up: each consignee keeps what it has (domain.md 4.4).</summary>
internal static class Exchange
{
    /// <summary>Appended to the number of a note that is replaced because the exchange was undone.</summary>
    private const string Undoing = "-annulé";

    public static ImmutableArray<MachineId> Machines(StartExchange command) =>
        command.Pairs.IsDefault ? [] : [.. command.Pairs.SelectMany(pair => new[] { pair?.First ?? default, pair?.Second ?? default })];

    /// <summary>Who names no machine that is known is told so, and not that it is somebody else's.</summary>
    public static OrganisationId? PoleOf(StartExchange command, Caller caller, Facts facts) => Machines(command)
        .Select(machine => facts.Machines.GetValueOrDefault(machine))
        .FirstOrDefault(machine => machine is not null) is not { } known
            ? caller.Organisation
            : known.Allocation is { } allocation ? facts.Dossiers.GetValueOrDefault(allocation.Dossier)?.Pole : known.Pole;

    public static Refusal? Stops(StartExchange command, Caller caller, Facts facts)
    {
        var machines = Machines(command);

        return Note(command.FirstDocument, "firstDocument")
            ?? Note(command.SecondDocument, "secondDocument")
            ?? ProcessDecisions.Machines(machines)
            ?? machines.Select(machine => OfThisPole(machine, caller, facts)).FirstOrDefault(refusal => refusal is not null)
            ?? machines.Select(machine => OnTheRoad(machine, facts)).FirstOrDefault(refusal => refusal is not null)
            ?? TwoDeliveries(command, facts)
            ?? command.Pairs.Select(pair => Agreed(pair.First, pair.Second, facts) ?? Agreed(pair.Second, pair.First, facts)).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>The places and the papers first, the machines last: a machine that refuses finds everything still undone.</summary>
    public static ImmutableArray<PlannedStep> Plan(StartExchange command, Facts facts)
    {
        var (first, second) = (DeliveryOf(command.Pairs[0].First, facts), DeliveryOf(command.Pairs[0].Second, facts));

        return
        [
            .. command.Pairs.SelectMany(pair => new[] { Place(pair.First, pair.Second, facts), Place(pair.Second, pair.First, facts) }),
            Papers(first.Id, command.FirstDocument, [.. command.Pairs.Select(pair => new ExchangedMachine(pair.First, pair.Second))]),
            Papers(second.Id, command.SecondDocument, [.. command.Pairs.Select(pair => new ExchangedMachine(pair.Second, pair.First))]),
            .. command.Pairs.SelectMany(pair => new[] { Take(pair.First, pair.Second, facts), Take(pair.Second, pair.First, facts) }),
        ];
    }

    private static PlannedStep Place(MachineId old, MachineId @new, Facts facts)
    {
        var (dossier, line) = (facts.Machines[old].Allocation!.Dossier, facts.Machines[old].Allocation!.Line);

        return new(
            Ask<DossierCommand>($"dossier/{dossier}", new ExchangePlace(line, old, @new), bySystem: true),
            Ask<DossierCommand>($"dossier/{dossier}", new ExchangePlace(line, @new, old), bySystem: true));
    }

    private static PlannedStep Papers(DeliveryId delivery, string document, ImmutableArray<ExchangedMachine> machines) => new(
        Ask<DeliveryCommand>($"delivery/{delivery}", new ExchangeMachines(document) { Machines = machines }, bySystem: true),
        Ask<DeliveryCommand>(
            $"delivery/{delivery}",
            new ExchangeMachines($"{document}{Undoing}") { Machines = [.. machines.Select(pair => new ExchangedMachine(pair.New, pair.Old))] },
            bySystem: true));

    private static PlannedStep Take(MachineId machine, MachineId of, Facts facts)
    {
        var place = facts.Machines[of].Allocation!;

        return new(
            Ask<MachineCommand>($"machine/{machine}", new TakePlace(of, place.Dossier, place.Line, facts.Machines[of].Delivery!.Value, place.Id), bySystem: true),
            Ask<MachineCommand>($"machine/{machine}", new GiveBackPlace(of), bySystem: true));
    }

    /// <summary>A number that leaves room for the note that would replace it, were the exchange undone.</summary>
    private static Refusal? Note(string? number, string field) => Demand.Number(number, field)
        ?? (number!.Length + Undoing.Length > Demand.LongestNumber
            ? Refusal.Invalid("number-missing", field, (Demand.LongestNumber - Undoing.Length).ToString(CultureInfo.InvariantCulture))
            : null);

    /// <summary>A machine of another pole is not known here, wherever it is.</summary>
    private static Refusal? OfThisPole(MachineId id, Caller caller, Facts facts) =>
        facts.Machines.GetValueOrDefault(id) is { } machine
        && (machine.Allocation is { } allocation ? facts.Dossiers.GetValueOrDefault(allocation.Dossier)?.Pole : machine.Pole) == caller.Organisation
            ? null
            : Refusal.NotFound("not-created-yet", $"machine/{id}");

    private static DeliveryTerms DeliveryOf(MachineId machine, Facts facts) => facts.Deliveries[facts.Machines[machine].Delivery!.Value];

    private static Refusal? OnTheRoad(MachineId id, Facts facts) => facts.Machines.GetValueOrDefault(id) switch
    {
        null => Refusal.NotFound("not-created-yet", $"machine/{id}"),
        { Status: MachineStatus.InTransit, ComingBack: false, Delivery: { } delivery, Allocation: { } allocation }
            when facts.Deliveries.ContainsKey(delivery) && facts.Dossiers.ContainsKey(allocation.Dossier) => null,
        var machine => Refusal.Conflict("exchange-not-on-the-road", id.Text, machine.Status.Code()),
    };

    private static Refusal? TwoDeliveries(StartExchange command, Facts facts)
    {
        DeliveryId[] first = [.. command.Pairs.Select(pair => DeliveryOf(pair.First, facts).Id).Distinct()];
        DeliveryId[] second = [.. command.Pairs.Select(pair => DeliveryOf(pair.Second, facts).Id).Distinct()];
        DossierId[] dossiers = [.. Machines(command).Select(machine => facts.Machines[machine].Allocation!.Dossier).Distinct()];

        return first.Length == 1 && second.Length == 1 && facts.Deliveries[first[0]].Consignee != facts.Deliveries[second[0]].Consignee && dossiers.Length == 2 ? null
            : Refusal.Conflict("exchange-of-two-deliveries", dossiers.Length.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>The other consignee has scanned it in, and it is good for the other's place.</summary>
    private static Refusal? Agreed(MachineId machine, MachineId of, Facts facts)
    {
        var (known, place, consignee) = (facts.Machines[machine], facts.Machines[of].Allocation!, DeliveryOf(of, facts).Consignee);
        var needs = facts.Dossiers[place.Dossier].Needs;

        return known.Custody?.Pending?.Claimant != consignee ? Refusal.Conflict("exchange-not-scanned-in", machine.Text, consignee.Text)
            : place.Line < needs.Length && Distribution.Fits(known, needs[place.Line]) is null ? null
            : Refusal.Conflict("exchange-does-not-fit", machine.Text, place.Dossier.Text);
    }
}
