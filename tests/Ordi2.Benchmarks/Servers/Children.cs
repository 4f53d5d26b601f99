using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Ordi2.Benchmarks.Servers;

/// <summary>
/// Starts processes that die with this one. The kernel ties them to the thread that started them (pdeathsig), so all are started
/// by one thread that lives as long as the program.
/// </summary>
internal static class Children
{
    private static readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Queue = Begin();

    /// <param name="program">A program on the path or its full path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">What differs in its environment; null removes.</param>
    public static Task<Process> StartAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo("setpriv")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add("--pdeathsig");
        start.ArgumentList.Add("KILL");
        start.ArgumentList.Add(program);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // What makes the generator cheap is not for the servers.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("DOTNET_SYSTEM_NET", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add((start, started));
        return started.Task;
    }

    /// <summary>Runs a program to its end and returns what it said.</summary>
    public static async Task<string> RunAsync(
        string program,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var process = await StartAsync(program, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new BenchmarkException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {await errors}{await output}");
    }

    /// <summary>Ends a process that was started here, if it still runs.</summary>
    public static async Task KillAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
    }

    private static BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)> Begin()
    {
        var queue = new BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<Process> Started)>();
        var thread = new Thread(() =>
        {
            foreach (var (start, started) in queue.GetConsumingEnumerable())
            {
#pragma warning disable CA1031 // Whatever goes wrong belongs to the one who asked, not to this thread.
                try
                {
                    started.SetResult(Process.Start(start) ?? throw new BenchmarkException($"{start.FileName} did not start."));
                }
                catch (Exception e)
                {
                    started.SetException(ExceptionDispatchInfo.SetCurrentStackTrace(e));
                }
#pragma warning restore CA1031
            }
        })
        {
            IsBackground = true,
            Name = "children",
        };
        thread.Start();
        return queue;
    }
}
