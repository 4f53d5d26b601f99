using System.Runtime.InteropServices;

namespace Ordi2.Barcodes.Pictures;

/// <summary>A library of the system that reads pictures is not installed.</summary>
public sealed class MissingLibraryException : Exception
{
    private MissingLibraryException(string library, string package, string reads)
        : base($"{library}, which reads {reads}, is not installed. On Debian and Ubuntu: apt-get install {package}") =>
        (Library, Package) = (library, package);

    /// <summary>The file of the library, with its version.</summary>
    public string Library { get; }

    /// <summary>Debian's package that brings it.</summary>
    public string Package { get; }

    /// <summary>Asks before the first call into a library, so that what is lacking is said in words.</summary>
    /// <param name="library">Its file with the version: without it only packages for developers have the file.</param>
    /// <param name="package">Debian's package that brings it.</param>
    /// <param name="reads">What it is for.</param>
    internal static void ThrowUnlessThere(string library, string package, string reads)
    {
        if (!NativeLibrary.TryLoad(library, out _))
        {
            throw new MissingLibraryException(library, package, reads);
        }
    }
}
