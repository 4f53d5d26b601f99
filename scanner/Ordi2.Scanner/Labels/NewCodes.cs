using System.Security.Cryptography;
using Ordi2.Barcodes;

namespace Ordi2.Scanner.Labels;

/// <summary>The codes of labels that are printed here.</summary>
internal static class NewCodes
{
    /// <summary>New codes that nobody can guess, each once.</summary>
    public static IReadOnlyList<LabelCode> Make(int count)
    {
        var codes = new HashSet<LabelCode>(count);

        while (codes.Count < count)
        {
            codes.Add(LabelCode.Make(RandomNumberGenerator.GetInt32));
        }

        return [.. codes];
    }

    /// <summary>Codes that somebody wrote down, as people and scanners write them.</summary>
    /// <exception cref="FormatException">A line is none; it says which.</exception>
    public static IReadOnlyList<LabelCode> Read(string text, int most)
    {
        var lines = text.Split('\n').Select((line, index) => (Text: line.Trim(), Number: index + 1)).Where(line => line.Text.Length > 0).ToArray();

        return lines.Length is 0 ? throw new FormatException("There are no codes to print: give one on each line.")
            : lines.Length > most ? throw new FormatException($"There are {lines.Length} codes: {most} can be printed at once.")
            : [.. lines.Select(line => LabelReader.Read(line.Text) switch
            {
                OurLabel label => label.Code,
                OurAddress address => address.Code,
                Unreadable problem => throw new FormatException($"Line {line.Number}: {problem.Next.English}"),
                _ => throw new FormatException($"Line {line.Number}: '{line.Text}' is not a code of ours: 7 symbols."),
            })];
    }
}
