using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Ordi2.Domain.Tests.Photos;

/// <summary>Files that somebody may send as a photo: honest ones, and others.</summary>
internal static class PhotoFiles
{
    /// <summary>What a camera writes about the one who holds it, and must not be kept.</summary>
    public const string Secret = "Jeanne, 48.85N 2.35E";

    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>24 by 16 points in JPEG, as small as it can be said.</summary>
    public static byte[] Plain { get; } = Convert.FromBase64String(
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI"
        + "CAgICAj/wAALCAAQABgBAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQAAPwD2R8lveHBvUHy+/9k=");

    public static byte[] Svg => "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"u8.ToArray();

    /// <summary>The plain one as a telephone writes it: with where, who and what, and something behind the end.</summary>
    /// <param name="orientation">1 to 8.</param>
    /// <param name="made">So that two are not the same.</param>
    public static byte[] FromACamera(int orientation = 1, byte made = 8) =>
    [
        .. Plain[..20],
        .. Segment(0xE1, [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(Secret)]),
        .. Segment(0xE1, Encoding.ASCII.GetBytes($"http://ns.adobe.com/xap/1.0/\0{Secret}")),
        .. Segment(0xE2, Encoding.ASCII.GetBytes($"ICC_PROFILE\0{Secret}")),
        .. Segment(0xFE, Encoding.ASCII.GetBytes(Secret)),
        .. Plain[20..25], made, .. Plain[26..],
        .. Encoding.ASCII.GetBytes($"PK\u0003\u0004<script>{Secret}</script>"),
    ];

    public static byte[] Segment(byte marker, ReadOnlySpan<byte> data) => [0xFF, marker, (byte)((data.Length + 2) >> 8), (byte)(data.Length + 2), .. data];

    /// <summary>Grey points, one byte each.</summary>
    public static byte[] Png(int width, int height, params (string Name, byte[] Data)[] between) =>
        PngOf(width, height, Rows(width, height), between);

    /// <summary>With other data than its header says.</summary>
    public static byte[] PngOf(int width, int height, byte[] data, params (string Name, byte[] Data)[] between) =>
    [
        .. Signature,
        .. Chunk("IHDR", Header(width, height)),
        .. between.SelectMany(chunk => Chunk(chunk.Name, chunk.Data)),
        .. Chunk("IDAT", Packed(data)),
        .. Chunk("IEND", []),
        .. Encoding.ASCII.GetBytes($"<html>{Secret}"),
    ];

    /// <summary>The points of a PNG file with one IDAT, unpacked.</summary>
    public static byte[] Unpacked(ReadOnlySpan<byte> png)
    {
        var at = png.IndexOf("IDAT"u8);
        var length = BinaryPrimitives.ReadInt32BigEndian(png[(at - 4)..]);
        using var pixels = new ZLibStream(new MemoryStream(png.Slice(at + 4, length).ToArray()), CompressionMode.Decompress);
        using var all = new MemoryStream();
        pixels.CopyTo(all);
        return all.ToArray();
    }

    public static byte[] Rows(int width, int height) => [.. Enumerable.Range(0, height).SelectMany(y => Enumerable.Range(0, width).Select(x => (byte)(x ^ y)).Prepend((byte)0))];

    public static byte[] Header(int width, int height)
    {
        var data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), height);
        data[8] = 8;
        return data;
    }

    /// <summary>The same file under another header.</summary>
    public static byte[] WithHeader(byte[] png, byte[] header) => [.. Signature, .. Chunk("IHDR", header), .. png[33..]];

    /// <summary>Everything that is no photo, or not one that we keep, with the code of the refusal.</summary>
    public static IEnumerable<(string What, byte[] File, string Code)> Hostile()
    {
        yield return ("nothing", [], "photo-not-a-picture");
        yield return ("an SVG that is called a JPEG", Svg, "photo-not-a-picture");
        yield return ("a page", "<!DOCTYPE html><title>x</title>"u8.ToArray(), "photo-not-a-picture");
        yield return ("a GIF", [.. "GIF89a"u8, .. new byte[20]], "photo-not-a-picture");
        yield return ("a PDF with a photo behind", [.. "%PDF-1.7\n"u8, .. Plain], "photo-not-a-picture");
        yield return ("the beginning of a JPEG", Plain[..3], "photo-broken");
        yield return ("a JPEG cut off in its scan", Plain[..^4], "photo-broken");
        yield return ("a JPEG without a scan", [0xFF, 0xD8, 0xFF, 0xD9], "photo-broken");
        yield return ("a JPEG with a script for a table", [0xFF, 0xD8, .. Segment(0xDB, "<script>alert(1)</script>"u8), .. Plain[20..]], "photo-broken");
        yield return ("a JPEG with a segment longer than itself", [0xFF, 0xD8, 0xFF, 0xDB, 0xFF, 0xFF, 1], "photo-broken");
        yield return ("a JPEG with two frames", [.. Plain[..89], .. Plain[89..102], .. Plain[89..]], "photo-broken");
        yield return ("a JPEG with a thousand scans", [.. Plain[..^12], .. Enumerable.Repeat(Segment(0xDA, [1, 1, 0, 0, 63, 0]), 1000).SelectMany(scan => scan), 0xFF, 0xD9], "photo-broken");
        yield return ("a JPEG that says it is 65,535 points wide and high", [.. Plain[..94], 0xFF, 0xFF, 0xFF, 0xFF, .. Plain[98..]], "photo-too-many-pixels");
        yield return ("a PNG of which only the header is there", [.. Signature, .. Chunk("IHDR", Header(8, 8))], "photo-broken");
        yield return ("a PNG that says it is a thousand million points", [.. Signature, .. Chunk("IHDR", Header(int.MaxValue, int.MaxValue)), .. Chunk("IDAT", Packed(new byte[100])), .. Chunk("IEND", [])], "photo-too-many-pixels");
        yield return ("a PNG of few points with so many bits that it unpacks to more than we hold", WithHeader(Png(8, 8), [.. Header(4000, 3000)[..8], 16, 6, 0, 0, 0]), "photo-too-much-unpacked");
        yield return ("a PNG that unpacks to a thousand times what it says", PngOf(100, 100, new byte[10_100_000]), "photo-broken");
        yield return ("a PNG with fewer points than it says", PngOf(100, 100, new byte[100]), "photo-broken");
        yield return ("a PNG whose points are no ZLIB", [.. Signature, .. Chunk("IHDR", Header(8, 8)), .. Chunk("IDAT", Svg), .. Chunk("IEND", [])], "photo-broken");
        yield return ("a PNG with two headers", Png(8, 8, ("IHDR", Header(8, 8))), "photo-broken");
        yield return ("a PNG with a part that a reader would have to know", Png(8, 8, ("EVIL", [1])), "photo-broken");
        yield return ("a PNG with a wrong checksum", [.. Signature, .. Chunk("IHDR", Header(8, 8))[..^1], 0, .. Chunk("IEND", [])], "photo-broken");
        yield return ("a photo of more than 8 MB", [.. Plain, .. new byte[8 * 1024 * 1024]], "photo-too-large");
    }

    private static byte[] Packed(byte[] data)
    {
        using var packed = new MemoryStream();

        using (var packing = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            packing.Write(data);
        }

        return packed.ToArray();
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] named = [.. Encoding.ASCII.GetBytes(name), .. data];
        var sum = uint.MaxValue;

        foreach (var one in named)
        {
            sum ^= one;

            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
            }
        }

        var chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(named.Length + 4), ~sum);
        return chunk;
    }
}
