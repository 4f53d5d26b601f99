using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Ordi2.Ledger;
using Ordi2.Ledger.Telling;

namespace Ordi2.Silo.Tests;

/// <summary>The real ledger, whose answers can be lost on the way back.</summary>
public sealed class FaultyLedger(ILedger real) : ILedger
{
    private int _answersToLose;
    private HeldAppend? _held;
    private string? _broken;
    private string? _unwritable;
    private Failing? _failing;

    /// <summary>Puts it in front of the ledger of a silo.</summary>
    public static void Decorate(IServiceCollection services)
    {
        var real = services.Last(service => service.ServiceType == typeof(ILedger));
        services.Remove(real);
        services.AddSingleton(provider => new FaultyLedger((ILedger)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)));
        services.AddSingleton<ILedger>(provider => provider.GetRequiredService<FaultyLedger>());
    }

    /// <summary>Nobody understands this history any more: a mistake of ours.</summary>
    public void Break(string stream) => _broken = stream;

    /// <summary>The next append is written, but its caller is told that nobody knows.</summary>
    public void LoseTheNextAnswer() => Interlocked.Increment(ref _answersToLose);

    /// <summary>So many appends are written, and the next one fails.</summary>
    /// <param name="after">How many before it.</param>
    /// <param name="reason">How it fails.</param>
    public void FailOne(int after, Exception reason) => _failing = new(after, reason);

    /// <summary>The next append waits before it is written, until it is released.</summary>
    /// <param name="streams">How the name of its stream begins; another one goes by.</param>
    public HeldAppend HoldTheNextAppend(string streams = "") => _held = new(streams);

    /// <summary>Until it is said otherwise, nothing can be written to streams whose name begins so.</summary>
    public void Refuse(string? streams) => _unwritable = streams;

    public async Task<StreamEnd> AppendAsync(Append append, CancellationToken cancellationToken = default)
    {
        if (_held is { } held && append.Stream.StartsWith(held.Streams, StringComparison.Ordinal) && Interlocked.CompareExchange(ref _held, null, held) == held)
        {
            await held.WaitAsync();
        }

        if (_unwritable is { } unwritable && append.Stream.StartsWith(unwritable, StringComparison.Ordinal))
        {
            throw new TimeoutException($"'{append.Stream}' cannot be written.");
        }

        if (_failing is { } failing && Interlocked.Decrement(ref failing.Left) < 0)
        {
            _failing = null;
            throw failing.Reason;
        }

        var end = await real.AppendAsync(append, cancellationToken);

        if (Interlocked.CompareExchange(ref _answersToLose, 0, 1) == 1)
        {
            throw new TimeoutException("The answer of the ledger was lost.");
        }

        return end;
    }

    private sealed class Failing(int after, Exception reason)
    {
        public int Left = after;

        public Exception Reason => reason;
    }

    public Task RecordRefusalAsync(RefusalEntry refusal, CancellationToken cancellationToken = default) => real.RecordRefusalAsync(refusal, cancellationToken);

    public Task ToldAsync(string stream, long seq, CancellationToken cancellationToken = default) => real.ToldAsync(stream, seq, cancellationToken);

    public Task<ImmutableArray<UntoldRow>> UntoldAsync(string stream, CancellationToken cancellationToken = default) => real.UntoldAsync(stream, cancellationToken);

    public Task<StreamHistory> ReadAsync(string stream, CancellationToken cancellationToken = default) =>
        stream == _broken ? throw new System.Diagnostics.UnreachableException("No such event.") : real.ReadAsync(stream, cancellationToken);

    public IAsyncEnumerable<StoredEvent> ReadAllAsync(long afterPosition, CancellationToken cancellationToken = default) => real.ReadAllAsync(afterPosition, cancellationToken);
}

/// <summary>An append that was stopped on its way to the ledger.</summary>
public sealed class HeldAppend(string streams)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>How the name of the stream begins that it waits for.</summary>
    public string Streams => streams;

    /// <summary>Ends when somebody is about to write.</summary>
    public Task Reached => _reached.Task;

    public void Release() => _released.TrySetResult();

    internal Task WaitAsync()
    {
        _reached.TrySetResult();
        return _released.Task;
    }
}
