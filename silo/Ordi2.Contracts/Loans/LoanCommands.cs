using System.Collections.Immutable;
using Ordi2.Contracts.Dossiers;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Loans;

/// <summary>Which of the three sides of a convention signs.</summary>
[Alias("ordi2.loan-party")]
public enum LoanParty
{
    /// <summary>The owner.</summary>
    Lender = 0,

    /// <summary>The EPN.</summary>
    Relay,

    /// <summary>The partner.</summary>
    Borrower,
}

/// <summary>Why a line of a convention ends.</summary>
[Alias("ordi2.line-end")]
public enum LineEnd
{
    /// <summary>The machine came back.</summary>
    Returned = 0,

    /// <summary>The partner became the owner (acte de cession).</summary>
    Ceded,

    /// <summary>Another machine took its place.</summary>
    Swapped,
}

/// <summary>What happened to a machine that cannot come back.</summary>
[Alias("ordi2.loss-kind")]
public enum LossKind
{
    /// <summary>Lost.</summary>
    Lost = 0,

    /// <summary>Stolen.</summary>
    Stolen,
}

/// <summary>What the partner signs with its code on the EPN's device.</summary>
[Alias("ordi2.loan-code-for")]
public enum LoanCodeFor
{
    /// <summary>The convention.</summary>
    Convention = 0,

    /// <summary>The handing over of machines (procès-verbal de remise).</summary>
    HandingOver,
}

/// <summary>What a loan's borrower and EPN are reminded of (domain.md 4.4, 12.1). Never a fee.</summary>
[Alias("ordi2.loan-reminder")]
public enum LoanReminder
{
    /// <summary>The first reminder before the last day: D-30 unless the rules of the pole say another day.</summary>
    ThirtyDaysBefore = 0,

    /// <summary>The second one before the last day: D-7 unless the rules say another day.</summary>
    SevenDaysBefore,

    /// <summary>The last day is over, the machines are due back: D+1 unless the rules say another day.</summary>
    DayAfter,

    /// <summary>The convention is broken: D+15 unless the rules say another day.</summary>
    FifteenDaysAfter,
}

/// <summary>A convention (prêt à usage, or a deed of gift) is written.</summary>
/// <param name="Lender">The owner.</param>
/// <param name="Relay">The EPN of the dossier.</param>
/// <param name="Borrower">The partner of the dossier: another legal person than owner and EPN.</param>
/// <param name="Dossier">For which dossier.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, not before the first; left out, as many months as the rules of the pole propose.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.create"), Step("create")]
public sealed record CreateLoan(
    [property: Id(0)] OrganisationId Lender,
    [property: Id(1)] OrganisationId Relay,
    [property: Id(2)] OrganisationId Borrower,
    [property: Id(3)] DossierId Dossier,
    [property: Id(4)] DateOnly From,
    [property: Id(5)] DateOnly? To = null) : LoanCommand
{
    /// <summary>It is a deed of gift and not a loan; the dossier says which.</summary>
    [Id(6)]
    public bool GiftDeed { get; init; }

    /// <summary>Always 0: any payment makes a rental of a loan (Code civil art. 1876).</summary>
    [Id(7)]
    public int FeeCents { get; init; }
}

/// <summary>One of the three sides signs; the convention is signed when all three have.</summary>
/// <param name="Party">Which side.</param>
/// <param name="Document">Number of the convention; the same for all.</param>
/// <param name="OnPaper">Signed on paper, or on the EPN's device, and recorded by the EPN or the owner.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.sign"), Step("sign")]
public sealed record SignLoan(
    [property: Id(0)] LoanParty Party,
    [property: Id(1)] string Document,
    [property: Id(2)] bool OnPaper = false) : LoanCommand;

/// <summary>
/// The partner makes a short code with which it signs on the EPN's device: the convention, or that it gets machines. The code itself
/// never comes here. Another one makes the one before worth nothing.
/// </summary>
/// <param name="For">What it signs.</param>
/// <param name="Digest">SHA-256 of <c>id/CONVENTION/code</c> or <c>id/HANDING_OVER/code</c>, 64 lower-case hexadecimal digits.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.make-code"), Step("make-code")]
public sealed record MakeLoanCode(
    [property: Id(0)] LoanCodeFor For,
    [property: Id(1)] string Digest) : LoanCommand
{
    /// <summary>The machines that the partner has before it and gets, 1 to 500; none for the convention.</summary>
    [Id(2)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];
}

