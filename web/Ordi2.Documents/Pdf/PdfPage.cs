using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Ordi2.Documents.Pdf;

/// <summary>A colour of light: each from 0 to 1.</summary>
public sealed record PdfColour(double Red, double Green, double Blue)
{
    /// <summary>What codes are drawn with.</summary>
    public static readonly PdfColour Black = new(0, 0, 0);

    /// <summary>Paper.</summary>
    public static readonly PdfColour White = new(1, 1, 1);

    /// <summary>Lines that are to be seen and not to disturb.</summary>
    public static readonly PdfColour Grey = new(0.6, 0.6, 0.6);
}

/// <summary>A page to draw on, in millimetres from its top left. Each thing that is drawn is said to be text, a picture or an ornament.</summary>
public sealed class PdfPage
{
    private readonly PdfDocument _document;
    private readonly ArrayBufferWriter<byte> _content = new();
    private int _marks;
    private bool _isMarked;

    internal PdfPage(PdfDocument document, int index, double width, double height) => (_document, Index, Width, Height) = (document, index, width, height);

    /// <summary>In millimetres.</summary>
    public double Width { get; }

    /// <summary>In millimetres.</summary>
    public double Height { get; }

    internal int Index { get; }

    internal ReadOnlySpan<byte> Content => _content.WrittenSpan;

    /// <summary>Draws text.</summary>
    /// <param name="tag">Heading or paragraph.</param>
    /// <param name="draw">Draws it.</param>
    public void Text(PdfTag tag, Action draw) => Marked(tag, instead: null, draw);

    /// <summary>Draws a picture.</summary>
    /// <param name="instead">What it shows, for who does not see it.</param>
    /// <param name="draw">Draws it.</param>
    public void Picture(string instead, Action draw) => Marked(PdfTag.Picture, instead, draw);

    /// <summary>Draws what says nothing: lines, frames, grounds.</summary>
    public void Ornament(Action draw) => Marked("/Artifact BMC\n", draw);

    /// <summary>Writes one line.</summary>
    /// <param name="text">The line.</param>
    /// <param name="left">Where it begins.</param>
    /// <param name="baseline">What its letters stand on.</param>
    /// <param name="face">Of the letters.</param>
    /// <param name="size">Of the letters, in points.</param>
    /// <param name="colour">Black unless given.</param>
    public void Write(string text, double left, double baseline, PdfFace face, double size, PdfColour? colour = null)
    {
        if (text.Length == 0)
        {
            return;
        }

        Put($"BT\n{Colour(colour ?? PdfColour.Black)} rg\n{X(left)} {Y(baseline)} Td\n");
        var now = -1;

        foreach (var (sign, font, glyph) in face.Glyphs(text))
        {
            if (font != now)
            {
                Put($"{(now < 0 ? null : ">Tj\n")}/F{_document.FontOf(face, font).Name} {PdfDocument.Number(size)} Tf\n<");
                now = font;
            }

            _document.FontOf(face, font).Font.Use(glyph, sign);
            Put($"{glyph:X4}");
        }

        Put($">Tj\nET\n");
    }

    /// <summary>Fills a rectangle.</summary>
    public void Fill(double left, double top, double width, double height, PdfColour colour) =>
        Put($"{Colour(colour)} rg\n{X(left)} {Y(top + height)} {Length(width)} {Length(height)} re\nf\n");

    /// <summary>Draws the lines around a rectangle.</summary>
    /// <param name="left">Left side.</param>
    /// <param name="top">Upper side.</param>
    /// <param name="width">Of the rectangle.</param>
    /// <param name="height">Of the rectangle.</param>
    /// <param name="line">Width of the line.</param>
    /// <param name="colour">Of the line.</param>
    public void Frame(double left, double top, double width, double height, double line, PdfColour colour) =>
        Put($"{Colour(colour)} RG\n{Length(line)} w\n{X(left)} {Y(top + height)} {Length(width)} {Length(height)} re\nS\n");

    /// <summary>Draws a line.</summary>
    public void Line(double left, double top, double right, double bottom, double line, PdfColour colour) =>
        Put($"{Colour(colour)} RG\n{Length(line)} w\n{X(left)} {Y(top)} m\n{X(right)} {Y(bottom)} l\nS\n");

    /// <summary>
    /// Fills cells of a grid as one path, black: neighbours that are filled one by one show hairlines between them. The numbers of the path are whole, so
    /// that cells of the same size come out of the same size.
    /// </summary>
    /// <param name="left">Left side of the grid.</param>
    /// <param name="top">Upper side of the grid.</param>
    /// <param name="width">Of a cell.</param>
    /// <param name="height">Of a cell.</param>
    /// <param name="runs">Cells side by side in a row.</param>
    /// <param name="lean">How much narrower each run is drawn than it is, in hundredths of a cell: printers blacken each dot that a shape touches.</param>
    public void Cells(double left, double top, double width, double height, IEnumerable<(int Column, int Row, int Length)> runs, int lean = 0)
    {
        var fine = lean == 0 ? 1 : 100;
        Put($"q\n{Colour(PdfColour.Black)} rg\n{Exactly(width / fine)} 0 0 {Exactly(-height)} {X(left + (width * lean / 200))} {Y(top)} cm\n");
        Span<byte> line = stackalloc byte[64];

        foreach (var (column, row, length) in runs)
        {
            var at = 0;

            foreach (var number in (ReadOnlySpan<int>)[column * fine, row, (length * fine) - lean])
            {
                _ = Utf8Formatter.TryFormat(number, line[at..], out var written);
                at += written;
                line[at++] = (byte)' ';
            }

            "1 re\n"u8.CopyTo(line[at..]);
            _content.Write(line[..(at + 5)]);
        }

        Put($"f\nQ\n");
    }

    private static string Length(double millimetres) => PdfDocument.Number(millimetres / PdfFace.Point);

    private static string Exactly(double millimetres) => Math.Round(millimetres / PdfFace.Point, 6).ToString("0.######", CultureInfo.InvariantCulture);

    private static string Colour(PdfColour colour) => $"{PdfDocument.Number(colour.Red)} {PdfDocument.Number(colour.Green)} {PdfDocument.Number(colour.Blue)}";

    private static string X(double left) => Length(left);

    // PDF counts from the bottom.
    private string Y(double top) => Length(Height - top);

    private void Marked(PdfTag tag, string? instead, Action draw)
    {
        var mark = _marks++;
        _document.Add(tag, instead, Index, mark);
        Marked(string.Create(CultureInfo.InvariantCulture, $"/{PdfDocument.NameOf(tag)}<</MCID {mark}>>BDC\n"), draw);
    }

    private void Marked(string begin, Action draw)
    {
        if (_isMarked)
        {
            throw new InvalidOperationException("What is drawn is one thing: text, a picture or an ornament. End the one before the next.");
        }

        _isMarked = true;
        _content.Write(Encoding.ASCII.GetBytes(begin));
        draw();
        _content.Write("EMC\n"u8);
        _isMarked = false;
    }

    private void Put(FormattableString content)
    {
        if (!_isMarked)
        {
            throw new InvalidOperationException("Say what is drawn: text, a picture or an ornament. Who does not see it must know.");
        }

        _content.Write(Encoding.ASCII.GetBytes(content.ToString(CultureInfo.InvariantCulture)));
    }
}
