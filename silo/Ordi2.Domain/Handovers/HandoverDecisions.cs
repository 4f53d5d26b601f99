using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Handovers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Calendar;
using Ordi2.Domain.Configurations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Handovers.HandoverEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Handovers;

/// <summary>May this be done to a handover?</summary>
public static class HandoverDecisions
{
    private const int MostMachines = 500;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(HandoverCommand command) => command is OfferHandover offer
        ? Inquiry.About(offer.From, offer.To) with { HoldersOf = [.. MachinesOf(offer).Where(machine => !string.IsNullOrEmpty(machine.Text))], RulesOf = offer.From }
        : Inquiry.None;

    public static Decision<HandoverEvent> Decide(Handover handover, HandoverCommand command, Caller caller, Guid commandId, Facts facts, DateTimeOffset now)
    {
        var step = CommandCatalog<HandoverCommand>.StepOf(command);
        var repeated = handover.Commands.Contains(commandId);

        return HandoverLife.Table.Stops(handover.Id.Text, step, handover.Terms?.Status, caller, repeated, Relations(handover, command, caller)) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : handover.Terms is { } known ? Change(handover, known, command, caller, now) : Offer(handover.Id, (OfferHandover)command, caller, facts, now);
    }

    private static Relation[] Relations(Handover handover, HandoverCommand command, Caller caller)
    {
        var offer = command as OfferHandover;
        var relations = new List<Relation>(2);

        if (caller.Organisation == (handover.Terms?.From ?? offer?.From))
        {
            relations.Add(Relation.ItsSender);
        }

        if (caller.Organisation == (handover.Terms?.To ?? offer?.To))
        {
            relations.Add(Relation.ItsReceiver);
        }

        return [.. relations];
    }

    /// <summary>Who takes must stand, though it may be closing already (S13); who gives may be closed or gone: what it still has must find its way.</summary>
    private static Decision<HandoverEvent> Offer(HandoverId id, OfferHandover command, Caller caller, Facts facts, DateTimeOffset now)
    {
        var machines = MachinesOf(command);

        var reason = Demand.Number(id.Text, "id")
            ?? (command.From == command.To ? Refusal.Conflict("handover-to-itself", command.From.Text) : null)
            ?? Demand.Between(machines.Length, 1, MostMachines, "machines")
            ?? machines.Select(machine => Demand.Number(machine.Text, "machines")).FirstOrDefault(refusal => refusal is not null)
            ?? Demand.Known(facts, command.From)
            ?? Demand.Standing(facts, command.To)
            ?? machines.Where(machine => !facts.Holders.TryGetValue(machine, out var holder) || holder != command.From)
                .Select(machine => Refusal.Conflict("handover-not-held", machine.Text, facts.Profile(command.From)!.Name))
                .FirstOrDefault();

        return reason is not null
            ? No(reason)
            : Write(new HandoverOffered(
                command.From,
                command.To,
                caller.Organisation,
                machines,
                WorkingDays.Add(now, facts.Rules.CustodyWorkingDays),
                caller.Organisation == command.From ? caller.Role : RoleOf(facts.Profile(command.From)!),
                caller.Organisation == command.To ? caller.Role : RoleOf(facts.Profile(command.To)!),
                facts.Profile(command.From)!.Pole)
            {
                RulesVersion = facts.Rules.Cited(),
            });
    }

    private static ImmutableArray<MachineId> MachinesOf(OfferHandover command) => command.Machines.IsDefault ? [] : [.. command.Machines.Distinct()];

    private static Decision<HandoverEvent> Change(Handover handover, HandoverTerms known, HandoverCommand command, Caller caller, DateTimeOffset now) => command switch
    {
        MakeCode c => WriteUnless(
            SigningCode.WrongForm(c.Digest),
            new CodeMade(caller.Organisation, c.Digest ?? string.Empty, now + SigningCode.Lives, caller.Role)),
        EnterCode c => Enter(handover, known, c, caller, now),
        AgreeHandover when caller.Role is Role.System => now < known.ConfirmedAfter
            ? No(Refusal.Conflict("handover-still-open", known.Id.Text))
            : Write(new HandoverConfirmed(HandoverProof.BySilence)),
        AgreeHandover => WriteUnless(ByTheOther(known, caller), new HandoverConfirmed(HandoverProof.OwnDevice, caller.Role)),
        ObjectToHandover c => WriteUnless(ByTheOther(known, caller) ?? Demand.Words(c.Reason, "reason"), new HandoverObjected(c.Reason, caller.Role)),
        WithdrawHandover c => WriteUnless(
            Demand.Words(c.Reason, "reason")
                ?? (caller.Organisation == known.DeclaredBy ? null : Refusal.Forbidden("handover-of-the-other", known.DeclaredBy.Text))
                ?? (known.DeclaredBy == known.To ? Refusal.Conflict("handover-is-claimed", known.Id.Text) : null),
            new HandoverWithdrawn(c.Reason)),
        NoteTold c => handover.Errands.Any(errand => errand.Name == c.Errand) ? Write(new MachinesTold(c.Errand)) : AlreadySo(),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    /// <summary>The code of one side, on the device of the other: that is a signature of the side that made it.</summary>
    private static Decision<HandoverEvent> Enter(Handover handover, HandoverTerms known, EnterCode command, Caller caller, DateTimeOffset now)
    {
        if (handover.Code is not { } code || known.CodeExpiresAt is not { } expires)
        {
            return No(Refusal.Conflict("code-not-made", known.Id.Text));
        }

        if (code.By == caller.Organisation || code.By == known.DeclaredBy)
        {
            return No(Refusal.Forbidden("code-of-the-other-side", code.By.Text));
        }

        if (known.AttemptsLeft <= 0)
        {
            return No(Refusal.Conflict("code-expired", known.Id.Text));
        }

        if (SigningCode.Digest(known.Id.Text, command.Code ?? string.Empty) != code.Digest)
        {
            return Write(new CodeMissed());
        }

        return now < expires ? Write(new HandoverConfirmed(HandoverProof.ByCode, code.Role)) : No(Refusal.Conflict("code-expired", known.Id.Text));
    }

    private static Refusal? ByTheOther(HandoverTerms known, Caller caller) =>
        caller.Organisation == known.DeclaredBy ? Refusal.Forbidden("handover-needs-the-other", (known.DeclaredBy == known.From ? known.To : known.From).Text) : null;

    /// <summary>In which role an organisation that did not speak itself takes or gives machines: never one that decides for others.</summary>
    private static Role RoleOf(OrganisationProfile profile) => profile.Activities.FirstOrDefault() switch
    {
        _ when profile.Activities.IsEmpty => Role.Storekeeper,
        Activity.Donor => Role.Donor,
        Activity.Epn => Role.Animator,
        Activity.Partner => Role.Partner,
        Activity.Carrier => Role.Driver,
        Activity.Recycler => Role.Recycler,
        _ => Role.Storekeeper,
    };
}
