using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Donations.DonationEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Donations;

/// <summary>May this be done to a donation?</summary>
public static class DonationDecisions
{
    private const int HighestValueCents = 100_000_000;
    private const long HighestTotalCents = 10_000_000_000;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(Donation donation, DonationCommand command) => command switch
    {
        CreateDonation create => Inquiry.About(create.Donor, create.Pole) with { RulesOf = create.Pole ?? create.Donor },
        ChangeLines => new() { RulesOf = donation.Terms?.Pole ?? donation.Terms?.Donor },
        ProposeDonation propose => Inquiry.About(propose.Pole) with { RulesOf = propose.Pole },
        AcceptDonation accept => Inquiry.About(accept.Receiver, donation.Terms?.Pole) with { RulesOf = donation.Terms?.Pole },
        MarkReceived or CountAgain => new() { CountsOf = donation.Id, RulesOf = donation.Terms?.Pole },
        SignDonation => Inquiry.About(donation.Terms?.Donor, donation.Terms?.Receiver) with { RulesOf = donation.Terms?.Pole },
        _ => Inquiry.None,
    };

    public static Decision<DonationEvent> Decide(
        Donation donation,
        DonationCommand command,
        Caller caller,
        Guid commandId,
        Facts facts,
        DateTimeOffset now)
    {
        var step = CommandCatalog<DonationCommand>.StepOf(command);
        var relations = Relations(donation.Terms, command, caller);
        var repeated = donation.Commands.Contains(commandId);

        return DonationLife.Table.Stops(donation.Id.Text, step, donation.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : donation.Terms is { } known ? Change(donation, known, command, caller, facts, now) : Create(donation.Id, (CreateDonation)command, facts);
    }

    private static Relation[] Relations(DonationTerms? known, DonationCommand command, Caller caller)
    {
        var create = command as CreateDonation;
        var relations = new List<Relation>(3);

        if (caller.Organisation == (known?.Donor ?? create?.Donor))
        {
            relations.Add(Relation.ItsDonor);
        }

        if (caller.Organisation == (known is null ? create?.Pole : known.Pole))
        {
            relations.Add(Relation.ItsPole);
        }

        if (caller.Organisation == known?.Receiver)
        {
            relations.Add(Relation.ItsReceiver);
        }

        return [.. relations];
    }

    private static Decision<DonationEvent> Create(DonationId id, CreateDonation command, Facts facts) => WriteUnless(
        Demand.Number(id.Text, "id")
            ?? Demand.Does(facts, command.Donor, Activity.Donor)
            ?? FitsDonor(command.LegalBasis, facts.Profile(command.Donor)!)
            ?? AnnouncedLines.Demanded(command.Announced)
            ?? (command.Pole is { } pole ? Demand.Does(facts, pole, Activity.Pole) : null),
        new DonationCreated(
            command.Donor,
            command.LegalBasis,
            AnnouncedLines.AsOfTheirKind(command.Announced),
            command.Ownership,
            command.RefusalDefault,
            DonationRestrictions.Of(command.LegalBasis, facts.Rules),
            command.Pole)
        {
            OldestYears = facts.Rules.ReuseOldestYears,
            RulesVersion = facts.Rules.Cited(),
        });

    private static Decision<DonationEvent> Change(
        Donation donation,
        DonationTerms known,
        DonationCommand command,
        Caller caller,
        Facts facts,
        DateTimeOffset now) => command switch
        {
            ChangeLines c => WriteUnless(
                AnnouncedLines.Demanded(c.Announced) ?? (known.Status is DonationStatus.Proposed ? AnnouncedLines.UnitValues(known.LegalBasis, c.Announced, facts.Rules) : null),
                new LinesChanged(AnnouncedLines.AsOfTheirKind(c.Announced)) { OldestYears = facts.Rules.ReuseOldestYears, RulesVersion = facts.Rules.Cited() }),
            ProposeDonation c => WriteUnless(
                (known.Pole is { } pole && pole != c.Pole && caller.Role is Role.Coordinator ? Refusal.Forbidden("another-pole", pole.Text) : null)
                    ?? Demand.Does(facts, c.Pole, Activity.Pole)
                    ?? AnnouncedLines.UnitValues(known.LegalBasis, known.Announced, facts.Rules),
                new DonationProposed(c.Pole) { RulesVersion = facts.Rules.Cited() }),
            AcceptDonation c => WriteUnless(
                Demand.Unchanged(known.LinesVersion, c.BasedOn)
                    ?? Demand.Accredited(facts, c.Receiver, now, Activity.Workshop, Activity.Pole)
                    ?? AnnouncedLines.UnitValues(known.LegalBasis, known.Announced, facts.Rules)
                    ?? FitsReceiver(known, facts.Profile(c.Receiver)!),
                new DonationAccepted(c.Receiver) { RulesVersion = facts.Rules.Cited() }),
            DeclineDonation c => WriteUnless(Demand.Words(c.Reason, "reason"), new DonationDeclined(c.Reason)),
            CancelDonation c => WriteUnless(Demand.Words(c.Reason, "reason"), new DonationCancelled(c.Reason)),
            SignDonation c => Sign(donation, known, c, caller, facts),
            AllowDockSignature c => WriteUnless(Demand.Words(c.Reason, "reason"), new DockSignatureAllowed(c.Reason)),
            StartCollecting when known.Status is DonationStatus.InCollection => AlreadySo(),
            StartCollecting when known is { Status: DonationStatus.Accepted, DockSignatureAllowed: false } =>
                No(Refusal.Conflict("convention-not-signed", known.Id.Text)),
            StartCollecting when DonationRestrictions.IsPublic(known.LegalBasis) && !donation.Signed =>
                No(Refusal.Conflict("commitment-before-collection", known.Id.Text)),
            StartCollecting => Write(new CollectionStarted()),
            MarkReceived => Write(new DonationReceived(now), Settlement.Counted(known, facts)),
            CountAgain => Settlement.Counted(known, facts) is var counted && Settlement.SettledAlready(known, counted) is { } settled ? No(settled) : Write(counted),
            AcceptOffList c => WriteUnless(Settlement.SaidOfOffList(known, c.Types, c.OnPaper, caller), new OffListAccepted(c.Types, c.OnPaper)),
            RefuseOffList c => WriteUnless(
                Settlement.SaidOfOffList(known, c.Types, c.OnPaper, caller) ?? Settlement.NotGivenYet(known, c.Types),
                new OffListRefused(c.Types, c.OnPaper)),
            ContestSheet c => WriteUnless(Settlement.MayContest(known, c, caller), new SheetContested(c.Words, c.Given.IsDefault ? [] : c.Given, c.OnPaper)),
            AnswerContest c => WriteUnless(
                known.OpenContest is null ? Refusal.Conflict("nothing-contested", known.Id.Text) : Demand.Words(c.Words, "words"),
                new ContestAnswered(c.Words, caller.Role)),
            SetClauses c => WriteUnless(Clauses(known, c.Clauses), new ClausesSet(c.Clauses)),
            StateValue c => WriteUnless(
                Demand.Between(c.Cents, 0, HighestTotalCents, "cents") ?? Settlement.SaidByTheDonor(caller, c.OnPaper),
                new ValueStated(c.Cents, FrenchCalendar.DayOf(now), c.OnPaper)),
            TakeReceipt c when known.Receipt == c.Receipt => AlreadySo(),
            TakeReceipt c => WriteUnless(
                Demand.Number(c.Receipt.Text, "receipt")
                    ?? (known.Receipt is { } other && other != c.Replaces ? Refusal.Conflict("receipt-already-issued", other.Text) : null),
                new ReceiptTaken(c.Receipt)),
            GiveBackReceipt c => known.Receipt == c.Receipt ? Write(new ReceiptGivenBack(c.Receipt, c.To)) : AlreadySo(),
            FinishErrand c => donation.Errands.Any(errand => errand.Name == c.Errand) ? Write(new DonationErrandFinished(c.Errand)) : AlreadySo(),
            SignReceptionNote c => WriteUnless(
                Demand.Number(c.Document, "document")
                    ?? (donation.Signed ? null : Refusal.Conflict("convention-not-signed", known.Id.Text))
                    ?? (known.ReceptionNote is { } note ? Refusal.Conflict("document-already-signed", note) : null),
                new ReceptionNoteSigned(c.Document)),
            ReconcileDonation c => Settlement.Reconcile(donation, known, c, caller, now),
            CloseDonation => Write(new DonationClosed()),
            TightenRestrictions c => WriteUnless(
                (c.Restrictions.MaxPriceCents is { } cents ? Demand.Between(cents, 0, HighestValueCents, "maxPriceCents") : null)
                    ?? (DonationRestrictions.AreAtLeastAsTight(c.Restrictions, known.Restrictions)
                        ? null
                        : Refusal.Conflict("restrictions-only-tighten", known.Id.Text)),
                new RestrictionsTightened(c.Restrictions)),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private static Decision<DonationEvent> Sign(Donation donation, DonationTerms known, SignDonation command, Caller caller, Facts facts)
    {
        if ((Demand.Number(command.Document, "document") ?? MaySignFor(known, command, caller)) is { } reason)
        {
            return No(reason);
        }

        if (known.SignedBy.Contains(command.Party))
        {
            return No(Refusal.Conflict("document-already-signed", donation.Convention!));
        }

        if (donation.Convention is { } number && number != command.Document)
        {
            return No(Refusal.Conflict("another-document", number, command.Document));
        }

        // The checks of the law come before the signature, not after it (domain.md 2.3).
        return WriteUnless(
            Demand.Known(facts, known.Donor)
                ?? Demand.Working(facts, known.Receiver!.Value)
                ?? AnnouncedLines.UnitValues(known.LegalBasis, known.Announced, facts.Rules)
                ?? FitsReceiver(known, facts.Profile(known.Receiver)!),
            new DonationSigned(command.Party, command.Document, command.OnPaper) { RulesVersion = facts.Rules.Cited() });
    }

    /// <summary>Each side signs for itself; only the pole may record what was signed on paper.</summary>
    private static Refusal? MaySignFor(DonationTerms known, SignDonation command, Caller caller)
    {
        var signsForItself = command.Party switch
        {
            DonationParty.Donor => caller.Role is Role.Donor && caller.Organisation == known.Donor,
            DonationParty.Receiver => caller.Role is Role.Supervisor or Role.Coordinator && caller.Organisation == known.Receiver,
            _ => throw new UnreachableException(),
        };

        var recordsPaper = command.OnPaper && caller.Role is Role.Coordinator && caller.Organisation == known.Pole;

        return signsForItself || recordsPaper ? null : Refusal.Forbidden("signs-for-another", command.Party.Code());
    }

    /// <summary>A signed convention is not rewritten: neither by the side that signed nor by the other.</summary>
    private static Refusal? Clauses(DonationTerms known, ConventionClauses clauses) =>
        (known.SignedBy.IsEmpty ? null : Refusal.Conflict("document-already-signed", known.Convention!))
            ?? Demand.Between(clauses.EraseWithinDays, 1, 365, "clauses.eraseWithinDays")
            ?? Demand.Number(clauses.DataClause, "clauses.dataClause")
            ?? (clauses.EraseMethod is { } method ? Demand.Words(method, "clauses.eraseMethod") : null)
            ?? (clauses.PlaceOfDeposit is { } place ? Demand.Words(place, "clauses.placeOfDeposit") : null);

    private static Refusal? FitsDonor(LegalBasis basis, OrganisationProfile donor)
    {
        var isPublic = donor.Form is OrganisationForm.StateService or OrganisationForm.LocalAuthority;

        var fits = basis switch
        {
            LegalBasis.CgpppL321223 or LegalBasis.CgpppL321222 => isPublic,
            LegalBasis.PrivateIndividual => donor.Form is OrganisationForm.PrivateIndividual,
            LegalBasis.Mecenat238Bis => !isPublic && donor.Form is not OrganisationForm.PrivateIndividual,
            LegalBasis.WasteStream or LegalBasis.Purchase => true,
            _ => throw new UnreachableException(),
        };

        return fits ? null : Refusal.Conflict("basis-does-not-fit-donor", basis.Code(), donor.Id.Text);
    }

    private static Refusal? FitsReceiver(DonationTerms known, OrganisationProfile receiver) =>
        known.Restrictions.AllowedRecipients.IsEmpty || known.Restrictions.AllowedRecipients.Contains(receiver.Category)
            ? null
            : Refusal.Conflict("receiver-not-allowed", receiver.Id.Text, receiver.Category.Code(), known.LegalBasis.Code());
}
