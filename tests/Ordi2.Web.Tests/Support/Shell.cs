using System.Diagnostics;

namespace Ordi2.Web.Tests.Support;

/// <summary>Runs the built program as somebody does in a shell.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Task<(int Code, string Output, string Errors)> RunAsync(string data, params string[] arguments) =>
        RunProgramAsync(Path.Combine(AppContext.BaseDirectory, "Ordi2.Web.dll"), data, arguments);

    /// <summary>The same with a copy of the program that stands elsewhere.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunProgramAsync(string program, string data, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ORDI2_DATA"] = data;
        start.Environment["ORDI2_URLS"] = "http://127.0.0.1:0";
        start.Environment.Remove("ORDI2_DATABASE");

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);

        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return (process.ExitCode, await output, await errors);
    }
}
