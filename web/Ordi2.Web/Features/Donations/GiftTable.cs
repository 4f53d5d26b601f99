using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using Ordi2.Contracts;

namespace Ordi2.Web.Features.Donations;

/// <summary>A list as somebody pasted or uploaded it: the first line names the columns.</summary>
internal sealed record GiftTable(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    public const int MostRows = 2_000;
    public const int MostBytes = 2 * 1024 * 1024;

    private const int MostColumns = 40;
    private const int LongestCell = 200;

    // A file of a few kilobytes can unfold into gigabytes: what is inside is counted before it is read.
    private const long MostUnfolded = 40L * 1024 * 1024;

    private static readonly byte[] Zip = "PK\u0003\u0004"u8.ToArray();
    private static readonly byte[] OldExcel = [0xD0, 0xCF, 0x11, 0xE0];
    private static readonly Encoding Western = MakeWestern();

    /// <summary>A file by what is in it, whatever it is called.</summary>
    public static (GiftTable? Table, Refusal? Why) OfFile(byte[] content)
    {
        if (content.AsSpan().StartsWith(OldExcel))
        {
            return (null, Refusal.Invalid("list-old-excel"));
        }

        if (!content.AsSpan().StartsWith(Zip))
        {
            return OfText(TextOf(content));
        }

        try
        {
            return Unfolds(content) ? OfExcel(content) : (null, Refusal.Invalid("list-too-large", MostRows.ToString(CultureInfo.InvariantCulture)));
        }
        catch (Exception exception) when (exception is ExcelReaderException or InvalidDataException or System.Xml.XmlException or FormatException
            or ArgumentException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException or KeyNotFoundException or OverflowException or EndOfStreamException)
        {
            // Whatever the file is, it is not a workbook that can be read.
            return (null, Refusal.Invalid("list-not-readable"));
        }
    }

    /// <summary>Lines with tabs, semicolons or commas between, as a spreadsheet copies or saves them.</summary>
    public static (GiftTable? Table, Refusal? Why) OfText(string text)
    {
        var head = text.AsSpan().TrimStart();
        var end = head.IndexOfAny('\r', '\n');
        head = end < 0 ? head : head[..end];
        var separator = head.Contains('\t') ? '\t' : head.Contains(';') ? ';' : ',';
        List<ImmutableArray<string>> rows = [];

        foreach (var row in Delimited.Read(text, separator))
        {
            if (rows.Count > MostRows)
            {
                return (null, TooLarge());
            }

            rows.Add(Cells(row));
        }

        return Of(rows);
    }

    /// <summary>The same list as text, to carry it from one page of the form to the next.</summary>
    public string Written() => Delimited.Write(Rows.Insert(0, Columns).Select(row => row.AsEnumerable()), '\t');

    private static (GiftTable? Table, Refusal? Why) OfExcel(byte[] content)
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(content));
        List<ImmutableArray<string>> rows = [];

        while (reader.Read())
        {
            if (rows.Count > MostRows)
            {
                return (null, TooLarge());
            }

            rows.Add(Cells(Enumerable.Range(0, Math.Min(reader.FieldCount, MostColumns)).Select(column => Text(reader.GetValue(column)))));
        }

        return Of(rows);
    }

    private static (GiftTable? Table, Refusal? Why) Of(List<ImmutableArray<string>> rows)
    {
        rows.RemoveAll(row => row.All(cell => cell.Length == 0));

        if (rows.Count < 2)
        {
            return (null, Refusal.Invalid("list-empty"));
        }

        var columns = rows[0];
        return (new([.. columns.Select((name, i) => name.Length > 0 ? name : $"({i + 1})")], [.. rows.Skip(1).Select(row => Padded(row, columns.Length))]), null);
    }

    private static Refusal TooLarge() => Refusal.Invalid("list-too-large", MostRows.ToString(CultureInfo.InvariantCulture));

    private static ImmutableArray<string> Cells(IEnumerable<string> cells) => [.. cells.Take(MostColumns).Select(cell => cell.Trim() is { Length: > LongestCell } wide ? wide[..LongestCell] : cell.Trim())];

    private static ImmutableArray<string> Padded(ImmutableArray<string> row, int length) =>
        row.Length >= length ? row[..length] : row.AddRange(Enumerable.Repeat(string.Empty, length - row.Length));

    private static string Text(object? value) => value switch
    {
        null => string.Empty,
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? string.Empty,
    };

    /// <summary>UTF-8, or what French spreadsheets save without asking.</summary>
    private static string TextOf(byte[] content)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Western.GetString(content);
        }
    }

    /// <summary>The tables of the old code pages: French Windows writes one, and the reader of workbooks asks for it.</summary>
    private static Encoding MakeWestern()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding(1252);
    }

    private static bool Unfolds(byte[] content)
    {
        using var archive = new ZipArchive(new MemoryStream(content), ZipArchiveMode.Read);
        var buffer = new byte[81920];
        var total = 0L;

        foreach (var entry in archive.Entries)
        {
            using var stream = entry.Open();

            for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                if ((total += read) > MostUnfolded)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
