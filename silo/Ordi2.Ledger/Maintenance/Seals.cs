using System.Collections.Immutable;
using System.Security.Cryptography;
using Dapper;
using Ordi2.Ledger.Databases;

namespace Ordi2.Ledger.Maintenance;

/// <summary>The state of the whole ledger at one position, in 32 bytes that can be published.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="Position">Every event up to this position is under it.</param>
/// <param name="Streams">How many streams there were.</param>
/// <param name="Root">The root.</param>
/// <param name="SealedAt">When.</param>
public sealed record Seal(long Number, long Position, long Streams, ReadOnlyMemory<byte> Root, DateTimeOffset SealedAt);

/// <summary>One neighbour on the way to the root.</summary>
public sealed record ProofStep(bool NeighbourIsLeft, ReadOnlyMemory<byte> Neighbour);

/// <summary>Shows that a stream ended as it says when the ledger was sealed. Anybody can check it against the published root.</summary>
/// <param name="Stream">Which stream.</param>
/// <param name="Seq">Number of its last event then.</param>
/// <param name="Hash">Hash of that event: it covers every event before it.</param>
/// <param name="SealNumber">Under which seal.</param>
/// <param name="Root">Root of that seal.</param>
/// <param name="Path">Neighbours from the leaf up.</param>
public sealed record StreamProof(
    string Stream, long Seq, ReadOnlyMemory<byte> Hash, long SealNumber, ReadOnlyMemory<byte> Root, ImmutableArray<ProofStep> Path)
{
    /// <summary>Whether the path leads from the stream's end to the root. Compare the root with the published one as well.</summary>
    public bool IsValid()
    {
        var node = Merkle.Leaf(Stream, Seq, Hash.Span);
        foreach (var step in Path)
        {
            node = step.NeighbourIsLeft ? Merkle.Node(step.Neighbour.Span, node) : Merkle.Node(node, step.Neighbour.Span);
        }

        return CryptographicOperations.FixedTimeEquals(node, Root.Span);
    }
}

/// <summary>Seals the ledger and proves what was under a seal.</summary>
public sealed class Seals
{
    private readonly LedgerDatabase _database;
    private readonly TimeProvider _time;

