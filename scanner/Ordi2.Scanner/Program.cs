using System.CommandLine;
using Ordi2.Scanner.Decoding;
using Ordi2.Scanner.Simulation;
using Ordi2.Silo.Hosting;

var root = new RootCommand("The scanner station of Ordi 2.0.") { DecodeCommand.Make(), SimulateCommand.Make() };
using var signals = new StopSignals();
var code = await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Asked);

return code != 0 && signals.Asked.IsCancellationRequested ? signals.Code : code;
