using System.CommandLine;
using Ordi2.Scanner.Outbox;
using Ordi2.Web.Commands;
using Spectre.Console;

namespace Ordi2.Scanner.Station;

/// <summary>What all commands of a station have in common.</summary>
internal static class StationOptions
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    public static Option<DirectoryInfo> Folder() => new("--folder")
    {
        Description = "Where this station keeps its token and its outbox; ORDI2_STATION or a folder of yours where it is left out.",
        DefaultValueFactory = _ => new DirectoryInfo(StationFile.DefaultFolder),
    };

    public static Option<bool> Json() => new("--json") { Description = "One JSON object a line, for scripts." };

    public static Option<int> Wait() => new Option<int>("--wait") { Description = "Seconds to go on sending at the end, 0 to 86400.", DefaultValueFactory = _ => 10 }.Whole(0, 86_400, 10);

    /// <summary>Runs a command, and says what stopped it where that is no fault of the program.</summary>
    public static async Task<int> RunAsync(Screen screen, Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (Exception problem) when (problem is StationException or OutboxException)
        {
            screen.Say(Tone.Stop, problem.Message, new { @event = "error", problem.Message });
            return ExitCodes.Wrong;
        }
    }

    /// <summary>Lines for scripts go to the output as they are; people get colours where their screen has some.</summary>
    public static Screen Screen(bool json) => new(Console.Out, json, json || Console.IsOutputRedirected ? null : AnsiConsole.Console);

    /// <summary>Redirections are not followed: a token goes to the server that it was given for.</summary>
    public static HttpClient Http() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    })
    {
        Timeout = RequestTimeout,
    };
}
