using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Receipts;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Donations;
using static Ordi2.Contracts.Receipts.ReceiptStatus;
using static Ordi2.Contracts.Role;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Receipts.ReceiptEvent>;
using static Ordi2.Domain.Aggregates.Relation;
using static Ordi2.Domain.Aggregates.Rights;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Receipts;

/// <summary>What can happen to a tax receipt, when, and who may ask for it.</summary>
public static class ReceiptLife
{
    public static readonly Life<ReceiptStatus> Table = new(
        "receipt",
        new("create", [], [Draft], [Supervisor.Of(ItsIssuer), Coordinator.Of(ItsIssuer), Coordinator.Of(ItsPole)]),
        new("issue", [Draft], [Issued], [Supervisor.Of(ItsIssuer), Coordinator.Of(ItsIssuer), Coordinator.Of(ItsPole)]),
        new("take-number", [Issued], [], [TheSystem]),
        new("cancel", [Draft, Issued], [Cancelled], [Supervisor.Of(ItsIssuer), Coordinator.Of(ItsIssuer), Coordinator.Of(ItsPole)]),
        new("mark-replaced", [Issued], [Replaced], [TheSystem]),
        new("give-up-right", [Draft, Replaced, Cancelled], [], [TheSystem]),
        new("finish-errand", [Draft, Issued, Replaced, Cancelled], [], [TheSystem]),
        new("give-up-errand", [Draft, Issued, Replaced, Cancelled], [], [TheSystem]));
}

/// <summary>May this be done to a tax receipt?</summary>
public static class ReceiptDecisions
{
    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(TaxReceipt receipt, ReceiptCommand command) => command switch
    {
        CreateReceipt c => Inquiry.About(c.Issuer) with { Donation = c.Donation },
        IssueReceipt => Inquiry.About(receipt.Terms?.Issuer) with { RulesOf = receipt.Terms?.Pole ?? receipt.Terms?.Issuer, Donation = receipt.Terms?.Donation, ReceiptsOf = receipt.Terms?.Donation },
        _ => Inquiry.None,
    };

    public static Decision<ReceiptEvent> Decide(TaxReceipt receipt, ReceiptCommand command, Caller caller, Guid commandId, Facts facts)
    {
        var step = CommandCatalog<ReceiptCommand>.StepOf(command);
        var repeated = receipt.Commands.Contains(commandId);

        return ReceiptLife.Table.Stops(receipt.Id.Text, step, receipt.Terms?.Status, caller, repeated, Relations(receipt.Terms, command, caller, facts)) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : receipt.Terms is { } known ? Change(receipt, known, command, facts) : Create(receipt.Id, (CreateReceipt)command, facts);
    }

    private static Relation[] Relations(ReceiptTerms? known, ReceiptCommand command, Caller caller, Facts facts)
    {
        var relations = new List<Relation>(2);

        if (caller.Organisation == (known?.Issuer ?? (command as CreateReceipt)?.Issuer))
        {
            relations.Add(ItsIssuer);
        }

        if (caller.Organisation == (known is null ? facts.Donation?.Pole : known.Pole))
        {
            relations.Add(ItsPole);
        }

        return [.. relations];
    }

    private static Decision<ReceiptEvent> Create(ReceiptId id, CreateReceipt command, Facts facts) =>
        (Demand.Number(id.Text, "id")
            ?? Demand.Words(command.Capacity, "capacity")
            ?? (facts.Donation is null ? Refusal.NotFound("donation-unknown") : null)
            ?? OfTheGift(facts.Donation!, command.Issuer)
            ?? Eligible(facts, command.Issuer)) is { } reason
            ? No(reason)
            : Write(new ReceiptCreated(command.Donation, facts.Donation!.Donor, command.Issuer, command.Capacity, facts.Donation.Pole, command.Replaces));

