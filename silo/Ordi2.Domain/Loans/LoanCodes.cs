using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Loans.LoanEvent>;

namespace Ordi2.Domain.Loans;

/// <summary>A code that the partner made and that may be entered on the EPN's device.</summary>
/// <param name="For">What it signs.</param>
/// <param name="Digest">What is kept of it.</param>
/// <param name="By">Who made it, opaque.</param>
/// <param name="ExpiresAt">Until when it is good.</param>
/// <param name="Machines">The machines that the partner gets; none for the convention.</param>
public sealed record LoanCode(LoanCodeFor For, string Digest, PersonId By, DateTimeOffset ExpiresAt, ImmutableArray<MachineId> Machines);

/// <summary>The partner signs on the EPN's device: it makes a code on its own page and reads it out, and the EPN enters it.</summary>
public static class LoanCodes
{
    /// <summary>What a code stands for: one thing of one convention.</summary>
    public static string SignedBy(LoanId loan, LoanCodeFor what) => $"{loan}/{what.Code()}";

    internal static Decision<LoanEvent> Make(LoanTerms known, MakeLoanCode command, DateTimeOffset now)
    {
        ImmutableArray<MachineId> machines = command.Machines.IsDefault ? [] : [.. command.Machines.Distinct()];

        var reason = SigningCode.WrongForm(command.Digest) ?? command.For switch
        {
            LoanCodeFor.Convention => known.SignedBy.Contains(LoanParty.Borrower)
                ? Refusal.Conflict("document-already-signed", known.Document!)
                : Demand.Between(machines.Length, 0, 0, "machines"),
            _ => NotSigned(known)
                ?? Demand.Between(machines.Length, 1, LoanDecisions.MostLines, "machines")
                ?? machines.Select(machine => Demand.Number(machine.Text, "machines")).FirstOrDefault(refusal => refusal is not null)
                ?? machines.Where(known.OpenLines.Contains).Select(machine => Refusal.Conflict("machine-already-on-it", machine.Text, known.Id.Text)).FirstOrDefault(),
        };

        return WriteUnless(reason, new LoanCodeMade(command.For, command.Digest ?? string.Empty, now + SigningCode.Lives, machines));
    }

    internal static Decision<LoanEvent> Enter(LoanConvention loan, LoanTerms known, EnterLoanCode command, Caller caller, Facts facts, DateTimeOffset now)
    {
        if (loan.Code is not { } code)
        {
            return No(Refusal.Conflict("loan-code-not-made", known.Id.Text));
        }

        // A person of both organisations would sign before itself.
        if (code.By == caller.Person)
        {
            return No(Refusal.Forbidden("code-of-the-other-side", known.Borrower.Text));
        }

        if (known.AttemptsLeft <= 0)
        {
            return No(Refusal.Conflict("loan-code-expired", known.Id.Text));
        }

        if (code.For != command.For || SigningCode.Digest(SignedBy(known.Id, command.For), command.Code ?? string.Empty) != code.Digest)
        {
            return Write(new LoanCodeMissed());
        }

        if (now >= code.ExpiresAt)
        {
            return No(Refusal.Conflict("loan-code-expired", known.Id.Text));
        }

        if (code.For is LoanCodeFor.HandingOver)
        {
            return WriteUnless(NotSigned(known), new HandingOverSigned(code.Machines, code.By));
        }

        var document = command.Document ?? loan.Document;

        return WriteUnless(
            Demand.Number(document, "document") ?? LoanDecisions.CannotBeSigned(loan, known, LoanParty.Borrower, document!, facts),
            new LoanSigned(LoanParty.Borrower, document ?? string.Empty, OnPaper: false) { CodeOf = code.By });
    }

    private static Refusal? NotSigned(LoanTerms known) => known.Status is LoanStatus.Draft ? Refusal.Conflict("loan-not-signed", known.Id.Text) : null;
}
