using System.Diagnostics;

namespace Ordi2.Barcodes.Pictures;

/// <summary>How the dots of a PNG are written, and what light each has. What is transparent lies on white paper.</summary>
internal sealed class PngDots
{
    private const int Grey = 0;
    private const int Rgb = 2;
    private const int Palette = 3;
    private const int GreyAlpha = 4;
    private const int Rgba = 6;
    private readonly int _colour;
    private readonly int _depth;

    /// <summary>The light of each value that fits a byte; of each entry of a palette.</summary>
    private readonly byte[] _light = new byte[256];

    public PngDots(int colour, int depth)
    {
        (_colour, _depth) = (colour, depth);
        Bits = depth * colour switch
        {
            Grey or Palette => 1,
            GreyAlpha => 2,
            Rgb => 3,
            Rgba => 4,
            _ => throw new UnreachableException(),
        };

        var most = (1 << Math.Min(depth, 8)) - 1;
        for (var value = 0; value <= most && colour == Grey; value++)
        {
            _light[value] = (byte)(value * 255 / most);
        }
    }

    /// <summary>Bits of a dot.</summary>
    public int Bits { get; }

    public static bool IsKnown(int colour, int depth) => (colour, depth) is (Grey, 1 or 2 or 4 or 8 or 16) or (Palette, 1 or 2 or 4 or 8)
        or (Rgb or GreyAlpha or Rgba, 8 or 16);

    public void TakePalette(ReadOnlySpan<byte> data)
    {
        if (_colour == Palette)
        {
            for (var i = 0; i < Math.Min(256, data.Length / 3); i++)
            {
                _light[i] = LightOf(data[3 * i], data[(3 * i) + 1], data[(3 * i) + 2]);
            }
        }
    }

    public void TakeTransparency(ReadOnlySpan<byte> data)
    {
        if (_colour == Palette)
        {
            for (var i = 0; i < Math.Min(256, data.Length); i++)
            {
                _light[i] = OnWhite(_light[i], data[i]);
            }
        }
        else if (_colour == Grey && _depth <= 8 && data is [_, var clear])
        {
            _light[clear] = 255;
        }
    }

    /// <summary>The light of the dots of a row.</summary>
    public void Light(ReadOnlySpan<byte> row, Span<byte> light)
    {
        // Of 16 bits the upper 8 are enough.
        var step = Bits / 8;
        var next = _depth / 8;

        for (var x = 0; x < light.Length; x++)
        {
            var dot = step == 0 ? [] : row.Slice(x * step, step);
            light[x] = _colour switch
            {
                _ when _depth < 8 => _light[(row[x * _depth / 8] >> (8 - _depth - (x * _depth % 8))) & ((1 << _depth) - 1)],
                Grey or Palette => _light[dot[0]],
                GreyAlpha => OnWhite(dot[0], dot[next]),
                Rgb => LightOf(dot[0], dot[next], dot[2 * next]),
                _ => OnWhite(LightOf(dot[0], dot[next], dot[2 * next]), dot[3 * next]),
            };
        }
    }

    // Rec. 601, as JPEG has it.
    private static byte LightOf(int red, int green, int blue) => (byte)(((299 * red) + (587 * green) + (114 * blue) + 500) / 1000);

    private static byte OnWhite(int light, int opaque) => (byte)(255 - ((255 - light) * opaque / 255));
}
