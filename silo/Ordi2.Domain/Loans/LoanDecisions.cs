using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Organisations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Loans.LoanEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Loans;

/// <summary>May this be done to a loan convention?</summary>
public static class LoanDecisions
{
    private const int MostLines = 500;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(LoanConvention loan, LoanCommand command) => command switch
    {
        CreateLoan create => Inquiry.About(create.Lender, create.Relay, create.Borrower) with { Dossier = create.Dossier },
        SignLoan => Inquiry.About(loan.Terms?.Lender, loan.Terms?.Relay, loan.Terms?.Borrower) with { Dossier = loan.Terms?.Dossier },
        _ => Inquiry.None,
    };

    public static Decision<LoanEvent> Decide(
        LoanConvention loan,
        LoanCommand command,
        Caller caller,
        Guid commandId,
        Facts facts,
        DateTimeOffset now)
    {
        var step = CommandCatalog<LoanCommand>.StepOf(command);
        var relations = Relations(loan, command, caller, facts.Dossier);
        var repeated = loan.Commands.Contains(commandId);

        return LoanLife.Table.Stops(loan.Id.Text, step, loan.Terms?.Status, caller, repeated, relations) is { } reason
            ? No(reason)
            : repeated ? AlreadySo()
            : loan.Terms is { } known ? Change(loan, known, command, caller, facts, now) : Create(loan.Id, (CreateLoan)command, facts);
    }

    private static Relation[] Relations(LoanConvention loan, LoanCommand command, Caller caller, DossierTerms? dossier)
    {
        var create = command as CreateLoan;
        var relations = new List<Relation>(4);

        if (caller.Organisation == (loan.Terms?.Lender ?? create?.Lender))
        {
            relations.Add(Relation.ItsLender);
        }

        if (caller.Organisation == (loan.Terms?.Relay ?? create?.Relay))
        {
            relations.Add(Relation.ItsRelay);
        }

        if (caller.Organisation == (loan.Terms?.Borrower ?? create?.Borrower))
        {
            relations.Add(Relation.ItsBorrower);
        }

        if (caller.Organisation == (loan.Pole ?? dossier?.Pole))
        {
            relations.Add(Relation.ItsPole);
        }

        return [.. relations];
    }

    private static Decision<LoanEvent> Create(LoanId id, CreateLoan command, Facts facts)
    {
        var reason = Demand.Number(id.Text, "id")
            ?? (command.FeeCents == 0 ? null : Refusal.Invalid("loan-is-free"))
            ?? (command.To < command.From ? Refusal.Invalid("dates-reversed", Day(command.From), Day(command.To)) : null)
            ?? ForThisDossier(command, facts.Dossier)
            ?? Demand.Known(facts, command.Lender)
            ?? Demand.Does(facts, command.Relay, Activity.Epn)
            ?? Demand.Does(facts, command.Borrower, Activity.Partner)
            ?? ThreePersons(command.Lender, command.Relay, command.Borrower, facts);

        return reason is not null
            ? No(reason)
            : Write(new LoanCreated(
                command.Lender,
                command.Relay,
                command.Borrower,
                command.Dossier,
                facts.Dossier!.Pole!.Value,
                command.From,
                command.To,
                command.GiftDeed));
    }

    private static Refusal? ForThisDossier(CreateLoan command, DossierTerms? dossier) => dossier switch
    {
        null => Refusal.NotFound("not-created-yet", $"dossier/{command.Dossier}"),
        { Status: not (DossierStatus.Accepted or DossierStatus.InProgress) } => Refusal.Conflict("dossier-not-running", command.Dossier.Text, dossier.Status.Code()),
        _ when dossier.Epn != command.Relay => Refusal.Conflict("dossier-of-another-epn", command.Dossier.Text, dossier.Epn.Text),
        _ when dossier.Partner != command.Borrower => Refusal.Conflict("dossier-of-another-partner", command.Dossier.Text, dossier.Partner.Text),
        _ when (dossier.Mode is ProvisionMode.Gift) != command.GiftDeed => Refusal.Conflict("dossier-of-another-mode", command.Dossier.Text, dossier.Mode.Code()),
        _ => null,
    };

