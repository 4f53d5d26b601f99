using System.CommandLine;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Station;
using Ordi2.Scanner.Watching;
using Ordi2.Silo.Hosting;

var root = new RootCommand("The scanner station of Ordi 2.0.") { EnrolCommand.Make(), StationCommand.Make(), WatchCommand.Make(), OutboxCommand.Make(), SimulateCommand.Make() };
using var signals = new StopSignals();
var code = await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Asked);

return code != 0 && signals.Asked.IsCancellationRequested ? signals.Code : code;
