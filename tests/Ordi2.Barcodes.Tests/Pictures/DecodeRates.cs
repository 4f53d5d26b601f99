using System.Diagnostics;
using Ordi2.Barcodes.Pictures;
using Ordi2.Barcodes.Tests.Symbols;

namespace Ordi2.Barcodes.Tests.Pictures;

/// <summary>How many pictures of a set are read, by us and by the readers of Debian, side by side.</summary>
/// <param name="Set">The folder of the pictures.</param>
/// <param name="Files">Pictures.</param>
/// <param name="Ours">By our decoder.</param>
/// <param name="Zbar">By <c>zbarimg</c>.</param>
/// <param name="ZXing">By <c>ZXingReader</c>.</param>
/// <param name="Milliseconds">Of ours, a picture, reading the file included; the median.</param>
internal sealed record DecodeRates(string Set, int Files, Hits Ours, Hits Zbar, Hits ZXing, double Milliseconds)
{
    /// <summary><c>shared/data/barcodes</c> beside the checkout, if it is there.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>The sets, by name.</summary>
    public static IEnumerable<string> Sets() =>
        Folder is null ? [] : Directory.EnumerateDirectories(Folder).Select(set => Path.GetFileName(set)).Order(StringComparer.Ordinal);

    /// <summary>Reads a set with the decoder of the servers; beside each picture a file <c>.txt</c> says what it holds.</summary>
    public static Task<DecodeRates> OfAsync(string set, IPictureDecoder decoder) => OfAsync(set, file => Task.FromResult(Read(decoder, file)));

    /// <summary>The same with another decoder of ours, which is given the path of a picture.</summary>
    public static async Task<DecodeRates> OfAsync(string set, Func<string, Task<string[]>> readAsync)
    {
        var (ours, zbar, zxing) = (new Hits(0, 0), new Hits(0, 0), new Hits(0, 0));
        List<double> milliseconds = [];

        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder!, set)).Where(file => Path.GetExtension(file) is ".png" or ".jpg").Order(StringComparer.Ordinal))
        {
            var right = LinesOf(await File.ReadAllTextAsync(Path.ChangeExtension(file, ".txt")));
            var began = Stopwatch.GetTimestamp();
            var read = await readAsync(file);
            milliseconds.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);

            ours = ours.With(read, right);
            zbar = zbar.With(await Readers.ZbarAsync(file), right);
            zxing = zxing.With(await Readers.ZXingAsync(file), right);
        }

        milliseconds.Sort();
        return new(set, milliseconds.Count, ours, zbar, zxing, milliseconds[milliseconds.Count / 2]);
    }

    private static string[] Read(IPictureDecoder decoder, string file)
    {
        using var stream = File.OpenRead(file);
        return decoder.Decode(stream, Wanted.AnyText) is PictureRead read ? [.. read.Texts.SelectMany(text => LinesOf(text.Text))] : [];
    }

    /// <summary>What was read, line by line, as the others say it.</summary>
    public static string[] LinesOf(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var beside = Path.Combine(at.FullName, "shared", "data", "barcodes");
            if (Directory.Exists(beside))
            {
                return beside;
            }
        }

        return null;
    }
}

/// <summary>Pictures that were read as what they hold, and as something else.</summary>
internal sealed record Hits(int Right, int Wrong)
{
    public Hits With(string[] read, string[] right) =>
        read.Length == 0 ? this : read.SequenceEqual(right, StringComparer.Ordinal) ? this with { Right = Right + 1 } : this with { Wrong = Wrong + 1 };
}
