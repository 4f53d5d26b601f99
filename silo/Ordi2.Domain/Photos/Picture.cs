using System.Globalization;
using System.Security.Cryptography;
using Ordi2.Contracts;

namespace Ordi2.Domain.Photos;

/// <summary>
/// A picture as it is kept: written anew from what draws it, and nothing else. Where and when it was taken, by whom and with what,
/// and whatever else came in or behind the file, is gone.
/// </summary>
/// <param name="MediaType">As its content says, whatever it was called.</param>
/// <param name="Width">Pixels, the right way up.</param>
/// <param name="Height">Pixels, the right way up.</param>
/// <param name="Content">The whole file.</param>
public sealed record Picture(string MediaType, int Width, int Height, ReadOnlyMemory<byte> Content)
{
    /// <summary>A photo of a good telephone has a third of it.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>What a screen has to hold in its memory to show it.</summary>
    public const int MostPixels = 64_000_000;

    /// <summary>Of one side.</summary>
    public const int MostSide = 16_384;

    public static readonly Refusal TooLarge = Refusal.Invalid("photo-too-large", (MostBytes / 1024 / 1024).ToString(CultureInfo.InvariantCulture));

    /// <summary>What it is known by: the SHA-256 of its content, so that whoever has it can tell that it is the one that an event names.</summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    /// <summary>Reads a file that somebody sent. Its name and what the sender calls it are not asked.</summary>
    public static (Picture? Picture, Refusal? Why) Read(ReadOnlySpan<byte> file)
    {
        if (file.Length > MostBytes)
        {
            return (null, TooLarge);
        }

        return JpegFile.Is(file) ? JpegFile.Read(file)
            : PngFile.Is(file) ? PngFile.Read(file)
            : (null, Refusal.Invalid("photo-not-a-picture"));
    }

    internal static Refusal Broken { get; } = Refusal.Invalid("photo-broken");

    internal static Refusal TooManyPixels { get; } = Refusal.Invalid("photo-too-many-pixels", (MostPixels / 1_000_000).ToString(CultureInfo.InvariantCulture));

    internal static bool Fits(long width, long height) => width <= MostSide && height <= MostSide && width * height <= MostPixels;
}
