using System.Globalization;
using Ordi2.Barcodes.Pictures;
using Ordi2.Barcodes.Tests.Pictures;
using Ordi2.Benchmarks.Report;
using Spectre.Console;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>How many pictures of each set of <c>shared/data/barcodes</c> are read, side by side with the readers of Debian, and how long ours takes.</summary>
internal static class DecodeSubject
{
    public static async Task RunAsync(SubjectOptions options)
    {
        if (DecodeRates.Folder is null)
        {
            throw new BenchmarkException("The pictures of barcodes (shared/data/barcodes beside the checkout) are not here.");
        }

        var head = Head.Take(Path.GetTempPath());
        head.Print();
        var decoder = new PictureDecoder(TimeProvider.System);
        List<DecodeRates> sets = [];

        foreach (var set in DecodeRates.Sets())
        {
            // The first round is for the compiler of the runtime.
            await DecodeRates.OfAsync(set, decoder);
            sets.Add(await DecodeRates.OfAsync(set, decoder));
        }

        AnsiConsole.Write(TableOf("ours", sets));
        await Reports.WriteAsync(options.Json, new { machine = head, subject = "decode", runs = sets });
    }

    /// <summary>The sets side by side with the others.</summary>
    internal static Table TableOf(string ours, IReadOnlyList<DecodeRates> sets)
    {
        var table = new Table { Title = new TableTitle("Pictures read, in brackets those read wrong; milliseconds a picture, the median of ours in this process") };
        table.AddColumns("set", "files", ours, "zbarimg", "ZXingReader", "ms a picture");

        foreach (var set in sets)
        {
            table.AddRow(
                set.Set, set.Files.ToString(CultureInfo.InvariantCulture), Shown(set.Ours), Shown(set.Zbar), Shown(set.ZXing),
                set.Milliseconds.ToString("F1", CultureInfo.InvariantCulture));
        }

        return table;
    }

    private static string Shown(Hits hits) => string.Create(CultureInfo.InvariantCulture, $"{hits.Right} ({hits.Wrong})");
}
