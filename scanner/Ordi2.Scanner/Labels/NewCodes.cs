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

        return lines.Length is 0 ? throw Wrong("Il n'y a aucun code à imprimer : donnez-en un par ligne.", "There are no codes to print: give one on each line.")
            : lines.Length > most ? throw Wrong($"Il y a {lines.Length} codes : {most} au plus s'impriment à la fois.", $"There are {lines.Length} codes: {most} can be printed at once.")
            : [.. lines.Select(line => LabelReader.Read(line.Text) switch
            {
                OurLabel label => label.Code,
                OurAddress address => address.Code,
                Unreadable problem => throw Wrong($"Ligne {line.Number} : {problem.Next.French}", $"Line {line.Number}: {problem.Next.English}"),
                _ => throw Wrong($"Ligne {line.Number} : « {line.Text} » n'est pas un de nos codes de 7 symboles.", $"Line {line.Number}: '{line.Text}' is not a code of ours: 7 symbols."),
            })];
    }

    /// <summary>For a person: French first, English on the next line.</summary>
    private static FormatException Wrong(string french, string english) => new($"{french}{Environment.NewLine}{english}");
}
