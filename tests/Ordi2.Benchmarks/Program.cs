using System.CommandLine;
using Ordi2.Benchmarks;
using Ordi2.Benchmarks.Plain;
using Ordi2.Benchmarks.Servers;
using Ordi2.Benchmarks.Subjects;
using Spectre.Console;

// One thread serves all sockets of the generator and continues where it is: the servers get the other cores.
// Read by the runtime when the first socket opens; the servers that are started do not inherit it.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");

// Tables stay tables in a log file.
AnsiConsole.Profile.Capabilities.Ansi = !Console.IsOutputRedirected;
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 150);

var database = new Option<Database>("--database") { Description = "sqlite or postgres.", DefaultValueFactory = _ => Database.Sqlite, Recursive = true };
var quick = new Option<bool>("--quick") { Description = "Shorter windows, smaller stores: a look, not a verdict.", Recursive = true };
var json = new Option<FileInfo?>("--json") { Description = "Also write the figures to this file.", Recursive = true };
var machines = new Option<int?>("--machines") { Description = "How many machines are stored for history, boards and lists: 1000000, or 20000 with --quick.", Recursive = true };
var baselines = new Option<bool>("--baselines-only") { Description = "Measure the plain design and pgbench without ours." };

var times = new Option<int>("--times") { Description = "How many kills.", DefaultValueFactory = _ => 50 };

var root = new RootCommand("Measures Ordi 2.0 on this machine, side by side with simpler designs. Starts all it needs and ends it.");
root.Options.Add(database);
root.Options.Add(quick);
root.Options.Add(json);
root.Options.Add(machines);

var scans = Subject("scans", "Durable scans a second through HTTP at 1, 8, 32 and 128 connections.", ScansSubject.RunAsync);
scans.Options.Add(baselines);
Subject("coldstart", "From the start of the process on an empty folder to its first accepted scan.", ColdStartSubject.RunAsync);
Subject("crash", "kill -9 under load, many times; checks that nothing acknowledged is lost or doubled.", CrashSubject.RunAsync).Options.Add(times);
Subject("growth", "What a scan costs with 1 thousand, 100 thousand and 1 million machines.", GrowthSubject.RunAsync);
Subject("history", "How long the history of a machine takes with 1 million machines.", ReadsSubject.HistoryAsync);
Subject("boards", "How long boards and list pages take with 1 million machines.", ReadsSubject.BoardsAsync);
Subject("lists", "How long every list and a search take with 1 million machines.", ReadsSubject.ListsAsync);
Subject("memory", "What a machine costs in memory while it is active.", MemorySubject.RunAsync);
Subject("live", "From a scan sent to two browsers that draw it, also after a restart under them.", LiveSubject.RunAsync);
Subject("watchers", "2,000 boards open on one server process at 100 scans a second: memory of a board, from a scan to each.", WatchersSubject.RunAsync);
Subject("batches", "Durable scans a second with 100 scans in a request.", BatchesSubject.RunAsync);
Subject("decode", "Pictures of barcodes that are read, side by side with zbarimg and ZXingReader.", DecodeSubject.RunAsync);
Subject("camera", "The decoder of the phone app in Chromium: milliseconds a picture, and how many of a film of a label are read.", CameraSubject.RunAsync);
Subject("labels", "1,000 labels as PDF, on each sheet.", LabelsSubject.RunAsync);

var store = new Option<string>("--store") { Required = true };
var connection = new Option<string>("--connection") { Required = true };
var servePlain = new Command("serve-plain", "The plain design as a server of its own; the subjects start it.") { store, connection };
servePlain.Hidden = true;
servePlain.SetAction(async (result, stop) =>
{
    await using var opened = PlainStores.Open(result.GetRequiredValue(store), result.GetRequiredValue(connection));
    await PlainServer.RunAsync(opened, stop);
});
root.Subcommands.Add(servePlain);

var url = new Option<string>("--url") { Required = true, Description = "Where the server listens." };
var token = new Option<string>("--token") { Required = true, Description = "Token of an operator of a workshop." };
var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 32 };
var batch = new Option<int>("--batch") { DefaultValueFactory = _ => 1 };
var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 10 };
var drive = new Command("drive", "Scans against a server that already runs, to look at it with a profiler.") { url, token, connections, batch, seconds };
drive.SetAction((result, _) => DriveCommand.RunAsync(
    new Uri(result.GetRequiredValue(url)), result.GetRequiredValue(token), result.GetValue(connections), result.GetValue(batch), result.GetValue(seconds)));
root.Subcommands.Add(drive);

return await root.Parse(args).InvokeAsync();

Command Subject(string name, string description, Func<SubjectOptions, Task> run)
{
    var command = new Command(name, description);
    command.SetAction(async (result, _) =>
    {
        try
        {
            await run(new SubjectOptions(result.GetValue(database), result.GetValue(quick), result.GetValue(json))
            {
                Machines = result.GetValue(machines),
                Times = command.Options.Contains(times) ? result.GetValue(times) : 0,
                BaselinesOnly = command.Options.Contains(baselines) && result.GetValue(baselines),
            });
            return 0;
        }
        catch (BenchmarkException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    });
    root.Subcommands.Add(command);
    return command;
}
