using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Ordi2.Scanner.Station;
using Ordi2.Web.Commands;
using Spectre.Console;

namespace Ordi2.Scanner.Outbox;

/// <summary><c>outbox</c>: what is kept here, and what becomes of it.</summary>
internal static class OutboxCommand
{
    public static Command Make() => new("outbox", $"The scans that this station keeps: what waits, what was refused and why. {ExitCodes.Help}") { List(), Send(), Retry(), Export() };

    private static Command List()
    {
        var state = StateOption();
        var most = new Option<int>("--limit") { Description = "Most scans, the latest first.", DefaultValueFactory = _ => 20 }.Whole(1, 100_000, 20);
        return Make("list", "What is kept, the latest first, with what the server answered.", [state, most], (parsed, screen, _, store, _) =>
        {
            var scans = store.List(parsed.GetValue(state), parsed.GetValue(most));

            foreach (var scan in scans)
            {
                screen.Say(ToneOf(scan), Line(scan), Fields(scan));
            }

            return Task.FromResult(Counted(screen, store));
        });
    }

    private static Command Send()
    {
        var wait = StationOptions.Wait();
        return Make("send", "Sends what waits, for as long as --wait says while the server is away.", [wait], async (parsed, screen, file, store, cancellation) =>
        {
            var station = file.Required();
            using var http = StationOptions.Http();
            var all = store.Waiting;

            Task<bool> DrainAsync(Action<OutboxNews> tell) =>
                new OutboxSender(store, new ScanServer(http, TimeProvider.System), file, station.Address, TimeProvider.System, tell)
                    .DrainAsync(TimeSpan.FromSeconds(parsed.GetValue(wait)), cancellation);

            if (screen.IsJson || Console.IsOutputRedirected)
            {
                await DrainAsync(news => Tell(screen, news));
            }
            else
            {
                await AnsiConsole.Progress().StartAsync(async progress =>
                {
                    var task = progress.AddTask("envoi", maxValue: Math.Max(1, all));
                    await DrainAsync(news =>
                    {
                        Tell(screen, news);
                        task.Value = all - store.Waiting;
                    });
                });
            }

            return Counted(screen, store);
        });
    }

    private static Command Retry()
    {
        var scan = new Argument<Guid?>("scan") { Description = "Its scanId; all of them where it is left out.", Arity = ArgumentArity.ZeroOrOne };
        return Make(
            "retry",
            "Sends again what was refused or could not be sent: what was refused goes as a new scan of the same moment, because the server answers the same scan as before.",
            [],
            (parsed, screen, _, store, _) =>
            {
                var count = store.Retry(parsed.GetValue(scan), Guid.CreateVersion7);
                screen.Say(
                    count > 0 ? Tone.Good : Tone.Look,
                    count > 0 ? $"{Teller.Count(count, "scan repart", "scans repartent")} : Ordi2.Scanner outbox send" : "Il n'y a rien à recommencer.",
                    new { @event = "retried", count });
                return Task.FromResult(count > 0 ? ExitCodes.Waiting : parsed.GetValue(scan) is null ? ExitCodes.Well : ExitCodes.Wrong);
            },
            scan);
    }

    private static Command Export()
    {
        var state = StateOption();
        var to = new Option<FileInfo?>("--out") { Description = "The file; the output where it is left out." };
        return Make("export", "All that is kept, with every answer, as one JSON object a line: to look at, or to hand over when a station breaks. It holds no token.", [state, to], async (parsed, screen, _, store, cancellation) =>
        {
            var scans = store.List(parsed.GetValue(state)).Reverse();

            if (parsed.GetValue(to) is not { } file)
            {
                foreach (var scan in scans)
                {
                    await Console.Out.WriteLineAsync(JsonSerializer.Serialize(Fields(scan), Wire.Options));
                }

                return ExitCodes.Well;
            }

            try
            {
                await File.WriteAllLinesAsync(file.FullName, scans.Select(scan => JsonSerializer.Serialize(Fields(scan), Wire.Options)), cancellation);
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                throw new OutboxException(BothLanguages.Say($"{file.FullName} ne s'écrit pas : {problem.Message}", $"{file.FullName} cannot be written: {problem.Message}"), problem);
            }

            screen.Say(Tone.Good, $"Écrit dans {file.FullName}.", new { @event = "exported", file = file.FullName });
            return ExitCodes.Well;
        });
    }

    private static Option<string?> StateOption()
    {
        var state = new Option<string?>("--state") { Description = $"Only scans in this state: {string.Join(", ", States.All)}." };
        state.AcceptOnlyFromAmong([.. States.All]);
        return state;
    }

