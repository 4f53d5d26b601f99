using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Handovers;

/// <summary>One of two sides says that machines pass from one to the other. Custody changes when the other side agrees, or is silent for five working days.</summary>
/// <param name="From">Who gives.</param>
/// <param name="To">Who takes.</param>
[GenerateSerializer, Immutable, Alias("ordi2.handover.offer"), Step("offer")]
public sealed record OfferHandover(
    [property: Id(0)] OrganisationId From,
    [property: Id(1)] OrganisationId To) : HandoverCommand
{
    /// <summary>Which machines, 1 to 500.</summary>
    [Id(2)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];
}

/// <summary>A side makes a short code with which it signs on the other's device. The code itself never comes here.</summary>
/// <param name="Digest">SHA-256 of <c>id/code</c>, 64 lower-case hexadecimal digits.</param>
[GenerateSerializer, Immutable, Alias("ordi2.handover.make-code"), Step("make-code")]
public sealed record MakeCode(
    [property: Id(0)] string Digest) : HandoverCommand;

/// <summary>The other side's code is entered. A wrong one counts as an attempt; after five the code is worth nothing.</summary>
/// <param name="Code">Six digits.</param>
[GenerateSerializer, Immutable, Alias("ordi2.handover.enter-code"), Step("enter-code")]
public sealed record EnterCode(
    [property: Id(0)] string Code) : HandoverCommand;

/// <summary>The other side confirms on a device of its own; the system does after five working days of silence.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.handover.confirm"), Step("confirm")]
public sealed record AgreeHandover : HandoverCommand;

/// <summary>The other side objects.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.handover.contest"), Step("contest")]
public sealed record ObjectToHandover(
    [property: Id(0)] string Reason) : HandoverCommand;

/// <summary>Who said so takes it back.</summary>
/// <param name="Reason">Why.</param>
[GenerateSerializer, Immutable, Alias("ordi2.handover.withdraw"), Step("withdraw")]
public sealed record WithdrawHandover(
    [property: Id(0)] string Reason) : HandoverCommand;

/// <summary>The machines know it now. Only the system says so.</summary>
/// <param name="Errand">What they were told.</param>
[GenerateSerializer, Immutable, Alias("ordi2.handover.note-told"), Step("note-told")]
public sealed record NoteTold(
    [property: Id(0)] string Errand) : HandoverCommand;