    private static Decision<ReceiptEvent> Change(TaxReceipt receipt, ReceiptTerms known, ReceiptCommand command, Facts facts) => command switch
    {
        IssueReceipt => Issue(known, facts),
        NumberReceipt c => known.Document is null ? Write(new ReceiptNumbered(c.Document)) : AlreadySo(),
        CancelReceipt c => WriteUnless(
            Demand.Words(c.Reason, "reason") ?? (receipt.WantsNumber ? Refusal.Conflict("receipt-being-numbered", known.Id.Text) : null),
            new ReceiptCancelled(c.Reason)),
        GiveUpRight => Write(new ReceiptRightGivenUp()),
        MarkReceiptReplaced c => Write(new ReceiptReplaced(c.By, c.Document)),
        FinishReceiptErrand c => receipt.Errands.Any(errand => errand.Name == c.Errand) ? Write(new ReceiptErrandFinished(c.Errand)) : AlreadySo(),
        GiveUpReceiptErrand c => receipt.Errands.Any(errand => errand.Name == c.Errand) ? Write(new ReceiptErrandGivenUp(c.Errand, c.Reason)) : AlreadySo(),
        _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
    };

    /// <summary>The law's questions, in the order in which the office can answer them (domain.md 2.2, 4.4, 5).</summary>
    private static Decision<ReceiptEvent> Issue(ReceiptTerms known, Facts facts)
    {
        if (facts.Donation is not { } donation)
        {
            return No(Refusal.NotFound("donation-unknown"));
        }

        var reason = (donation.Status is DonationStatus.Reconciled or DonationStatus.Closed ? null : Refusal.Conflict("donation-not-reconciled", donation.Id.Text))
            ?? (donation.LegalBasis is LegalBasis.Mecenat238Bis ? null : Refusal.Conflict("receipt-only-for-mecenat", donation.Id.Text, donation.LegalBasis.Code()))
            ?? OfTheGift(donation, known.Issuer)
            ?? Eligible(facts, known.Issuer)
            ?? DiscrepancySheet.Unanswered(donation)
            ?? (donation.StatedValue is null ? Refusal.Conflict("value-not-stated", donation.Id.Text) : null)
            ?? Another(known, facts)

            // Last: where all else is as it should be, the right is taken in the history of the gift, and this is asked again.
            ?? (donation.Receipt == known.Id ? null : Refusal.Conflict("receipt-right-missing", known.Id.Text, donation.Id.Text));

        return reason is null
            ? Write(new ReceiptIssued(donation.StatedValue!.Cents, Given(donation)) { Form = facts.Rules.FormNumber("tax-receipt"), RulesVersion = facts.Rules.Cited() })
            : No(reason);
    }

    /// <summary>What was taken over; what went back is no gift.</summary>
    private static ImmutableArray<GiftLine> Given(DonationTerms donation) =>
        [.. donation.Sheet.Where(line => line.Received > line.Refused).Select(line => new GiftLine(line.Type, line.Received - line.Refused))];

    private static Refusal? OfTheGift(DonationTerms donation, OrganisationId issuer) =>
        issuer == donation.Receiver || issuer == donation.Pole ? null : Refusal.Conflict("issuer-not-of-the-gift", issuer.Text, donation.Id.Text);

    private static Refusal? Eligible(Facts facts, OrganisationId issuer) => facts.Profile(issuer) switch
    {
        null => Refusal.NotFound("organisation-unknown", issuer.Text),
        { TaxReceipts: TaxReceiptStatus.None } profile => Refusal.Conflict("issuer-not-eligible", profile.Name),
        _ => null,
    };

    /// <summary>One receipt for a gift; another one only in the place of the first.</summary>
    private static Refusal? Another(ReceiptTerms known, Facts facts) =>
        facts.Receipts.FirstOrDefault(one => one.Status is Issued && one.Id != known.Id) is { } issued && issued.Id != known.Replaces
            ? Refusal.Conflict("receipt-already-issued", issued.Document?.Text ?? issued.Id.Text)
            : known.Replaces is { } replaced && !facts.Receipts.Any(one => one.Id == replaced && one.Status is Issued)
                ? Refusal.Conflict("nothing-to-replace", replaced.Text)
                : null;
}
