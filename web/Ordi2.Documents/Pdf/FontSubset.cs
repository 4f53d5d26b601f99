using System.Buffers.Binary;
using System.Text;

namespace Ordi2.Documents.Pdf;

/// <summary>
/// A TrueType font with the outlines of some glyphs alone. The others keep their numbers and are empty, so that what is written on a page does not depend
/// on what else is written.
/// </summary>
internal static class FontSubset
{
    private const uint TrueType = 0x00010000;
    private const uint WholeSum = 0xB1B0AFBA;

    /// <summary>The tables that a reader of PDF needs; how letters are found stands in the document itself.</summary>
    private static readonly string[] Kept = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    /// <summary>The font file.</summary>
    /// <param name="font">The whole font.</param>
    /// <param name="glyphs">Those that are drawn.</param>
    public static byte[] Of(TrueTypeFont font, IEnumerable<ushort> glyphs)
    {
        var (outlines, places) = Outlines(font, WithParts(font, glyphs));
        var tables = new List<(string Name, byte[] Data)>();

        foreach (var name in Kept)
        {
            switch (name)
            {
                case "glyf":
                    tables.Add((name, outlines));
                    break;
                case "loca":
                    tables.Add((name, places));
                    break;
                case "head":
                    tables.Add((name, Head(font)));
                    break;
                case "cvt " or "fpgm" or "prep" when !font.Has(name):
                    break;
                default:
                    tables.Add((name, font.Table(name).ToArray()));
                    break;
            }
        }

        return Assemble(tables);
    }

    private static SortedSet<ushort> WithParts(TrueTypeFont font, IEnumerable<ushort> glyphs)
    {
        var all = new SortedSet<ushort> { 0 };
        var open = new Stack<ushort>(glyphs);

        while (open.TryPop(out var glyph))
        {
            if (all.Add(glyph))
            {
                foreach (var part in font.PartsOf(glyph))
                {
                    open.Push(part);
                }
            }
        }

        return all;
    }

    private static (byte[] Outlines, byte[] Places) Outlines(TrueTypeFont font, SortedSet<ushort> glyphs)
    {
        var outlines = new MemoryStream();
        var places = new byte[4 * (font.Glyphs + 1)];

        for (var glyph = 0; glyph < font.Glyphs; glyph++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(4 * glyph), (uint)outlines.Length);

            if (glyphs.Contains((ushort)glyph))
            {
                outlines.Write(font.OutlineOf((ushort)glyph));
                Pad(outlines);
            }
        }

        BinaryPrimitives.WriteUInt32BigEndian(places.AsSpan(4 * font.Glyphs), (uint)outlines.Length);
        return (outlines.ToArray(), places);
    }

    /// <summary>Without its sum, which comes last, and with long places of outlines.</summary>
    private static byte[] Head(TrueTypeFont font)
    {
        var head = font.Table("head").ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(head.AsSpan(8), 0);
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        return head;
    }

    private static byte[] Assemble(List<(string Name, byte[] Data)> tables)
    {
        var log = (int)Math.Log2(tables.Count);
        var file = new MemoryStream();
        Write32(file, TrueType);
        Write16(file, tables.Count);
        Write16(file, 16 << log);
        Write16(file, log);
        Write16(file, (16 * tables.Count) - (16 << log));
        var at = 12 + (16 * tables.Count);
        var headAt = 0;

        foreach (var (name, data) in tables)
        {
            file.Write(Encoding.ASCII.GetBytes(name));
            Write32(file, SumOf(data));
            Write32(file, (uint)at);
            Write32(file, (uint)data.Length);
            headAt = name == "head" ? at : headAt;
            at += (data.Length + 3) & ~3;
        }

        foreach (var (_, data) in tables)
        {
            file.Write(data);
            Pad(file);
        }

        var bytes = file.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(headAt + 8), WholeSum - SumOf(bytes));
        return bytes;
    }

    private static uint SumOf(ReadOnlySpan<byte> data)
    {
        uint sum = 0;
        Span<byte> last = stackalloc byte[4];

        for (; data.Length >= 4; data = data[4..])
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(data));
        }

        data.CopyTo(last);
        return unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(last));
    }

    private static void Pad(MemoryStream stream)
    {
        while (stream.Length % 4 != 0)
        {
            stream.WriteByte(0);
        }
    }

    private static void Write16(MemoryStream stream, int number)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)number);
        stream.Write(bytes);
    }

    private static void Write32(MemoryStream stream, uint number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        stream.Write(bytes);
    }
}
