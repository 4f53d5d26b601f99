using System.Collections.Immutable;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Recalls;

/// <summary>Life of a recall (domain.md 5).</summary>
[Alias("ordi2.recall-status")]
public enum RecallStatus
{
    /// <summary>Being written.</summary>
    Draft = 0,

    /// <summary>Its machines are found and blocked, people are asked.</summary>
    Active,

    /// <summary>Over: each machine was found, answered for or cannot be reached.</summary>
    Closed,
}

/// <summary>What people have to do first. It stands first on every screen and letter.</summary>
[Alias("ordi2.safety-instruction")]
public enum SafetyInstruction
{
    /// <summary>No danger: bring the machine back.</summary>
    BringBack = 0,

    /// <summary>A battery may burn: stop, unplug, do not send by post, isolate.</summary>
    DangerousBattery,
}

/// <summary>How far one machine of a recall has come.</summary>
[Alias("ordi2.recall-line-state")]
public enum RecallLineState
{
    /// <summary>Nothing was heard.</summary>
    Silent = 0,

    /// <summary>Somebody has it in hand: in stock, come back, or seen.</summary>
    Found,

    /// <summary>Whoever had it answered.</summary>
    Answered,

    /// <summary>The pole gave up reaching anybody.</summary>
    Unreachable,
}

/// <summary>What people answer on the public page of the machine, without login and without a name.</summary>
[Alias("ordi2.recall-answer")]
public enum RecallAnswer
{
    /// <summary>« Je l'ai ».</summary>
    HaveIt = 0,

    /// <summary>« Rendue ».</summary>
    GivenBack,

    /// <summary>« Je ne l'ai plus ».</summary>
    NoLongerHaveIt,
}

/// <summary>Which machines are recalled: those that fit one of the numbers or one of the systems.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.recall-filter")]
public sealed record RecallFilter
{
    /// <summary>Part numbers or serials of batteries as audits saw them, at most 50; case and spaces around do not count.</summary>
    [Id(0)]
    public ImmutableArray<string> Batteries { get; init; } = [];

    /// <summary>Models as audits saw them, at most 50, exactly.</summary>
    [Id(1)]
    public ImmutableArray<string> Models { get; init; } = [];

    /// <summary>
    /// How the numbers of a maker's production batch begin, at most 50, each of at least 4 signs: of batteries, of media or of machines. Case and spaces
    /// around do not count.
    /// </summary>
    [Id(2)]
    public ImmutableArray<string> Batches { get; init; } = [];

    /// <summary>Names and versions of installed images, or how these begin (<c>Debian 12</c>), at most 50; case does not count. A machine that was wiped since has none.</summary>
    [Id(3)]
    public ImmutableArray<string> Images { get; init; } = [];

    /// <summary>Installed systems, whatever their image; never « none ».</summary>
    [Id(4)]
    public ImmutableArray<OsPlan> Systems { get; init; } = [];

    /// <summary>Of images and systems, only what was installed on this day or later: one run of installations.</summary>
    [Id(5)]
    public DateOnly? InstalledFrom { get; init; }

    /// <summary>Of images and systems, only what was installed until this day, the day itself with it.</summary>
    [Id(6)]
    public DateOnly? InstalledTo { get; init; }
}

/// <summary>One machine of a recall.</summary>
/// <param name="Machine">Which one.</param>
/// <param name="InStock">In a workshop when it was found: nobody has to be asked.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Holder">Who had it when it was found.</param>
/// <param name="Relay">The EPN of its loan.</param>
/// <param name="Answer">What was answered last.</param>
/// <param name="Held">The machine itself has the hold.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recall-line")]
public sealed record RecallLine(
    [property: Id(0)] MachineId Machine,
    [property: Id(1)] bool InStock,
    [property: Id(2)] RecallLineState State,
    [property: Id(3)] OrganisationId? Holder = null,
    [property: Id(4)] OrganisationId? Relay = null,
    [property: Id(5)] RecallAnswer? Answer = null,
    [property: Id(6)] bool Held = false);

/// <summary>How far a recall has come. Found, answered, unreachable and left are of the machines outside and are these together.</summary>
/// <param name="Outside">Machines with EPN and partners.</param>
/// <param name="InStock">Machines in workshops.</param>
/// <param name="Found">Found.</param>
/// <param name="Answered">Answered for.</param>
/// <param name="Unreachable">Cannot be reached.</param>
/// <param name="Left">Nothing was heard.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recall-progress")]
public sealed record RecallProgress(
    [property: Id(0)] int Outside,
    [property: Id(1)] int InStock,
    [property: Id(2)] int Found,
    [property: Id(3)] int Answered,
    [property: Id(4)] int Unreachable,
    [property: Id(5)] int Left);

/// <summary>The machines that one organisation has.</summary>
/// <param name="Holder">Which organisation; nothing where nobody is known.</param>
/// <param name="Machines">Which machines.</param>
[GenerateSerializer, Immutable, Alias("ordi2.recall-list")]
public sealed record RecallList(
    [property: Id(0)] OrganisationId? Holder,
    [property: Id(1)] ImmutableArray<MachineId> Machines);

/// <summary>What the pole knows of a recall. EPN and partners see what to do and why, and never what others have.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.recall-terms")]
public sealed record RecallTerms
{
    /// <summary>Which recall.</summary>
    [Id(0)]
    public required RecallId Id { get; init; }

    /// <summary>Where it stands.</summary>
    [Id(1)]
    public RecallStatus Status { get; init; }

    /// <summary>What to do first, as a code with words (Texts/words.json).</summary>
    [Id(2)]
    public required string Guidance { get; init; }

    /// <summary>What to do first.</summary>
    [Id(3)]
    public SafetyInstruction Instruction { get; init; }

    /// <summary>The pole.</summary>
    [Id(4)]
    public required OrganisationId Pole { get; init; }

    /// <summary>Why.</summary>
    [Id(5)]
    public required string Reason { get; init; }

    /// <summary>Which machines.</summary>
    [Id(6)]
    public required RecallFilter Filter { get; init; }

    /// <summary>By when everybody should have answered.</summary>
    [Id(7)]
    public DateOnly? AnswerBefore { get; init; }

    /// <summary>How far it has come.</summary>
    [Id(8)]
    public RecallProgress Progress { get; init; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Whom to call: the machines of which nothing was heard, by partner.</summary>
    [Id(9)]
    public ImmutableArray<RecallList> Left { get; init; } = [];

    /// <summary>Who gets a letter (avis de rappel), about which machines: EPN and partners.</summary>
    [Id(10)]
    public ImmutableArray<RecallList> Letters { get; init; } = [];

    /// <summary>Every machine.</summary>
    [Id(11)]
    public ImmutableArray<RecallLine> Lines { get; init; } = [];

    /// <summary>The incident that it began with.</summary>
    [Id(12)]
    public string? Incident { get; init; }

    /// <summary>Version of its stream: grows with every change.</summary>
    [Id(13)]
    public long Version { get; init; }
}
