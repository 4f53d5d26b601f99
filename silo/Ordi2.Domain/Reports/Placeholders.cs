using System.Collections.Frozen;
using System.Text;

namespace Ordi2.Domain.Reports;

/// <summary>What makers and tools write where they know nothing.</summary>
internal static class Placeholders
{
    private const int LongestText = 128;
    private const int LongestSerial = 64;

    private static readonly FrozenSet<string> Known = new[]
    {
        "to be filled by o.e.m.", "to be filled by o.e.m", "to be filled by oem", "o.e.m.", "oem", "default string", "system manufacturer",
        "system product name", "system version", "system serial number", "system sku", "sku number", "base board serial number",
        "chassis serial number", "serial number", "serial", "not specified", "not available", "not applicable", "not provided", "none", "null",
        "unknown", "undefined", "unspecified", "n/a", "na", "empty", "invalid", "private", "default", "all series", "no asset tag",
        "type1productconfigid", "type1sku0", "nettopsku", "x.x", "0123456789", "1234567890", "123456789", "12345678", "01234567",
        "0123456789abcdef", "partnum0", "sernum0", "manufacturer0",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A name of a maker or model: one line, single spaces, or <see langword="null"/> for a placeholder.</summary>
    public static string? Name(string? text)
    {
        var line = OneLine(text);
        return line is null || IsPlaceholder(line) ? null : line.Length > LongestText ? line[..LongestText].TrimEnd() : line;
    }

    /// <summary>A serial, exactly as the tool wrote it but trimmed, or <see langword="null"/> where it cannot be one.</summary>
    public static string? Serial(string? text)
    {
        // A serial with a sign that nobody can type or compare proves nothing: nwipe prints the raw memory of a virtual disk.
        var serial = text?.Trim();
        return serial is not { Length: > 1 and <= LongestSerial } || serial.Any(sign => sign is < ' ' or > '~') || IsPlaceholder(serial) ? null : serial;
    }

    private static bool IsPlaceholder(string line) =>
        Known.Contains(line.Trim('[', ']', ' ', '.')) || Known.Contains(line) || !line.Any(char.IsLetterOrDigit)
        || (line.Length > 1 ? line.Distinct().Count() == 1 : line is "0");

    private static string? OneLine(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var line = new StringBuilder(Math.Min(text.Length, 4 * LongestText));
        foreach (var sign in text.Take(4 * LongestText))
        {
            var shown = char.IsControl(sign) || char.IsWhiteSpace(sign) || sign == '\uFFFD' ? ' ' : sign;
            if (shown != ' ' || (line.Length > 0 && line[^1] != ' '))
            {
                line.Append(shown);
            }
        }

        return line.ToString().TrimEnd();
    }
}
