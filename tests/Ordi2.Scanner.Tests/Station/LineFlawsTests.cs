using System.CommandLine;
using Ordi2.Scanner.Decoding;
using Ordi2.Scanner.Outbox;
using Ordi2.Scanner.Simulation;
using Ordi2.Scanner.Station;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>What is wrong with a command line is said in French, then in English.</summary>
public sealed class LineFlawsTests
{
    [Theory]
    [InlineData("station --serial", "Il manque la valeur de --serial : --serial VALEUR.", "--serial needs a value: --serial VALUE.")]
    [InlineData("enrol --code", "Il manque la valeur de --code : --code VALEUR.", "--code needs a value: --code VALUE.")]
    [InlineData("station --toboggan", "« --toboggan » n'est pas compris ici.", "'--toboggan' is not understood here.")]
    [InlineData("decode", "Il manque FILE.", "FILE is missing.")]
    [InlineData("simulate", "Il manque --accounts.", "--accounts is missing.")]
    [InlineData("", "Il manque la commande : enrol, station", "The command is missing: enrol, station")]
    [InlineData("outbox", "Il manque la commande : ", "The command is missing: ")]
    [InlineData("station --baud x", "--baud est un nombre entier de 300 à 921600, par exemple --baud 9600.", "--baud is a number from 300 to 921600, for example --baud 9600.")]
    public void A_flaw_is_said_in_both_languages_and_the_library_says_nothing(string line, string french, string english)
    {
        var root = new RootCommand { EnrolCommand.Make(), StationCommand.Make(), OutboxCommand.Make(), DecodeCommand.Make(), SimulateCommand.Make() };
        var said = string.Join('\n', LineFlaws.Of(root.Parse(line)));

        Assert.Contains(french, said, StringComparison.Ordinal);
        Assert.Contains(english, said, StringComparison.Ordinal);
        Assert.DoesNotContain("Required", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Unrecognized", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_is_well_has_no_flaw() => Assert.Empty(LineFlaws.Of(new RootCommand { StationCommand.Make() }.Parse("station --mode inventory")));

    [Fact]
    public void What_a_station_cannot_do_is_said_in_both_languages() => Assert.All(
        new Action[]
        {
            () => EnrolCommand.Understand(null, null, null, hasToken: false),
            () => EnrolCommand.Understand("https://o2.example", null, null, hasToken: false),
            () => EnrolCommand.Understand("https://o2.example", null, "ABCDE-FGHJK", hasToken: true),
            () => StationCommand.ModeOf("toboggan", null, null),
            () => StationCommand.ModeOf(null, "toboggan", null),
            () => StationCommand.ModeOf(null, null, "{}"),
            () => StationCommand.ModeOf("inventory", "triage", null),
            () => StationCommand.StartOf(null, null, "toboggan"),
            () => StationCommand.StartOf(Mode.Find("inventory"), "D7", null),
        },
        wrong => Assert.Equal(2, Assert.Throws<StationException>(wrong).Message.Split(Environment.NewLine).Length));
}
