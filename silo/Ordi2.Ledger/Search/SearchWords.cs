using System.Text;

namespace Ordi2.Ledger.Search;

/// <summary>
/// Words as they are searched: upper-case letters and digits, without accents and signs. A word with one mistake (a letter too
/// many, too few, wrong, or two changed over) is found by looking for each word that one mistake could have made it from: a
/// thousand looks into an index that is there anyway, where a table of word pieces would have to be written with every scan.
/// </summary>
public static class SearchWords
{
    public const int Shortest = 3;
    public const int Longest = 64;

    // Longer ones have too many neighbours; a mistake in these is rarely the only one.
    private const int LongestForgiven = 24;

    private const string Signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    // Letter by letter: the program carries no tables of cultures, which would decompose these.
    private const string Accented = "ÀÂÄÁÃÅÇÉÈÊËÎÏÍÌÑÔÖÓÒÕØÛÜÙÚÝŸŒÆ";
    private const string Plain = "AAAAAACEEEEIIIINOOOOOOUUUUYYOA";

    /// <summary>The whole of a text as one word: <c>Bl-2026/0042</c> becomes <c>BL20260042</c>.</summary>
    public static string Of(string text)
    {
        var word = new StringBuilder(text.Length);

        foreach (var sign in text)
        {
            var upper = char.ToUpperInvariant(sign);
            var plain = Bare(upper);

            if (char.IsLetterOrDigit(plain) && word.Length < Longest)
            {
                word.Append(plain);
            }

            if (upper is 'Œ' or 'Æ' && word.Length < Longest)
            {
                word.Append('E');
            }
        }

        return word.ToString();
    }

    /// <summary>A capital letter without its accent; any other sign as it is.</summary>
    public static char Bare(char upper) => Accented.IndexOf(upper, StringComparison.Ordinal) is >= 0 and var at ? Plain[at] : upper;

    /// <summary>The words of a name, each for itself, and the whole of it.</summary>
    public static IEnumerable<string> OfName(string name) => name.Split([' ', '-', '\'', '’', ',', '.', '/', '(', ')'], StringSplitOptions.RemoveEmptyEntries)
        .Append(name)
        .Select(Of)
        .Where(word => word.Length >= Shortest)
        .Distinct(StringComparer.Ordinal);

    /// <summary>Every word that is one mistake away, without the word itself.</summary>
    public static IReadOnlyCollection<string> Neighbours(string word, string signs = Signs)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);

        if (word.Length is < Shortest or > LongestForgiven)
        {
            return found;
        }

        for (var i = 0; i <= word.Length; i++)
        {
            var (before, after) = (word[..i], word[i..]);

            foreach (var sign in signs)
            {
                found.Add($"{before}{sign}{after}");

                if (after.Length > 0)
                {
                    found.Add($"{before}{sign}{after[1..]}");
                }
            }

            if (after.Length > 0 && word.Length > Shortest)
            {
                found.Add($"{before}{after[1..]}");
            }

            if (after.Length > 1)
            {
                found.Add($"{before}{after[1]}{after[0]}{after[2..]}");
            }
        }

        found.Remove(word);
        return found;
    }
}
