using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Ordi2.Ledger.Databases;
using Ordi2.Ledger.Texts;

namespace Ordi2.Ledger.Maintenance;

/// <summary>Something in the ledger that nobody but a forger or a broken disk can have done.</summary>
/// <param name="Stream">Which stream; <see langword="null"/> for a seal.</param>
/// <param name="Seq">Number of the event, or of the seal.</param>
/// <param name="Message">What is wrong.</param>
public sealed record Flaw(string? Stream, long Seq, string Message);

/// <summary>What a verification found.</summary>
/// <param name="Flaws">At most <see cref="Verifier.MostFlaws"/>.</param>
public sealed record VerifyReport(long Events, long Streams, int Seals, ImmutableArray<Flaw> Flaws)
{
    public bool AllRight => Flaws.IsEmpty;
}

/// <summary>
/// Walks through the whole journal once: every chain without a gap, every hash right, every seal true, and as long as the read tables,
/// which are written with it, say that it was.
/// </summary>
public sealed class Verifier
{
    public const int MostFlaws = 1000;

    private readonly ILedger _ledger;
    private readonly Seals _seals;
    private readonly LedgerDatabase _database;

    internal Verifier(ILedger ledger, Seals seals, LedgerDatabase database) => (_ledger, _seals, _database) = (ledger, seals, database);

    /// <param name="everySeal">Every seal, not just the newest: the newest covers every event before it.</param>
    /// <param name="progress">Told how many events were checked, every 10,000.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<VerifyReport> RunAsync(bool everySeal = false, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        // First: what is written meanwhile makes streams longer, and never shorter than they are known to be.
        var known = await LengthsAsync(cancellationToken).ConfigureAwait(false);
        var all = await _seals.ListAsync(cancellationToken).ConfigureAwait(false);
        var seals = new Queue<Seal>(everySeal ? all : all.TakeLast(1));
        var sealCount = seals.Count;
        var ends = new Dictionary<string, (long Seq, byte[] Hash)>(StringComparer.Ordinal);
        var flaws = ImmutableArray.CreateBuilder<Flaw>();
        var events = 0L;
        await foreach (var e in _ledger.ReadAllAsync(0, cancellationToken).ConfigureAwait(false))
        {
            while (seals.TryPeek(out var seal) && seal.Position < e.Position)
            {
                Check(seals.Dequeue(), ends, flaws);
            }

            Check(e, ends, flaws);
            if (++events % 10_000 == 0)
            {
                progress?.Report(events);
            }
        }

        foreach (var seal in seals)
        {
            Check(seal, ends, flaws);
        }

        foreach (var (stream, length) in known)
        {
            if (ends.GetValueOrDefault(stream).Seq is var last && last < length)
            {
                Found(flaws, new Flaw(stream, last + 1, string.Create(
                    CultureInfo.InvariantCulture, $"{length} events were written to it, {last} are there: its end was removed")));
            }
        }

        progress?.Report(events);
        return new VerifyReport(events, ends.Count, sealCount, flaws.DrainToImmutable());
    }

    /// <summary>How many events each stream has, as the row knows it that was written with the last of them.</summary>
    private Task<ImmutableArray<(string Stream, long Length)>> LengthsAsync(CancellationToken cancellationToken) => _database.AskAsync(
        "select 'machine/' || id, version from machine union all select kind || '/' || id, version from aggregate",
        null,
        row => (row.GetString(0), row.GetInt64(1)),
        cancellationToken);

    private static void Check(StoredEvent e, Dictionary<string, (long Seq, byte[] Hash)> ends, ImmutableArray<Flaw>.Builder flaws)
    {
        var (seq, previous) = ends.TryGetValue(e.Stream, out var end) ? end : (0L, []);
        if (e.Seq != seq + 1)
        {
            Found(flaws, new Flaw(e.Stream, e.Seq, string.Create(CultureInfo.InvariantCulture, $"event {e.Seq} follows event {seq}: one is missing or out of place")));
        }
        else if (!CryptographicOperations.FixedTimeEquals(EventHash.Of(e, previous), e.Hash.Span))
        {
            Found(flaws, new Flaw(e.Stream, e.Seq, string.Create(CultureInfo.InvariantCulture, $"the hash of event {e.Seq} does not fit: it or the one before it was changed")));
        }
        else if (e.Aside is { } aside && !SideTexts.Fit(e.Data, aside))
        {
            Found(flaws, new Flaw(e.Stream, e.Seq, string.Create(CultureInfo.InvariantCulture, $"the texts of event {e.Seq} do not fit it: they were changed, or taken away before their time")));
        }

        ends[e.Stream] = (e.Seq, e.Hash.ToArray());
    }

    private static void Check(Seal seal, Dictionary<string, (long Seq, byte[] Hash)> ends, ImmutableArray<Flaw>.Builder flaws)
    {
        if (seal.Streams != ends.Count)
        {
            Found(flaws, new Flaw(Stream: null, seal.Number, string.Create(
                CultureInfo.InvariantCulture, $"seal {seal.Number} was set over {seal.Streams} streams, {ends.Count} are there")));
        }
        else if (!seal.Root.Span.SequenceEqual(Seals.RootOf(ends.Select(end => (end.Key, end.Value.Seq, end.Value.Hash)))))
        {
            Found(flaws, new Flaw(Stream: null, seal.Number, string.Create(
                CultureInfo.InvariantCulture, $"seal {seal.Number} does not fit what is there: events before it were changed or removed")));
        }
    }

    private static void Found(ImmutableArray<Flaw>.Builder flaws, Flaw flaw)
    {
        if (flaws.Count < MostFlaws)
        {
            flaws.Add(flaw);
        }
    }
}
