using System.Diagnostics;

namespace Ordi2.Barcodes.Tests.Symbols;

/// <summary>Programs that read barcodes and are not ours: <c>zbarimg</c> and <c>ZXingReader</c>, installed by the test command.</summary>
internal static class Readers
{
    /// <summary>Everything that is read in a picture, by zbar.</summary>
    public static Task<string[]> ZbarAsync(Picture picture) => ReadAsync(picture, "zbarimg", ["--quiet", "--raw", "--nodbus"]);

    /// <summary>Everything that is read in a picture, by ZXing's C++ reader.</summary>
    public static async Task<string[]> ZXingAsync(Picture picture) =>
        [.. (await ReadAsync(picture, "ZXingReader", [])).Where(line => line.StartsWith("Text:", StringComparison.Ordinal)).Select(line => line[5..].Trim().Trim('"'))];

    private static async Task<string[]> ReadAsync(Picture picture, string program, string[] arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pgm");
        await File.WriteAllBytesAsync(file, picture.ToFile());

        try
        {
            using var reader = Process.Start(new ProcessStartInfo(program, [.. arguments, file]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            var errors = reader.StandardError.ReadToEndAsync(patience.Token);
            var said = await reader.StandardOutput.ReadToEndAsync(patience.Token);
            await reader.WaitForExitAsync(patience.Token);
            await errors;
            return said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
