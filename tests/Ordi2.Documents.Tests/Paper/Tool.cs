using System.Diagnostics;

namespace Ordi2.Documents.Tests.Paper;

/// <summary>Programs that know PDF and are not ours: those of poppler, installed by the test command.</summary>
internal static class Tool
{
    /// <summary>What <c>pdfinfo</c> says of a file; whatever it complains of is a failure.</summary>
    public static Task<string> InformationAsync(byte[] document, params string[] options) => RunAsync("pdfinfo", document, file => [.. options, file]);

    /// <summary>The text as <c>pdftotext</c> copies it out.</summary>
    public static Task<string> TextAsync(byte[] document, params string[] options) => RunAsync("pdftotext", document, file => [.. options, file, "-"]);

    /// <summary>The fonts as <c>pdffonts</c> lists them.</summary>
    public static Task<string> FontsAsync(byte[] document) => RunAsync("pdffonts", document, file => [file]);

    /// <summary>The dots of each page as <c>pdftoppm</c> prints them.</summary>
    /// <param name="document">The file.</param>
    /// <param name="dots">Of the printer, an inch.</param>
    /// <param name="smooth">Grey edges as on a screen; without, dots are black or white as on paper.</param>
    public static async Task<IReadOnlyList<Dots>> PrintAsync(byte[] document, int dots, bool smooth = false)
    {
        var folder = Directory.CreateTempSubdirectory("ordi2-print-");

        try
        {
            string[] edges = smooth ? [] : ["-aa", "no", "-aaVector", "no"];
            await RunAsync("pdftoppm", document, file => ["-gray", "-r", $"{dots}", .. edges, file, Path.Combine(folder.FullName, "page")]);
            return [.. folder.EnumerateFiles("*.pgm").OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => Dots.Read(File.ReadAllBytes(file.FullName)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, byte[] document, Func<string, string[]> arguments)
    {
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(file, document);

        try
        {
            using var tool = Process.Start(new ProcessStartInfo(program, arguments(file)) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            var complaints = tool.StandardError.ReadToEndAsync(patience.Token);
            var said = await tool.StandardOutput.ReadToEndAsync(patience.Token);
            await tool.WaitForExitAsync(patience.Token);
            Assert.Equal(string.Empty, await complaints);
            Assert.Equal(0, tool.ExitCode);
            return said;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
