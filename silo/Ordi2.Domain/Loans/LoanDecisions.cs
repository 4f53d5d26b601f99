using System.Globalization;
using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using Ordi2.Domain.Configurations;
using Ordi2.Domain.Organisations;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Loans.LoanEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Loans;

/// <summary>May this be done to a loan convention?</summary>
public static class LoanDecisions
{
    internal const int MostLines = 500;

    /// <summary>What must be known of others first.</summary>
    public static Inquiry Asks(LoanConvention loan, LoanCommand command) => command switch
    {
        CreateLoan create => Inquiry.About(create.Lender, create.Relay, create.Borrower) with { Dossier = create.Dossier },
        SignLoan or EnterLoanCode { For: LoanCodeFor.Convention } => Inquiry.About(loan.Terms?.Lender, loan.Terms?.Relay, loan.Terms?.Borrower) with { Dossier = loan.Terms?.Dossier },
        ChangeRelay change => Inquiry.About(loan.Terms?.Lender, change.To, loan.Terms?.Borrower) with { Dossier = loan.Terms?.Dossier },
        ChangeCollectPoint change => Inquiry.About(change.To),
        ExtendLoan => new() { RulesOf = loan.Pole },
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
        if ((Demand.Day(command.From, "from") ?? (command.To is { } last ? Demand.Day(last, "to") : null)) is { } impossible)
        {
            return No(impossible);
        }

        var to = command.To ?? command.From.AddMonths(facts.Rules.LoanMonths).AddDays(-1);
        var reason = Demand.Number(id.Text, "id")
            ?? (command.FeeCents == 0 ? null : Refusal.Invalid("loan-is-free"))
            ?? (to < command.From ? Refusal.Invalid("dates-reversed", Day(command.From), Day(to)) : null)
            ?? (command.Relay == command.Borrower ? Refusal.Conflict("partner-not-another-person", command.Borrower.Text) : null)
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
                to,
                command.GiftDeed)
            {
                ReminderDays = facts.Rules.LoanReminderDays,
                RulesVersion = facts.Rules.Cited(),
            });
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
            MakeLoanCode c => LoanCodes.Make(known, c, now),
            EnterLoanCode c => LoanCodes.Enter(loan, known, c, caller, facts, now),
            OpenLine c when known.OpenLines.Contains(c.Machine) => AlreadySo(),
            OpenLine c => WriteUnless(
                Demand.Number(c.Machine.Text, "machine") ?? Demand.Between(known.OpenLines.Length + 1, 1, MostLines, "lines"),
                new LineOpened(c.Machine)),
            CloseLine c => Close(known, c),
            InspectReturn c => WriteUnless(
                Looked(c.Inspection) ?? (IsOfThisLoan(known, c.Machine) ? null : NotInIt(known, c.Machine)),
                new ReturnLookedAt(c.Machine, c.Inspection)),
            SwapLine c => WriteUnless(
                Demand.Number(c.New.Text, "new")
                    ?? Demand.Words(c.Reason, "reason")
                    ?? (known.OpenLines.Contains(c.Old) ? null : NotInIt(known, c.Old))
                    ?? (IsOut(known, c.New) ? Refusal.Conflict("machine-already-on-it", c.New.Text, known.Id.Text) : null)
                    ?? (known.Filed.Any(loss => loss.Machine == c.Old) ? Refusal.Conflict("loss-already-filed", c.Old.Text ?? string.Empty) : null),
                new LineSwapped(c.Old, c.New, c.Reason)),
            ChangeRelay c when c.To == known.Relay => AlreadySo(),
            ChangeRelay c => WriteUnless(
                Demand.Number(c.Document, "document")
                    ?? Demand.Known(facts, known.Lender)
                    ?? Demand.Known(facts, known.Borrower)
                    ?? Demand.Accredited(facts, c.To, now, Activity.Epn)
                    ?? ThreePersons(known.Lender, c.To, known.Borrower, facts),
                new RelayChanged(c.To, c.Document)),
            ChangeCollectPoint c when c.To == (known.CollectPoint ?? known.Relay) => AlreadySo(),
            ChangeCollectPoint c => WriteUnless(
                Demand.Words(c.Reason, "reason")
                    ?? Demand.Does(facts, c.To, Activity.Epn, Activity.Workshop, Activity.Pole)
                    ?? Demand.Working(facts, c.To),
                new CollectPointChanged(c.To, c.Reason)),
            RemindLoan c => Remind(loan, known, c, now),
            FileLoss c => WriteUnless(
                Demand.Number(c.Declaration, "declaration")
                    ?? (IsOut(known, c.Machine) ? null : NotInIt(known, c.Machine))
                    ?? (known.Filed.Any(loss => loss.Machine == c.Machine) ? Refusal.Conflict("loss-already-filed", c.Machine.Text ?? string.Empty) : null),
                new LossFiled(c.Machine, c.Kind, c.Declaration)),
            ExtendLoan c => WriteUnless(
                Demand.Number(c.Document, "document")
                    ?? (c.To > known.To ? null : Refusal.Invalid("dates-reversed", Day(known.To), Day(c.To)))
                    ?? Demand.Day(c.To, "to"),
                new LoanExtended(c.To, c.Document) { ReminderDays = facts.Rules.LoanReminderDays, RulesVersion = facts.Rules.Cited() }),
            MarkReturnDue c => WriteUnless(
                FrenchCalendar.DayOf(now) < known.To ? Demand.Words(c.Reason, "reason") : null,
                new LoanReturnDue(c.Reason)),
            BreachLoan c => WriteUnless(Demand.Words(c.Reason, "reason"), new LoanBreached(c.Reason)),
            CloseLoan => WriteUnless(
                loan.StillOut.Count() is > 0 and var open
                    ? Refusal.Conflict("machines-still-out", known.Id.Text, open.ToString(CultureInfo.InvariantCulture))
                    : null,
                new LoanClosed()),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    /// <summary>A machine that is not out changes nothing, unless another has taken its place and it is back now.</summary>
    private static Decision<LoanEvent> Close(LoanTerms known, CloseLine command)
    {
        LoanEvent? fact = known.OpenLines.Contains(command.Machine) ? new LineClosed(command.Machine, command.Reason)
            : known.Swaps.Any(swap => swap.Old == command.Machine && !swap.Back) ? new SwappedMachineCameBack(command.Machine)
            : null;

        return fact is null ? AlreadySo()
            : command.Inspection is not { } inspection ? Write(fact)
            : Looked(inspection) is { } reason ? No(reason)
            : Write(fact, new ReturnLookedAt(command.Machine, inspection));
    }

    /// <summary>D+1 makes the return due, D+15 breaks the convention. Each reminder is given once for each last day.</summary>
    private static Decision<LoanEvent> Remind(LoanConvention loan, LoanTerms known, RemindLoan command, DateTimeOffset now)
    {
        if (known.Reminders.Any(given => given.Reminder == command.Reminder && given.For == known.To))
        {
            return AlreadySo();
        }

        if (LoanReminders.Next(loan) is not { } next || next.Reminder != command.Reminder || now < next.At)
        {
            return No(Refusal.Conflict("reminder-not-due", known.Id.Text));
        }

        var reminded = new LoanReminded(command.Reminder, known.To);

        return command.Reminder switch
        {
            LoanReminder.DayAfter when known.Status is not LoanStatus.ReturnDue => Write(reminded, new LoanReturnDue()),
            LoanReminder.FifteenDaysAfter => Write(reminded, new LoanBreached("overdue")),
            _ => Write(reminded),
        };
    }

    private static Refusal? Looked(ReturnInspection inspection) =>
        Demand.Words(inspection.Condition, "condition")
        ?? inspection.Missing.Select(accessory => Demand.Words(accessory, "missing")).FirstOrDefault(refusal => refusal is not null)
        ?? inspection.Photos.Select(photo => Demand.Number(photo, "photos")).FirstOrDefault(refusal => refusal is not null);

    private static bool IsOfThisLoan(LoanTerms known, MachineId machine) =>
        known.OpenLines.Contains(machine) || known.Returns.Any(back => back.Machine == machine) || known.Swaps.Any(swap => swap.Old == machine || swap.New == machine);

    /// <summary>With the borrower, or on its way back. One that is back may come again once it is repaired.</summary>
    private static bool IsOut(LoanTerms known, MachineId machine) =>
        known.OpenLines.Contains(machine) || known.Swaps.Any(swap => swap.Old == machine && !swap.Back);

    private static Refusal NotInIt(LoanTerms known, MachineId machine) => Refusal.NotFound("machine-not-in-it", machine.Text ?? string.Empty, $"loan/{known.Id}");

    private static Decision<LoanEvent> Sign(LoanConvention loan, LoanTerms known, SignLoan command, Caller caller, Facts facts)
    {
        var reason = Demand.Number(command.Document, "document")
            ?? MaySignFor(known, command, caller)
            ?? CannotBeSigned(loan, known, command.Party, command.Document, facts);

        return WriteUnless(reason, new LoanSigned(command.Party, command.Document, command.OnPaper));
    }

    /// <summary>Why a side cannot sign under this number now, however it signs; or nothing.</summary>
    internal static Refusal? CannotBeSigned(LoanConvention loan, LoanTerms known, LoanParty party, string document, Facts facts) =>
        (known.SignedBy.Contains(party) ? Refusal.Conflict("document-already-signed", loan.Document!) : null)
        ?? (loan.Document is { } number && number != document ? Refusal.Conflict("another-document", number, document) : null)
        ?? Demand.Known(facts, known.Lender)
        ?? Demand.Working(facts, known.Relay)
        ?? Demand.Working(facts, known.Borrower)
        ?? ThreePersons(known.Lender, known.Relay, known.Borrower, facts);

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
