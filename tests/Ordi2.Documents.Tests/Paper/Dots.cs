using System.Globalization;
using System.Text;
using Ordi2.Barcodes.Tests.Symbols;

namespace Ordi2.Documents.Tests.Paper;

/// <summary>A printed page: grey dots, from a portable grey map.</summary>
internal sealed record Dots(int Width, int Height, byte[] Light)
{
    public static Dots Read(byte[] file)
    {
        // "P5", width, height, 255, one white sign, then the dots.
        var (words, at) = (new List<string>(), 0);

        while (words.Count < 4)
        {
            var end = Array.FindIndex(file, at, sign => char.IsWhiteSpace((char)sign));
            words.Add(Encoding.ASCII.GetString(file, at, end - at));
            at = end + 1;
        }

        Assert.Equal("P5", words[0]);
        return new(int.Parse(words[1], CultureInfo.InvariantCulture), int.Parse(words[2], CultureInfo.InvariantCulture), file[at..]);
    }

    public bool IsDark(int x, int y) => Light[(y * Width) + x] < 128;

    /// <summary>As a file that every reader of codes knows.</summary>
    public byte[] ToFile() => [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{Width} {Height}\n255\n")), .. Light];

    /// <summary>To blur, turn and light it.</summary>
    public Picture ToPicture() => Picture.OfGrey(Width, Height, Light);

    /// <summary>A part of it; outside there is white.</summary>
    public Dots Cut(int left, int top, int width, int height)
    {
        var part = new byte[width * height];
        Array.Fill(part, (byte)255);

        for (var y = Math.Max(0, -top); y < height && top + y < Height; y++)
        {
            for (var x = Math.Max(0, -left); x < width && left + x < Width; x++)
            {
                part[(y * width) + x] = Light[((top + y) * Width) + left + x];
            }
        }

        return new(width, height, part);
    }
}
