using System.Buffers;
using System.Buffers.Binary;
using Ordi2.Contracts;

namespace Ordi2.Domain.Photos;

/// <summary>
/// A JPEG file, written anew from its frame, its tables and its scans (ITU-T T.81, annex B). Of everything else it carries only two
/// facts go along, written by us: which way up it is, and how its colours are meant.
/// </summary>
internal static class JpegFile
{
    // A progressive photo has about ten; a file with thousands of them is made to keep a viewer busy.
    private const int MostScans = 64;

    private const int Dht = 0xC4;
    private const int Soi = 0xD8;
    private const int Eoi = 0xD9;
    private const int Sos = 0xDA;
    private const int Dqt = 0xDB;
    private const int Dri = 0xDD;
    private const int App0 = 0xE0;
    private const int App1 = 0xE1;
    private const int App14 = 0xEE;
    private const int App15 = 0xEF;
    private const int Com = 0xFE;

    public static bool Is(ReadOnlySpan<byte> file) => file.StartsWith<byte>([0xFF, Soi, 0xFF]);

    public static (Picture? Picture, Refusal? Why) Read(ReadOnlySpan<byte> file)
    {
        var known = new Known();
        var body = new ArrayBufferWriter<byte>(file.Length);
        var rest = file[2..];

        while (NextMarker(ref rest, out var marker))
        {
            if (marker == Eoi)
            {
                return known.Scans > 0 ? (Written(known, body), null) : (null, Picture.Broken);
            }

            if (!TryTake(ref rest, out var segment) || !Understand(marker, segment, known, out var keep))
            {
                return (null, Picture.Broken);
            }

            if (!Picture.Fits(known.Width, known.Height))
            {
                return (null, Picture.TooManyPixels);
            }

            if (keep)
            {
                WriteSegment(body, marker, segment);
            }

            if (marker == Sos)
            {
                var length = LengthOfScan(rest);
                body.Write(rest[..length]);
                rest = rest[length..];
            }
        }

        // It ends before its end: cut off on the way.
        return (null, Picture.Broken);
    }

    private static bool NextMarker(ref ReadOnlySpan<byte> rest, out int marker)
    {
        marker = 0;

        if (rest.IsEmpty || rest[0] != 0xFF)
        {
            return false;
        }

        // Any number of 0xFF may stand before a marker.
        var at = rest.IndexOfAnyExcept((byte)0xFF);

        if (at < 0)
        {
            return false;
        }

        marker = rest[at];
        rest = rest[(at + 1)..];
        return true;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> segment)
    {
        segment = default;

        if (rest.Length < 2)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(rest);

        if (length < 2 || length > rest.Length)
        {
            return false;
        }

        segment = rest[2..length];
        rest = rest[length..];
        return true;
    }

    /// <summary>Whether a segment is what its marker says; and whether it draws something.</summary>
    private static bool Understand(int marker, ReadOnlySpan<byte> segment, Known known, out bool keep)
    {
        keep = marker is not (>= App0 and <= App15 or Com);

        switch (marker)
        {
            // Baseline, extended and progressive, as cameras write them.
            case 0xC0 or 0xC1 or 0xC2:
                return IsFrame(segment, known);
            case Dht:
                return AreHuffmanTables(segment);
            case Dqt:
                return AreQuantisationTables(segment);
            case Dri:
                return segment.Length == 2;
            case Sos:
                return known.Width > 0 && ++known.Scans <= MostScans && segment.Length > 0 && segment[0] is >= 1 and <= 4 && segment.Length == 4 + (2 * segment[0]);
            case App0:
                known.IsJfif |= segment.StartsWith("JFIF\0"u8);
                return true;
            case App1:
                known.Orientation = Exif.OrientationOf(segment) ?? known.Orientation;
                return true;
            case App14 when segment.Length >= 12 && segment.StartsWith("Adobe"u8):
                known.AdobeTransform = segment[11];
                return segment[11] <= 2;
            default:
                return !keep;
        }
    }

    private static bool IsFrame(ReadOnlySpan<byte> segment, Known known)
    {
        if (known.Width > 0 || segment.Length < 6 || segment[0] != 8 || segment[5] is not (1 or 3 or 4) || segment.Length != 6 + (3 * segment[5]))
        {
            return false;
        }

        known.Height = BinaryPrimitives.ReadUInt16BigEndian(segment[1..]);
        known.Width = BinaryPrimitives.ReadUInt16BigEndian(segment[3..]);
        return known is { Width: > 0, Height: > 0 };
    }

    private static bool AreHuffmanTables(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            if (segment.Length < 17 || segment[0] >> 4 > 1 || (segment[0] & 15) > 3)
            {
                return false;
            }

            var symbols = 0;

            foreach (var count in segment[1..17])
            {
                symbols += count;
            }

            if (symbols > 256 || segment.Length < 17 + symbols)
            {
                return false;
            }

            segment = segment[(17 + symbols)..];
        }

        return true;
    }

    private static bool AreQuantisationTables(ReadOnlySpan<byte> segment)
    {
        while (!segment.IsEmpty)
        {
            var length = segment[0] >> 4 == 0 ? 65 : 129;

            if (segment[0] >> 4 > 1 || (segment[0] & 15) > 3 || segment.Length < length)
            {
                return false;
            }

            segment = segment[length..];
        }

        return true;
    }

    /// <summary>Up to the next marker that is none of the scan's own; all of it where there is none.</summary>
    private static int LengthOfScan(ReadOnlySpan<byte> rest)
    {
        var at = 0;

        while (rest[at..].IndexOf((byte)0xFF) is >= 0 and var next && at + next + 1 < rest.Length)
        {
            at += next;

            if (rest[at + 1] is not (0 or >= 0xD0 and <= 0xD7))
            {
                return at;
            }

            at += 2;
        }

        return rest.Length;
    }

    private static Picture Written(Known known, ArrayBufferWriter<byte> body)
    {
        var file = new ArrayBufferWriter<byte>(body.WrittenCount + 64);
        file.Write<byte>([0xFF, Soi]);

        if (known.IsJfif)
        {
            WriteSegment(file, App0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        }

        if (known.AdobeTransform is { } transform)
        {
            WriteSegment(file, App14, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
        }

        if (known.Orientation > 1)
        {
            WriteSegment(file, App1, Exif.Only(known.Orientation));
        }

        file.Write(body.WrittenSpan);
        file.Write<byte>([0xFF, Eoi]);

        // From 5 on it lies on its side.
        return known.Orientation >= 5
            ? new("image/jpeg", known.Height, known.Width, file.WrittenMemory)
            : new("image/jpeg", known.Width, known.Height, file.WrittenMemory);
    }

    private static void WriteSegment(ArrayBufferWriter<byte> file, int marker, ReadOnlySpan<byte> segment)
    {
        var length = segment.Length + 2;
        file.Write<byte>([0xFF, (byte)marker, (byte)(length >> 8), (byte)length]);
        file.Write(segment);
    }

    /// <summary>What was found so far.</summary>
    private sealed class Known
    {
        public int Width { get; set; }

        public int Height { get; set; }

        public int Scans { get; set; }

        public bool IsJfif { get; set; }

        /// <summary>1 to 8, as EXIF counts the ways to hold a camera.</summary>
        public int Orientation { get; set; } = 1;

        public byte? AdobeTransform { get; set; }
    }
}
