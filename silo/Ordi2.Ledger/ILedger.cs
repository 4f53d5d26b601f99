using System.Collections.Immutable;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Audit;
using Ordi2.Ledger.Machines;
using Ordi2.Ledger.Telling;
using Ordi2.Ledger.Texts;

namespace Ordi2.Ledger;

/// <summary>
/// The append-only journal: the truth. It decides who wrote first; it keeps the read tables in the same transaction;
/// it groups the appends that wait at the same time into one transaction.
/// </summary>
public interface ILedger
{
    /// <summary>Writes the events of one stream and what follows from them, or nothing.</summary>
    /// <param name="append">What is written.</param>
    /// <param name="cancellationToken">Abandons the wait; what was already handed to the database may still be written.</param>
    /// <returns>The end of the stream, after its transaction was committed.</returns>
    /// <exception cref="LedgerConflictException">Somebody else wrote to the stream first: reload and decide again.</exception>
    /// <exception cref="DuplicateClientEventException">The device already used one of the client event ids, for this or another stream.</exception>
    /// <exception cref="LabelTakenException">A label of <see cref="Append.Labels"/> already leads to another machine.</exception>
    Task<StreamEnd> AppendAsync(Append append, CancellationToken cancellationToken = default);

    /// <summary>Writes down a refusal, once for a device and client event id. It is durable when the task ends.</summary>
    Task RecordRefusalAsync(RefusalEntry refusal, CancellationToken cancellationToken = default);

    /// <summary>What <see cref="Append.Tells"/> announced was told: nobody has to tell it again.</summary>
    /// <param name="stream">Which stream.</param>
    /// <param name="seq">Number of the first event of that append.</param>
    /// <param name="cancellationToken">Abandons the wait.</param>
    Task ToldAsync(string stream, long seq, CancellationToken cancellationToken = default);

    /// <summary>What a stream announced and nobody has told yet, in the order of its facts.</summary>
    Task<ImmutableArray<UntoldRow>> UntoldAsync(string stream, CancellationToken cancellationToken = default);

    /// <summary>The whole history of one stream with its refusals. Many reads at once become one question to the database.</summary>
    Task<StreamHistory> ReadAsync(string stream, CancellationToken cancellationToken = default);

    /// <summary>Every event of every stream after a position, in the order of the positions.</summary>
    IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterPosition, CancellationToken cancellationToken = default);
}

/// <summary>Events of one stream that are written together, and what follows from them.</summary>
public sealed record Append
{
    /// <summary>For example <c>machine/H4T9CXB</c>.</summary>
    public required string Stream { get; init; }

    /// <summary>The end of the stream as the writer knows it: the fence.</summary>
    public required StreamEnd Expected { get; init; }

    public required ImmutableArray<NewEvent> Events { get; init; }

    /// <summary>When the server wrote it down, UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Opaque person.</summary>
    public required string Actor { get; init; }

    public required string Organisation { get; init; }

    public required string Device { get; init; }

    /// <summary>The machine's row before and after, for a machine's stream.</summary>
    public MachineRowChange? Machine { get; init; }

    /// <summary>What the machine reached on which day with these events, and what it turned out not to have reached (<see cref="Boards.BoardDays"/>).</summary>
    public ImmutableArray<(string Scope, string Counter, int Amount)> Reached { get; init; } = [];

    /// <summary>The row of any other aggregate after the events.</summary>
    public AggregateRow? Aggregate { get; init; }

    /// <summary>Labels that lead to this machine from now on: its own at first, later aliases.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Maker serials and donor's numbers that were seen on this machine.</summary>
    public ImmutableArray<ExternalId> ExternalIds { get; init; } = [];

    /// <summary>What the audit log says of it, where it is an act of administration.</summary>
    public AuditEntry? Audit { get; init; }

    /// <summary>What boards may show of it.</summary>
    public string? Step { get; init; }

    /// <summary>The events mean something for other streams: until <see cref="ILedger.ToldAsync"/>, whoever comes after a crash tells it.</summary>
    public bool Tells { get; init; }
}

