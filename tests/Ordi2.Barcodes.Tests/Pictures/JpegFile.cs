using System.Runtime.InteropServices;
using Ordi2.Barcodes.Tests.Symbols;

namespace Ordi2.Barcodes.Tests.Pictures;

/// <summary>Writes pictures as a telephone does: JPEG.</summary>
internal static partial class JpegFile
{
    private const string Library = "libturbojpeg.so.0";
    private const int GreyDots = 6;
    private const int CmykDots = 11;
    private const int Progressive = 16384;

    public static byte[] Of(Picture picture, int quality = 85, bool progressive = false) =>
        Of([.. Dots(picture)], picture, GreyDots, sampling: 3, quality, progressive);

    /// <summary>As printers are sent it, in four inks.</summary>
    public static byte[] InFourInks(Picture picture) =>
        Of([.. Dots(picture).SelectMany(light => (byte[])[light, light, light, light])], picture, CmykDots, sampling: 0, quality: 85, progressive: false);

    private static IEnumerable<byte> Dots(Picture picture) =>
        Enumerable.Range(0, picture.Width * picture.Height).Select(i => (byte)Math.Round(picture[i % picture.Width, i / picture.Width] * 255));

    private static byte[] Of(byte[] dots, Picture picture, int format, int sampling, int quality, bool progressive)
    {
        var compressor = Open();
        var written = IntPtr.Zero;

        try
        {
            nuint length = 0;
            Assert.Equal(
                0,
                Compress(compressor, dots, picture.Width, 0, picture.Height, format, ref written, ref length, sampling, quality, progressive ? Progressive : 0));
            var file = new byte[length];
            Marshal.Copy(written, file, 0, file.Length);
            return file;
        }
        finally
        {
            Free(written);
            _ = Close(compressor);
        }
    }

    [LibraryImport(Library, EntryPoint = "tjInitCompress")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Open();

    [LibraryImport(Library, EntryPoint = "tjCompress2")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Compress(
        nint compressor, ReadOnlySpan<byte> dots, int width, int pitch, int height, int format, ref nint file, ref nuint length, int sampling, int quality, int flags);

    [LibraryImport(Library, EntryPoint = "tjFree")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Free(nint file);

    [LibraryImport(Library, EntryPoint = "tjDestroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(nint compressor);
}
