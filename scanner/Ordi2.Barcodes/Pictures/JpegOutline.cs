using System.Buffers.Binary;

namespace Ordi2.Barcodes.Pictures;

/// <summary>What can be known of a JPEG without decoding it (ISO/IEC 10918-1, annex B): a library in C only gets files whose size and cost are known.</summary>
/// <param name="Width">Dots across.</param>
/// <param name="Height">Dots down.</param>
/// <param name="Coats">How often dots are painted over: 1, or more when the picture is progressive.</param>
internal sealed record JpegOutline(int Width, int Height, int Coats)
{
    /// <summary>Walks from marker to marker up to the end of the picture.</summary>
    public static JpegOutline Of(ReadOnlySpan<byte> file)
    {
        var (width, height, coats) = (0, 0, 0);

        for (var at = 2; ;)
        {
            at = AfterMarker(file, at);
            var marker = file[at - 1];
            if (marker == 0xD9)
            {
                return width > 0 && height > 0 && coats > 0 ? new(width, height, coats) : throw new UnreadablePictureException(PictureProblem.Damaged);
            }

            // Markers without a body: restarts, and one for arithmetic coding.
            if (marker is 0x01 or (>= 0xD0 and <= 0xD8))
            {
                continue;
            }

            var body = Body(file, at);
            at += 2 + body.Length;

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (body.Length < 6)
                {
                    throw new UnreadablePictureException(PictureProblem.Damaged);
                }

                (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(body[1..]), BinaryPrimitives.ReadUInt16BigEndian(body[3..]));
            }
            else if (marker == 0xDA)
            {
                coats++;
            }
        }
    }

    /// <summary>Behind the next marker. In the packed dots FF is followed by 0, or by a restart that <see cref="Of"/> passes over.</summary>
    private static int AfterMarker(ReadOnlySpan<byte> file, int at)
    {
        while (at < file.Length)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0)
            {
                break;
            }

            // Several FF in a row are one.
            at += next;
            while (at < file.Length && file[at] == 0xFF)
            {
                at++;
            }

            if (at < file.Length && file[at++] != 0)
            {
                return at;
            }
        }

        throw new UnreadablePictureException(PictureProblem.Truncated);
    }

    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> file, int at)
    {
        if (file.Length - at < 2)
        {
            throw new UnreadablePictureException(PictureProblem.Truncated);
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        if (length < 2)
        {
            throw new UnreadablePictureException(PictureProblem.Damaged);
        }

        return length > file.Length - at ? throw new UnreadablePictureException(PictureProblem.Truncated) : file.Slice(at + 2, length - 2);
    }
}
