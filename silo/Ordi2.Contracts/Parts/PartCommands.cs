using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Parts;

/// <summary>A part gets its label: taken out of a machine, or come from elsewhere.</summary>
/// <param name="Type">Kind of part: <c>ram</c>, <c>ssd</c>, <c>hdd</c>, <c>screen</c>, <c>battery</c>, <c>keyboard</c>…</param>
/// <param name="Holder">Who has it.</param>
[GenerateSerializer, Immutable, Alias("ordi2.part.register"), Step("register")]
public sealed record RegisterPart(
    [property: Id(0)] string Type,
    [property: Id(1)] OrganisationId Holder) : PartCommand
{
    /// <summary>The machine that it was taken from.</summary>
    [Id(2)]
    public MachineId? From { get; init; }

    /// <summary>The medium; needed for a part that stores data.</summary>
    [Id(3)]
    public AuditedMedium? Medium { get; init; }

    /// <summary>An audit of the machine listed this medium; only the machine itself can say so.</summary>
    [Id(4)]
    public bool SerialSeenByAudit { get; init; }

    /// <summary>State of the medium when it left the machine; only the machine itself can say that it is clean.</summary>
    [Id(5)]
    public MediumState MediumState { get; init; }
}

/// <summary>The medium was wiped on the bench, or not: the report is judged, not believed.</summary>
/// <param name="Report">What the tool says.</param>
[GenerateSerializer, Immutable, Alias("ordi2.part.record-wipe"), Step("record-wipe")]
public sealed record RecordWipe(
    [property: Id(0)] WipeReport Report) : PartCommand;

/// <summary>Somebody tried the part: memory in a tester, a battery under load, a screen on a bench. The last trial counts.</summary>
/// <param name="Works">Whether it does what it is for. One that does not is fitted into nothing.</param>
/// <param name="How">How it was tried, and with what result, up to 500 characters.</param>
[GenerateSerializer, Immutable, Alias("ordi2.part.record-test"), Step("record-test")]
public sealed record RecordTest(
    [property: Id(0)] bool Works,
    [property: Id(1)] string? How = null) : PartCommand;

/// <summary>The part sits in a machine now.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="AlreadyFitted">It was found there and is only now declared: a dirty medium is then not refused, but makes the machine dirty.</param>
[GenerateSerializer, Immutable, Alias("ordi2.part.fit"), Step("fit")]
public sealed record FitIn(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] bool AlreadyFitted = false) : PartCommand;

/// <summary>The part is taken out of its machine again.</summary>
/// <param name="MediumState">State of the medium; only the machine itself can say that it is still clean.</param>
[GenerateSerializer, Immutable, Alias("ordi2.part.take-out"), Step("take-out")]
public sealed record TakeOut(
    [property: Id(0)] MediumState MediumState = MediumState.Dirty) : PartCommand;

/// <summary>The part is thrown away.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Witness">Who saw a medium with data destroyed, opaque; needed for one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.part.scrap"), Step("scrap")]
public sealed record ScrapPart(
    [property: Id(0)] string Reason,
    [property: Id(1)] string? Witness = null) : PartCommand;
