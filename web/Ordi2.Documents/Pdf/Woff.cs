using System.Buffers.Binary;
using System.IO.Compression;

namespace Ordi2.Documents.Pdf;

/// <summary>A font as browsers get it: the tables of a TrueType font, each packed by itself (WOFF File Format 1.0, W3C).</summary>
internal static class Woff
{
    private const uint Signature = 0x774F4646;
    private const int HeaderLength = 44;
    private const int EntryLength = 20;

    /// <summary>The tables of the font by their names.</summary>
    /// <exception cref="FormatException">It is no such font.</exception>
    public static Dictionary<string, byte[]> Unpack(ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderLength || BinaryPrimitives.ReadUInt32BigEndian(file) != Signature)
        {
            throw new FormatException("This is no WOFF font.");
        }

        var tables = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var count = BinaryPrimitives.ReadUInt16BigEndian(file[12..]);

        for (var i = 0; i < count; i++)
        {
            var entry = file.Slice(HeaderLength + (EntryLength * i), EntryLength);
            var packed = file.Slice(Number(entry[4..]), Number(entry[8..]));
            var table = new byte[Number(entry[12..])];

            // What packing does not make smaller stands there as it is.
            if (packed.Length == table.Length)
            {
                packed.CopyTo(table);
            }
            else
            {
                using var unpacked = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
                unpacked.ReadExactly(table);
            }

            tables[System.Text.Encoding.ASCII.GetString(entry[..4])] = table;
        }

        return tables;
    }

    private static int Number(ReadOnlySpan<byte> at) => checked((int)BinaryPrimitives.ReadUInt32BigEndian(at));
}
