using System.Collections.Immutable;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Processes;

/// <summary>What is known of one machine when its loan ends.</summary>
[Alias("ordi2.loan-end-choice")]
public enum LoanEndChoice
{
    /// <summary>It is here, with whoever says so, and was looked at (état des lieux de retour).</summary>
    Returned = 0,

    /// <summary>Nobody finds it.</summary>
    Lost,

    /// <summary>It was stolen.</summary>
    Stolen,

    /// <summary>The borrower still has it: it is asked back.</summary>
    StillOut,
}

/// <summary>One machine of a loan that ends.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Choice">What is known of it.</param>
/// <param name="Inspection">What was seen, where it is back.</param>
/// <param name="Declaration">Number of the declaration or of the complaint, where it is lost or stolen.</param>
[GenerateSerializer, Immutable, Alias("ordi2.loan-end-line")]
public sealed record LoanEndLine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] LoanEndChoice Choice,
    [property: Id(2)] ReturnInspection? Inspection = null,
    [property: Id(3)] string? Declaration = null);

/// <summary>
/// A loan ends, machine by machine (domain.md 4.3, transitions 25, 26, 32 and 33; section 5). What the rules refuse for one is
/// noted and the others go on. The loan is closed last, and only when nothing is out; otherwise it stays due with the rest, and
/// the next one is started for that. The EPN of the loan or the pole says what is known: what is back is with whoever says so, and
/// what is lost or stolen is so on the loan and on the machine alike.
/// </summary>
/// <param name="Loan">Which convention; it is set due first, where it is not already.</param>
/// <param name="Reason">Why it ends.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.start-loan-end"), Step("start-loan-end")]
public sealed record StartLoanEnd(
    [property: Id(0)] LoanId Loan,
    [property: Id(1)] string Reason) : ProcessCommand
{
    /// <summary>What is known of its machines, 1 to 500, each once.</summary>
    [Id(2)]
    public ImmutableArray<LoanEndLine> Lines { get; init; } = [];
}
