using System.Collections.Immutable;
using Ordi2.Ledger;
using Ordi2.Ledger.Telling;

namespace Ordi2.Silo.Tests.Processes;

/// <summary>
/// The real ledger until the process ends: at one of its appends, before it or after it, everything stops as if the power were
/// cut. Who still runs here gets no answer that says so.
/// </summary>
/// <param name="real">The ledger on the database that outlives the process.</param>
/// <param name="at">At which append, from 1, counted from <see cref="Arm"/>.</param>
/// <param name="written">Whether that append is still written.</param>
public sealed class DyingLedger(ILedger real, int at, bool written) : ILedger
{
    private int _left = int.MaxValue;

    public bool IsDead => Volatile.Read(ref _left) <= 0;

    /// <summary>How many appends were asked for since then.</summary>
    public int Appends => at - Math.Max(0, Volatile.Read(ref _left));

    public void Arm() => Volatile.Write(ref _left, at);

    public async Task<StreamEnd> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();

        if (Interlocked.Decrement(ref _left) > 0)
        {
            return await real.AppendAsync(append, cancellationToken);
        }

        if (written)
        {
            await real.AppendAsync(append, cancellationToken);
        }

        throw Cut();
    }

    public Task RecordRefusalAsync(RefusalEntry refusal, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        return real.RecordRefusalAsync(refusal, cancellationToken);
    }

    public Task ToldAsync(string stream, long seq, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        return real.ToldAsync(stream, seq, cancellationToken);
    }

    public Task<ImmutableArray<UntoldRow>> UntoldAsync(string stream, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        return real.UntoldAsync(stream, cancellationToken);
    }

    public Task<StreamHistory> ReadAsync(string stream, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        return real.ReadAsync(stream, cancellationToken);
    }

    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterPosition, CancellationToken cancellationToken = default)
    {
        ThrowIfDead();
        return real.ReadAllAsync(afterPosition, cancellationToken);
    }

    private void ThrowIfDead()
    {
        if (IsDead)
        {
            throw Cut();
        }
    }

    /// <summary>The process is no more. A type of the framework's, because it may have to cross a call of the official runtime.</summary>
    private static IOException Cut() => new("The process has ended.");
}
