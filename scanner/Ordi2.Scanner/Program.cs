using System.CommandLine;
using Ordi2.Scanner.Labels;
using Ordi2.Scanner.Simulation;
using Ordi2.Silo.Hosting;

var root = new RootCommand("The scanner station of Ordi 2.0.") { LabelsCommand.Make(), SimulateCommand.Make() };
var parsed = root.Parse(args);

if (parsed.Errors.Count > 0)
{
    await parsed.InvokeAsync();
    return 2;
}

using var signals = new StopSignals();
var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }, signals.Asked);

return code != 0 && signals.Asked.IsCancellationRequested ? signals.Code : code;
