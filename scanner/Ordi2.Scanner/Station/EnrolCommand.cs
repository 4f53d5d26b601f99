using System.CommandLine;
using System.Web;
using Ordi2.Scanner.Outbox;

namespace Ordi2.Scanner.Station;

/// <summary><c>enrol</c>: makes this device a station, with the one-time code that the page of the stations shows.</summary>
internal static class EnrolCommand
{
    public static Command Make()
    {
        var address = new Argument<string?>("address") { Description = "The address in the QR code of the page of the stations: https://server/station/enrol?code=ABCDE-FGHJK.", Arity = ArgumentArity.ZeroOrOne };
        var server = new Option<string?>("--server") { Description = "Address of the server, where the code is given apart." };
        var code = new Option<string?>("--code") { Description = "The one-time code." };
        var tokenFile = new Option<FileInfo?>("--token-file") { Description = "Instead of a code: a file with the token of a program, for a bench without badges." };
        var (folder, json) = (StationOptions.Folder(), StationOptions.Json());
        var command = new Command("enrol", $"Makes this device a station of a server. The token is kept in a file that only you can read. {ExitCodes.Help}") { address, server, code, tokenFile, folder, json };

        command.SetAction((parsed, cancellation) =>
        {
            var screen = StationOptions.Screen(parsed.GetValue(json));
            return StationOptions.RunAsync(screen, async () =>
            {
                var (where, secret) = Understand(parsed.GetValue(address), parsed.GetValue(server), parsed.GetValue(code), parsed.GetValue(tokenFile) is not null);
                var file = new StationFile(parsed.GetRequiredValue(folder).FullName);
                return parsed.GetValue(tokenFile) is { } tokens
                    ? WithToken(file, where, tokens, screen)
                    : await WithCodeAsync(file, where, secret!, screen, cancellation);
            });
        });

        return command;
    }

    /// <summary>Which server, and which code.</summary>
    /// <exception cref="StationException">They are not both there.</exception>
    internal static (Uri Server, string? Code) Understand(string? address, string? server, string? code, bool hasToken)
    {
        if (!Uri.TryCreate(address ?? server, UriKind.Absolute, out var where) || where.Scheme is not ("http" or "https"))
        {
            throw new StationException(
                "Donnez l'adresse du serveur et le code que montre la page « Postes » : Ordi2.Scanner enrol --server https://serveur --code ABCDE-FGHJK",
                "Give the address of the server and the code that the page “Stations” shows: Ordi2.Scanner enrol --server https://server --code ABCDE-FGHJK");
        }

        code ??= HttpUtility.ParseQueryString(where.Query)["code"];

        return hasToken == string.IsNullOrWhiteSpace(code)
            ? (new(where.GetLeftPart(UriPartial.Authority)), code)
            : throw (hasToken
                ? new StationException("Donnez un code ou un fichier de jeton, pas les deux.", "Give a code or a file with a token, not both.")
                : new StationException("Il manque le code que montre la page « Postes » : --code ABCDE-FGHJK", "The code that the page “Stations” shows is missing: --code ABCDE-FGHJK"));
    }

    private static async Task<int> WithCodeAsync(StationFile file, Uri server, string code, Screen screen, CancellationToken cancellation)
    {
        using var http = StationOptions.Http();
        var (enrolled, why) = await new StationServer(http).EnrolAsync(server, code, cancellation);

        if (enrolled is null)
        {
            screen.Say(Tone.Stop, BothLanguages.Say($"Ce poste n'est pas inscrit. {why}", $"This station is not enrolled. {EnglishOf(why!, server)}"), new { @event = "refused", reason = why });
            return why!.Code is StationServer.AwayCode or StationServer.NotOursCode ? ExitCodes.Wrong : ExitCodes.Look;
        }

        // Whose scans still wait keeps their token: they are sent in their name.
        var before = file.Read() is { } known && known.Address == server.GetLeftPart(UriPartial.Authority) ? known.Operators : [];
        file.Write(new() { Server = server, Device = enrolled.Id, Name = enrolled.Name, Organisation = enrolled.Organisation, Site = enrolled.Site, Token = enrolled.Token, Operators = before });
        return Enrolled(file, screen, $"Ce poste est inscrit : {enrolled.Name} ({enrolled.Organisation}). Lancez : Ordi2.Scanner station", enrolled.Id, server);
    }

    /// <summary>The server was asked in French: of its own reasons the code says which it was.</summary>
    private static string EnglishOf(Sentence why, Uri server) => why.Code switch
    {
        StationServer.AwayCode => $"The server {server.GetLeftPart(UriPartial.Authority)} does not answer. Check the network and the address, then try again.",
        StationServer.NotOursCode => "What answers at this address is not Ordi 2.0. Check the address.",
        _ => $"The server refused: {why.Code}. Ask for a new code on the page “Stations”.",
    };

    private static int WithToken(StationFile file, Uri server, FileInfo tokens, Screen screen)
    {
        if (!tokens.Exists || tokens.Length > 4096 || File.ReadAllText(tokens.FullName).Trim() is not { Length: > 0 } token || token.Any(char.IsWhiteSpace))
        {
            throw new StationException($"{tokens.FullName} ne contient pas un jeton, seul sur une ligne.", $"{tokens.FullName} does not hold a token, alone on a line.");
        }

        var device = file.Read()?.Device ?? $"poste-{Guid.CreateVersion7():N}";
        file.Write(new() { Server = server, Device = device, Current = StationState.Program, Operators = new(StringComparer.Ordinal) { [StationState.Program] = new(token) } });
        return Enrolled(file, screen, $"Ce poste envoie au nom d'un programme ({device}). Lancez : Ordi2.Scanner station", device, server);
    }

    private static int Enrolled(StationFile file, Screen screen, string words, string device, Uri server)
    {
        screen.Say(Tone.Good, words, new { @event = "enrolled", device, file = file.FilePath });

        if (server is { Scheme: "http", IsLoopback: false })
        {
            screen.Say(Tone.Look, "Cette adresse n'est pas chiffrée : sur le réseau, d'autres peuvent lire le jeton. Préférez https.", new { @event = "not-encrypted" });
        }

        return ExitCodes.Well;
    }
}
