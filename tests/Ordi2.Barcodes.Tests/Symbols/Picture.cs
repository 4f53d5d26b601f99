using System.Globalization;
using System.Text;
using Ordi2.Barcodes.Symbols;

namespace Ordi2.Barcodes.Tests.Symbols;

/// <summary>Paper as a scanner sees it: grey dots, white where nothing was printed.</summary>
internal sealed class Picture
{
    private readonly double[] _light;

    public Picture(int width, int height)
    {
        (Width, Height) = (width, height);
        _light = new double[width * height];
        Array.Fill(_light, 1);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>From 0, black, to 1, white; white outside.</summary>
    public double this[int x, int y]
    {
        get => x < 0 || y < 0 || x >= Width || y >= Height ? 1 : _light[(y * Width) + x];
        private set => _light[(y * Width) + x] = value;
    }

    /// <summary>A symbol with its quiet zone and no more, as a printer of this many dots a module prints it.</summary>
    public static Picture Of(Symbol symbol, int dots, int barHeight = 0)
    {
        var quiet = symbol.QuietZone * dots;
        var high = symbol.Rows == 1 ? barHeight : symbol.Rows * dots;
        var picture = new Picture((symbol.Columns * dots) + (2 * quiet), high + (2 * quiet));
        picture.Print((x, y) => symbol.IsDark(x / dots, symbol.Rows == 1 ? 0 : y / dots), symbol.Columns * dots, high, quiet, quiet);
        return picture;
    }

    /// <summary>What another program printed: a byte for each dot, 0 is black.</summary>
    public static Picture OfGrey(int width, int height, byte[] light) => new Picture(width, height).Made((x, y) => light[(y * width) + x] / 255.0);

    public void Print(Func<int, int, bool> isDark, int width, int height, int left, int top)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                if (isDark(x, y))
                {
                    this[left + x, top + y] = 0;
                }
            }
        }
    }

    /// <summary>Out of focus: each dot is the mean of those around it.</summary>
    public Picture Blurred(int dots) => Made((x, y) =>
    {
        var sum = 0.0;

        for (var dy = -dots; dy <= dots; dy++)
        {
            for (var dx = -dots; dx <= dots; dx++)
            {
                sum += this[x + dx, y + dy];
            }
        }

        return sum / ((2 * dots) + 1) / ((2 * dots) + 1);
    });

    /// <summary>Held askew, on white paper that is large enough.</summary>
    public Picture Turned(double degrees)
    {
        var side = (int)Math.Ceiling(Math.Sqrt((Width * Width) + (Height * Height)));
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return Made(
            (x, y) =>
            {
                var (dx, dy) = (x - (side / 2.0), y - (side / 2.0));
                var (fromX, fromY) = ((dx * cos) + (dy * sin) + (Width / 2.0), (dy * cos) - (dx * sin) + (Height / 2.0));
                var (left, top) = ((int)Math.Floor(fromX), (int)Math.Floor(fromY));
                var (right, below) = (fromX - left, fromY - top);
                return ((1 - right) * (1 - below) * this[left, top]) + (right * (1 - below) * this[left + 1, top])
                    + ((1 - right) * below * this[left, top + 1]) + (right * below * this[left + 1, top + 1]);
            },
            side,
            side);
    }

    /// <summary>Lit from the left only: white is this dark at the right edge.</summary>
    public Picture LitUnevenly(double whiteAtRight) => Made((x, y) => (0.05 + (0.95 * this[x, y])) * (1 - ((1 - whiteAtRight) * x / Width)));

    /// <summary>White on black.</summary>
    public Picture Inverted() => Made((x, y) => 1 - this[x, y]);

    /// <summary>With the grain of a poor camera: each dot lighter or darker by up to this much.</summary>
    public Picture Noisy(Random random, double strength) => Made((x, y) => Math.Clamp(this[x, y] + (strength * ((2 * random.NextDouble()) - 1)), 0, 1));

    /// <summary>On a larger paper.</summary>
    public Picture On(int width, int height, int left, int top) => Made((x, y) => this[x - left, y - top], width, height);

    /// <summary>As a file that every reader knows: portable grey map.</summary>
    public byte[] ToFile() =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"P5\n{Width} {Height}\n255\n")), .. _light.Select(light => (byte)Math.Round(light * 255))];

    private Picture Made(Func<int, int, double> light, int? width = null, int? height = null)
    {
        var made = new Picture(width ?? Width, height ?? Height);

        for (var y = 0; y < made.Height; y++)
        {
            for (var x = 0; x < made.Width; x++)
            {
                made[x, y] = light(x, y);
            }
        }

        return made;
    }
}
