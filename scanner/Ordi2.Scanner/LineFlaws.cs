using System.CommandLine;
using System.CommandLine.Parsing;

namespace Ordi2.Scanner;

/// <summary>What is wrong with a command line, in French and then in English, and not in the words of the library that reads it.</summary>
internal static class LineFlaws
{
    /// <summary>All that is wrong, each in both languages; nothing where the line is well.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        if (parsed.Errors.Count == 0)
        {
            return [];
        }

        var command = parsed.CommandResult.Command;
        string[] ours =
        [
            .. WithoutValue(parsed).Select(name => BothLanguages.Say($"Il manque la valeur de {name} : {name} VALEUR.", $"{name} needs a value: {name} VALUE.")),
            .. command.Options.Where(option => option.Required && parsed.GetResult(option) is null or { Implicit: true })
                .Select(option => BothLanguages.Say($"Il manque {option.Name}.", $"{option.Name} is missing.")),
            .. command.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > (parsed.GetResult(argument)?.Tokens.Count ?? 0))
                .Select(argument => BothLanguages.Say($"Il manque {argument.Name}.", $"{argument.Name} is missing.")),
            .. parsed.UnmatchedTokens.Select(token => BothLanguages.Say($"« {token} » n'est pas compris ici.", $"'{token}' is not understood here.")),
            .. command.Action is null && command.Subcommands.Count > 0 ? [WhichCommand(command)] : Array.Empty<string>(),

            // What an option says of its own value is in both languages already.
            .. parsed.Errors.Where(error => error.SymbolResult is ArgumentResult { Tokens.Count: > 0 } or OptionResult { Tokens.Count: > 0 }).Select(error => error.Message),
        ];

        return ours.Length > 0 ? ours : [.. parsed.Errors.Select(error => error.Message)];
    }

    /// <summary>Where everything is explained.</summary>
    public static string Help(ParseResult parsed)
    {
        var line = string.Join(' ', Path(parsed.CommandResult).Reverse());
        return BothLanguages.Say($"Tout ce qui se dit : {line} --help", $"All that can be said: {line} --help");
    }

    private static IEnumerable<string> WithoutValue(ParseResult parsed) => parsed.CommandResult.Children.OfType<OptionResult>()
        .Where(one => !one.Implicit && one.Tokens.Count < one.Option.Arity.MinimumNumberOfValues).Select(one => one.Option.Name);

    private static string WhichCommand(Command command)
    {
        var names = string.Join(", ", command.Subcommands.Where(one => !one.Hidden).Select(one => one.Name));
        return BothLanguages.Say($"Il manque la commande : {names}.", $"The command is missing: {names}.");
    }

    private static IEnumerable<string> Path(CommandResult? result)
    {
        for (; result is not null; result = result.Parent as CommandResult)
        {
            yield return result.Parent is null ? "Ordi2.Scanner" : result.Command.Name;
        }
    }
}
