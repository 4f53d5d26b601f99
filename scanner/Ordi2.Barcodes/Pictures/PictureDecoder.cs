using System.Collections.Immutable;

namespace Ordi2.Barcodes.Pictures;

/// <summary>Reads labels and other symbols out of photographs and scans. It keeps nothing between two pictures: any thread may ask it.</summary>
public sealed class PictureDecoder : IPictureDecoder
{
    /// <inheritdoc/>
    public PictureReading Decode(Stream picture, Wanted wanted, CancellationToken cancellation = default)
    {
        GreyPicture grey;

        try
        {
            grey = PictureFile.Read(picture);
        }
        catch (UnreadablePictureException problem)
        {
            return new PictureUnread(problem.Problem);
        }

        using var reader = new SymbolReader();
        cancellation.ThrowIfCancellationRequested();
        var texts = reader.Read(grey)
            .Select(seen => new PictureText(seen.Text, seen.Kind))
            .Where(text => wanted is Wanted.AnyText || text.Label is not null)
            .Distinct()
            .ToImmutableArray();
        return texts.IsEmpty ? new PictureUnread(PictureProblem.NothingFound) : new PictureRead(texts);
    }
}
