using System.CommandLine;
using Ordi2.Barcodes.Pictures;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Station;

namespace Ordi2.Scanner.Watching;

/// <summary><c>watch</c>: takes the hardware audits and wipe logs that tools write into a folder.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    public static Command Make()
    {
        var watched = new Argument<DirectoryInfo>("folder") { Description = "Where the tools write their reports." };
        var locks = new Option<bool>("--locks-tested") { Description = "At this bench somebody looks for activation, firmware and supervisor locks at every machine, and there are none where a report is put." };
        var once = new Option<bool>("--once") { Description = "Takes what is there and ends; what is half written is waited for as long as --wait says." };
        var (station, json, wait) = (StationOptions.Folder(), StationOptions.Json(), StationOptions.Wait());
        var command = new Command(
            "watch",
            "Takes reports of lshw, eReuse Workbench, nwipe and usody sanitize from a folder: each is of the machine that its name begins with (H4T9CXB-nwipe.log), else of the one that was scanned last at this "
            + $"station, else of the one whose serial it names. A photo of a label (JPEG, PNG) is a scan of it. Taken files go to {WatchedFolder.Taken}, files that cannot be read to {WatchedFolder.Aside} with the reason beside them. {ExitCodes.Help}")
        {
            watched, locks, once, station, json, wait,
        };

        command.SetAction((parsed, cancellation) =>
        {
            var screen = StationOptions.Screen(parsed.GetValue(json));
            return StationOptions.RunAsync(screen, () => RunAsync(
                new StationFile(parsed.GetRequiredValue(station).FullName),
                parsed.GetRequiredValue(watched),
                WatchSettings.Usual with { LocksTested = parsed.GetValue(locks) },
                parsed.GetValue(once),
                TimeSpan.FromSeconds(parsed.GetValue(wait)),
                screen,
                TimeProvider.System,
                cancellation));
        });

        return command;
    }

    private static async Task<int> RunAsync(
        StationFile file, DirectoryInfo watched, WatchSettings settings, bool once, TimeSpan wait, Screen screen, TimeProvider time, CancellationToken cancellation)
    {
        var station = file.Required();

        if (!watched.Exists)
        {
            throw new StationException($"Le dossier {watched.FullName} n'existe pas.", $"The folder {watched.FullName} does not exist.");
        }

        using var store = OutboxStore.Open(file.OutboxPath, time);
        using var http = StationOptions.Http();
        using var wake = new SemaphoreSlim(0);
        OutboxSender? sender = null;
        var teller = new Teller(file, screen, time, () => sender!.IsConnected);
        sender = new OutboxSender(store, new ScanServer(http, time), file, station.Address, time, teller.Hear);
        var taker = new Taker(file, store, new WatchedFolder(watched.FullName, time), settings, new PictureDecoder(time), screen, teller, time, Guid.CreateVersion7);
        screen.Say(Tone.Plain, $"Le dossier {watched.FullName} est surveillé.", new { @event = "watching", folder = watched.FullName });

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var sending = sender.RunAsync(wake, over.Token);
        var (left, away) = (0, false);

        try
        {
            var until = time.GetUtcNow() + settings.Settle + wait;

            while (!sending.IsCompleted)
            {
                left = Look(taker, teller, watched, ref away);
                wake.Release();

                if (once && (left == 0 || time.GetUtcNow() >= until))
                {
                    break;
                }

                await Task.Delay(Glance, time, cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Somebody ends it: what is kept stays.
        }

        await over.CancelAsync();
        await EndAsync(sending);

        if (!cancellation.IsCancellationRequested && wait > TimeSpan.Zero)
        {
            await sender.DrainAsync(wait, cancellation);
        }

        teller.SayWaitingOnes();
        var waiting = store.Waiting;
        screen.Say(
            waiting == 0 ? Tone.Good : Tone.Look,
            waiting == 0 ? "Tout est envoyé." : $"{Teller.Count(waiting, "envoi attend", "envois attendent")} ici : Ordi2.Scanner outbox send",
            new { @event = "end", waiting, left });
        return cancellation.IsCancellationRequested ? ExitCodes.Look : waiting > 0 ? ExitCodes.Waiting : teller.SomethingWentWrong || left > 0 ? ExitCodes.Look : ExitCodes.Well;
    }

    private static int Look(Taker taker, Teller teller, DirectoryInfo watched, ref bool away)
    {
        try
        {
            var left = taker.Look();
            away = false;
            return left;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The stick was pulled out, the share is away: it may come back, and is told of once.
            if (!away)
            {
                teller.Wrong($"Le dossier {watched.FullName} ne se lit plus : {problem.Message}", new { @event = "folder-away", problem.Message });
            }

            away = true;
            return 1;
        }
    }

    private static async Task EndAsync(Task sending)
    {
        try
        {
            await sending;
        }
        catch (OperationCanceledException)
        {
            // As it should.
        }
    }
}