/// <summary>One event to write.</summary>
/// <param name="Type">Stored name, for ever: <c>machine.received.v1</c>.</param>
/// <param name="Data">Canonical JSON: UTF-8, properties in a fixed order, no white space.</param>
/// <param name="OccurredAt">By the device's clock.</param>
/// <param name="ClientEventId">The id that the device gave, unique with the device; none for an event that follows from another.</param>
public sealed record NewEvent(string Type, ReadOnlyMemory<byte> Data, DateTimeOffset OccurredAt, Guid? ClientEventId)
{
    /// <summary>Fields of <see cref="Data"/>, at any depth, of which the text is kept aside, where it can be erased.</summary>
    public ImmutableArray<string> FreeText { get; init; } = [];

    /// <summary>The texts, once <see cref="Data"/> no longer holds them.</summary>
    internal string? Aside { get; init; }

    /// <summary>As it is stored: without its texts, which are beside it.</summary>
    internal NewEvent Apart() => Aside is null && SideTexts.Split(Data, FreeText) is (var data, { } aside) ? this with { Data = data, Aside = aside } : this;
}

/// <summary>The end of a stream.</summary>
/// <param name="Seq">Number of its last event; 0 for an empty stream.</param>
/// <param name="Hash">Hash of its last event, 32 bytes; empty for an empty stream.</param>
public readonly record struct StreamEnd(long Seq, ReadOnlyMemory<byte> Hash)
{
    public static readonly StreamEnd Empty = new(0, ReadOnlyMemory<byte>.Empty);
}

/// <summary>One event as it was written.</summary>
public sealed record StoredEvent(
    long Position,
    string Stream,
    long Seq,
    string Type,
    ReadOnlyMemory<byte> Data,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string Actor,
    string Organisation,
    string Device,
    Guid? ClientEventId,
    ReadOnlyMemory<byte> Hash)
{
    /// <summary>What was kept aside of it, or when that was erased; nothing where nothing was.</summary>
    internal string? Aside { get; init; }

    /// <summary>What it says: <see cref="Data"/>, which was hashed, with the texts that were kept aside.</summary>
    public ReadOnlyMemory<byte> Told => Aside is null ? Data : SideTexts.Join(Data, Aside);
}

/// <summary>A refused scan as it was answered: not part of the chain, kept so that the same scan gets the same answer for as long as the ledger is.</summary>
/// <param name="Stream">Of the machine.</param>
/// <param name="Device">Which device.</param>
/// <param name="ClientEventId">The scan's id.</param>
/// <param name="Step">Which step was asked.</param>
/// <param name="Code">Stable code of the refusal.</param>
/// <param name="Body">The whole refusal as JSON.</param>
/// <param name="OccurredAt">By the device's clock.</param>
/// <param name="RecordedAt">By the server's clock.</param>
/// <param name="Actor">Opaque person.</param>
/// <param name="Organisation">For which organisation.</param>
public sealed record RefusalEntry(
    string Stream,
    string Device,
    Guid ClientEventId,
    string Step,
    string Code,
    string Body,
    DateTimeOffset OccurredAt,
    DateTimeOffset RecordedAt,
    string Actor,
    string Organisation);

/// <summary>A stream as it stands.</summary>
public sealed record StreamHistory(ImmutableArray<StoredEvent> Events, ImmutableArray<RefusalEntry> Refusals)
{
    public StreamEnd End => Events.IsEmpty ? StreamEnd.Empty : new(Events[^1].Seq, Events[^1].Hash);
}

/// <summary>Somebody else wrote to the stream first.</summary>
public sealed class LedgerConflictException(string stream, long expectedSeq, Exception? inner = null)
    : Exception($"'{stream}' no longer ends at {expectedSeq}: reload it and decide again.", inner)
{
    public string Stream { get; } = stream;
}

/// <summary>A device used a client event id twice, for different things or after its first answer was lost.</summary>
public sealed class DuplicateClientEventException(string device, Guid clientEventId, string stream, Exception? inner = null)
    : Exception($"Device '{device}' already used the id {clientEventId} for '{stream}'.", inner)
{
    public Guid ClientEventId { get; } = clientEventId;

    /// <summary>The stream that holds the id.</summary>
    public string Stream { get; } = stream;
}

/// <summary>A label already leads to another machine.</summary>
public sealed class LabelTakenException(string label, string machine, Exception? inner = null)
    : Exception($"The label {label} already belongs to the machine {machine}.", inner)
{
    public string Label { get; } = label;

    public string Machine { get; } = machine;
}
