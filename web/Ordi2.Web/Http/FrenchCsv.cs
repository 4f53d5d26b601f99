using System.Globalization;
using System.Text;
using Ordi2.Contracts.Calendar;

namespace Ordi2.Web.Http;

/// <summary>
/// A table as a French spreadsheet opens it without a question: semicolons, decimal comma, days as 31/12/2026, UTF-8 with its mark, one
/// line of the file for each row. What people typed never runs as a formula.
/// </summary>
internal static class FrenchCsv
{
    public const string ContentType = "text/csv; charset=utf-8";

    private const char Separator = ';';

    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NegativeSign = "-" };

    public static byte[] Write(IEnumerable<IEnumerable<object?>> rows)
    {
        var text = new StringBuilder();

        foreach (var row in rows)
        {
            text.AppendJoin(Separator, row.Select(Cell)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Cell(object? value) => value switch
    {
        null => string.Empty,
        int number => number.ToString(Numbers),
        long number => number.ToString(Numbers),
        decimal number => number.ToString("0.##", Numbers),
        DateOnly day => day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture),
        DateTimeOffset moment => Cell(FrenchCalendar.DayOf(moment)),
        string typed => Quoted(Harmless(OneLine(typed))),
        _ => throw new System.Diagnostics.UnreachableException($"A cell cannot hold {value.GetType().Name}."),
    };

    private static string OneLine(string text) => string.Join(' ', text.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A cell that begins like a formula is a text to a spreadsheet with an apostrophe before it.</summary>
    private static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' ? $"'{text}" : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(Separator, '"', '\t') < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
