using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Ordi2.Web.Commands;

/// <summary>Numbers on a command line: what is none, or too small or too large, is said in French, then in English, with an example; never in the words of .NET.</summary>
internal static class Numbers
{
    /// <summary>An option that is a whole number.</summary>
    /// <param name="option">Which one.</param>
    /// <param name="least">Nothing smaller.</param>
    /// <param name="most">Nothing larger; no end where it is left out.</param>
    /// <param name="example">One that is usual.</param>
    public static Option<int> Whole(this Option<int> option, int least, int? most, int example)
    {
        option.CustomParser = result => (int)Read(result, option.Name, least, most ?? int.MaxValue, most, example);
        return option;
    }

    /// <inheritdoc cref="Whole(Option{int}, int, int?, int)"/>
    public static Option<int?> Whole(this Option<int?> option, int least, int? most, int example)
    {
        option.CustomParser = result => (int)Read(result, option.Name, least, most ?? int.MaxValue, most, example);
        return option;
    }

    /// <inheritdoc cref="Whole(Option{int}, int, int?, int)"/>
    public static Option<long> Whole(this Option<long> option, long least, long? most, long example)
    {
        option.CustomParser = result => Read(result, option.Name, least, most ?? long.MaxValue, most, example);
        return option;
    }

    /// <summary>What an option takes, in both languages, each on its line.</summary>
    /// <param name="option">Its name: <c>--count</c>.</param>
    /// <param name="least">Nothing smaller.</param>
    /// <param name="most">Nothing larger; no end where it is left out.</param>
    /// <param name="example">One that is usual.</param>
    public static string Wanted(string option, long least, long? most, long example) => string.Create(
        CultureInfo.InvariantCulture,
        $"{option} est un nombre entier {(most is null ? $"à partir de {least}" : $"de {least} à {most}")}, par exemple {option} {example}.{Environment.NewLine}{option} is a number from {least} {(most is null ? "on" : $"to {most}")}, for example {option} {example}.");

    private static long Read(ArgumentResult result, string option, long least, long largest, long? most, long example)
    {
        if (long.TryParse(result.Tokens[0].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= largest)
        {
            return number;
        }

        result.AddError(Wanted(option, least, most, example));
        return least;
    }
}
