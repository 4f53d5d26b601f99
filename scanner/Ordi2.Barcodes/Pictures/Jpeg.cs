using System.Runtime.InteropServices;

namespace Ordi2.Barcodes.Pictures;

/// <summary>JPEG by Debian's libturbojpeg0, grey at once: the colours are not even decoded.</summary>
internal static partial class Jpeg
{
    private const string Library = "libturbojpeg.so.0";
    private const int GreyDots = 6;
    private const int LimitScans = 32768;
    private const int Warning = 0;

    // Four inks: what printers are sent. The library makes no light of them.
    private const int Cmyk = 3;
    private const int Ycck = 4;

    public static GreyPicture Read(byte[] file)
    {
        var outline = JpegOutline.Of(file);
        var dots = (long)outline.Width * outline.Height;
        if (dots > PictureLimits.Dots || outline.Coats > PictureLimits.Coats || (outline.Coats > 1 && dots * outline.Coats > PictureLimits.PaintedDots))
        {
            throw new UnreadablePictureException(PictureProblem.TooManyDots);
        }

        MissingLibraryException.ThrowUnlessThere(Library, "libturbojpeg0", "JPEG pictures");
        var decompressor = Open();
        if (decompressor == 0)
        {
            throw new InvalidOperationException($"{Library} gave no decompressor.");
        }

        try
        {
            return Decompress(decompressor, file, outline);
        }
        finally
        {
            _ = Close(decompressor);
        }
    }

    private static GreyPicture Decompress(nint decompressor, byte[] file, JpegOutline outline)
    {
        if (ReadHead(decompressor, file, (nuint)file.Length, out var width, out var height, out _, out var colours) != 0
            || (width, height) != (outline.Width, outline.Height))
        {
            throw new UnreadablePictureException(PictureProblem.Damaged);
        }

        if (colours is Cmyk or Ycck)
        {
            throw new UnreadablePictureException(PictureProblem.OtherFormat);
        }

        // A warning is no end: cameras leave bytes where none belong, and a label that was painted over does not pass its own check.
        var picture = new GreyPicture(width, height);
        return Decompress(decompressor, file, (nuint)file.Length, picture.Light, width, width, height, GreyDots, LimitScans) == 0
            || ErrorOf(decompressor) == Warning
            ? picture
            : throw new UnreadablePictureException(PictureProblem.Damaged);
    }

    [LibraryImport(Library, EntryPoint = "tjInitDecompress")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Open();

    [LibraryImport(Library, EntryPoint = "tjDecompressHeader3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ReadHead(
        nint decompressor, ReadOnlySpan<byte> file, nuint length, out int width, out int height, out int sampling, out int colours);

    [LibraryImport(Library, EntryPoint = "tjDecompress2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Decompress(
        nint decompressor, ReadOnlySpan<byte> file, nuint length, Span<byte> light, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library, EntryPoint = "tjGetErrorCode")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ErrorOf(nint decompressor);

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(nint decompressor);
}
