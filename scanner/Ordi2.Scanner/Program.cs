using System.CommandLine;
using Ordi2.Scanner.Simulation;

var root = new RootCommand("The scanner station of Ordi 2.0.") { SimulateCommand.Make() };
return await root.Parse(args).InvokeAsync();
