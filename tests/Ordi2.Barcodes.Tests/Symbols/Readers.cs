using System.Diagnostics;

namespace Ordi2.Barcodes.Tests.Symbols;

/// <summary>Programs that read barcodes and are not ours: <c>zbarimg</c> and <c>ZXingReader</c>, installed by the test command.</summary>
internal static class Readers
{
    /// <summary>Everything that is read in pictures, by zbar.</summary>
    public static Task<string[]> ZbarAsync(params Picture[] pictures) => ZbarAsync(Files(pictures));

    /// <summary>Everything that is read in files that we wrote, by zbar, in their order.</summary>
    public static Task<string[]> ZbarAsync(IEnumerable<byte[]> pictures) => WithFilesAsync(pictures, async files => LinesOf(await ZbarOfAsync(files)));

    /// <summary>Everything that is read in a file, by zbar, line by line.</summary>
    public static async Task<string[]> ZbarAsync(string file) => LinesOf(await ZbarOfAsync([file]));

    /// <summary>Everything that is read in pictures, by ZXing's C++ reader.</summary>
    public static Task<string[]> ZXingAsync(params Picture[] pictures) => ZXingAsync(Files(pictures));

    /// <summary>
    /// Everything that is read in files that we wrote, by ZXing's C++ reader, in their order. Version 1.4 ends with an assertion of its own when it finds the same
    /// bars in a picture and in a smaller one that it makes of it: it is told to make none.
    /// </summary>
    public static Task<string[]> ZXingAsync(IEnumerable<byte[]> pictures) => WithFilesAsync(pictures, async files => TextsOf(await RunAsync("ZXingReader", ["-noscale", .. files])));

    /// <summary>Everything that is read in a file, by ZXing's C++ reader, line by line.</summary>
    public static async Task<string[]> ZXingAsync(string file) => TextsOf(await RunAsync("ZXingReader", [file]));

    private static Task<string> ZbarOfAsync(string[] files) => RunAsync("zbarimg", ["--quiet", "--raw", "--nodbus", .. files]);

    // Text:     "first line
    // second line"
    private static string[] TextsOf(string said) => [.. said.Split("Text:", StringSplitOptions.TrimEntries).Skip(1).SelectMany(part => LinesOf(part[1..part.LastIndexOf('"')]))];

    private static string[] LinesOf(string said) => said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<byte[]> Files(Picture[] pictures) => pictures.Select(picture => picture.ToFile());

    private static async Task<string[]> WithFilesAsync(IEnumerable<byte[]> pictures, Func<string[], Task<string[]>> readAsync)
    {
        var folder = Directory.CreateTempSubdirectory("ordi2-read-");

        try
        {
            var files = new List<string>();

            foreach (var picture in pictures)
            {
                files.Add(Path.Combine(folder.FullName, $"{files.Count:D4}.pgm"));
                await File.WriteAllBytesAsync(files[^1], picture);
            }

            return await readAsync([.. files]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments)
    {
        using var reader = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var errors = reader.StandardError.ReadToEndAsync(patience.Token);
        var said = await reader.StandardOutput.ReadToEndAsync(patience.Token);
        await reader.WaitForExitAsync(patience.Token);
        await errors;
        return said;
    }
}
