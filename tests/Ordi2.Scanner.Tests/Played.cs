using Ordi2.Ledger.Testing;
using Ordi2.Scanner.Simulation;
using Spectre.Console;

namespace Ordi2.Scanner.Tests;

/// <summary>Plays against a running server, and looks at what is left.</summary>
internal static class Played
{
    /// <returns>The exit code, and what was said when it is not 0.</returns>
    public static async Task<(int Code, string Said)> PlayAsync(RunningServer server, int seed, int machines, bool territory = false)
    {
        using var said = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No, Out = new AnsiConsoleOutput(said) });
        var options = new SimulationOptions(server.Address, server.Accounts, machines, seed, server.Result, ReportShelf.FindFolder(), null, 2, 100, 4, territory);
        var code = await new Simulator(options, console, TimeProvider.System).RunAsync(CancellationToken.None);
        return (code, code == 0 ? string.Empty : said.ToString());
    }

    /// <summary>It balances, and if not, what it said is worth reading to the end.</summary>
    public static void Well((int Code, string Said) played) => Assert.True(played.Code == 0, played.Said);

    /// <summary>After a kill -9 every chain is whole and every counter is what a recount says.</summary>
    public static async Task VerifiedAsync(RunningServer server)
    {
        await server.KillAsync();

        foreach (var command in (string[][])[["verify"], ["recount", "--days"]])
        {
            var (code, said) = await server.RunAsync(command);
            Assert.True(code == 0, said);
        }
    }
}
