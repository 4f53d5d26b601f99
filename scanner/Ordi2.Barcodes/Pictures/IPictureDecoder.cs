namespace Ordi2.Barcodes.Pictures;

/// <summary>Reads labels and other symbols out of photographs and scans.</summary>
public interface IPictureDecoder
{
    /// <summary>Reads a picture.</summary>
    /// <param name="picture">JPEG or PNG, from where the stream stands; at most <see cref="PictureLimits"/>.</param>
    /// <param name="wanted">Our labels, or every text.</param>
    /// <param name="cancellation">Stops between two looks at the picture.</param>
    /// <exception cref="MissingLibraryException">A library of the system is not installed.</exception>
    PictureReading Decode(Stream picture, Wanted wanted, CancellationToken cancellation = default);
}
