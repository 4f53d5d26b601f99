using System.Diagnostics;
using System.Globalization;
using Ordi2.Barcodes;
using Ordi2.Benchmarks.Report;
using Ordi2.Documents.Labels;
using Spectre.Console;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>How long 1,000 labels take as PDF, on each sheet and roll. Whoever prints waits two seconds at most.</summary>
internal static class LabelsSubject
{
    private const int Labels = 1000;
    private const int Rounds = 5;

    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    public static async Task RunAsync(SubjectOptions options)
    {
        var head = Head.Take(Path.GetTempPath());
        head.Print();
        var random = new Random(1);
        var batch = new LabelBatch([.. Enumerable.Range(0, Labels).Select(_ => LabelCode.Make(random.Next))], LabelKind.Machine, new("Ordi 2.0") { Phone = "04 00 00 00 00" })
        {
            Server = new("https://o2.example"),
        };
        List<Run> runs = [];

        foreach (var sheet in LabelSheet.All)
        {
            // The first one of all is what a program that was started to print takes.
            var times = Enumerable.Range(0, Rounds).Select(_ => TimeOf(sheet, batch)).ToArray();
            runs.Add(new(sheet.Name, times[0].TotalMilliseconds, times.Order().ElementAt(Rounds / 2).TotalMilliseconds, times.Max().TotalMilliseconds));
        }

        var table = new Table { Title = new TableTitle("1,000 labels as PDF, milliseconds") };
        table.AddColumns("sheet", "first", "median of 5", "longest");

        foreach (var run in runs)
        {
            table.AddRow(run.Sheet, Shown(run.First), Shown(run.Median), Shown(run.Longest));
        }

        AnsiConsole.Write(table);
        await Reports.WriteAsync(options.Json, new { machine = head, subject = "labels", labels = Labels, runs });

        if (runs.Exists(run => run.Longest > Most.TotalMilliseconds))
        {
            throw new BenchmarkException(string.Create(CultureInfo.InvariantCulture, $"{Labels} labels take longer than {Most.TotalSeconds} s."));
        }
    }

    private static TimeSpan TimeOf(LabelSheet sheet, LabelBatch batch)
    {
        var start = Stopwatch.GetTimestamp();
        LabelPrinter.Print(sheet, 1, batch);
        return Stopwatch.GetElapsedTime(start);
    }

    private static string Shown(double milliseconds) => milliseconds.ToString("F0", CultureInfo.InvariantCulture);

    private sealed record Run(string Sheet, double First, double Median, double Longest);
}
