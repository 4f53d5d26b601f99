using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Domain.Loans;

/// <summary>A fact in the life of a loan convention.</summary>
public abstract record LoanEvent
{
    private protected LoanEvent()
    {
    }
}

[StoredAs("loan.created.v1")]
public sealed record LoanCreated(
    OrganisationId Lender,
    OrganisationId Relay,
    OrganisationId Borrower,
    DossierId Dossier,
    OrganisationId Pole,
    DateOnly From,
    DateOnly To,
    bool GiftDeed) : LoanEvent;

/// <summary>One side signed; the convention is signed when all three have.</summary>
[StoredAs("loan.signed.v1")]
public sealed record LoanSigned(LoanParty Party, string Document, bool OnPaper) : LoanEvent;

[StoredAs("loan.line-opened.v1")]
public sealed record LineOpened(MachineId Machine) : LoanEvent;

[StoredAs("loan.line-closed.v1")]
public sealed record LineClosed(MachineId Machine, LineEnd Reason) : LoanEvent;

[StoredAs("loan.loss-filed.v1")]
public sealed record LossFiled(MachineId Machine, LossKind Kind, string Declaration) : LoanEvent;

[StoredAs("loan.extended.v1")]
public sealed record LoanExtended(DateOnly To, string Document) : LoanEvent;

[StoredAs("loan.return-due.v1")]
public sealed record LoanReturnDue(string? Reason = null) : LoanEvent;

[StoredAs("loan.breached.v1")]
public sealed record LoanBreached(string Reason) : LoanEvent;

[StoredAs("loan.closed.v1")]
public sealed record LoanClosed : LoanEvent;
