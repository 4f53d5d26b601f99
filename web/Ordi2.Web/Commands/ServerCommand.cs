using System.CommandLine;
using Ordi2.Web.Hosting;

namespace Ordi2.Web.Commands;

/// <summary>The program's command line: without a command it serves.</summary>
internal static class ServerCommand
{
    public static RootCommand Make()
    {
        var where = new WhereOptions();
        var root = new RootCommand("Ordi 2.0 : de la donation au partenaire, chaque machine par ses scans. / From donation to partner, each machine by its scans.");
        where.AddTo(root);

        var demo = new Option<bool>("--demo") { Description = "Remplit un dossier vide d'un territoire fictif. / Fills an empty folder with a fictional territory." };
        root.Options.Add(demo);
        root.Subcommands.Add(TokenCommands.Make(where));

        foreach (var command in MaintenanceCommands.Make(where))
        {
            root.Subcommands.Add(command);
        }

        root.SetAction((parsed, cancellationToken) =>
        {
            var settings = where.Read(parsed) with { Demo = parsed.GetValue(demo) };
            return StartMistakes.ExplainAsync(settings, async () =>
            {
                // Before anything is built or opened: whoever started it sees at once that it runs, and where. A collector of logs gets its own lines.
                if (!Listening.IsForCollectors(Environment.GetEnvironmentVariable(ServerSettings.LogVariable)))
                {
                    await Console.Out.WriteLineAsync($"Ordi 2.0 démarre ; données : {settings.Where}. / Ordi 2.0 is starting; data: {settings.Where}.");
                }

                await using var app = Server.Build(settings);
                await app.RunAsync(cancellationToken);
                return ExitCodes.Ok;
            });
        });

        return root;
    }
}

/// <summary>What the program tells its caller when it ends.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>It ran, and found something wrong.</summary>
    public const int FoundProblems = 1;

    /// <summary>It was asked something that makes no sense.</summary>
    public const int Usage = 2;
}

/// <summary>Where the data is: the same for every command.</summary>
internal sealed class WhereOptions
{
    private readonly Option<string?> _data = new("--data")
    {
        Description = $"Dossier des données. / Folder of the data. [{ServerSettings.DataVariable}, {ServerSettings.DefaultData}]",
        Recursive = true,
    };

    private readonly Option<string?> _database = new("--database")
    {
        Description = $"Connexion PostgreSQL ; sans elle, SQLite. / PostgreSQL connection string; without it, SQLite. [{ServerSettings.DatabaseVariable}]",
        Recursive = true,
    };

    private readonly Option<string?> _urls = new("--urls")
    {
        Description = $"Adresses d'écoute. / Addresses to listen on. [{ServerSettings.UrlsVariable}, {ServerSettings.DefaultUrls}]",
    };

    public void AddTo(RootCommand root)
    {
        root.Options.Add(_data);
        root.Options.Add(_database);
        root.Options.Add(_urls);
    }

    public ServerSettings Read(ParseResult parsed) =>
        ServerSettings.From(parsed.GetValue(_data), parsed.GetValue(_database), parsed.GetValue(_urls));
}
