using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Ordi2.Contracts;

namespace Ordi2.Domain.Photos;

/// <summary>
/// A PNG file, written anew from its header, its palette and its pixels (ISO/IEC 15948). The pixels are unpacked, counted against
/// what the header says, never beyond it, and packed again: nothing that is no pixel comes along.
/// </summary>
internal static class PngFile
{
    /// <summary>Unpacked, in megabytes of 1024 kilobytes: a screen of 3840 by 2160 has half of it.</summary>
    private const int MostUnpackedMegabytes = 64;

    private const long MostUnpacked = MostUnpackedMegabytes * 1024L * 1024;

    private static readonly Refusal TooMuchUnpacked = Refusal.Invalid("photo-too-much-unpacked", MostUnpackedMegabytes.ToString(CultureInfo.InvariantCulture));

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static n => Enumerable.Range(0, 8).Aggregate((uint)n, static (c, _) => (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1))];

    private static ReadOnlySpan<byte> Signature => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    public static (Picture? Picture, Refusal? Why) Read(ReadOnlySpan<byte> file)
    {
        var written = new ArrayBufferWriter<byte>(file.Length);
        written.Write(Signature);
        var rest = file[Signature.Length..];
        using var pixels = new MemoryStream();
        var pixelsAreOver = false;
        Header? header = null;

        while (TryTake(ref rest, out var name, out var data))
        {
            pixelsAreOver |= pixels.Length > 0 && name != "IDAT";

            // The header comes first, and once.
            if (header is null != (name == "IHDR"))
            {
                return (null, Picture.Broken);
            }

            switch (name)
            {
                case "IHDR":
                    header = Header.Read(data);

                    if ((header is null ? Picture.Broken : header.Stops) is { } refusal)
                    {
                        return (null, refusal);
                    }

                    WriteChunk(written, name, data);
                    break;
                case "PLTE" when pixels.Length == 0 && data.Length is > 0 and <= 768 && data.Length % 3 == 0:
                case "tRNS" when pixels.Length == 0 && data.Length is > 0 and <= 256:
                    WriteChunk(written, name, data);
                    break;
                case "IDAT" when !pixelsAreOver:
                    pixels.Write(data);
                    break;
                case "IEND":
                    if (Repacked(pixels, header!.Unpacked) is not { } packed)
                    {
                        return (null, Picture.Broken);
                    }

                    WriteChunk(written, "IDAT", packed);
                    WriteChunk(written, "IEND", []);
                    return (new("image/png", (int)header.Width, (int)header.Height, written.WrittenMemory), null);

                // A small first letter: a reader may pass over it, and so do we. Any other it would have to know.
                case [>= 'a' and <= 'z', ..]:
                    break;
                default:
                    return (null, Picture.Broken);
            }
        }

        return (null, Picture.Broken);
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out string name, out ReadOnlySpan<byte> data)
    {
        name = string.Empty;
        data = default;

        if (rest.Length < 12)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);

        if (length > rest.Length - 12)
        {
            return false;
        }

        var end = 8 + (int)length;

        if (Sum(rest[4..end]) != BinaryPrimitives.ReadUInt32BigEndian(rest[end..]))
        {
            return false;
        }

        name = Encoding.ASCII.GetString(rest[4..8]);
        data = rest[8..end];
        rest = rest[(end + 4)..];
        return true;
    }

    /// <summary>The same pixels packed by us; nothing where they are not as many as the header says.</summary>
    private static byte[]? Repacked(MemoryStream packed, long expected)
    {
        packed.Position = 0;
        using var again = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var found = 0L;

        try
        {
            using var pixels = new ZLibStream(packed, CompressionMode.Decompress, leaveOpen: true);
            using var packing = new ZLibStream(again, CompressionLevel.Fastest, leaveOpen: true);

            while (pixels.Read(buffer) is > 0 and var read)
            {
                if ((found += read) > expected)
                {
                    return null;
                }

                packing.Write(buffer.AsSpan(0, read));
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return found == expected ? again.ToArray() : null;
    }

    private static void WriteChunk(ArrayBufferWriter<byte> file, string name, ReadOnlySpan<byte> data)
    {
        var chunk = file.GetSpan(data.Length + 12);
        BinaryPrimitives.WriteUInt32BigEndian(chunk, (uint)data.Length);
        Encoding.ASCII.GetBytes(name, chunk[4..]);
        data.CopyTo(chunk[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(chunk[(data.Length + 8)..], Sum(chunk[4..(data.Length + 8)]));
        file.Advance(data.Length + 12);
    }

    /// <summary>The checksum of a chunk (CRC-32, ISO 3309).</summary>
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;

        foreach (var one in bytes)
        {
            sum = Table[(sum ^ one) & 0xFF] ^ (sum >> 8);
        }

        return ~sum;
    }

    /// <param name="Width">Pixels.</param>
    /// <param name="Height">Pixels.</param>
    /// <param name="BitsOfAPixel">1 to 64.</param>
    /// <param name="IsInterlaced">Whether it comes in seven passes.</param>
    private sealed record Header(long Width, long Height, int BitsOfAPixel, bool IsInterlaced)
    {
        // Where each pass begins and how far it steps, across and down (ISO/IEC 15948, 8.2).
        private static readonly (int X, int Y, int StepX, int StepY)[] Passes =
            [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

        /// <summary>How many bytes its pixels are, with the one that says the filter before each row.</summary>
        public long Unpacked => IsInterlaced
            ? Passes.Sum(pass => Rows((Width - pass.X + pass.StepX - 1) / pass.StepX, (Height - pass.Y + pass.StepY - 1) / pass.StepY))
            : Rows(Width, Height);

        /// <summary>Why it is not read, or nothing. Its points may be few enough, and yet be too much when each has many bits.</summary>
        public Refusal? Stops => !Picture.Fits(Width, Height) ? Picture.TooManyPixels : Unpacked > MostUnpacked ? TooMuchUnpacked : null;

        public static Header? Read(ReadOnlySpan<byte> data)
        {
            if (data.Length != 13 || data[10] != 0 || data[11] != 0 || data[12] > 1)
            {
                return null;
            }

            var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
            int? samples = (Colours: data[9], Depth: data[8]) switch
            {
                (0, 1 or 2 or 4 or 8 or 16) => 1,
                (3, 1 or 2 or 4 or 8) => 1,
                (2, 8 or 16) => 3,
                (4, 8 or 16) => 2,
                (6, 8 or 16) => 4,
                _ => null,
            };
            return samples is { } known && width > 0 && height > 0 ? new(width, height, known * data[8], data[12] == 1) : null;
        }

        private long Rows(long width, long height) => width <= 0 || height <= 0 ? 0 : height * (1 + (((width * BitsOfAPixel) + 7) / 8));
    }
}
