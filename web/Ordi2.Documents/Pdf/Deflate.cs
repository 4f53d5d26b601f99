using System.Buffers;
using System.Buffers.Binary;

namespace Ordi2.Documents.Pdf;

/// <summary>
/// Packs bytes in the format of zlib (RFC 1950, 1951). The packer of the runtime gives other bytes on another processor or after an update; a document that
/// was hashed must come out the same for ever, so that this part of it is ours.
/// </summary>
internal static class Deflate
{
    private const int Window = 32 * 1024;
    private const int HashBits = 15;
    private const int Shortest = 3;
    private const int Longest = 258;
    private const int Tries = 24;
    private const int EndOfBlock = 256;

    // Least length and distance of each code, and the further bits that it takes (RFC 1951, 3.2.5).
    private static readonly int[] Lengths = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static readonly int[] LengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly int[] Distances =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577,
    ];

    private static readonly byte[] CodeOfLength = CodesOfLengths();

    /// <summary>The packed bytes.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> data)
    {
        var bits = new Bits(data.Length / 3);
        bits.Add(0x78, 8);
        bits.Add(0x01, 8);

        // One last block with the codes that everybody knows.
        bits.Add(0b011, 3);
        PackBlock(data, bits);
        bits.AddCode(EndOfBlock);
        bits.Fill();

        Span<byte> sum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(sum, SumOf(data));

        foreach (var part in sum)
        {
            bits.Add(part, 8);
        }

        return bits.ToArray();
    }

    private static void PackBlock(ReadOnlySpan<byte> data, Bits bits)
    {
        // Where three bytes were last seen, and, for each place, where its three were seen before that.
        var last = new int[1 << HashBits];
        var before = new int[data.Length];
        Array.Fill(last, -1);

        for (var at = 0; at < data.Length;)
        {
            var (length, distance) = Find(data, at, last, before);

            if (length < Shortest)
            {
                bits.AddCode(data[at]);
                length = 1;
            }
            else
            {
                var code = CodeOfLength[length];
                bits.AddCode(257 + code);
                bits.Add(length - Lengths[code], LengthBits[code]);
                var place = Array.BinarySearch(Distances, distance);
                place = place < 0 ? ~place - 1 : place;
                bits.AddReversed(place, 5);
                bits.Add(distance - Distances[place], Math.Max(0, (place / 2) - 1));
            }

            for (var end = at + length; at < end; at++)
            {
                if (at + Shortest <= data.Length)
                {
                    var hash = HashOf(data[at..]);
                    (before[at], last[hash]) = (last[hash], at);
                }
            }
        }
    }

    private static (int Length, int Distance) Find(ReadOnlySpan<byte> data, int at, int[] last, int[] before)
    {
        if (at + Shortest > data.Length)
        {
            return (0, 0);
        }

        var rest = data.Slice(at, Math.Min(Longest, data.Length - at));
        var (longest, distance, from) = (0, 0, last[HashOf(rest)]);

        for (var tries = 0; tries < Tries && from >= 0 && at - from <= Window; tries++, from = before[from])
        {
            var length = rest.CommonPrefixLength(data[from..]);

            if (length > longest)
            {
                (longest, distance) = (length, at - from);
            }
        }

        return (longest, distance);
    }

    private static int HashOf(ReadOnlySpan<byte> at) => (int)(unchecked((uint)(at[0] | (at[1] << 8) | (at[2] << 16)) * 0x9E3779B1u) >> (32 - HashBits));

    private static uint SumOf(ReadOnlySpan<byte> data)
    {
        const uint prime = 65521;
        uint low = 1, high = 0;

        foreach (var part in data)
        {
            low = (low + part) % prime;
            high = (high + low) % prime;
        }

        return (high << 16) | low;
    }

    private static byte[] CodesOfLengths()
    {
        var codes = new byte[Longest + 1];

        for (var code = 0; code < Lengths.Length; code++)
        {
            Array.Fill(codes, (byte)code, Lengths[code], Longest + 1 - Lengths[code]);
        }

        return codes;
    }

    /// <summary>Bits, the lowest first.</summary>
    private sealed class Bits(int expected)
    {
        private readonly ArrayBufferWriter<byte> _bytes = new(expected + 64);
        private ulong _open;
        private int _count;

        public void Add(int value, int width)
        {
            _open |= (ulong)(uint)value << _count;

            for (_count += width; _count >= 8; _count -= 8)
            {
                _bytes.GetSpan(1)[0] = (byte)_open;
                _bytes.Advance(1);
                _open >>= 8;
            }
        }

        /// <summary>A code of the fixed table (RFC 1951, 3.2.6): codes stand with their highest bit first.</summary>
        public void AddCode(int code)
        {
            switch (code)
            {
                case < 144:
                    AddReversed(0x30 + code, 8);
                    break;
                case < 256:
                    AddReversed(0x190 + code - 144, 9);
                    break;
                case < 280:
                    AddReversed(code - 256, 7);
                    break;
                default:
                    AddReversed(0xC0 + code - 280, 8);
                    break;
            }
        }

        public void AddReversed(int code, int width)
        {
            var reversed = 0;

            for (var i = 0; i < width; i++)
            {
                reversed |= ((code >> i) & 1) << (width - 1 - i);
            }

            Add(reversed, width);
        }

        public void Fill() => Add(0, (8 - _count) % 8);

        public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
    }
}
