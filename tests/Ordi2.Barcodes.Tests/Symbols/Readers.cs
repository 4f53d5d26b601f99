using System.Diagnostics;

namespace Ordi2.Barcodes.Tests.Symbols;

/// <summary>Programs that read barcodes and are not ours: <c>zbarimg</c> and <c>ZXingReader</c>, installed by the test command.</summary>
internal static class Readers
{
    /// <summary>Everything that is read in a picture, by zbar.</summary>
    public static Task<string[]> ZbarAsync(Picture picture) => WithFileAsync(picture, ZbarAsync);

    /// <summary>Everything that is read in a file, by zbar, line by line.</summary>
    public static async Task<string[]> ZbarAsync(string file) => LinesOf(await RunAsync("zbarimg", ["--quiet", "--raw", "--nodbus", file]));

    /// <summary>Everything that is read in a picture, by ZXing's C++ reader.</summary>
    public static Task<string[]> ZXingAsync(Picture picture) => WithFileAsync(picture, ZXingAsync);

    /// <summary>Everything that is read in a file, by ZXing's C++ reader, line by line.</summary>
    public static async Task<string[]> ZXingAsync(string file)
    {
        // Text:     "first line
        // second line"
        var parts = (await RunAsync("ZXingReader", [file])).Split("Text:", StringSplitOptions.TrimEntries);
        return [.. parts.Skip(1).SelectMany(part => LinesOf(part[1..part.LastIndexOf('"')]))];
    }

    private static async Task<string[]> WithFileAsync(Picture picture, Func<string, Task<string[]>> readAsync)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pgm");
        await File.WriteAllBytesAsync(file, picture.ToFile());

        try
        {
            return await readAsync(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string[] LinesOf(string said) => said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

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
