using System.CommandLine;
using Ordi2.Scanner.Simulation;

var root = new RootCommand("The scanner station of Ordi 2.0.") { SimulateCommand.Make() };

// Asked twice to stop (dotnet run passes on what the terminal sends as well), the library would fall over itself if the work were not over in two seconds.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
