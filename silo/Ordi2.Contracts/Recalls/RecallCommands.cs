using System.Collections.Immutable;
using Ordi2.Contracts.Machines;

namespace Ordi2.Contracts.Recalls;

/// <summary>A recall is written by the caller's pole.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Filter">Which machines; at least one number or one system.</param>
/// <param name="Instruction">What people have to do first.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recall.create"), Step("create")]
public sealed record CreateRecall(
    [property: Id(0)] string Reason,
    [property: Id(1)] RecallFilter Filter,
    [property: Id(2)] SafetyInstruction Instruction) : RecallCommand
{
    /// <summary>By when everybody should have answered.</summary>
    [Id(3)]
    public DateOnly? AnswerBefore { get; init; }

    /// <summary>The incident that it began with.</summary>
    [Id(4)]
    public string? Incident { get; init; }
}

/// <summary>The machines are looked for, and each gets the hold.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.recall.activate"), Step("activate")]
public sealed record ActivateRecall : RecallCommand;

/// <summary>The machines are looked for again: audits since then may have seen more.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.recall.refresh"), Step("refresh")]
public sealed record RefreshRecall : RecallCommand;

/// <summary>These machines have their hold now.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.recall.note-held"), Step("note-held")]
public sealed record NoteHeld : RecallCommand
{
    /// <summary>Which ones.</summary>
    [Id(0)]
    public ImmutableArray<MachineId> Machines { get; init; } = [];
}

/// <summary>Somebody has the machine in hand.</summary>
/// <param name="Machine">Which one.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recall.mark-found"), Step("mark-found")]
public sealed record MarkFound(
    [property: Id(0)] MachineId Machine) : RecallCommand;

/// <summary>Whoever has the label answers, without login and without a name.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Answer">What.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recall.answer"), Step("answer")]
public sealed record AnswerRecall(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] RecallAnswer Answer) : RecallCommand;

/// <summary>Nobody can be reached for the machine.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="Reason">What was tried.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recall.mark-unreachable"), Step("mark-unreachable")]
public sealed record MarkUnreachable(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] string Reason) : RecallCommand;

/// <summary>The recall is over.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.recall.close"), Step("close")]
public sealed record CloseRecall : RecallCommand;
