namespace Ordi2.Barcodes.Pictures;

/// <summary>Makes grey dots of a file, whoever wrote it: JPEG or PNG, known by how they begin and not by their name.</summary>
internal static class PictureFile
{
    /// <exception cref="UnreadablePictureException">It is no picture that we read.</exception>
    public static GreyPicture Read(Stream stream)
    {
        var file = BytesOf(stream);
        return file switch
        {
            [] => throw new UnreadablePictureException(PictureProblem.Empty),
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png.Read(file),
            [0xFF, 0xD8, 0xFF, ..] => Jpeg.Read(file),
            _ => throw new UnreadablePictureException(IsOtherPicture(file) ? PictureProblem.OtherFormat : PictureProblem.NotAPicture),
        };
    }

    // HEIC and AVIF as telephones save them, WebP, GIF, BMP, TIFF in both byte orders.
    private static bool IsOtherPicture(ReadOnlySpan<byte> file) =>
        file is [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..]
            or [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..]
            or [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..]
            or [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..]
            or [(byte)'I', (byte)'I', 0x2A, 0, ..]
            or [(byte)'M', (byte)'M', 0, 0x2A, ..];

    private static byte[] BytesOf(Stream stream)
    {
        using var bytes = new MemoryStream();
        var part = new byte[64 * 1024];

        // A stream that never ends is left as soon as it is too long.
        while (stream.Read(part) is > 0 and var count)
        {
            bytes.Write(part, 0, count);
            if (bytes.Length > PictureLimits.Bytes)
            {
                throw new UnreadablePictureException(PictureProblem.TooManyBytes);
            }
        }

        return bytes.ToArray();
    }
}
