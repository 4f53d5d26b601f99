using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Reports;

/// <summary>
/// Reads the text log of nwipe: several disks in one run, several runs in one file. A disk counts as wiped only when every part of the log says
/// so: its row says Erased, no error was counted or written, the last round was finished, the data was written, and the program came to its end.
/// </summary>
internal static class NwipeReader
{
    private const RegexOptions Fast = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex LogLine = new(@"^\[(?<time>\d{4}/\d\d/\d\d \d\d:\d\d:\d\d)\] +(?<level>\w+): ?(?<text>.*)$", Fast);

    public static bool Recognises(string text)
    {
        // A log that was copied from a screen may begin with something else.
        var head = text[..Math.Min(text.Length, 256 * 1024)];
        return head.Contains("nwipe", StringComparison.OrdinalIgnoreCase)
            && head.Split('\n', 200).Any(line => line.Length < 1000 && LogLine.IsMatch(line.TrimEnd('\r')));
    }

    /// <summary>What the log says of each disk, and whether its last run had not come to its end.</summary>
    public static (ImmutableArray<WipeReport> Wipes, bool Unfinished) Read(string text, Evidence evidence)
    {
        // nwipe appends to the file it is given: each list of options begins a new run.
        List<NwipeRun> runs = [];
        var (hidden, found) = (new NwipeHiddenSectors(), new NwipeFound());
        NwipeRun? run = null;

        foreach (var raw in text.EnumerateLines())
        {
            var line = raw.Length > 1000 ? raw[..1000].ToString() : raw.ToString();
            var match = LogLine.Match(line);
            var said = match.Success ? match.Groups["text"].Value : line;

            if (said.Contains("Program options are set as follows", StringComparison.Ordinal))
            {
                run = new();
                runs.Add(run);
            }

            hidden.Take(said);
            found.Take(said);
            if (match.Success)
            {
                run?.TakeLine(Moment(match.Groups["time"].Value), match.Groups["level"].Value, said);
            }
            else
            {
                run?.TakeRow(line);
            }
        }

        return ([.. runs.SelectMany(each => each.Reports(evidence, hidden, found)).Take(ReportReader.MostMedia + 1)], run?.IsUnfinished ?? true);
    }

    // The log does not say its time zone.
    private static DateTimeOffset? Moment(string text) =>
        DateTimeOffset.TryParseExact(text, "yyyy/MM/dd HH:mm:ss", null, System.Globalization.DateTimeStyles.AssumeUniversal, out var moment) ? moment : null;
}
