using System.Collections.Immutable;
using Ordi2.Ledger;
using Ordi2.Ledger.Telling;
using Ordi2.Ledger.Testing;

namespace Ordi2.Silo.Tests.Invariants;

/// <summary>The ledger in memory with the real one beside it: what is asked of lists (stock, counts, recalls) finds what was written.</summary>
internal sealed class MirroredLedger(ILedger real, FakeLedger memory) : ILedger
{
    public async Task<StreamEnd> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        var same = ChainedEvents.Apart(append);
        await real.AppendAsync(same, cancellationToken);
        return await memory.AppendAsync(same, cancellationToken);
    }

    public async Task RecordRefusalAsync(RefusalEntry refusal, CancellationToken cancellationToken = default)
    {
        await real.RecordRefusalAsync(refusal, cancellationToken);
        await memory.RecordRefusalAsync(refusal, cancellationToken);
    }

    public async Task ToldAsync(string stream, long seq, CancellationToken cancellationToken = default)
    {
        await real.ToldAsync(stream, seq, cancellationToken);
        await memory.ToldAsync(stream, seq, cancellationToken);
    }

    public Task<ImmutableArray<UntoldRow>> UntoldAsync(string stream, CancellationToken cancellationToken = default) => memory.UntoldAsync(stream, cancellationToken);

    public Task<StreamHistory> ReadAsync(string stream, CancellationToken cancellationToken = default) => memory.ReadAsync(stream, cancellationToken);

    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterPosition, CancellationToken cancellationToken = default) => memory.ReadAllAsync(afterPosition, cancellationToken);
}