    private static Command Make(
        string name,
        string description,
        Option[] options,
        Func<ParseResult, Screen, StationFile, OutboxStore, CancellationToken, Task<int>> work,
        params Argument[] arguments)
    {
        var (folder, json) = (StationOptions.Folder(), StationOptions.Json());
        var command = new Command(name, $"{description} {ExitCodes.Help}") { folder, json };

        foreach (var option in options)
        {
            command.Options.Add(option);
        }

        foreach (var argument in arguments)
        {
            command.Arguments.Add(argument);
        }

        command.SetAction((parsed, cancellation) =>
        {
            var screen = StationOptions.Screen(parsed.GetValue(json));
            return StationOptions.RunAsync(screen, async () =>
            {
                var file = new StationFile(parsed.GetRequiredValue(folder).FullName);

                if (!File.Exists(file.OutboxPath))
                {
                    // Looking at nothing makes nothing.
                    file.Required();
                }

                using var store = OutboxStore.Open(file.OutboxPath, TimeProvider.System);
                return await work(parsed, screen, file, store, cancellation);
            });
        });
        return command;
    }

    private static void Tell(Screen screen, OutboxNews news)
    {
        switch (news)
        {
            case AnswerCame { Scan: var scan, Receipt: var receipt } when screen.IsJson || States.WantsAPerson(receipt.State):
                var answered = scan with { State = receipt.State, Answer = receipt };
                screen.Say(ToneOf(answered), Line(answered), Fields(answered));
                break;
            case ScanSetAside { Scan: var scan, Why: var why }:
                var aside = scan with { State = States.Unsendable, Answer = new(scan.Scan.Id, States.Unsendable, Reason: why) };
                screen.Say(ToneOf(aside), Line(aside), Fields(aside));
                break;
            case SendingPaused paused:
                screen.Say(Tone.Look, $"{paused.Why} Nouvel essai dans {Teller.Seconds(paused.Pause)}.", new { @event = "paused", paused.Why, paused.Waiting, seconds = paused.Pause.TotalSeconds });
                break;
            case SignInNeeded needed:
                screen.Say(Tone.Look, $"Les scans de {needed.Person} attendent son badge sur le poste. {needed.Why}", new { @event = "sign-in-needed", needed.Person, needed.Why });
                break;
        }
    }

    /// <summary>How it stands, and the exit code that says so.</summary>
    private static int Counted(Screen screen, OutboxStore store)
    {
        var counts = store.Counts();
        var look = counts[States.Held] + counts[States.Refused] + counts[States.Unsendable];
        screen.Say(
            counts[States.Waiting] > 0 || look > 0 ? Tone.Look : Tone.Good,
            $"{Teller.Count(counts[States.Waiting], "scan attend", "scans attendent")} l'envoi, {look} à regarder, {counts[States.Accepted] + counts[States.Finding]} acceptés.",
            new { @event = "counts", counts });
        return counts[States.Waiting] > 0 ? ExitCodes.Waiting : look > 0 ? ExitCodes.Look : ExitCodes.Well;
    }

    private static Tone ToneOf(KeptScan scan) => scan.State switch
    {
        States.Accepted => Tone.Good,
        States.Refused or States.Unsendable => Tone.Stop,
        States.Waiting or States.Retried or States.Undone => Tone.Plain,
        _ => Tone.Look,
    };

    private static string Line(KeptScan scan)
    {
        var why = scan.State is States.Accepted ? NextWords.StatusOf(scan.Answer?.Status) : (scan.Answer?.Reason ?? scan.Answer?.Finding)?.ToString();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{scan.Scan.OccurredAt.ToLocalTime():dd/MM HH:mm:ss}  {Teller.Shown(scan.Scan.Code),-12} {scan.Scan.Step,-18} {WordOf(scan.State)}{(string.IsNullOrEmpty(why) ? string.Empty : $" : {why}")}");
    }

    private static string WordOf(string state) => state switch
    {
        States.Waiting => "attend",
        States.Accepted => "accepté",
        States.Finding => "accepté, à voir",
        States.Held => "gardé par le serveur",
        States.Refused => "refusé",
        States.Unsendable => "illisible pour le serveur",
        States.Retried => "recommencé",
        States.Undone => "annulé",
        _ => state,
    };

    private static object Fields(KeptScan scan) => new
    {
        @event = "scan",
        scanId = scan.Scan.Id,
        scan.Scan.Code,
        scan.Scan.Step,
        scan.Scan.OccurredAt,
        data = scan.Scan.Data is { } data ? JsonSerializer.Deserialize<JsonElement>(data) : (JsonElement?)null,
        scan.Scan.Evidence,
        scan.Origin.Server,
        scan.Origin.Device,
        scan.Origin.Person,
        scan.State,
        scan.Attempts,
        scan.NotBefore,
        scan.AnsweredAt,
        scan.Answer,
    };
}
