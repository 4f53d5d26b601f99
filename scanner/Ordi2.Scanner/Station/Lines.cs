using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Ordi2.Scanner.Station;

/// <summary>Lines as scanners end them: with a carriage return, a line feed or both. A line without an end does not fill the memory.</summary>
internal static class Lines
{
    /// <summary>More than any label, card or serial: what is longer is cut, and then refused as too long.</summary>
    public const int Longest = 1024;

    /// <summary>The next line that is not empty.</summary>
    /// <returns>Nothing at the end.</returns>
    public static string? Read(TextReader reader)
    {
        var line = new StringBuilder();

        for (int sign; (sign = reader.Read()) >= 0;)
        {
            if (sign is not ('\r' or '\n'))
            {
                if (line.Length < Longest)
                {
                    line.Append((char)sign);
                }
            }
            else if (line.Length > 0)
            {
                return line.ToString();
            }
        }

        return line.Length > 0 ? line.ToString() : null;
    }

    /// <summary>What somebody types at a keyboard without showing it, up to Enter.</summary>
    public static string ReadHidden()
    {
        var typed = new StringBuilder();

        for (ConsoleKeyInfo key; (key = Console.ReadKey(intercept: true)).Key is not ConsoleKey.Enter;)
        {
            if (key.Key is ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (key.KeyChar is not '\0' && typed.Length < Longest)
            {
                typed.Append(key.KeyChar);
            }
        }

        return typed.ToString();
    }
}

/// <summary>A scanner at a serial port, which is a file here: set up by <c>stty</c>, then read like any other.</summary>
internal static class SerialPort
{
    /// <summary>Opens it; waits until it can be opened, where it is a pipe.</summary>
    /// <exception cref="IOException">It is not there, or not ours.</exception>
    public static async Task<StreamReader> OpenAsync(string device, int baud, CancellationToken cancellation)
    {
        // Anything else was set up by whoever made it.
        if (device.StartsWith("/dev/", StringComparison.Ordinal))
        {
            await SetUpAsync(device, baud, cancellation);
        }

        var stream = await Task.Run(() => new FileStream(device, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 1), cancellation).WaitAsync(cancellation);
        return new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
    }

    private static async Task SetUpAsync(string device, int baud, CancellationToken cancellation)
    {
        if (!File.Exists(device))
        {
            throw new FileNotFoundException("il n'est pas branché", device);
        }

        try
        {
            using var stty = Process.Start(new ProcessStartInfo("stty", ["-F", device, baud.ToString(CultureInfo.InvariantCulture), "raw", "-echo", "cs8", "-cstopb", "-parenb"])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            }) ?? throw new IOException("stty ne démarre pas");
            var said = await stty.StandardError.ReadToEndAsync(cancellation);
            await stty.WaitForExitAsync(cancellation);

            if (stty.ExitCode != 0)
            {
                throw new IOException(said.Trim());
            }
        }
        catch (System.ComponentModel.Win32Exception problem)
        {
            throw new IOException("il faut le programme stty", problem);
        }
    }
}
