using System.Runtime.InteropServices;

namespace Ordi2.Web.Hosting;

/// <summary>
/// Ctrl+C and SIGTERM ask the program to end; asked again, it is ending already. <c>dotnet run</c> passes on what the terminal sends as well, so that both may come
/// twice. The library of the command line would end the process after two seconds, whatever is being answered, and fall over the second signal.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    /// <summary>What a shell is told of a program that was interrupted.</summary>
    public const int Interrupted = 130;

    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _signals;

    public StopSignals() => _signals = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask)];

    public CancellationToken Asked => _asked.Token;

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
        _asked.Cancel();
    }
}
