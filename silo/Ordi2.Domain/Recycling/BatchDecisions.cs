using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recycling;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Organisations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Recycling.BatchEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Recycling;

/// <summary>May this be done to a recycling batch?</summary>
public static partial class BatchDecisions
{
    private const int MostMachines = 5_000;
    private const int MostBatteries = 10_000;
    private const long MostGrams = 30_000_000;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(RecyclingBatch batch, BatchCommand command) => command switch
    {
        CreateBatch create => Inquiry.About(create.Holder, create.Recycler) with { RulesOf = create.Holder },
        WeighBatch => new() { RulesOf = batch.Pole },
        HandOverBatch handOver => Inquiry.About(handOver.Carrier, batch.Terms?.Recycler, handOver.Broker) with { RulesOf = batch.Pole },
        _ => Inquiry.None,
    };

    public static Decision<BatchEvent> Decide(RecyclingBatch batch, BatchCommand command, Caller caller, Guid commandId, Facts facts, DateTimeOffset now)
    {
        var step = CommandCatalog<BatchCommand>.StepOf(command);
        var relations = Relations(batch, command, caller);
        var repeated = batch.Commands.Contains(commandId);

        return BatchLife.Table.Stops(batch.Id.Text, step, batch.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : batch.Terms is { } known ? Change(batch, known, command, facts, now) : Create(batch.Id, (CreateBatch)command, facts);
    }

    private static Relation[] Relations(RecyclingBatch batch, BatchCommand command, Caller caller)
    {
        var create = command as CreateBatch;
        var relations = new List<Relation>(3);

        if (caller.Organisation == (batch.Terms?.Holder ?? create?.Holder))
        {
            relations.Add(Relation.ItsHolder);
        }

        if (caller.Organisation == (batch.Terms?.Recycler ?? create?.Recycler))
        {
            relations.Add(Relation.ItsRecycler);
        }

        if (caller.Organisation == batch.Pole)
        {
            relations.Add(Relation.ItsPole);
        }

        return [.. relations];
    }

    private static Decision<BatchEvent> Create(BatchId id, CreateBatch command, Facts facts) => WriteUnless(
        Demand.Number(id.Text, "id")
            ?? Demand.Number(command.Container, "container")
            ?? (WasteCodes.AreWritten(command.WasteCode) ? null : Refusal.Invalid("waste-code-wrong", command.WasteCode))
            ?? (facts.Rules.WasteCodes.Contains(command.WasteCode, StringComparer.Ordinal)
                ? null
                : Refusal.Conflict("waste-code-not-in-list", command.WasteCode, string.Join(", ", facts.Rules.WasteCodes)))
            ?? (command.UsualName is { } name ? Demand.Words(name, "usualName") : null)
            ?? (command.BaselCode is { } basel && !IsBaselCode(basel) ? Refusal.Invalid("basel-code-wrong", basel) : null)
            ?? Demand.Known(facts, command.Holder)
            ?? Demand.Does(facts, command.Recycler, Activity.Recycler)
            ?? (command.DataDestruction ? CertifiedShredder(facts, command.Recycler) : null),
        new BatchCreated(
            command.Holder,
            command.Recycler,
            command.Flow,
            command.WasteCode,
            command.Container,
            command.DataDestruction,
            facts.Profile(command.Holder)?.Pole)
        {
            UsualName = command.UsualName,
            PersistentPollutants = command.PersistentPollutants,
            BaselCode = command.BaselCode,
            RulesVersion = facts.Rules.Cited(),
        });

    /// <summary>Whether a text has the form of a code of the Basel Convention: <c>A1181</c>, <c>Y49</c>.</summary>
    public static bool IsBaselCode(string text) => Basel().IsMatch(text);

    private static Decision<BatchEvent> Change(RecyclingBatch batch, BatchTerms known, BatchCommand command, Facts facts, DateTimeOffset now) => command switch
    {
        AddMachine c when known.Machines.Contains(c.Machine) => AlreadySo(),
        AddMachine c => WriteUnless(
            Demand.Number(c.Machine.Text, "machine")
                ?? (HoldsMachines(known.Flow) ? null : Refusal.Conflict("batch-of-another-flow", known.Id.Text, known.Flow.Code()))
                ?? Demand.Between(known.Machines.Length + 1, 1, MostMachines, "machines")
                ?? (c.WithData && !known.DataDestruction ? Refusal.Conflict("batch-not-for-data", known.Id.Text) : null),
            new MachineAdded(c.Machine, c.Type, c.WithData)),
        AddBatteries c => WriteUnless(
            (known.Flow is WasteFlow.Batteries ? null : Refusal.Conflict("batch-of-another-flow", known.Id.Text, known.Flow.Code()))
                ?? Demand.Between(c.Count, 1, MostBatteries, "count")
                ?? Demand.Between(c.Grams, 1, MostGrams, "grams")
                ?? Demand.Number(c.Photo, "photo"),
            new BatteriesAdded(c.Count, c.Grams, c.Photo, c.Dangerous)),
        TakeMachineOut c when !known.Machines.Contains(c.Machine) => AlreadySo(),
        TakeMachineOut c => WriteUnless(Demand.Words(c.Reason, "reason"), new MachineTakenOut(c.Machine, c.Reason)),

        // Batteries and disks are no machines: their cage has a weight and nothing else.
        SealBatch => WriteUnless(
            known.Machines.IsEmpty && HoldsMachines(known.Flow)
                ? Refusal.Conflict("nothing-in-it", $"batch/{known.Id}")
                : null,
            new BatchSealed()),
        WeighBatch c => Weigh(batch, known, c, facts.Rules),
        HandOverBatch c => WriteUnless(
            Demand.Does(facts, c.Carrier, Activity.Carrier, Activity.Recycler, Activity.Workshop)
                ?? PaperOf(known, c, facts.Rules)
                ?? Slip(known, c)
                ?? (c.CarrierReceipt is { } receipt ? Demand.Number(receipt, "carrierReceipt") : null)
                ?? (c.Broker is { } broker ? Demand.Known(facts, broker) : null)
                ?? (c.EcoOrganism is { } eco && !Siret.IsSiren(eco) ? Refusal.Invalid("siren-wrong", eco) : null)
                ?? (known.DataDestruction ? CertifiedShredder(facts, known.Recycler) : null),
            new BatchHandedOver(c.Carrier, c.Traceability, c.SlipNumber, c.CarrierReceipt)
            {
                RulesVersion = facts.Rules.Cited(),
                Broker = c.Broker,
                EcoOrganism = c.EcoOrganism,
                ProofBefore = TakesData(known) ? now.AddDays(facts.Rules.DestructionProofDays) : null,
            }),
        AcceptBatch => Write(new BatchAccepted()),
        MarkProofOverdue => known.ProofOverdue ? AlreadySo() : WriteUnless(
            batch.ProofDueAt is { } due && due <= now ? null : Refusal.Conflict("proof-not-overdue", known.Id.Text),
            new BatchProofOverdue()),
        RefusePart c => Refuse(known, c),
        ProveBatch c => WriteUnless(
            Demand.Number(c.Document, "document")
                ?? (Treatment().IsMatch(c.TreatmentCode) ? null : Refusal.Invalid("treatment-code-wrong", c.TreatmentCode))
                ?? DestructionOf(known, c.Destruction, now),
            new BatchProven(c.Document, c.TreatmentCode) { Destruction = c.Destruction }),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    /// <summary>Batteries and disks have flows of their own and are never mixed with machines.</summary>
    public static bool HoldsMachines(WasteFlow flow) => flow is not (WasteFlow.Batteries or WasteFlow.Disks);

    /// <summary>Whether the cage of a flow is meant for a kind: a screen goes to the screens; what has one built in may go with them (directive 2012/19/EU, annex III).</summary>
    public static bool IsFor(WasteFlow flow, DeviceType type) => flow switch
    {
        WasteFlow.SmallIt => type is not DeviceType.Monitor,
        WasteFlow.Screens => type is DeviceType.Unknown or DeviceType.Monitor or DeviceType.Laptop or DeviceType.AllInOne or DeviceType.Tablet,
        _ => false,
    };

    /// <summary>Data that left with a batch is destroyed, and somebody says how, when and who (domain.md 4.4 and 8.2).</summary>
    private static Refusal? DestructionOf(BatchTerms known, DataDestruction? stated, DateTimeOffset now) => stated switch
    {
        null => known.HoldsData ? Refusal.Invalid("destruction-not-stated", known.Id.Text) : null,
        _ when !TakesData(known) => Refusal.Conflict("no-data-to-destroy", known.Id.Text),
        var said => Demand.Words(said.By, "by")
            ?? Demand.Number(said.Reference, "reference")
            ?? (said.DoneOn > FrenchCalendar.DayOf(now) ? Refusal.Invalid("not-in-the-future", "doneOn") : null)
            ?? (said.SecurityClass is { } grade && !SecurityClass().IsMatch(grade) ? Refusal.Invalid("security-class-wrong", grade) : null)
            ?? (said.Sha256 is { } print && !Fingerprint().IsMatch(print) ? Refusal.Invalid("fingerprint-wrong") : null),
    };

    /// <summary>Data may leave with it: a machine that is not clean, or whatever a cage for the shredder holds, disks among it.</summary>
    public static bool TakesData(BatchTerms batch) => batch.HoldsData || batch.DataDestruction;

    private static Decision<BatchEvent> Weigh(RecyclingBatch batch, BatchTerms known, WeighBatch command, PoleRules rules)
    {
        var nominal = known.Batteries.IsEmpty ? NominalWeights.Grams(rules, batch.Types.Values) : known.Batteries.Sum(added => added.Grams);
        var far = nominal is { } grams ? !NominalWeights.IsNear(rules, command.NetGrams, grams) : !batch.Types.IsEmpty;

        return WriteUnless(
            Demand.Between(command.NetGrams, 1, MostGrams, "netGrams")
                ?? (far && !command.Confirmed
                    ? Refusal.Conflict("weight-to-confirm", known.Id.Text, Kilograms(command.NetGrams), nominal is { } expected ? Kilograms(expected) : "?")
                    : null),
            new BatchWeighed(command.NetGrams, command.Confirmed, nominal) { FactorSetVersion = rules.Impact.FactorSetVersion, RulesVersion = rules.Cited() });
    }

    private static Decision<BatchEvent> Refuse(BatchTerms known, RefusePart command)
    {
        ImmutableArray<MachineId> machines = command.Machines.IsDefault ? [] : [.. command.Machines.Distinct()];

        return WriteUnless(
            Demand.Words(command.Reason, "reason")
                ?? Demand.Between(machines.Length, 1, MostMachines, "machines")
                ?? machines.Where(machine => !known.Machines.Contains(machine))
                    .Select(machine => Refusal.NotFound("machine-not-in-it", machine.Text ?? string.Empty, $"batch/{known.Id}"))
                    .FirstOrDefault(),
            new BatchPartRefused(machines, command.Reason));
    }

    /// <summary>Which paper a recycler takes is agreed with it (domain.md 2.9).</summary>
    private static Refusal? PaperOf(BatchTerms known, HandOverBatch command, PoleRules rules) =>
        rules.RecyclerPapers.FirstOrDefault(one => one.Recycler == known.Recycler) is { } agreed && agreed.Document != command.Traceability
            ? Refusal.Conflict("recycler-takes-another-paper", known.Recycler.Text, agreed.Document.Code())
            : null;

    /// <summary>A dangerous waste never travels without its paper.</summary>
    private static Refusal? Slip(BatchTerms known, HandOverBatch command) => command.Traceability switch
    {
        TraceabilityDocument.NoneNonHazardous when known.WasteCode.EndsWith('*') => Refusal.Conflict("dangerous-waste-needs-a-slip", known.Id.Text, known.WasteCode),
        TraceabilityDocument.NoneNonHazardous => null,
        _ => Demand.Number(command.SlipNumber, "slipNumber"),
    };

    private static Refusal? CertifiedShredder(Facts facts, OrganisationId recycler) => facts.Profile(recycler) is { DataDestruction: true }
        ? null
        : Refusal.Conflict("recycler-not-certified", recycler.Text);

    private static string Kilograms(long grams) => (grams / 1000m).ToString("0.0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(R([1-9]|1[0-3])|D([1-9]|1[0-5]))\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Treatment();

    // H for magnetic disks, E for flash, with a degree from 1 to 7 (DIN 66399-1 / ISO/IEC 21964-1).
    [GeneratedRegex(@"^[HE]-[1-7]\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex SecurityClass();

    [GeneratedRegex(@"^[0-9a-f]{64}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Fingerprint();

    /// <summary>Annexes I, VIII and IX of the Basel Convention.</summary>
    [GeneratedRegex(@"^(Y[0-9]{1,2}|[AB][0-9]{4})\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Basel();
}
