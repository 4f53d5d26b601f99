using System.Runtime.InteropServices;

namespace Ordi2.Silo.Hosting;

/// <summary>
/// Ctrl+C (SIGINT) and SIGTERM, for every program of ours. The first asks the program to end; the second says nothing new, because <c>dotnet run</c> passes on what the
/// terminal sends as well, so that one Ctrl+C comes twice. From the third on somebody no longer wants to wait: the program ends at once, whatever it was waiting for.
/// <para>
/// Exit codes: a server that answered what it was asked and then ended did what it was told, 0: systemd and Kubernetes take that for a clean end, and 143 for a failure.
/// A command that was stopped before its work was done, and whatever the third signal ends, did not: <see cref="Code"/>, as a shell says it.
/// </para>
/// </summary>
/// <remarks>The library of the command line would end the process after two seconds, whatever is being answered, and fall over the second signal.</remarks>
public sealed class StopSignals : IDisposable
{
    private const int InPeace = 2;

    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;
    private int _times;
    private int _code;

    public StopSignals() => _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask)];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>What a shell is told of a program that a signal ended: 128 and the number of the first one, 130 for SIGINT and 143 for SIGTERM. 0 as long as none came.</summary>
    public int Code => Volatile.Read(ref _code);

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        // A signal that comes at the very end may still be on its way to the source, which goes with the process.
    }

    private void Ask(PosixSignalContext context)
    {
        context.Cancel = true;
        var code = context.Signal is PosixSignal.SIGINT ? 130 : 143;
        Interlocked.CompareExchange(ref _code, code, 0);

        if (Interlocked.Increment(ref _times) > InPeace)
        {
            Environment.Exit(code);
        }

        _asked.Cancel();
    }
}
