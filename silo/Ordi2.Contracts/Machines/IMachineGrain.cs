using System.Collections.Immutable;
using Ordi2.Contracts.Documents;
using Ordi2.Contracts.Organisations;

namespace Ordi2.Contracts.Machines;

/// <summary>One scan (or one act at a desk) on a machine.</summary>
/// <param name="ScanId">Chosen by the device, once per trigger pull. The same scan may be sent again; it counts once.</param>
/// <param name="OccurredAt">When it happened, by the device's clock.</param>
/// <param name="Site">Where, if the device knows.</param>
/// <param name="Command">What is asked.</param>
[GenerateSerializer, Immutable, Alias("ordi2.scan")]
public sealed record Scan(
    [property: Id(0)] Guid ScanId,
    [property: Id(1)] DateTimeOffset OccurredAt,
    [property: Id(2)] SiteId? Site,
    [property: Id(3)] MachineCommand Command);

/// <summary>What became of a scan.</summary>
[Alias("ordi2.outcome")]
public enum Outcome
{
    /// <summary>Carried out and durable.</summary>
    Accepted = 0,

    /// <summary>Carried out and durable, and a person should look at something.</summary>
    AcceptedWithFinding,

    /// <summary>Kept, durable, not carried out: a person decides, or what is missing arrives.</summary>
    Held,

    /// <summary>Not carried out.</summary>
    Refused,

    /// <summary>
    /// This scan was already answered; the answer is the first one. What was carried out or is held is answered so for as long as
    /// the ledger is. So is what was refused, up to 500 scans of a person in a day: whoever is refused more often is answered anew
    /// when the scan is sent again. Of a refusal of the kind <see cref="RefusalKind.Invalid"/> or
    /// <see cref="RefusalKind.NotFound"/> only the code is kept for long: what it named of the scan is left out of an answer that is
    /// given again after the machine was at rest.
    /// </summary>
    Duplicate,
}

/// <summary>The answer to one scan.</summary>
[GenerateSerializer, Immutable, Alias("ordi2.scan-receipt")]
public sealed record ScanReceipt
{
    /// <summary>The scan.</summary>
    [Id(0)]
    public required Guid ScanId { get; init; }

    /// <summary>What became of it.</summary>
    [Id(1)]
    public required Outcome Outcome { get; init; }

    /// <summary>The machine; with an alias scanned, its own label.</summary>
    [Id(2)]
    public required MachineId Machine { get; init; }

    /// <summary>Status of the machine after the scan.</summary>
    [Id(3)]
    public required MachineStatus Status { get; init; }

    /// <summary>Number of events of the machine after the scan.</summary>
    [Id(4)]
    public required long Version { get; init; }

    /// <summary>What a person should look at: stable code and arguments, or <see langword="null"/>.</summary>
    [Id(5)]
    public Refusal? Finding { get; init; }

    /// <summary>Why it was held or refused, or <see langword="null"/>.</summary>
    [Id(6)]
    public Refusal? Reason { get; init; }

    /// <summary>For a duplicate: what the first answer was.</summary>
    [Id(7)]
    public Outcome? FirstOutcome { get; init; }

    /// <summary>
    /// Numbers of the documents that this scan made: <c>CE-2027-000012-atelier-nord</c>, <c>FT-H4T9CXB-001</c>. A duplicate names the same
    /// ones; a document that could not be made before the first answer stays due, and a duplicate names it once it is there.
    /// </summary>
    [Id(8)]
    public ImmutableArray<string> Documents { get; init; } = [];

    /// <summary>Set, with nothing else of meaning, when the label scanned is an alias: ask this machine instead.</summary>
    [Id(9)]
    public MachineId? AliasOf { get; init; }
}

/// <summary>A part or a place in a dossier that was taken for a machine before the machine's own fact was written.</summary>
/// <param name="Stream">Who was taken: <c>part/P-12</c>, <c>dossier/DO-2027-4</c>.</param>
/// <param name="Seq">Number of the event that says so.</param>
/// <param name="By">For which organisation.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("ordi2.taking")]
public sealed record Taking(
    [property: Id(0)] string Stream,
    [property: Id(1)] long Seq,
    [property: Id(2)] OrganisationId By,
    [property: Id(3)] DateTimeOffset At);

/// <summary>One machine, for its whole life. The key is <c>machine/{id}</c>.</summary>
[Alias("ordi2.machine")]
public interface IMachineGrain : IDueGrain
{
    /// <summary>Takes the scans of one caller, in the given order. Once accepted or held, a scan is in the ledger.</summary>
    /// <param name="scans">The scans, by the time they occurred.</param>
    /// <param name="caller">In whose name.</param>
    /// <returns>One receipt for each scan, in the same order.</returns>
    [Alias("scan")]
    Task<ImmutableArray<ScanReceipt>> ScanAsync(ImmutableArray<Scan> scans, Caller caller);

    /// <summary>Tells the other aggregates again what some of the machine's events mean for them; who has heard it changes nothing.</summary>
    /// <param name="fromSeq">Number of the first event.</param>
    /// <param name="toSeq">Number of the last one.</param>
    /// <returns>When all is told.</returns>
    [Alias("retell")]
    Task RetellAsync(long fromSeq, long toSeq);

    /// <summary>Gives back what was taken for this machine and its history does not know: whoever took it ended before the machine's own fact.</summary>
    /// <param name="taken">What was taken, and when.</param>
    /// <returns>When the machine has it, or it is free again.</returns>
    [Alias("settle")]
    Task SettleAsync(Taking taken);

    /// <summary>The sheets of the workshop that its history is: triage decisions, technical sheets, repair orders, control sheets.</summary>
    /// <returns>Every sheet, the oldest first.</returns>
    [Alias("sheets")]
    Task<ImmutableArray<DocumentTerms>> SheetsAsync();

    /// <summary>
    /// What is inside it, and what the caller may do with it now: what a scan would be answered, without scanning. It keeps no scan waiting and
    /// waits for none: while one is under way it is told of the machine as it was before.
    /// </summary>
    /// <param name="caller">Who looks.</param>
    /// <returns>Media, parts, what waits, and every step of the caller's role with why not.</returns>
    [Alias("look"), Orleans.Concurrency.AlwaysInterleave]
    Task<MachineLook> LookAsync(Caller caller);
}
