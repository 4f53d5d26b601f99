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

    public int Dots => Light.Length;

    public Span<byte> Row(int y) => Light.AsSpan(y * Width, Width);

    /// <summary>Rows become columns.</summary>
    public GreyPicture Transposed()
    {
        var made = new GreyPicture(Height, Width);
        for (var y = 0; y < Height; y++)
        {
            var row = Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                made.Light[(x * Height) + y] = row[x];
            }
        }

        return made;
    }

    /// <summary>White on black becomes black on white.</summary>
    public GreyPicture Inverted() => new(Width, Height, [.. Light.Select(one => (byte)(255 - one))]);

    /// <summary>Smaller: a dot is the mean of this many across and down.</summary>
    public GreyPicture Reduced(int times)
    {
        var made = new GreyPicture(Math.Max(1, Width / times), Math.Max(1, Height / times));
        for (var y = 0; y < made.Height; y++)
        {
            for (var x = 0; x < made.Width; x++)
            {
                var (sum, count) = (0, 0);
                for (var from = y * times; from < Math.Min(Height, (y + 1) * times); from++)
                {
                    foreach (var one in Row(from)[(x * times)..Math.Min(Width, (x + 1) * times)])
                    {
                        sum += one;
                        count++;
                    }
                }

                made.Light[(y * made.Width) + x] = (byte)(sum / count);
            }
        }

        return made;
    }

    /// <summary>Larger, with soft steps between dots.</summary>
    public GreyPicture Doubled() => Seen(2 * Width, 2 * Height, (x, y) => ((x - 0.5) / 2, (y - 0.5) / 2));

    /// <summary>Turned clockwise about the middle, large enough that nothing is lost.</summary>
    public GreyPicture Turned(double degrees)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var across = (int)Math.Ceiling((Width * Math.Abs(cos)) + (Height * Math.Abs(sin)));
        var down = (int)Math.Ceiling((Width * Math.Abs(sin)) + (Height * Math.Abs(cos)));
        return Seen(across, down, (x, y) =>
        {
            var (dx, dy) = (x - (across / 2.0), y - (down / 2.0));
            return ((dx * cos) + (dy * sin) + (Width / 2.0), (dy * cos) - (dx * sin) + (Height / 2.0));
        });
    }

    /// <summary>Another picture, each dot taken from between four of this one; white where there are none.</summary>
    private GreyPicture Seen(int across, int down, Func<int, int, (double X, double Y)> from)
    {
        var made = new GreyPicture(across, down);
        for (var y = 0; y < down; y++)
        {
            var row = made.Row(y);
            for (var x = 0; x < across; x++)
            {
                row[x] = Between(from(x, y));
            }
        }

        return made;
    }

    private byte Between((double X, double Y) at)
    {
        if (at.X < -1 || at.Y < -1 || at.X > Width || at.Y > Height)
        {
            return byte.MaxValue;
        }

        var (x, y) = (Math.Clamp(at.X, 0, Width - 1), Math.Clamp(at.Y, 0, Height - 1));
        var (left, top) = ((int)x, (int)y);
        var (right, below) = (Math.Min(left + 1, Width - 1), Math.Min(top + 1, Height - 1));
        var (dx, dy) = (x - left, y - top);
        var upper = (Light[(top * Width) + left] * (1 - dx)) + (Light[(top * Width) + right] * dx);
        var lower = (Light[(below * Width) + left] * (1 - dx)) + (Light[(below * Width) + right] * dx);
        return (byte)((upper * (1 - dy)) + (lower * dy) + 0.5);
    }
}