    /// <summary>Nobody lends to itself, and the EPN is not the user (invariant 2). The EPN may be the owner (ownership pattern A).</summary>
    private static Refusal? ThreePersons(OrganisationId lender, OrganisationId relay, OrganisationId borrower, Facts facts)
    {
        if (Accreditations.SameLegalPerson(facts.Profile(lender)!, facts.Profile(borrower)!))
        {
            return Refusal.Conflict("borrower-is-the-lender", borrower.Text);
        }

        return facts.Dossier is not { PartnerIsEpnDerogation: true }
            && Accreditations.SameLegalPerson(facts.Profile(relay)!, facts.Profile(borrower)!)
                ? Refusal.Conflict("partner-not-another-person", borrower.Text)
                : null;
    }

    private static Decision<LoanEvent> Change(
        LoanConvention loan,
        LoanTerms known,
        LoanCommand command,
        Caller caller,
        Facts facts,
        DateTimeOffset now) => command switch
        {
            SignLoan c => Sign(loan, known, c, caller, facts),
            OpenLine c when known.OpenLines.Contains(c.Machine) => AlreadySo(),
            OpenLine c => WriteUnless(
                Demand.Number(c.Machine.Text, "machine") ?? Demand.Between(known.OpenLines.Length + 1, 1, MostLines, "lines"),
                new LineOpened(c.Machine)),
            CloseLine c when !known.OpenLines.Contains(c.Machine) => AlreadySo(),
            CloseLine c => Write(new LineClosed(c.Machine, c.Reason)),
            FileLoss c => WriteUnless(
                Demand.Number(c.Declaration, "declaration")
                    ?? (known.OpenLines.Contains(c.Machine) ? null : Refusal.NotFound("machine-not-in-it", c.Machine.Text ?? string.Empty, $"loan/{known.Id}"))
                    ?? (loan.Filed.Contains(c.Machine) ? Refusal.Conflict("loss-already-filed", c.Machine.Text ?? string.Empty) : null),
                new LossFiled(c.Machine, c.Kind, c.Declaration)),
            ExtendLoan c => WriteUnless(
                Demand.Number(c.Document, "document")
                    ?? (c.To > known.To ? null : Refusal.Invalid("dates-reversed", Day(known.To), Day(c.To))),
                new LoanExtended(c.To, c.Document)),
            MarkReturnDue c => WriteUnless(
                DateOnly.FromDateTime(now.UtcDateTime) < known.To ? Demand.Words(c.Reason, "reason") : null,
                new LoanReturnDue(c.Reason)),
            BreachLoan c => WriteUnless(Demand.Words(c.Reason, "reason"), new LoanBreached(c.Reason)),
            CloseLoan => WriteUnless(
                known.OpenLines.Except(loan.Filed).Count() is > 0 and var open
                    ? Refusal.Conflict("machines-still-out", known.Id.Text, open.ToString(CultureInfo.InvariantCulture))
                    : null,
                new LoanClosed()),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private static Decision<LoanEvent> Sign(LoanConvention loan, LoanTerms known, SignLoan command, Caller caller, Facts facts)
    {
        var reason = Demand.Number(command.Document, "document")
            ?? MaySignFor(known, command, caller)
            ?? (loan.SignedBy.Contains(command.Party) ? Refusal.Conflict("document-already-signed", loan.Document!) : null)
            ?? (loan.Document is { } number && number != command.Document ? Refusal.Conflict("another-document", number, command.Document) : null)
            ?? Demand.Known(facts, known.Lender)
            ?? Demand.Working(facts, known.Relay)
            ?? Demand.Working(facts, known.Borrower)
            ?? ThreePersons(known.Lender, known.Relay, known.Borrower, facts);

        return WriteUnless(reason, new LoanSigned(command.Party, command.Document, command.OnPaper));
    }

    /// <summary>Each side signs for itself; what was signed on paper or on the EPN's device may be recorded by the EPN or the owner.</summary>
    private static Refusal? MaySignFor(LoanTerms known, SignLoan command, Caller caller)
    {
        var signsForItself = command.Party switch
        {
            LoanParty.Lender => caller.Role is Role.Supervisor or Role.Coordinator or Role.Animator && caller.Organisation == known.Lender,
            LoanParty.Relay => caller.Role is Role.Animator && caller.Organisation == known.Relay,
            LoanParty.Borrower => caller.Role is Role.Partner && caller.Organisation == known.Borrower,
            _ => throw new UnreachableException(),
        };

        return signsForItself || (command.OnPaper && caller.Role is not Role.Partner)
            ? null
            : Refusal.Forbidden("signs-for-another", command.Party.Code());
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
