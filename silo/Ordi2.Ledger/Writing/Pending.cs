using System.Globalization;
using Ordi2.Ledger.Boards;
using Ordi2.Ledger.Telling;

namespace Ordi2.Ledger.Writing;

/// <summary>Something that waits to be written, and whoever waits for it, who goes on on the thread that completes it.</summary>
internal abstract class Pending : IThreadPoolWorkItem
{
    /// <summary>What must not be written twice at the same time.</summary>
    public abstract string Key { get; }

    public abstract void Complete();

    /// <summary>Whoever waits goes on on a thread of the pool: the writer has not done with the others.</summary>
    public void Fail(Exception reason) => ThreadPool.UnsafeQueueUserWorkItem(static failed => failed.Part.Refuse(failed.Reason), (Part: this, Reason: reason), preferLocal: false);

    protected abstract void Refuse(Exception reason);

    void IThreadPoolWorkItem.Execute() => Complete();
}

internal sealed class PendingRefusal(RefusalEntry refusal) : Pending
{
    private readonly TaskCompletionSource _answer = new();

    public RefusalEntry Refusal => refusal;

    public override string Key { get; } = $"refusal/{refusal.Device}/{refusal.ClientEventId:N}";

    public Task Answer => _answer.Task;

    public override void Complete() => _answer.TrySetResult();

    protected override void Refuse(Exception reason) => _answer.TrySetException(reason);
}

internal sealed class PendingTold(UntoldRow row) : Pending
{
    private readonly TaskCompletionSource _answer = new();

    public UntoldRow Row => row;

    public override string Key { get; } = string.Create(CultureInfo.InvariantCulture, $"told/{row.Stream}/{row.Seq}");

    public Task Answer => _answer.Task;

    public override void Complete() => _answer.TrySetResult();

    protected override void Refuse(Exception reason) => _answer.TrySetException(reason);
}

internal sealed class PendingAppend : Pending
{
    private readonly TaskCompletionSource<StreamEnd> _answer = new();

    public PendingAppend(Append append)
    {
        Append = append;
        Rows = EventRow.Chain(append);
        Moves = append.Machine is { } change ? BoardCounters.Moves(change.Before, change.After) : [];
    }

    public Append Append { get; }

    public EventRow[] Rows { get; }

    /// <summary>By how much which counter of which board moves.</summary>
    public IReadOnlyList<(string Scope, string Counter, int Amount)> Moves { get; }

    public override string Key => Append.Stream;

    public Task<StreamEnd> Answer => _answer.Task;

    public string Machine => Append.Machine?.After.Id ?? Append.Stream[(Append.Stream.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public override void Complete() => _answer.TrySetResult(new StreamEnd(Rows[^1].Seq, Rows[^1].Hash));

    protected override void Refuse(Exception reason) => _answer.TrySetException(reason);

    /// <summary>What boards are told; nothing for what is on no board.</summary>
    public Committed? Told() => Append.Machine is not { } change
        ? null
        : new Committed(
            BoardCounters.ScopesOf(change),
            change.After.Id,
            Append.Step,
            change.After.Status,
            Rows[^1].RecordedAt);
}

/// <summary>One row of the journal as it is written, hash and all.</summary>
internal sealed record EventRow(Append Append, NewEvent Event, long Seq, byte[] Hash, DateTimeOffset OccurredAt, DateTimeOffset RecordedAt)
{
    /// <summary>Set on the first row of an append: the hash that must stand before it in the database.</summary>
    public byte[]? MustFollow { get; private init; }

    /// <summary>The texts that are kept beside <see cref="Event"/>, which no longer holds them.</summary>
    public string? Aside => Event.Aside;

    public static EventRow[] Chain(Append append)
    {
        var rows = new EventRow[append.Events.Length];
        var previous = append.Expected.Hash;
        var recordedAt = append.RecordedAt.ToStored();
        for (var i = 0; i < rows.Length; i++)
        {
            var e = append.Events[i].Apart();
            var seq = append.Expected.Seq + i + 1;
            var occurredAt = e.OccurredAt.ToStored();
            var hash = EventHash.Of(
                previous.Span, append.Stream, seq, e.Type, e.Data.Span, occurredAt, recordedAt,
                append.Actor, append.Organisation, append.Device, e.ClientEventId);
            rows[i] = new EventRow(append, e, seq, hash, occurredAt, recordedAt)
            {
                MustFollow = i == 0 && append.Expected.Seq > 0 ? append.Expected.Hash.ToArray() : null,
            };
            previous = hash;
        }

        return rows;
    }
}
