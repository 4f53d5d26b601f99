using System.CommandLine;
using Ordi2.Scanner;
using Ordi2.Scanner.Decoding;
using Ordi2.Scanner.Labels;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Station;
using Ordi2.Scanner.Watching;
using Ordi2.Silo.Hosting;

var root = new RootCommand("The scanner station of Ordi 2.0.") { EnrolCommand.Make(), StationCommand.Make(), WatchCommand.Make(), OutboxCommand.Make(), LabelsCommand.Make(), DecodeCommand.Make(), SimulateCommand.Make() };
var parsed = root.Parse(args);

if (parsed.Errors.Count > 0)
{
    foreach (var flaw in LineFlaws.Of(parsed))
    {
        await Console.Error.WriteLineAsync(flaw);
    }

    await Console.Error.WriteLineAsync(LineFlaws.Help(parsed));
    return ExitCodes.Wrong;
}

using var signals = new StopSignals();
var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Asked);

return code != 0 && signals.Asked.IsCancellationRequested ? signals.Code : code;
