using Ordi2.Contracts;
using Ordi2.Contracts.Configurations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Parts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Machines;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Parts.PartEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Parts;

/// <summary>May this be done to a part?</summary>
public static class PartDecisions
{
    private static readonly string[] StoringTypes = ["ssd", "hdd", "nvme", "emmc", "sd", "disk"];

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(Part part, PartCommand command) => command switch
    {
        RegisterPart register => Inquiry.About(register.Holder),
        RecordWipe => new() { RulesOf = part.Terms?.Holder },
        _ => Inquiry.None,
    };

    public static Decision<PartEvent> Decide(Part part, PartCommand command, Caller caller, Guid commandId, Facts facts)
    {
        var step = CommandCatalog<PartCommand>.StepOf(command);
        var holder = part.Terms?.Holder ?? (command as RegisterPart)?.Holder;
        Relation[] relations = caller.Organisation == holder ? [Relation.ItsHolder] : [];
        var repeated = part.Commands.Contains(commandId);

        return PartLife.Table.Stops(part.Id.Text, step, part.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : part.Terms is { } known ? Change(known, command, caller, facts.Rules) : Register(part.Id, (RegisterPart)command, caller, facts);
    }

    private static Decision<PartEvent> Register(PartId id, RegisterPart command, Caller caller, Facts facts)
    {
        var stores = StoringTypes.Contains(command.Type, StringComparer.OrdinalIgnoreCase);

        return WriteUnless(
            Demand.Number(id.Text, "id")
                ?? Demand.Number(command.Type, "type")
                ?? Demand.Known(facts, command.Holder)
                ?? (stores && command.Medium is null ? Refusal.Invalid("medium-missing", command.Type) : null)
                ?? (command.Medium is { } medium ? Demand.Number(medium.Serial, "medium.serial") : null)
                ?? OnlyTheMachineSays(caller, command.SerialSeenByAudit || command.MediumState is not MediumState.Dirty),
            new PartRegistered(command.Type, command.Holder, command.SerialSeenByAudit, command.MediumState, command.From, command.Medium));
    }

    private static Decision<PartEvent> Change(PartTerms known, PartCommand command, Caller caller, PoleRules rules) => command switch
    {
        RecordWipe c => Wipe(known, c.Report, rules),
        RecordTest c => WriteUnless(c.How is { } how ? Demand.Words(how, "how") : null, new PartTested(c.Works, c.How)),
        FitIn c when known is { Status: PartStatus.Fitted } && known.In == c.Machine => AlreadySo(),
        FitIn when known is { Status: PartStatus.Fitted } => No(Refusal.Conflict("part-fitted-elsewhere", known.Id.Text, known.In?.Text ?? "?")),
        FitIn c => WriteUnless(
            Demand.Number(c.Machine.Text, "machine")
                ?? (!c.AlreadyFitted && known.Test is { Works: false } ? Refusal.Conflict("part-does-not-work", known.Id.Text) : null)
                ?? (c.AlreadyFitted || IsClean(known) ? null : Refusal.Conflict("part-not-wiped", known.Id.Text, known.Medium!.Serial)),
            new PartFitted(c.Machine, c.AlreadyFitted)),
        TakeOut c => WriteUnless(
            OnlyTheMachineSays(caller, c.MediumState is not MediumState.Dirty),
            new PartTakenOut(known.Medium is null ? known.MediumState : c.MediumState)),
        ScrapPart c => WriteUnless(
            Demand.Words(c.Reason, "reason")
                ?? (c.Witness is { } witness ? Demand.Number(witness, "witness") : null)
                ?? (c.Witness is not null || IsClean(known) ? null : Refusal.Conflict("part-not-wiped", known.Id.Text, known.Medium!.Serial)),
            new PartScrapped(c.Reason, c.Witness)),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    /// <summary>A report counts for the medium that it names, and only for one that an audit saw (invariant 11). A failed wipe is a fact too.</summary>
    private static Decision<PartEvent> Wipe(PartTerms known, WipeReport report, PoleRules rules)
    {
        if (known.Medium is not { } medium)
        {
            return No(Refusal.Conflict("part-stores-nothing", known.Id.Text));
        }

        if (!string.Equals(medium.Serial.Trim(), report.Serial.Trim(), StringComparison.OrdinalIgnoreCase))
        {
            return No(Refusal.Conflict("report-of-another-medium", medium.Serial, report.Serial));
        }

        if (!known.SerialSeenByAudit)
        {
            return No(Refusal.Conflict("serial-not-audited", medium.Serial));
        }

        var verdict = WipeJudgement.Of(medium.Kind, report, rules);

        return Write(verdict.Reason is { } reason
            ? new PartWipeFailed(report, reason.Code) { RulesVersion = rules.Cited() }
            : new PartWiped(report, verdict.State) { RulesVersion = rules.Cited() });
    }

    private static bool IsClean(PartTerms known) =>
        known.Medium is null || known.MediumState is MediumState.Cleared or MediumState.Purged or MediumState.Destroyed;

    private static Refusal? OnlyTheMachineSays(Caller caller, bool said) =>
        said && caller.Role is not Role.System ? Refusal.Forbidden("only-the-machine-says", caller.Role.Code()) : null;
}