    internal Seals(LedgerDatabase database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Seals everything that is committed. When nothing was added since the last seal, that one is the answer.</summary>
    public async Task<Seal> SealAsync(CancellationToken cancellationToken = default)
    {
        var position = await _database.SettledPositionAsync(cancellationToken).ConfigureAwait(false);
        var last = await LastAsync(cancellationToken).ConfigureAwait(false);
        if (last?.Position == position)
        {
            return last;
        }

        var leaves = await LeavesAsync(position, cancellationToken).ConfigureAwait(false);
        var seal = new Seal(
            (last?.Number ?? 0) + 1, position, leaves.Count, Merkle.Root([.. leaves.Select(leaf => leaf.Hash)]), _time.GetUtcNow().ToStored());
        await using var connection = await _database.OpenToWriteAsync(cancellationToken).ConfigureAwait(false);
        var written = await connection.ExecuteAsync(new CommandDefinition(
            "insert into seal (number, position, streams, root, sealed_at) values (@Number, @Position, @Streams, @Root, @At) on conflict do nothing",
            new { seal.Number, seal.Position, seal.Streams, Root = seal.Root.ToArray(), At = DatabaseTime.Of(_database, seal.SealedAt) },
            cancellationToken: cancellationToken)).ConfigureAwait(false);

        // Somebody else sealed at the same moment: theirs is the seal.
        return written == 1 ? seal : (await LastAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <summary>Whether something was written before this moment and nothing was sealed since.</summary>
    public async Task<bool> IsSealDueAsync(DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        var found = await _database.AskAsync(
            """
            select (select recorded_at from event order by position limit 1) as first_event,
                   (select sealed_at from seal order by number desc limit 1) as last_seal
            """,
            parameters: null,
            row => (FirstEvent: row.MomentOrNone(0), LastSeal: row.MomentOrNone(1)),
            cancellationToken).ConfigureAwait(false);
        return (found[0].LastSeal ?? found[0].FirstEvent) is { } last && last < since;
    }

    /// <summary>Every seal, the first first.</summary>
    public Task<ImmutableArray<Seal>> ListAsync(CancellationToken cancellationToken = default) => _database.AskAsync(
        "select number, position, streams, root, sealed_at from seal order by number",
        parameters: null,
        row => new Seal(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), (byte[])row.GetValue(3), row.Moment(4)),
        cancellationToken);

    /// <summary>Proves how streams ended under a seal; a stream that was not there yet has no proof.</summary>
    /// <exception cref="InvalidOperationException">There is no such seal.</exception>
    public async Task<ImmutableArray<StreamProof>> ProveAsync(
        long sealNumber, IReadOnlyCollection<string> streams, CancellationToken cancellationToken = default)
    {
        var seal = (await ListAsync(cancellationToken).ConfigureAwait(false)).FirstOrDefault(seal => seal.Number == sealNumber)
            ?? throw new InvalidOperationException($"There is no seal {sealNumber}: seal the ledger first.");
        var leaves = await LeavesAsync(seal.Position, cancellationToken).ConfigureAwait(false);
        var hashes = leaves.ConvertAll(leaf => leaf.Hash);
        var wanted = streams.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. leaves.Select((leaf, index) => (leaf.End, index))
                .Where(pair => wanted.Contains(pair.End.Stream))
                .Select(pair => new StreamProof(pair.End.Stream, pair.End.Seq, pair.End.Hash, seal.Number, seal.Root, Merkle.Path(hashes, pair.index))),
        ];
    }

    internal static byte[] RootOf(IEnumerable<(string Stream, long Seq, byte[] Hash)> ends) => Merkle.Root(
        [.. ends.OrderBy(end => end.Stream, Utf8Order.Instance).Select(end => Merkle.Leaf(end.Stream, end.Seq, end.Hash))]);

    private async Task<Seal?> LastAsync(CancellationToken cancellationToken)
    {
        var all = await ListAsync(cancellationToken).ConfigureAwait(false);
        return all.IsEmpty ? null : all[^1];
    }

    private async Task<List<((string Stream, long Seq, byte[] Hash) End, byte[] Hash)>> LeavesAsync(long position, CancellationToken cancellationToken)
    {
        var ends = await _database.AskAsync(
            """
            select e.stream, e.seq, e.hash
            from (select stream, max(seq) as seq from event where position <= @Position group by stream) as last
            join event e on e.stream = last.stream and e.seq = last.seq
            """,
            new { Position = position },
            row => (Stream: row.GetString(0), Seq: row.GetInt64(1), Hash: (byte[])row.GetValue(2)),
            cancellationToken).ConfigureAwait(false);
        return [.. ends.OrderBy(end => end.Stream, Utf8Order.Instance).Select(end => (end, Merkle.Leaf(end.Stream, end.Seq, end.Hash)))];
    }

    /// <summary>The order of the bytes, which every program can repeat.</summary>
    private sealed class Utf8Order : IComparer<string>
    {
        public static readonly Utf8Order Instance = new();

        public int Compare(string? x, string? y)
        {
            var (left, right) = (x ?? "", y ?? "");
            var at = left.AsSpan().CommonPrefixLength(right);
            if (at == left.Length || at == right.Length)
            {
                return left.Length.CompareTo(right.Length);
            }

            // UTF-16 and UTF-8 disagree only where one side has a surrogate: those stand for the highest characters.
            var (a, b) = (left[at], right[at]);
            return char.IsSurrogate(a) != char.IsSurrogate(b) ? (char.IsSurrogate(a) ? 1 : -1) : a.CompareTo(b);
        }
    }
}
