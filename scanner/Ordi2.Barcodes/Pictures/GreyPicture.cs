namespace Ordi2.Barcodes.Pictures;

/// <summary>A picture as a reader of symbols wants it: one byte of light a dot, from 0, black, to 255, white, row after row.</summary>
internal sealed class GreyPicture(int width, int height, byte[] light)
{
    public GreyPicture(int width, int height)
        : this(width, height, new byte[width * height])
    {
    }

    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Light { get; } = light;

    public Span<byte> Row(int y) => Light.AsSpan(y * Width, Width);
}
