using System.CommandLine;
using System.Text.Json;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;
using Ordi2.Web.Commands;

namespace Ordi2.Scanner.Station;

/// <summary><c>station</c>: reads scans from a keyboard, a serial port or standard input, and says what becomes of each.</summary>
internal static class StationCommand
{
    private static string Listed => string.Join(", ", Mode.All.Select(one => one.Key));

    public static Command Make()
    {
        var mode = new Option<string?>("--mode") { Description = $"What each scan does until a card says otherwise: {Listed}." };
        var step = new Option<string?>("--step") { Description = "Instead of --mode: any step of the API, for example receive-device." };
        var data = new Option<string?>("--data") { Description = "The fields of --step as JSON, for example '{\"donation\":\"D1\"}'." };
        var gift = new Option<string?>("--gift") { Description = "With --mode receive: the gift that arrives, by its number on the site; without it the station asks." };
        var type = new Option<string?>("--type") { Description = "With --mode receive: the kind of the machines, for example LAPTOP." };
        var serial = new Option<string?>("--serial") { Description = "A scanner at a serial port, for example /dev/ttyUSB0, beside the keyboard." };
        var baud = new Option<int>("--baud") { Description = "Its speed.", DefaultValueFactory = _ => 9600 }.Whole(300, 921_600, 9600);
        var (folder, json, wait) = (StationOptions.Folder(), StationOptions.Json(), StationOptions.Wait());
        var command = new Command(
            "station",
            "Reads scans from the keyboard, standard input or a serial port, keeps each on the disk, sends them and says what became of them. Scan or type a mode card (O2-TRIAGE-REUSE or triage-reuse), "
            + $"a badge, then machines; aide lists the rest. {ExitCodes.Help}")
        {
            mode, step, data, gift, type, serial, baud, folder, json, wait,
        };

        command.SetAction((parsed, cancellation) =>
        {
            var screen = StationOptions.Screen(parsed.GetValue(json));
            return StationOptions.RunAsync(screen, async () =>
            {
                using var run = new StationRun(
                    new StationFile(parsed.GetRequiredValue(folder).FullName),
                    screen,
                    StartOf(ModeOf(parsed.GetValue(mode), parsed.GetValue(step), parsed.GetValue(data)), parsed.GetValue(gift), parsed.GetValue(type)),
                    parsed.GetValue(serial),
                    parsed.GetValue(baud),
                    TimeSpan.FromSeconds(parsed.GetValue(wait)),
                    TimeProvider.System);
                return await run.RunAsync(cancellation);
            });
        });

        return command;
    }

    /// <summary>A gift or a kind alone means that machines are received.</summary>
    /// <exception cref="StationException">There is no such kind, or something else is done than to receive.</exception>
    internal static StationStart StartOf(Mode? mode, string? gift, string? type)
    {
        if (gift is null && type is null)
        {
            return new(mode);
        }

        var dock = mode ?? Mode.Find(Mode.Dock)!;
        return !dock.IsDock ? throw new StationException("--gift et --type vont avec --mode receive.", "--gift and --type go with --mode receive.")
            : new(
                dock,
                string.IsNullOrWhiteSpace(gift) ? null : Gift.Named(gift.Trim()),
                type is null ? DeviceType.Unknown : Kinds.Find(type) ?? throw new StationException($"La sorte « {type} » n'existe pas. Il y a : {Kinds.Listed}.", $"'{type}' is no kind. There are: {Kinds.Codes}."));
    }

    /// <exception cref="StationException">There is no such mode or step, or its fields do not fit.</exception>
    internal static Mode? ModeOf(string? mode, string? step, string? data)
    {
        if (step is null)
        {
            return data is not null ? throw new StationException("--data va avec --step.", "--data goes with --step.")
                : mode is null ? null
                : Mode.Find(mode) ?? throw new StationException(
                    $"L'étape « {mode} » n'existe pas. Il y a : {Listed}.", $"'{mode}' is no mode. There are: {Listed}.");
        }

        try
        {
            using var fields = JsonDocument.Parse(data ?? "{}");
            return mode is not null ? throw new StationException("Donnez --mode ou --step, pas les deux.", "Give --mode or --step, not both.")
                : CommandCatalog<MachineCommand>.ReadSent(step, fields.RootElement) is { } command ? Mode.Of(step, step, command)
                : throw new StationException($"L'étape « {step} » n'existe pas.", $"'{step}' is no step of the API.");
        }
        catch (JsonException problem)
        {
            throw new StationException(
                $"Les champs de « {step} » ne vont pas ({problem.Path ?? "JSON"}) : {problem.Message}", $"The fields of '{step}' do not fit ({problem.Path ?? "JSON"}): {problem.Message}");
        }
    }
}
