using System.CommandLine;
using Ordi2.Web.Commands;
using Spectre.Console;

namespace Ordi2.Scanner.Simulation;

/// <summary><c>simulate</c>: plays a territory against a running server.</summary>
internal static class SimulateCommand
{
    public static Command Make()
    {
        var server = new Option<Uri>("--server")
        {
            Description = "Address of the server, for example http://127.0.0.1:5080.",
            Required = true,
            CustomParser = static result =>
            {
                if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                {
                    return address;
                }

                result.AddError($"--server est une adresse, par exemple --server http://127.0.0.1:5080.{Environment.NewLine}--server is an address, for example --server http://127.0.0.1:5080.");
                return null;
            },
        };
        var accounts = new Option<FileInfo>("--accounts") { Description = "demo-accounts.json, as the server writes it with --demo.", Required = true };
        var machines = new Option<int>("--machines") { Description = "How many machines.", DefaultValueFactory = _ => 200 };
        var seed = new Option<int>("--seed") { Description = "The same seed plays the same story.", DefaultValueFactory = _ => 1 };
        var json = new Option<FileInfo?>("--json") { Description = "Where to write the result as JSON." };
        var reports = new Option<DirectoryInfo?>("--reports") { Description = "Folder with reports of audit and wipe tools; shared/data beside the checkout where it is there, else a few of our own." };
        var prefix = new Option<string?>("--device-prefix") { Description = "First part of the names of the devices." };
        var devices = new Option<int>("--devices") { Description = "Devices of each person.", DefaultValueFactory = _ => 2 };
        var batch = new Option<int>("--batch") { Description = "Most scans in a request, 1 to 500.", DefaultValueFactory = _ => 250 };
        var parallel = new Option<int>("--parallel") { Description = "Requests at the same time.", DefaultValueFactory = _ => 8 };

        var territory = new Option<bool>("--territory")
        {
            Description = "Founds and plays a whole territory of a year and a half: 3 workshops, 24 EPNs, 90 partners, 40 donors, 4,200 machines in 60 donations, 2 calls for projects, 55 dossiers, 130 loans, 300 sessions, 35 batches.",
        };

        machines.Whole(1, 1_000_000, 200);
        seed.Whole(int.MinValue, int.MaxValue, 7);
        devices.Whole(1, 50, 2);
        batch.Whole(1, 500, 250);
        parallel.Whole(1, 128, 8);

        var command = new Command("simulate", "Plays a whole territory against a running server: gifts, workshops, EPNs, partners, recycling.")
        {
            server, accounts, machines, seed, json, reports, prefix, devices, batch, parallel, territory,
        };

        command.SetAction(async (parsed, cancellation) =>
        {
            var options = new SimulationOptions(
                parsed.GetRequiredValue(server),
                parsed.GetRequiredValue(accounts).FullName,
                parsed.GetValue(machines),
                parsed.GetValue(seed),
                parsed.GetValue(json)?.FullName,
                parsed.GetValue(reports)?.FullName ?? ReportShelf.FindFolder(),
                parsed.GetValue(prefix),
                parsed.GetValue(devices),
                parsed.GetValue(batch),
                parsed.GetValue(parallel),
                parsed.GetValue(territory));

            try
            {
                return await new Simulator(options, AnsiConsole.Console, TimeProvider.System).RunAsync(cancellation);
            }
            catch (SimulationException problem)
            {
                AnsiConsole.MarkupLineInterpolated($"[red]{problem.Message}[/]");
                return 2;
            }
        });

        return command;
    }
}

/// <summary>What the command line says.</summary>
internal sealed record SimulationOptions(
    Uri Server,
    string Accounts,
    int Machines,
    int Seed,
    string? Json,
    string? Reports,
    string? DevicePrefix,
    int Devices,
    int Batch,
    int Parallel,
    bool Territory = false);
