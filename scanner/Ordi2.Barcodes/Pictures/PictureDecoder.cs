using System.Collections.Immutable;

namespace Ordi2.Barcodes.Pictures;

/// <summary>
/// Reads labels and other symbols out of photographs and scans. It keeps nothing between two pictures: any thread may ask it.
/// </summary>
/// <param name="time">What measures how long it looks.</param>
public sealed class PictureDecoder(TimeProvider time) : IPictureDecoder
{
    /// <summary>How long it looks at a picture that shows nothing; the view that it is at then is still finished.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    public PictureReading Decode(Stream picture, Wanted wanted, CancellationToken cancellation = default)
    {
        try
        {
            var texts = Look(PictureFile.Read(picture), wanted, cancellation);
            return texts.IsEmpty ? new PictureUnread(PictureProblem.NothingFound) : new PictureRead(texts);
        }
        catch (UnreadablePictureException problem)
        {
            return new PictureUnread(problem.Problem);
        }
    }

    private ImmutableArray<PictureText> Look(GreyPicture picture, Wanted wanted, CancellationToken cancellation)
    {
        using var reader = new SymbolReader();
        var votes = new Votes();
        var began = time.GetTimestamp();

        foreach (var view in Views.Of(picture))
        {
            cancellation.ThrowIfCancellationRequested();
            votes.Add(reader.Read(view), [.. BarReader.Read(view), .. BarReader.Read(view.Transposed())]);

            var found = votes.Believed.RemoveAll(text => wanted is Wanted.Labels && text.Label is null);
            if (!found.IsEmpty || time.GetElapsedTime(began) > Patience)
            {
                return found;
            }
        }

        return [];
    }
}
