namespace Ordi2.Barcodes.Pictures;

/// <summary>What a picture may cost. The cameras of telephones stay below; files that are made to hurt do not.</summary>
public static class PictureLimits
{
    /// <summary>Most bytes of a file: 32 MiB.</summary>
    public const int Bytes = 32 * 1024 * 1024;

    /// <summary>Most dots of a picture: 64 million, a byte of memory each.</summary>
    public const int Dots = 64_000_000;

    /// <summary>
    /// Most times that the dots of a JPEG may be painted over: a progressive one comes in about ten coats, and a malicious one in thousands that
    /// are a few bytes each.
    /// </summary>
    internal const int Coats = 100;

    /// <summary>Most dots that all coats of a progressive JPEG paint together.</summary>
    internal const long PaintedDots = 12L * Dots;
}
