using Ordi2.Contracts.Machines;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Station;

/// <summary>What is said on the command line, and not asked for.</summary>
/// <param name="Mode">What each scan does until a card says otherwise.</param>
/// <param name="Gift">Of which gift the machines are that are received.</param>
/// <param name="Kind">Of which kind.</param>
internal sealed record StationStart(Mode? Mode, Gift? Gift = null, DeviceType Kind = DeviceType.Unknown);

/// <summary>A station at work: somebody scans, and what is kept is sent meanwhile.</summary>
internal sealed class StationRun(StationFile file, Screen screen, StationStart start, string? serial, int baud, TimeSpan wait, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan SerialPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _wake = new(0);

    // A keyboard and a serial port at once: one line after the other.
    private readonly SemaphoreSlim _turn = new(1);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var station = file.Required();
        using var store = OutboxStore.Open(file.OutboxPath, time);
        using var http = StationOptions.Http();
        OutboxSender? sender = null;
        var teller = new Teller(file, screen, time, () => sender!.IsConnected);
        var undo = new Undo(store, screen, teller, time, Guid.CreateVersion7, () => _wake.Release());
        var scans = new ScanServer(http, time);
        sender = new OutboxSender(store, scans, file, station.Address, time, Hear);
        var dialogue = new Dialogue(file, store, new StationServer(http), screen, teller, undo, time, Guid.CreateVersion7, () => _wake.Release(), () => scans.LayoutWrong = true);
        await dialogue.BeginAsync(start.Mode, start.Gift, start.Kind, cancellation);

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = sender.RunAsync(_wake, over.Token);
        var port = serial is null ? Task.CompletedTask : ReadPortAsync(dialogue, over.Token);
        var work = ReadKeyboardAsync(dialogue, over.Token);

        // A sender that ends by itself has fallen over something that nobody foresaw: that is said, and not swallowed.
        await Task.WhenAny(work, sending);
        await over.CancelAsync();
        await EndAsync(port, sending, work);

        if (!cancellation.IsCancellationRequested && wait > TimeSpan.Zero)
        {
            await sender.DrainAsync(wait, cancellation);
        }

        teller.SayWaitingOnes();
        var waiting = store.Waiting;
        screen.Say(
            waiting == 0 ? Tone.Good : Tone.Look,
            waiting == 0 ? "Tout est envoyé. Au revoir." : $"{Teller.Count(waiting, "scan attend", "scans attendent")} ici et partira la prochaine fois, ou par : Ordi2.Scanner outbox send",
            new { @event = "end", waiting });
        return cancellation.IsCancellationRequested ? ExitCodes.Look : waiting > 0 ? ExitCodes.Waiting : teller.SomethingWentWrong ? ExitCodes.Look : ExitCodes.Well;

        void Hear(OutboxNews news)
        {
            teller.Hear(news);
            undo.Hear(news);
        }
    }

    public void Dispose()
    {
        _wake.Dispose();
        _turn.Dispose();
    }

    private async Task ReadKeyboardAsync(Dialogue dialogue, CancellationToken cancellation)
    {
        while (await ReadAsync(dialogue, cancellation) is { } line)
        {
            if (!await TakeAsync(dialogue, line, cancellation))
            {
                return;
            }
        }
    }

    /// <summary>A read that waits for a key cannot be broken off: it is left behind with the program.</summary>
    private static Task<string?> ReadAsync(Dialogue dialogue, CancellationToken cancellation) => Task.Run(
        () => dialogue.PinIsNext && !Console.IsInputRedirected ? Lines.ReadHidden() : Lines.Read(Console.In), CancellationToken.None).WaitAsync(cancellation);

    private async Task ReadPortAsync(Dialogue dialogue, CancellationToken cancellation)
    {
        var told = false;

        while (true)
        {
            try
            {
                using var port = await SerialPort.OpenAsync(serial!, baud, cancellation);
                told = false;
                screen.Say(Tone.Plain, $"Le lecteur {serial} est prêt.", new { @event = "serial-open", port = serial });

                while (await Task.Run(() => Lines.Read(port), CancellationToken.None).WaitAsync(cancellation) is { } line)
                {
                    await TakeAsync(dialogue, line, cancellation);
                }
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                if (!told)
                {
                    screen.Say(Tone.Look, $"Le lecteur {serial} ne se lit pas : {problem.Message}. Branchez-le ; le clavier marche toujours.", new { @event = "serial-away", problem.Message });
                    told = true;
                }
            }

            await Task.Delay(SerialPause, time, cancellation);
        }
    }

    private async Task<bool> TakeAsync(Dialogue dialogue, string line, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);

        try
        {
            return await dialogue.TakeAsync(line, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task EndAsync(params Task[] tasks)
    {
        foreach (var task in tasks)
        {
            try
            {
                await task;
            }
            catch (OperationCanceledException)
            {
                // As it should.
            }
        }
    }
}
