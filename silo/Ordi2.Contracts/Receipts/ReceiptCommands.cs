using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Donations;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Receipts;

/// <summary>A tax receipt is prepared. What it says follows from the donation: the value is the donor's own, never computed.</summary>
/// <param name="Donation">For which gift.</param>
/// <param name="Issuer">Who issues it: the receiver of the gift or its pole.</param>
/// <param name="Capacity">In which capacity somebody signs for the issuer: a function.</param>
[GenerateSerializer, Immutable, Alias("ordi2.receipt.create"), Step("create")]
public sealed record CreateReceipt(
    [property: Id(0)] DonationId Donation,
    [property: Id(1)] OrganisationId Issuer,
    [property: Id(2)] string Capacity) : ReceiptCommand
{
    /// <summary>The issued receipt in whose place it will stand.</summary>
    [Id(3)]
    public ReceiptId? Replaces { get; init; }
}

/// <summary>The receipt is issued, under the next number of the issuer's series of the year; from then on it is never edited.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.receipt.issue"), Step("issue")]
public sealed record IssueReceipt : ReceiptCommand;

/// <summary>The receipt has its number: the system says so to itself.</summary>
/// <param name="Document">The number.</param>
[GenerateSerializer, Immutable, Alias("ordi2.receipt.take-number"), Step("take-number")]
public sealed record NumberReceipt(
    [property: Id(0)] DocumentId Document) : ReceiptCommand;

/// <summary>The receipt is void; its number stays in the series.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.receipt.cancel"), Step("cancel")]
public sealed record CancelReceipt(
    [property: Id(0)] string Reason) : ReceiptCommand;

/// <summary>Another receipt stands in its place (« annule et remplace »): that one says so when it is issued.</summary>
/// <param name="By">Which one.</param>
/// <param name="Document">Its number.</param>
[GenerateSerializer, Immutable, Alias("ordi2.receipt.mark-replaced"), Step("mark-replaced")]
public sealed record MarkReceiptReplaced(
    [property: Id(0)] ReceiptId By,
    [property: Id(1)] DocumentId Document) : ReceiptCommand;

/// <summary>
/// A receipt that is not issued, and has the right to be the one of its gift since a crash, gives it up: another one that is about to
/// be issued asks it to. Whatever it was doing is decided again after that.
/// </summary>
[GenerateSerializer, Immutable, Alias("ordi2.receipt.give-up-right"), Step("give-up-right")]
public sealed record GiveUpRight : ReceiptCommand;

/// <summary>What followed from an earlier step for others is done; the system says so to itself.</summary>
/// <param name="Errand">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.receipt.finish-errand"), Step("finish-errand")]
public sealed record FinishReceiptErrand(
    [property: Id(0)] string Errand) : ReceiptCommand;

/// <summary>What followed from an earlier step for others is refused, and would be each time: nobody asks any more, and the audit log says so.</summary>
/// <param name="Errand">Which one.</param>
/// <param name="Reason">Why it was refused.</param>
[GenerateSerializer, Immutable, Alias("ordi2.receipt.give-up-errand"), Step("give-up-errand")]
public sealed record GiveUpReceiptErrand(
    [property: Id(0)] string Errand,
    [property: Id(1)] Refusal Reason) : ReceiptCommand;
