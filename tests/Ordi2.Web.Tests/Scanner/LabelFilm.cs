using System.Globalization;
using System.Text;
using Ordi2.Barcodes.Symbols;

namespace Ordi2.Web.Tests.Scanner;

/// <summary>
/// A film of a label that a hand brings to the lens, dot by dot: a grey table, then the paper, small, askew and out of focus, that comes nearer and stays. In the
/// plainest form of film there is (YUV4MPEG2), which a browser takes for its camera.
/// </summary>
internal sealed class LabelFilm(Symbol symbol, int width = 640, int height = 480)
{
    public const int FramesPerSecond = 10;

    /// <summary>Pictures of the table alone, of the label that comes, and of the label that is held still.</summary>
    public const int Empty = 6;
    public const int Coming = 12;
    public const int Held = 14;
    private const double Table = 0.45;

    /// <summary>How much of the width of the picture the symbol takes at last, with its quiet zone.</summary>
    private double Last => symbol.Rows == 1 ? 0.8 : 0.5;

    public void Write(string path)
    {
        using var file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"YUV4MPEG2 W{width} H{height} F{FramesPerSecond}:1 Ip A1:1 C420jpeg\n")));
        var colourless = new byte[width * height / 2];
        Array.Fill(colourless, (byte)128);
        var random = new Random(5);

        for (var frame = 0; frame < Empty + Coming + Held; frame++)
        {
            file.Write("FRAME\n"u8);
            file.Write(Draw(frame, random));
            file.Write(colourless);
        }
    }

    private byte[] Draw(int frame, Random random)
    {
        var near = Math.Clamp((frame - Empty) / (double)Coming, 0, 1);
        var size = frame < Empty ? 0 : Last * (0.25 + (0.75 * near));
        var (sin, cos) = Math.SinCos(((14 * (1 - near)) + 3) * Math.PI / 180);
        var whole = symbol.Columns + (2 * symbol.QuietZone);
        var dots = size * width / whole;
        var light = new double[width * height];

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                light[(y * width) + x] = dots > 0 ? LightAt(x, y, dots, sin, cos) : Table;
            }
        }

        var focused = near < 0.8 ? Blurred(light) : light;
        return [.. focused.Select(value => (byte)Math.Clamp(16 + (219 * value) + random.Next(-6, 7), 0, 255))];
    }

    /// <summary>The mean of four points of a dot.</summary>
    private double LightAt(int x, int y, double dots, double sin, double cos)
    {
        var sum = 0.0;

        for (var i = 0; i < 4; i++)
        {
            var (dx, dy) = (x + 0.25 + (i % 2 * 0.5) - (width / 2.0), y + 0.25 + (i / 2 * 0.5) - (height / 2.0));
            sum += PaperAt(((dx * cos) + (dy * sin)) / dots, ((dy * cos) - (dx * sin)) / dots);
        }

        return sum / 4;
    }

    /// <summary>The light of the label at so many modules from its middle.</summary>
    private double PaperAt(double across, double down)
    {
        var rows = symbol.Rows == 1 ? symbol.Columns / 3.0 : symbol.Rows;
        var (column, row) = (across + (symbol.Columns / 2.0), down + (rows / 2.0));

        if (column < -symbol.QuietZone || column >= symbol.Columns + symbol.QuietZone || row < -symbol.QuietZone || row >= rows + symbol.QuietZone)
        {
            return Table;
        }

        var isInside = row >= 0 && row < rows;
        return isInside && symbol.IsDark((int)Math.Floor(column), symbol.Rows == 1 ? 0 : (int)Math.Floor(row)) ? 0.08 : 0.92;
    }

    private double[] Blurred(double[] light)
    {
        var blurred = (double[])light.Clone();

        for (var y = 1; y < height - 1; y++)
        {
            for (var x = 1; x < width - 1; x++)
            {
                var at = (y * width) + x;
                blurred[at] = ((light[at] * 4) + light[at - 1] + light[at + 1] + light[at - width] + light[at + width]) / 8;
            }
        }

        return blurred;
    }
}
