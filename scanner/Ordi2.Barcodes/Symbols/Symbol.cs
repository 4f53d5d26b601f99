using System.Globalization;
using System.Text;

namespace Ordi2.Barcodes.Symbols;

/// <summary>A barcode as dark and light modules, ready for whatever draws: a page, a sheet, the dots of a thermal printer.</summary>
public sealed class Symbol
{
    private readonly bool[] _dark;

    /// <param name="columns">Modules across.</param>
    /// <param name="rows">Modules down; 1 for bars, which may be drawn as high as there is room.</param>
    /// <param name="quietZone">Modules that must stay light on every side that a reader crosses.</param>
    /// <param name="isDark">Whether the module of this column and row is dark, from the top left.</param>
    internal Symbol(int columns, int rows, int quietZone, Func<int, int, bool> isDark)
    {
        (Columns, Rows, QuietZone) = (columns, rows, quietZone);
        _dark = new bool[columns * rows];

        for (var i = 0; i < _dark.Length; i++)
        {
            _dark[i] = isDark(i % columns, i / columns);
        }
    }

    /// <summary>Modules across, without the quiet zone.</summary>
    public int Columns { get; }

    /// <summary>Modules down, without the quiet zone; 1 for bars.</summary>
    public int Rows { get; }

    /// <summary>Modules that must stay light: 10 beside the bars of a Code 128 (ISO/IEC 15417), 4 around a QR code (ISO/IEC 18004).</summary>
    public int QuietZone { get; }

    /// <summary>Whether a module is dark; outside everything is light.</summary>
    public bool IsDark(int column, int row) => column >= 0 && row >= 0 && column < Columns && row < Rows && _dark[(row * Columns) + column];

    /// <summary>
    /// The dark modules as one path of a drawing, in modules from the top left of the symbol. One path and not a rectangle each: neighbours that are
    /// drawn apart show hairlines between them.
    /// </summary>
    public string ToPath()
    {
        var path = new StringBuilder();

        foreach (var (column, row, length) in Runs())
        {
            path.Append(CultureInfo.InvariantCulture, $"M{column} {row}h{length}v1h-{length}z");
        }

        return path.ToString();
    }

    /// <summary>The dark modules, row by row, those side by side as one.</summary>
    public IEnumerable<(int Column, int Row, int Length)> Runs()
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var length = 0;

                while (IsDark(column + length, row))
                {
                    length++;
                }

                if (length > 0)
                {
                    yield return (column, row, length);
                    column += length;
                }
            }
        }
    }
}
