using System.Collections.Immutable;
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
    bool GiftDeed) : LoanEvent
{
    /// <summary>The days of the reminders, counted from the last day.</summary>
    public ImmutableArray<int> ReminderDays { get; init; } = [];

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

/// <summary>One side signed; the convention is signed when all three have.</summary>
[StoredAs("loan.signed.v1")]
public sealed record LoanSigned(LoanParty Party, string Document, bool OnPaper) : LoanEvent
{
    /// <summary>Who made the code that was entered on the EPN's device; nothing where it was signed in another way.</summary>
    public PersonId? CodeOf { get; init; }
}

/// <summary>The partner has a code. The code is not stored, only its digest.</summary>
[StoredAs("loan.code-made.v1")]
public sealed record LoanCodeMade(LoanCodeFor For, string Digest, DateTimeOffset ExpiresAt, ImmutableArray<MachineId> Machines) : LoanEvent;

/// <summary>A wrong code was entered.</summary>
[StoredAs("loan.code-missed.v1")]
public sealed record LoanCodeMissed : LoanEvent;

/// <summary>The partner signed by its code that it gets these machines.</summary>
[StoredAs("loan.handing-over-signed.v1")]
public sealed record HandingOverSigned(ImmutableArray<MachineId> Machines, PersonId CodeOf) : LoanEvent;

[StoredAs("loan.line-opened.v1")]
public sealed record LineOpened(MachineId Machine) : LoanEvent;

[StoredAs("loan.line-closed.v1")]
public sealed record LineClosed(MachineId Machine, LineEnd Reason) : LoanEvent;

/// <summary>What was seen when the machine came back.</summary>
[StoredAs("loan.return-inspected.v1")]
public sealed record ReturnLookedAt(MachineId Machine, ReturnInspection Inspection) : LoanEvent;

/// <summary>Another machine on the same line; the old one still has to come back.</summary>
[StoredAs("loan.line-swapped.v1")]
public sealed record LineSwapped(MachineId Old, MachineId New, [FreeText] string Reason) : LoanEvent;

/// <summary>A machine whose place another took is back.</summary>
[StoredAs("loan.swapped-back.v1")]
public sealed record SwappedMachineCameBack(MachineId Machine) : LoanEvent;

[StoredAs("loan.relay-changed.v1")]
public sealed record RelayChanged(OrganisationId To, string Document) : LoanEvent;

/// <summary>The machines are given back somewhere else.</summary>
[StoredAs("loan.collect-point-changed.v1")]
public sealed record CollectPointChanged(OrganisationId To, [FreeText] string Reason) : LoanEvent;

/// <summary>A reminder was given for this last day.</summary>
[StoredAs("loan.reminded.v1")]
public sealed record LoanReminded(LoanReminder Reminder, DateOnly For) : LoanEvent;

[StoredAs("loan.loss-filed.v1")]
public sealed record LossFiled(MachineId Machine, LossKind Kind, string Declaration) : LoanEvent;

[StoredAs("loan.extended.v1")]
public sealed record LoanExtended(DateOnly To, string Document) : LoanEvent
{
    /// <summary>The days of the reminders, counted from the new last day.</summary>
    public ImmutableArray<int> ReminderDays { get; init; } = [];

    /// <summary>Version of the pole's rules; nothing where they hold as shipped.</summary>
    public int? RulesVersion { get; init; }
}

[StoredAs("loan.return-due.v1")]
public sealed record LoanReturnDue([FreeText] string? Reason = null) : LoanEvent;

[StoredAs("loan.breached.v1")]
public sealed record LoanBreached([FreeText] string Reason) : LoanEvent;

[StoredAs("loan.closed.v1")]
public sealed record LoanClosed : LoanEvent;
