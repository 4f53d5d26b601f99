namespace Ordi2.Barcodes.Pictures;

/// <summary>The way out of the depths of a file that cannot be read; <see cref="PictureDecoder"/> makes an answer of it.</summary>
internal sealed class UnreadablePictureException(PictureProblem problem) : Exception(new PictureUnread(problem).Next.English)
{
    public PictureProblem Problem { get; } = problem;
}
