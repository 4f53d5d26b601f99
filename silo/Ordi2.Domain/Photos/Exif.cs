using System.Buffers.Binary;

namespace Ordi2.Domain.Photos;

/// <summary>What a camera writes beside the picture. We read one thing of it, which way up it was held, and write that alone.</summary>
internal static class Exif
{
    private const int Orientation = 0x0112;
    private const int Short = 3;
    private const int EntryLength = 12;

    private static ReadOnlySpan<byte> Name => "Exif\0\0"u8;

    /// <summary>1 to 8; nothing where the segment does not say.</summary>
    public static int? OrientationOf(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith(Name) || segment.Length < Name.Length + 8)
        {
            return null;
        }

        var tiff = segment[Name.Length..];
        var isLittle = tiff[0] == 'I';
        var first = Long(tiff[4..], isLittle);

        if (first > tiff.Length - 2)
        {
            return null;
        }

        var entries = tiff[((int)first + 2)..];

        for (var left = Word(tiff[(int)first..], isLittle); left > 0 && entries.Length >= EntryLength; left--, entries = entries[EntryLength..])
        {
            if (Word(entries, isLittle) == Orientation)
            {
                return Word(entries[2..], isLittle) == Short && Word(entries[8..], isLittle) is >= 1 and <= 8 and var way ? way : null;
            }
        }

        return null;
    }

    /// <summary>A segment that says which way up and nothing else.</summary>
    public static byte[] Only(int orientation) =>
    [
        .. Name, .. "MM"u8, 0, 42, 0, 0, 0, 8,
        0, 1, Orientation >> 8, Orientation & 0xFF, 0, Short, 0, 0, 0, 1, 0, (byte)orientation, 0, 0,
        0, 0, 0, 0,
    ];

    private static int Word(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
