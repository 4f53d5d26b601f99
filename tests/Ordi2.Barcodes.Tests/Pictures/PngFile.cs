using System.Buffers.Binary;
using System.IO.Compression;
using Ordi2.Barcodes.Tests.Symbols;

namespace Ordi2.Barcodes.Tests.Pictures;

/// <summary>Writes pictures as PNG, in each way that the format knows.</summary>
internal static class PngFile
{
    private static readonly (int X, int Y, int Across, int Down)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <param name="colour">0 grey, 2 colours, 3 palette, 4 grey and alpha, 6 colours and alpha.</param>
    /// <param name="depth">Bits of a sample.</param>
    /// <param name="filter">From 0 to 4, for every row.</param>
    public static byte[] Of(Picture picture, int colour = 0, int depth = 8, int filter = 0, bool interlaced = false)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), picture.Height);
        (head[8], head[9], head[12]) = ((byte)depth, (byte)colour, (byte)(interlaced ? 1 : 0));
        List<byte> rows = [];

        foreach (var (x0, y0, across, down) in interlaced ? Passes : [(0, 0, 1, 1)])
        {
            byte[]? above = null;
            for (var y = y0; y < picture.Height && x0 < picture.Width; y += down)
            {
                var lights = Enumerable.Range(0, (picture.Width - x0 + across - 1) / across).Select(i => picture[x0 + (i * across), y]);
                var row = Row(lights, colour, depth);
                rows.Add((byte)filter);
                rows.AddRange(Filtered(row, above ?? new byte[row.Length], filter, Math.Max(1, depth * Samples(colour) / 8)));
                above = row;
            }
        }

        // A palette from black to white.
        var palette = Enumerable.Range(0, 1 << Math.Min(8, depth)).SelectMany(i => Enumerable.Repeat((byte)(i * 255 / ((1 << Math.Min(8, depth)) - 1)), 3));
        return
        [
            0x89, .. "PNG\r\n\x1A\n"u8,
            .. Chunk("IHDR", head),
            .. colour == 3 ? Chunk("PLTE", [.. palette]) : [],
            .. Chunk("IDAT", Packed([.. rows])),
            .. Chunk("IEND", []),
        ];
    }

    /// <summary>Only the beginning: a picture that claims this size.</summary>
    public static byte[] Claiming(uint width, uint height)
    {
        var head = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(head, width);
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(4), height);
        head[8] = 8;
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR", head), .. Chunk("IDAT", Packed(new byte[1000])), .. Chunk("IEND", [])];
    }

    private static int Samples(int colour) => colour switch { 0 or 3 => 1, 4 => 2, 2 => 3, _ => 4 };

    private static byte[] Row(IEnumerable<double> lights, int colour, int depth)
    {
        List<byte> row = [];
        var (bits, filled) = (0, 0);

        foreach (var light in lights)
        {
            if (depth < 8)
            {
                bits = (bits << depth) | (int)Math.Round(light * ((1 << depth) - 1));
                filled += depth;
                if (filled == 8)
                {
                    row.Add((byte)bits);
                    (bits, filled) = (0, 0);
                }

                continue;
            }

            // With alpha everything is black, and what is white is not there.
            var value = (byte)Math.Round(light * 255);
            byte[] samples = colour switch
            {
                0 or 3 => [value],
                2 => [value, value, value],
                4 => [0, (byte)(255 - value)],
                _ => [0, 0, 0, (byte)(255 - value)],
            };
            row.AddRange(depth == 16 ? samples.SelectMany(sample => (byte[])[sample, sample]) : samples);
        }

        if (filled > 0)
        {
            row.Add((byte)(bits << (8 - filled)));
        }

        return [.. row];
    }

    private static byte[] Filtered(byte[] row, byte[] above, int filter, int step)
    {
        var filtered = new byte[row.Length];

        for (var i = 0; i < row.Length; i++)
        {
            var (left, aboveLeft) = i >= step ? ((int)row[i - step], (int)above[i - step]) : (0, 0);
            filtered[i] = (byte)(row[i] - filter switch { 0 => 0, 1 => left, 2 => above[i], 3 => (left + above[i]) / 2, _ => Paeth(left, above[i], aboveLeft) });
        }

        return filtered;
    }

    private static int Paeth(int left, int above, int aboveLeft) =>
        ((int[])[left, above, aboveLeft]).MinBy(sample => Math.Abs(left + above - aboveLeft - sample));

    private static byte[] Packed(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(data);
        }

        return packed.ToArray();
    }

    private static byte[] Chunk(string name, byte[] data)
    {
        byte[] body = [.. name.Select(sign => (byte)sign), .. data];
        var (length, check) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(check, Crc(body));
        return [.. length, .. body, .. check];
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;

        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
            }
        }

        return ~crc;
    }
}
