using System.Text;

namespace Ordi2.Web.Features.Donations;

/// <summary>
/// Values with a separator between them, line by line, as spreadsheets write them (RFC 4180): a value with a separator, a quote or
/// a line break in it stands in quotes, and a quote in it is doubled. A quote that is never closed ends with the text.
/// </summary>
internal static class Delimited
{
    public static IEnumerable<List<string>> Read(string text, char separator)
    {
        List<string> row = [];
        var value = new StringBuilder();
        var (quoted, begun) = (false, false);

        for (var i = 0; i < text.Length; i++)
        {
            var symbol = text[i];

            if (quoted)
            {
                if (symbol is not '"')
                {
                    value.Append(symbol);
                }
                else if (i + 1 < text.Length && text[i + 1] is '"')
                {
                    value.Append('"');
                    i++;
                }
                else
                {
                    quoted = false;
                }
            }
            else if (symbol is '"' && value.Length == 0)
            {
                (quoted, begun) = (true, true);
            }
            else if (symbol == separator)
            {
                row.Add(value.ToString());
                value.Clear();
                begun = true;
            }
            else if (symbol is '\r' or '\n')
            {
                i += symbol is '\r' && i + 1 < text.Length && text[i + 1] is '\n' ? 1 : 0;
                row.Add(value.ToString());
                yield return row;
                (row, begun) = ([], false);
                value.Clear();
            }
            else
            {
                value.Append(symbol);
                begun = true;
            }
        }

        if (begun)
        {
            row.Add(value.ToString());
            yield return row;
        }
    }

    public static string Write(IEnumerable<IEnumerable<string>> rows, char separator)
    {
        var text = new StringBuilder();

        foreach (var row in rows)
        {
            text.AppendJoin(separator, row.Select(value => value.AsSpan().ContainsAny(['"', '\r', '\n', separator]) || value.Length == 0
                ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                : value)).Append('\n');
        }

        return text.ToString();
    }
}