/// <summary>
/// The partner's code is entered on the EPN's device: that is the partner's signature. A wrong one counts as an attempt; after five the
/// code is worth nothing.
/// </summary>
/// <param name="For">What the EPN has it sign; a code for something else is a wrong one.</param>
/// <param name="Code">Six digits.</param>
/// <param name="Document">Number of the convention, the same as the others sign; left out where one of them has, and for a handing over.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.enter-code"), Step("enter-code")]
public sealed record EnterLoanCode(
    [property: Id(0)] LoanCodeFor For,
    [property: Id(1)] string Code,
    [property: Id(2)] string? Document = null) : LoanCommand;

/// <summary>A machine goes out under the convention. Asking again for the same machine changes nothing.</summary>
/// <param name="Machine">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.open-line"), Step("open-line")]
public sealed record OpenLine(
    [property: Id(0)] MachineId Machine) : LoanCommand;

/// <summary>A machine is no longer out. Asking for one that is not out changes nothing.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.close-line"), Step("close-line")]
public sealed record CloseLine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] LineEnd Reason) : LoanCommand
{
    /// <summary>État des lieux de retour of the machine, where somebody looked at it.</summary>
    [Id(2)]
    public ReturnInspection? Inspection { get; init; }
}

/// <summary>État des lieux de retour of one machine, or more photos of it. The machine is out, or came back under this convention.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Inspection">What was seen.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.inspect-return"), Step("inspect-return")]
public sealed record InspectReturn(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] ReturnInspection Inspection) : LoanCommand;

/// <summary>Another machine takes the place of one that is out: the line stays, its dates too.</summary>
/// <param name="Old">The machine that comes back; until it does, the convention is not closed.</param>
/// <param name="New">The machine that takes its place.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.swap-line"), Step("swap-line")]
public sealed record SwapLine(
    [property: Id(0)] MachineId Old,
    [property: Id(1)] MachineId New,
    [property: Id(2)] string Reason) : LoanCommand;

/// <summary>Another EPN takes over by an amendment (avenant); borrower, owner, lines and dates stay.</summary>
/// <param name="To">The new EPN: another legal person than the borrower (invariant 2).</param>
/// <param name="Document">Number of the signed amendment.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.change-relay"), Step("change-relay")]
public sealed record ChangeRelay(
    [property: Id(0)] OrganisationId To,
    [property: Id(1)] string Document) : LoanCommand;

/// <summary>The machines are given back somewhere else: the EPN that took them back closes, or the depot is nearer. Lines, dates and relay stay.</summary>
/// <param name="To">Who takes them back: an EPN or a workshop that works.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.change-collect-point"), Step("change-collect-point")]
public sealed record ChangeCollectPoint(
    [property: Id(0)] OrganisationId To,
    [property: Id(1)] string Reason) : LoanCommand;

/// <summary>The clock says that a reminder is due; each is written down once for each last day. Never a fee.</summary>
/// <param name="Reminder">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.remind"), Step("remind")]
public sealed record RemindLoan(
    [property: Id(0)] LoanReminder Reminder) : LoanCommand;

/// <summary>A loss or a theft is filed: the convention may be closed although the line stays open.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Declaration">Number of the declaration of loss, or of the complaint (plainte).</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.file-loss"), Step("file-loss")]
public sealed record FileLoss(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] LossKind Kind,
    [property: Id(2)] string Declaration) : LoanCommand;

/// <summary>The convention is prolonged by an amendment.</summary>
/// <param name="To">The new last day, later than the old one.</param>
/// <param name="Document">Number of the amendment (avenant).</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.extend"), Step("extend")]
public sealed record ExtendLoan(
    [property: Id(0)] DateOnly To,
    [property: Id(1)] string Document) : LoanCommand;

/// <summary>The machines are due back, at the end or on request.</summary>
/// <param name="Reason">Why before the last day; needed only then.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.mark-return-due"), Step("mark-return-due")]
public sealed record MarkReturnDue(
    [property: Id(0)] string? Reason = null) : LoanCommand;

/// <summary>The convention was broken. Never a fee.</summary>
/// <param name="Reason">How.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan.breach"), Step("breach")]
public sealed record BreachLoan(
    [property: Id(0)] string Reason) : LoanCommand;

/// <summary>The convention is over: nothing is out, but what was filed as lost or stolen.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.loan.close"), Step("close")]
public sealed record CloseLoan : LoanCommand;
