using System.Buffers.Binary;
using System.IO.Compression;

namespace Ordi2.Barcodes.Pictures;

/// <summary>Portable network graphics, all kinds of the specification (ISO/IEC 15948): from 1 to 16 bits, palettes, transparency, interlaced.</summary>
internal static class Png
{
    // Where the seven passes of an interlaced picture begin, and how far their dots are apart: x, y, across, down.
    private static readonly (int X, int Y, int Across, int Down)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    public static GreyPicture Read(byte[] file)
    {
        PngDots? dots = null;
        (int Width, int Height, bool Interlaced) head = default;
        using var packed = new MemoryStream();
        var ended = false;

        for (var at = 8; !ended;)
        {
            if (file.Length - at < 12)
            {
                throw new UnreadablePictureException(PictureProblem.Truncated);
            }

            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
            {
                throw new UnreadablePictureException(PictureProblem.Truncated);
            }

            var name = file.AsSpan(at + 4, 4);
            var data = file.AsSpan(at + 8, (int)length);
            if (dots is null != name.SequenceEqual("IHDR"u8))
            {
                throw new UnreadablePictureException(PictureProblem.Damaged);
            }

            if (dots is null)
            {
                (head, dots) = Head(data);
            }
            else if (name.SequenceEqual("PLTE"u8))
            {
                dots.TakePalette(data);
            }
            else if (name.SequenceEqual("tRNS"u8))
            {
                dots.TakeTransparency(data);
            }
            else if (name.SequenceEqual("IDAT"u8))
            {
                packed.Write(data);
            }

            // Other chunks say nothing about the light of a dot: times, comments, gamma.
            ended = name.SequenceEqual("IEND"u8);
            at += 12 + (int)length;
        }

        packed.Position = 0;
        return Unpack(packed, head.Width, head.Height, head.Interlaced, dots!);
    }

    private static ((int Width, int Height, bool Interlaced) Head, PngDots Dots) Head(ReadOnlySpan<byte> data)
    {
        if (data is not [_, _, _, _, _, _, _, _, var depth, var colour, 0, 0, var interlaced and <= 1] || !PngDots.IsKnown(colour, depth))
        {
            throw new UnreadablePictureException(PictureProblem.Damaged);
        }

        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
        if (width == 0 || height == 0)
        {
            throw new UnreadablePictureException(PictureProblem.Damaged);
        }

        return (ulong)width * height > PictureLimits.Dots
            ? throw new UnreadablePictureException(PictureProblem.TooManyDots)
            : (((int)width, (int)height, interlaced == 1), new PngDots(colour, depth));
    }

    private static GreyPicture Unpack(Stream packed, int width, int height, bool interlaced, PngDots dots)
    {
        var picture = new GreyPicture(width, height);
        using var rows = new ZLibStream(packed, CompressionMode.Decompress);

        try
        {
            foreach (var pass in interlaced ? Passes : [(0, 0, 1, 1)])
            {
                UnpackPass(rows, picture, dots, pass);
            }
        }
        catch (EndOfStreamException)
        {
            throw new UnreadablePictureException(PictureProblem.Truncated);
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException)
        {
            // The second one comes of a stream that asks for a dictionary: what is unpacked lies in memory.
            throw new UnreadablePictureException(PictureProblem.Damaged);
        }

        return picture;
    }

    private static void UnpackPass(Stream rows, GreyPicture picture, PngDots dots, (int X, int Y, int Across, int Down) pass)
    {
        var count = (picture.Width - pass.X + pass.Across - 1) / pass.Across;
        if (count <= 0)
        {
            return;
        }

        // The row above the first is nought, and so is the dot before the first: room for one.
        var bytes = (int)(((long)count * dots.Bits) + 7) / 8;
        var step = Math.Max(1, dots.Bits / 8);
        var (above, row) = (new byte[step + bytes], new byte[step + bytes]);
        var light = new byte[count];

        for (var y = pass.Y; y < picture.Height; y += pass.Down)
        {
            var filter = rows.ReadByte();
            if (filter < 0)
            {
                throw new EndOfStreamException();
            }

            rows.ReadExactly(row, step, bytes);
            Unfilter(filter, row, above, step);
            dots.Light(row.AsSpan(step), light);

            var shown = picture.Row(y);
            if (pass.Across == 1)
            {
                light.CopyTo(shown);
            }
            else
            {
                for (var i = 0; i < count; i++)
                {
                    shown[pass.X + (i * pass.Across)] = light[i];
                }
            }

            (above, row) = (row, above);
        }
    }

    private static void Unfilter(int filter, byte[] row, byte[] above, int step)
    {
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (var i = step; i < row.Length; i++)
                {
                    row[i] += row[i - step];
                }

                break;
            case 2:
                for (var i = step; i < row.Length; i++)
                {
                    row[i] += above[i];
                }

                break;
            case 3:
                for (var i = step; i < row.Length; i++)
                {
                    row[i] += (byte)((row[i - step] + above[i]) / 2);
                }

                break;
            case 4:
                for (var i = step; i < row.Length; i++)
                {
                    row[i] += Nearest(row[i - step], above[i], above[i - step]);
                }

                break;
            default:
                throw new UnreadablePictureException(PictureProblem.Damaged);
        }
    }

    /// <summary>Of left, above and above left, the one that is nearest to left + above - above left.</summary>
    private static byte Nearest(int left, int above, int aboveLeft)
    {
        var (toLeft, toAbove, toAboveLeft) = (Math.Abs(above - aboveLeft), Math.Abs(left - aboveLeft), Math.Abs(left + above - (2 * aboveLeft)));
        return (byte)(toLeft <= toAbove && toLeft <= toAboveLeft ? left : toAbove <= toAboveLeft ? above : aboveLeft);
    }
}
