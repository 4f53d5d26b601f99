using System.Collections.Immutable;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Processes;

/// <summary>What a process is for.</summary>
[Alias("ordi2.process-kind")]
public enum ProcessKind
{
    /// <summary>Machines are given to a line of a dossier: of old ledgers alone. An allocation takes these steps itself now, from its own history.</summary>
    Allocation = 0,

    /// <summary>A delivery leaves, machine by machine.</summary>
    Delivery,

    /// <summary>Two machines that reached the wrong consignees change places (domain.md 4.4).</summary>
    Exchange,

    /// <summary>Machines of a recall are held.</summary>
    Recall,

    /// <summary>What hangs on an organisation is taken off it, then it is closed.</summary>
    Closing,

    /// <summary>A loan ends; not every machine comes back.</summary>
    LoanEnd,
}

/// <summary>Life of a process.</summary>
[Alias("ordi2.process-status")]
public enum ProcessStatus
{
    /// <summary>Its steps are being taken.</summary>
    InProgress = 0,

    /// <summary>A step was refused: what was done before is being undone.</summary>
    Undoing,

    /// <summary>Every step was taken.</summary>
    Ended,

    /// <summary>Nothing of it is left, or a person has looked at what was.</summary>
    Undone,

    /// <summary>It was undone as far as it could be: what refused to be taken back waits for a person.</summary>
    ToSettle,
}

/// <summary>What became of a step.</summary>
[Alias("ordi2.process-step-status")]
public enum ProcessStepStatus
{
    /// <summary>Not asked yet, or not answered.</summary>
    Waiting = 0,

    /// <summary>Carried out.</summary>
    Done,

    /// <summary>Refused.</summary>
    Refused,

    /// <summary>Carried out, and taken back.</summary>
    Undone,

    /// <summary>Carried out; taking it back was refused, and it stands as it is.</summary>
    NotUndone,
}

/// <summary>One step of a process.</summary>
/// <param name="Target">Whom it asks: <c>machine/H4T9CXB</c>.</param>
/// <param name="Step">What it asks.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Refused">Why it was refused, if it was; of a step that was not undone, why it could not be taken back.</param>
[GenerateSerializer, Immutable, Alias("ordi2.process-step-terms")]
public sealed record ProcessStepTerms(
    [property: Id(0)] string Target,
    [property: Id(1)] string Step,
    [property: Id(2)] ProcessStepStatus Status = ProcessStepStatus.Waiting,
    [property: Id(3)] Refusal? Refused = null);

/// <summary>What others need to know of a process.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.process-terms")]
public sealed record ProcessTerms
{
    /// <summary>Which process.</summary>
    [Id(0)]
    public required ProcessId Id { get; init; }

    /// <summary>What it is for.</summary>
    [Id(1)]
    public ProcessKind Kind { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(2)]
    public ProcessStatus Status { get; init; }

    /// <summary>The organisation that started it.</summary>
    [Id(3)]
    public required OrganisationId StartedBy { get; init; }

    /// <summary>When.</summary>
    [Id(4)]
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Its steps, in their order.</summary>
    [Id(5)]
    public ImmutableArray<ProcessStepTerms> Steps { get; init; } = [];

    /// <summary>Why it is being undone, if it is: the refusal of the step that stopped it.</summary>
    [Id(6)]
    public Refusal? Reason { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(7)]
    public long Version { get; init; }

    /// <summary>Whom it had asked when it was stopped: <c>machine/H4T9CXB</c>; nothing where nobody stopped it.</summary>
    [Id(8)]
    public string? StoppedBy { get; init; }

    /// <summary>What a person found who looked at what could not be taken back; nothing as long as nobody did, or where nothing was left.</summary>
    [Id(9)]
    public string? Settled { get; init; }
}
