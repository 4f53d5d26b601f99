namespace Ordi2.Barcodes.Pictures;

/// <summary>Means of light around each dot, at a cost that does not grow with how far around.</summary>
internal sealed class LightMeter
{
    private readonly GreyPicture _picture;

    /// <summary>The light of everything above and left of a dot, in a grid that is one larger than the picture.</summary>
    private readonly long[] _sums;

    public LightMeter(GreyPicture picture)
    {
        _picture = picture;
        var across = picture.Width + 1;
        _sums = new long[across * (picture.Height + 1)];

        for (var y = 0; y < picture.Height; y++)
        {
            var row = picture.Row(y);
            var sum = 0L;
            for (var x = 0; x < row.Length; x++)
            {
                sum += row[x];
                _sums[((y + 1) * across) + x + 1] = _sums[(y * across) + x + 1] + sum;
            }
        }
    }

    /// <summary>Black and white: dark is what is darker than the paper around it, whatever light falls there.</summary>
    /// <param name="reach">How far around, in dots: more than a symbol's widest dark part.</param>
    public GreyPicture BlackAndWhite(int reach) => Made(reach, (light, mean) => light < mean - 6 ? byte.MinValue : byte.MaxValue);

    /// <summary>Edges made steeper, against a lens out of focus.</summary>
    public GreyPicture Sharpened(int reach, double strength) =>
        Made(reach, (light, mean) => (byte)Math.Clamp(light + (strength * (light - mean)), byte.MinValue, byte.MaxValue));

    /// <summary>Without the grain of a poor camera.</summary>
    public GreyPicture Softened(int reach) => Made(reach, (_, mean) => (byte)(mean + 0.5));

    private GreyPicture Made(int reach, Func<byte, double, byte> light)
    {
        var made = new GreyPicture(_picture.Width, _picture.Height);
        var across = _picture.Width + 1;

        for (var y = 0; y < made.Height; y++)
        {
            var (top, bottom) = (Math.Max(0, y - reach) * across, Math.Min(made.Height, y + reach + 1) * across);
            var rows = (bottom - top) / across;
            for (var x = 0; x < made.Width; x++)
            {
                var (left, right) = (Math.Max(0, x - reach), Math.Min(made.Width, x + reach + 1));
                var sum = _sums[bottom + right] - _sums[top + right] - _sums[bottom + left] + _sums[top + left];
                made.Light[(y * made.Width) + x] = light(_picture.Light[(y * made.Width) + x], (double)sum / ((right - left) * rows));
            }
        }

        return made;
    }
}
