using System.Diagnostics;

namespace Ordi2.Barcodes.Tests.Symbols;

/// <summary>Programs that read barcodes and are not ours: <c>zbarimg</c> and <c>ZXingReader</c>, installed by the test command.</summary>
internal static class Readers
{
    /// <summary>Everything that is read in pictures, by zbar.</summary>
    public static Task<string[]> ZbarAsync(params Picture[] pictures) => ZbarAsync(Files(pictures));

    /// <summary>Everything that is read in files, by zbar, in their order.</summary>
    public static Task<string[]> ZbarAsync(IEnumerable<byte[]> pictures) => ReadAsync(pictures, "zbarimg", ["--quiet", "--raw", "--nodbus"]);

    /// <summary>Everything that is read in pictures, by ZXing's C++ reader.</summary>
    public static Task<string[]> ZXingAsync(params Picture[] pictures) => ZXingAsync(Files(pictures));

    /// <summary>Everything that is read in files, by ZXing's C++ reader, in their order. Version 1.4 ends with an assertion of its own when it finds the same
    /// bars in a picture and in a smaller one that it makes of it: it is told to make none.</summary>
    public static async Task<string[]> ZXingAsync(IEnumerable<byte[]> pictures) =>
        [.. (await ReadAsync(pictures, "ZXingReader", ["-noscale"])).Where(line => line.StartsWith("Text:", StringComparison.Ordinal)).Select(line => line[5..].Trim().Trim('"'))];

    private static IEnumerable<byte[]> Files(Picture[] pictures) => pictures.Select(picture => picture.ToFile());

    private static async Task<string[]> ReadAsync(IEnumerable<byte[]> pictures, string program, string[] arguments)
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

            using var reader = Process.Start(new ProcessStartInfo(program, [.. arguments, .. files]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var errors = reader.StandardError.ReadToEndAsync(patience.Token);
            var said = await reader.StandardOutput.ReadToEndAsync(patience.Token);
            await reader.WaitForExitAsync(patience.Token);
            await errors;
            return said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
