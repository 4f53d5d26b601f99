namespace Ordi2.Scanner;

/// <summary>How the commands of a station end.</summary>
internal static class ExitCodes
{
    public const int Well = 0;

    /// <summary>It worked, and a person should look at something: refused, held, put aside.</summary>
    public const int Look = 1;

    /// <summary>It was asked something that makes no sense, or is not set up.</summary>
    public const int Wrong = 2;

    /// <summary>Some scans are kept and not sent yet.</summary>
    public const int Waiting = 3;

    /// <summary>What --help says of them.</summary>
    public const string Help = "Exit codes: 0 all well; 1 something was refused, held or put aside; 2 wrong use or not set up; 3 scans are kept and not sent yet; 130 and 143 ended by a signal.";
}
