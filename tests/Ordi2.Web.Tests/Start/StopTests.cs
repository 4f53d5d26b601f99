using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Ordi2.Ledger.Testing;

namespace Ordi2.Web.Tests.Start;

/// <summary>The built program, started and stopped as by a shell, by <c>dotnet run</c> or by a cluster.</summary>
public sealed class StopTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // Longer than the two seconds after which the library of the command line would have ended the process; shorter than what Kestrel grants a slow sender.
    private static readonly TimeSpan AWhile = TimeSpan.FromSeconds(3.5);

    private static readonly TimeSpan AMoment = TimeSpan.FromSeconds(1);

    private readonly DirectoryInfo _folder = TestFolder.Make("stop");

    [Fact]
    public async Task It_says_at_once_that_it_starts_and_asked_twice_to_stop_it_still_answers_what_it_was_asked()
    {
        using var process = Start("--data", _folder.FullName, "--urls", "http://127.0.0.1:0");
        using var patience = new CancellationTokenSource(Patience);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);

        try
        {
            var first = await process.StandardOutput.ReadLineAsync(patience.Token);
            Assert.StartsWith("Ordi 2.0 démarre", first, StringComparison.Ordinal);
            Assert.Contains(_folder.FullName, first, StringComparison.Ordinal);

            using var slow = new TcpClient();
            var reader = await HalfAskAsync(slow, await PortAsync(process, patience.Token), patience.Token);
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);

            await SignalAsync(process, "-TERM");
            await SignalAsync(process, "-TERM");
            await Assert.ThrowsAsync<TimeoutException>(() => process.WaitForExitAsync(patience.Token).WaitAsync(AWhile));

            await slow.GetStream().WriteAsync(Encoding.ASCII.GetBytes("=a@b"), patience.Token);
            Assert.StartsWith("HTTP/1.1 ", await reader.ReadLineAsync(patience.Token), StringComparison.Ordinal);

            await process.WaitForExitAsync(patience.Token);
            Assert.Equal((0, string.Empty), (process.ExitCode, await errors));
            Assert.DoesNotContain("Unhandled", await output, StringComparison.Ordinal);
        }
        finally
        {
            End(process);
        }
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task Asked_a_third_time_it_ends_at_once_whatever_it_waits_for(string signal, int code)
    {
        using var process = Start("--data", _folder.FullName, "--urls", "http://127.0.0.1:0");
        using var patience = new CancellationTokenSource(Patience);

        try
        {
            using var slow = new TcpClient();
            await HalfAskAsync(slow, await PortAsync(process, patience.Token), patience.Token);

            await SignalAsync(process, signal);
            await SignalAsync(process, signal);
            await Assert.ThrowsAsync<TimeoutException>(() => process.WaitForExitAsync(patience.Token).WaitAsync(AWhile));

            // What it waits for never comes, and a server that ends in its own time says 0.
            await InsistAsync(process, signal, patience.Token);
            Assert.Equal(code, process.ExitCode);
        }
        finally
        {
            End(process);
        }
    }

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 143)]
    public async Task A_command_that_waits_for_what_cannot_be_called_off_ends_at_the_third_signal_too_and_says_by_which(string signal, int code)
    {
        // A database that takes the call and never answers: who has asked it waits until its time is over, five minutes here.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        using var process = Start("verify", "--database", string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Database=o;Username=o;Password=o;Timeout=300"));
        using var patience = new CancellationTokenSource(Patience);

        try
        {
            using var asked = await silent.AcceptTcpClientAsync(patience.Token);
            await asked.GetStream().ReadExactlyAsync(new byte[1], patience.Token);
            await InsistAsync(process, signal, patience.Token);
            Assert.Equal(code, process.ExitCode);
        }
        finally
        {
            End(process);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static async Task<int> PortAsync(Process process, CancellationToken cancellationToken)
    {
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            if (Regex.Match(line, @"listening on: http://127\.0\.0\.1:(?<port>\d+)", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)) is { Success: true } found)
            {
                return int.Parse(found.Groups["port"].Value, CultureInfo.InvariantCulture);
            }
        }

        throw new InvalidOperationException("It never listened.");
    }

    /// <summary>
    /// A form of which the rest is still to come: the server has begun to read it, and has enough of it not to call its sender too slow while the test lasts
    /// (Kestrel asks for 240 bytes a second over the whole of a body).
    /// </summary>
    private static async Task<StreamReader> HalfAskAsync(TcpClient slow, int port, CancellationToken cancellationToken)
    {
        var begun = $"note={new string('a', 60_000)}&email";
        await slow.ConnectAsync("127.0.0.1", port, cancellationToken);
        var stream = slow.GetStream();
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes($"POST /sign-in HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {begun.Length + 4}\r\n\r\n"),
            cancellationToken);
        var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(cancellationToken));
        Assert.Equal(string.Empty, await reader.ReadLineAsync(cancellationToken));
        await stream.WriteAsync(Encoding.ASCII.GetBytes(begun), cancellationToken);
        return reader;
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ordi2.Web.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ORDI2_DATABASE");
        start.Environment.Remove("ORDI2_LOG");
        return Process.Start(start)!;
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Until it has ended: signals that come before the last one was taken are one.</summary>
    private static async Task InsistAsync(Process process, string signal, CancellationToken patience)
    {
        while (!process.HasExited)
        {
            await SignalAsync(process, signal);

            try
            {
                await process.WaitForExitAsync(patience).WaitAsync(AMoment, patience);
            }
            catch (TimeoutException)
            {
                // It has not ended yet: again, as somebody at a terminal does.
            }
        }
    }

    private static void End(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
        }
    }
}
