using System.Collections.Immutable;
using Ordi2.Contracts.Loans;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Processes;

/// <summary>Two machines that reached each other's consignee.</summary>
/// <param name="First">The one of the first delivery.</param>
/// <param name="Second">The one of the second delivery.</param>
[GenerateSerializer, Immutable, Alias("ordi2.exchange-pair")]
public sealed record ExchangePair(
    [property: Id(0)] MachineId First,
    [property: Id(1)] MachineId Second);

/// <summary>
/// The boxes of two deliveries were mixed up, and both consignees have scanned what reached them: each keeps what it has
/// (domain.md 4.4). Allocations, deliveries and custody are exchanged as a whole, and both delivery notes are replaced.
/// </summary>
/// <param name="FirstDocument">Number of the note that replaces that of the first delivery.</param>
/// <param name="SecondDocument">Number of the note that replaces that of the second delivery.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.start-exchange"), Step("start-exchange")]
public sealed record StartExchange(
    [property: Id(0)] string FirstDocument,
    [property: Id(1)] string SecondDocument) : ProcessCommand
{
    /// <summary>Which machines, 1 to 250 pairs: the first ones of one delivery, the second ones of one other.</summary>
    [Id(2)]
    public ImmutableArray<ExchangePair> Pairs { get; init; } = [];
}

/// <summary>
/// Another machine is to take the place of one that a partner has: the loan keeps its line and its dates, and the place in the
/// dossier goes to the new one, which is reserved for it. The old one comes back by its own steps.
/// </summary>
/// <param name="Loan">Which convention.</param>
/// <param name="Old">The machine that comes back.</param>
/// <param name="New">The machine of the stock that takes its place.</param>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process.start-swap"), Step("start-swap")]
public sealed record StartSwap(
    [property: Id(0)] LoanId Loan,
    [property: Id(1)] MachineId Old,
    [property: Id(2)] MachineId New,
    [property: Id(3)] string Reason) : ProcessCommand;
