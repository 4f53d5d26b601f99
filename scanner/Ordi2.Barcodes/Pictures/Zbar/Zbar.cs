using System.Runtime.InteropServices;

namespace Ordi2.Barcodes.Pictures;

/// <summary>The part of <c>zbar.h</c> (0.23) that we call.</summary>
internal static partial class Zbar
{
    public const string Library = "libzbar.so.0";
    public const string Package = "libzbar0";
    public const int QrCode = 64;
    public const int Code128 = 128;
    public const int Enable = 0;

    /// <summary>The bytes as they are, without a guess at what the writer meant by them.</summary>
    public const int Binary = 4;

    /// <summary>The four signs Y800: a byte of grey a dot.</summary>
    public const uint Grey = 'Y' | ('8' << 8) | ('0' << 16) | ('0' << 24);

    [LibraryImport(Library, EntryPoint = "zbar_image_scanner_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint CreateScanner();

    [LibraryImport(Library, EntryPoint = "zbar_image_scanner_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void DestroyScanner(nint scanner);

    [LibraryImport(Library, EntryPoint = "zbar_image_scanner_set_config")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Configure(nint scanner, int symbology, int setting, int value);

    [LibraryImport(Library, EntryPoint = "zbar_scan_image")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Scan(nint scanner, nint image);

    [LibraryImport(Library, EntryPoint = "zbar_image_create")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint CreateImage();

    [LibraryImport(Library, EntryPoint = "zbar_image_destroy")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void DestroyImage(nint image);

    [LibraryImport(Library, EntryPoint = "zbar_image_set_format")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void SetFormat(nint image, nuint format);

    [LibraryImport(Library, EntryPoint = "zbar_image_set_size")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void SetSize(nint image, uint width, uint height);

    /// <param name="cleanup">What zbar calls when it no longer needs the data; 0 when they are ours.</param>
    [LibraryImport(Library, EntryPoint = "zbar_image_set_data")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void SetData(nint image, nint data, nuint length, nint cleanup);

    [LibraryImport(Library, EntryPoint = "zbar_image_first_symbol")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint FirstSymbol(nint image);

    [LibraryImport(Library, EntryPoint = "zbar_symbol_next")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint NextSymbol(nint symbol);

    [LibraryImport(Library, EntryPoint = "zbar_symbol_get_type")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int TypeOf(nint symbol);

    [LibraryImport(Library, EntryPoint = "zbar_symbol_get_data")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint DataOf(nint symbol);

    [LibraryImport(Library, EntryPoint = "zbar_symbol_get_data_length")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint LengthOf(nint symbol);

    /// <summary>Of bars, how many lines across them gave this text.</summary>
    [LibraryImport(Library, EntryPoint = "zbar_symbol_get_quality")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int QualityOf(nint symbol);
}
