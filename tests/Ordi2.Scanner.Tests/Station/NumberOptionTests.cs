using System.CommandLine;
using Ordi2.Scanner.Labels;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Station;
using Ordi2.Scanner.Watching;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>What is no number is said in our words, whichever command takes it.</summary>
public sealed class NumberOptionTests
{
    private static readonly Command[] Commands = [StationCommand.Make(), WatchCommand.Make(), OutboxCommand.Make(), LabelsCommand.Make(), SimulateCommand.Make()];

    public static TheoryData<string> Numbers => [.. Commands.SelectMany(Below).SelectMany(command => command.Options.Where(IsNumber).Select(option => $"{command.Name} {option.Name}")).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_that_is_none_gets_an_example_in_both_languages(string of)
    {
        var command = Commands.SelectMany(Below).First(one => one.Options.Any(option => $"{one.Name} {option.Name}" == of));
        var option = of.Split(' ')[1];

        var flaw = command.Parse([option, "x"]).Errors.Select(error => error.Message).First(message => message.StartsWith(option, StringComparison.Ordinal));

        Assert.Contains($"par exemple {option} ", flaw, StringComparison.Ordinal);
        Assert.Contains($"for example {option} ", flaw, StringComparison.Ordinal);
    }

    private static IEnumerable<Command> Below(Command command) => command.Subcommands.SelectMany(Below).Prepend(command);

    private static bool IsNumber(Option option) => (Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType) is var type && (type == typeof(int) || type == typeof(long) || type == typeof(double));
}
