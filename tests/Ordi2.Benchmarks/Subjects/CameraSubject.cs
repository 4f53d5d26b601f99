using System.Globalization;
using Microsoft.Playwright;
using Ordi2.Barcodes.Symbols;
using Ordi2.Barcodes.Tests.Pictures;
using Ordi2.Benchmarks.Report;
using Ordi2.Benchmarks.Servers;
using Ordi2.Web.Tests.Scanner;
using Spectre.Console;

namespace Ordi2.Benchmarks.Subjects;

/// <summary>
/// The decoder of the phone app in Chromium: how long a picture of the camera takes, and in how many of the film of a label that a hand brings to the lens it is
/// read, at the sizes of cheap cameras; and the pictures of <c>shared/data/barcodes</c>, where they are, side by side with the readers of Debian.
/// </summary>
internal static class CameraSubject
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Code = "H4T9CXB";
    private const string Address = $"HTTPS://O2.EXAMPLE/M/{Code}";

    private static readonly (int Width, int Height)[] Sizes = [(640, 480), (1280, 720)];

    public static async Task RunAsync(SubjectOptions options)
    {
        if (!File.Exists(Chromium))
        {
            throw new BenchmarkException($"{Chromium} is not installed: apt-get install chromium.");
        }

        await using var workplace = await Workplace.OpenAsync(options.Database);
        var head = Head.Take(workplace.Folder);
        head.Print();
        var server = await workplace.StartOursAsync("camera");
        using var playwright = await Playwright.CreateAsync();
        List<Run> runs = [];

        foreach (var (width, height) in Sizes)
        {
            runs.Add(await FilmAsync(playwright, server, workplace.Folder, "QR", QrCode.Draw(Address), width, height, options));
            runs.Add(await FilmAsync(playwright, server, workplace.Folder, "Code 128", Code128.Draw(Code), width, height, options));
        }

        var table = new Table { Title = new TableTitle("A label brought to the lens: pictures in which it is read, milliseconds a picture") };
        table.AddColumns("size", "label", "read while it comes", "read while it is held", "median ms", "worst ms", "through the camera: looks/s", "of these read", "median ms");

        foreach (var run in runs)
        {
            table.AddRow(
                run.Size, run.Label, $"{run.ReadComing} of {LabelFilm.Coming}", $"{run.ReadHeld} of {LabelFilm.Held}", Shown(run.MedianMs), Shown(run.WorstMs),
                Shown(run.CameraLooksPerSecond), string.Create(CultureInfo.InvariantCulture, $"{run.CameraRead:P0}"), Shown(run.CameraMedianMs));
        }

        AnsiConsole.Write(table);
        var sets = await SetsAsync(playwright, server);
        await Reports.WriteAsync(options.Json, new { machine = head, subject = "camera", runs, sets });
    }

    private static async Task<Run> FilmAsync(IPlaywright playwright, OrdiServer server, string folder, string label, Symbol symbol, int width, int height, SubjectOptions options)
    {
        var film = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{symbol.Rows}-{width}.y4m"));
        new LabelFilm(symbol, width, height).Write(film);
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Chromium,
            Args = ["--no-sandbox", "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", $"--use-file-for-fake-video-capture={film}"],
        });
        await using var decoder = await BrowserDecoder.OpenAsync(browser, new Uri($"http://{server.Address}"));

        // The first time is for the compiler of the browser.
        await decoder.WatchAsync(film, width, height);
        var looks = await decoder.WatchAsync(film, width, height);
        var time = TimeSpan.FromSeconds(options.Quick ? 4 : 16);
        var camera = await decoder.LookThroughCameraAsync(width, height, time);

        if (looks.Concat(camera).SelectMany(look => look.Texts).FirstOrDefault(text => text is not (Code or Address)) is { } wrong)
        {
            throw new BenchmarkException($"Something was read that is not there: {wrong}");
        }

        return new(
            string.Create(CultureInfo.InvariantCulture, $"{width} x {height}"),
            label,
            looks[LabelFilm.Empty..^LabelFilm.Held].Count(look => look.Texts.Length > 0),
            looks[^LabelFilm.Held..].Count(look => look.Texts.Length > 0),
            Measure.Median([.. looks.Select(look => look.Took)]),
            looks.Max(look => look.Took),
            camera.Length / time.TotalSeconds,
            camera.Count(look => look.Texts.Length > 0) / (double)camera.Length,
            Measure.Median([.. camera.Select(look => look.Took)]));
    }

    private static async Task<List<DecodeRates>> SetsAsync(IPlaywright playwright, OrdiServer server)
    {
        List<DecodeRates> sets = [];
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = ["--no-sandbox"] });
        await using var decoder = await BrowserDecoder.OpenAsync(browser, new Uri($"http://{server.Address}"));

        foreach (var set in DecodeRates.Sets())
        {
            sets.Add(await DecodeRates.OfAsync(set, async file => [.. (await decoder.LookAsync(file)).Texts.SelectMany(DecodeRates.LinesOf)]));
        }

        if (sets.Count > 0)
        {
            AnsiConsole.Write(DecodeSubject.TableOf("browser", sets));
        }

        return sets;
    }

    private static string Shown(double number) => number.ToString("F1", CultureInfo.InvariantCulture);

    private sealed record Run(
        string Size, string Label, int ReadComing, int ReadHeld, double MedianMs, double WorstMs, double CameraLooksPerSecond, double CameraRead, double CameraMedianMs);
}
