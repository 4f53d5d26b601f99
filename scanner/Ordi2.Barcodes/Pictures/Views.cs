namespace Ordi2.Barcodes.Pictures;

/// <summary>
/// The ways in which a picture is looked at, one after the other until one shows what is wanted: first as it is, then what helps most often. Each is
/// made when it is asked for.
/// </summary>
internal static class Views
{
    /// <summary>Most dots of a view that is worked on. A label that fills a tenth of a photograph is still sharp enough.</summary>
    private const int Dots = 1_500_000;

    /// <summary>Most dots that are looked at at all; a picture may have more.</summary>
    private const int ManyDots = 16_000_000;

    /// <summary>Up to here a picture is worth enlarging.</summary>
    private const int FewDots = 500_000;

    public static IEnumerable<GreyPicture> Of(GreyPicture picture)
    {
        var small = picture;
        if (picture.Dots > Dots)
        {
            // Less than the whole first: it is faster, and the noise of the camera is gone.
            small = picture.Reduced((int)Math.Ceiling(Math.Sqrt((double)picture.Dots / Dots)));
            yield return small;
        }

        yield return picture.Dots > ManyDots ? picture.Reduced(2) : picture;

        // What helped most often of labels by chance, out of focus, grainy and lit from one side, comes first.
        var meter = new LightMeter(small);
        var reach = Math.Max(8, Math.Min(small.Width, small.Height) / 12);
        yield return meter.BlackAndWhite(reach);
        if (small.Dots <= FewDots)
        {
            var large = small.Doubled();
            var close = new LightMeter(large);
            yield return close.BlackAndWhite(2 * reach);
            yield return large;
            yield return close.Sharpened(3, 2);
            yield return new LightMeter(close.Softened(2)).BlackAndWhite(2 * reach);
        }

        yield return meter.Sharpened(2, 2);
        yield return meter.Softened(1);
        yield return small.Reduced(2);
        yield return small.Inverted();

        // Bars are crossed by rows and columns alone.
        foreach (var degrees in (double[])[45, 22, 68])
        {
            yield return small.Turned(degrees);
        }

        yield return meter.BlackAndWhite(Math.Max(4, reach / 3));
        yield return small.Reduced(3);
    }
}
