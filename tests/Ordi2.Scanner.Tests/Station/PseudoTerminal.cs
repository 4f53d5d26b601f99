using System.Runtime.InteropServices;
using System.Text;

namespace Ordi2.Scanner.Tests.Station;

/// <summary>A serial port without a wire: what is written here comes out of a device that a program opens like any other.</summary>
internal sealed partial class PseudoTerminal : IDisposable
{
    // Linux, <fcntl.h>: for reading and writing, and not the terminal of this process.
    private const int ReadWrite = 2;
    private const int NotOurTerminal = 0x100;

    private readonly int _master;

    private PseudoTerminal(int master, string device) => (_master, Device) = (master, device);

    /// <summary>What the program opens: <c>/dev/pts/7</c>.</summary>
    public string Device { get; }

    public static PseudoTerminal Open()
    {
        var master = posix_openpt(ReadWrite | NotOurTerminal);
        Assert.True(master >= 0 && grantpt(master) == 0 && unlockpt(master) == 0, "there are no pseudo terminals here");
        var name = new byte[128];
        Assert.Equal(0, ptsname_r(master, name, (nuint)name.Length));
        return new(master, Encoding.ASCII.GetString(name, 0, Array.IndexOf(name, (byte)0)));
    }

    /// <summary>What a scanner sends.</summary>
    public void Send(string text)
    {
        for (var bytes = Encoding.UTF8.GetBytes(text); bytes.Length > 0;)
        {
            var written = write(_master, bytes, (nuint)bytes.Length);
            Assert.True(written > 0, "the line is broken");
            bytes = bytes[(int)written..];
        }
    }

    public void Dispose() => _ = close(_master);

    [LibraryImport("libc")]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc")]
    private static partial int grantpt(int master);

    [LibraryImport("libc")]
    private static partial int unlockpt(int master);

    [LibraryImport("libc")]
    private static partial int ptsname_r(int master, [Out] byte[] name, nuint size);

    [LibraryImport("libc")]
    private static partial nint write(int master, byte[] bytes, nuint count);

    [LibraryImport("libc")]
    private static partial int close(int file);
}
