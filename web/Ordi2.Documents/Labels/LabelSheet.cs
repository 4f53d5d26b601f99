using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Ordi2.Documents.Labels;

/// <summary>How labels stand on what the printer takes: a sheet of many, or one label of a roll as a page of its own. All in millimetres.</summary>
/// <param name="Name">As it stands on the box of labels.</param>
/// <param name="PageWidth">Width of the page.</param>
/// <param name="PageHeight">Height of the page.</param>
/// <param name="Columns">Labels across.</param>
/// <param name="Rows">Labels down.</param>
/// <param name="LabelWidth">Width of a label.</param>
/// <param name="LabelHeight">Height of a label.</param>
/// <param name="Left">From the left of the page to the first label.</param>
/// <param name="Top">From the top of the page to the first label.</param>
/// <param name="PitchX">From the left of a label to the left of the next.</param>
/// <param name="PitchY">From the top of a label to the top of the one below.</param>
public sealed partial record LabelSheet(
    string Name,
    double PageWidth,
    double PageHeight,
    int Columns,
    int Rows,
    double LabelWidth,
    double LabelHeight,
    double Left,
    double Top,
    double PitchX,
    double PitchY)
{
    private const double A4Width = 210;
    private const double A4Height = 297;

    /// <summary>The sheets and rolls that we know.</summary>
    public static readonly ImmutableArray<LabelSheet> All =
    [
        OfA4("L7160", 3, 7, 63.5, 38.1, 7.21, 15.15, 66.04, 38.1),
        OfA4("L7651", 5, 13, 38.1, 21.2, 4.7, 10.7, 40.6, 21.2),
        OfA4("Herma-4677", 3, 7, 63.5, 38.1, 7.21, 15.15, 66.04, 38.1),
        OfA4("Herma-4680", 4, 11, 48.26, 25.4, 8.48, 8.8, 48.26, 25.4),
        OfA4("Herma-4097", 4, 12, 45.72, 21.167, 9.75, 21.5, 48.26, 21.167),
        OfRoll("Brother-62", 62, 29),
        OfRoll("Dymo-99012", 89, 36),
        OfRoll("Dymo-11354", 57, 32),
    ];

    /// <summary>Labels of a page.</summary>
    public int Count => Columns * Rows;

    /// <summary>Whether each label is a page.</summary>
    public bool IsRoll => Count == 1;

    /// <summary>Whether somebody gave its measures, instead of the name on a box.</summary>
    public bool IsOwn => OwnName().IsMatch(Name);

    /// <summary>The sheet of this name, in any case; a name without its maker is enough where it is a number. The name of a grid of one's own says its measures.</summary>
    public static LabelSheet? Find(string name) => All.FirstOrDefault(sheet =>
        sheet.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || sheet.Name.EndsWith($"-{name}", StringComparison.OrdinalIgnoreCase)) ?? FindOwn(name);

    /// <summary>Labels of this name on A4.</summary>
    /// <param name="name">What to call them.</param>
    /// <param name="columns">Labels across.</param>
    /// <param name="rows">Labels down.</param>
    /// <param name="width">Of a label, in millimetres.</param>
    /// <param name="height">Of a label, in millimetres.</param>
    /// <param name="left">From the left of the page to the first label, in millimetres.</param>
    /// <param name="top">From the top of the page to the first label, in millimetres.</param>
    /// <param name="pitchX">From the left of a label to the left of the next, in millimetres.</param>
    /// <param name="pitchY">From the top of a label to the top of the one below, in millimetres.</param>
    public static LabelSheet OfA4(string name, int columns, int rows, double width, double height, double left, double top, double pitchX, double pitchY) =>
        new(name, A4Width, A4Height, columns, rows, width, height, left, top, pitchX, pitchY);

    /// <summary>A grid of one's own on A4; its name says its measures, to the hundredth of a millimetre, and <see cref="Find"/> knows it by them.</summary>
    /// <param name="columns">Labels across.</param>
    /// <param name="rows">Labels down.</param>
    /// <param name="width">Of a label, in millimetres.</param>
    /// <param name="height">Of a label, in millimetres.</param>
    /// <param name="left">From the left of the page to the first label, in millimetres.</param>
    /// <param name="top">From the top of the page to the first label, in millimetres.</param>
    /// <param name="pitchX">From the left of a label to the left of the next, in millimetres.</param>
    /// <param name="pitchY">From the top of a label to the top of the one below, in millimetres.</param>
    public static LabelSheet OfGrid(int columns, int rows, double width, double height, double left, double top, double pitchX, double pitchY) => OfA4(
        string.Create(CultureInfo.InvariantCulture, $"A4_{columns}x{rows}_{width:0.##}x{height:0.##}_{left:0.##}x{top:0.##}_{pitchX:0.##}x{pitchY:0.##}"),
        columns, rows, Math.Round(width, 2), Math.Round(height, 2), Math.Round(left, 2), Math.Round(top, 2), Math.Round(pitchX, 2), Math.Round(pitchY, 2));

    private static LabelSheet? FindOwn(string name)
    {
        if (OwnName().Match(name) is not { Success: true } match)
        {
            return null;
        }

        var own = OfGrid((int)Of("columns"), (int)Of("rows"), Of("width"), Of("height"), Of("left"), Of("top"), Of("pitchX"), Of("pitchY"));
        return own.Flaw() is null ? own : null;

        double Of(string part) => double.Parse(match.Groups[part].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }

    /// <summary>Labels one by one.</summary>
    /// <param name="name">What to call them.</param>
    /// <param name="width">Of a label, in millimetres.</param>
    /// <param name="height">Of a label, in millimetres.</param>
    public static LabelSheet OfRoll(string name, double width, double height) => new(name, width, height, 1, 1, width, height, 0, 0, width, height);

    /// <summary>Where a label stands, its left and its top.</summary>
    /// <param name="place">On the page, from 0: along the first row, then the second.</param>
    public (double Left, double Top) PlaceOf(int place) => (Left + (place % Columns * PitchX), Top + (place / Columns * PitchY));

    /// <summary>Why no labels can stand like that, and which measure to change; nothing when they can.</summary>
    public SheetFlaw? Flaw() =>
        SheetFlaw.OfCount(SheetMeasure.Columns, Columns)
        ?? SheetFlaw.OfCount(SheetMeasure.Rows, Rows)
        ?? SheetFlaw.OfSize(SheetMeasure.LabelWidth, LabelWidth)
        ?? SheetFlaw.OfSize(SheetMeasure.LabelHeight, LabelHeight)
        ?? SheetFlaw.OfMargin(SheetMeasure.Left, Left)
        ?? SheetFlaw.OfMargin(SheetMeasure.Top, Top)
        ?? SheetFlaw.OfPitch(SheetMeasure.PitchX, PitchX, LabelWidth)
        ?? SheetFlaw.OfPitch(SheetMeasure.PitchY, PitchY, LabelHeight)
        ?? SheetFlaw.OfRoom(SheetMeasure.Columns, SheetMeasure.LabelWidth, Columns, LabelWidth, Left, PitchX, PageWidth)
        ?? SheetFlaw.OfRoom(SheetMeasure.Rows, SheetMeasure.LabelHeight, Rows, LabelHeight, Top, PitchY, PageHeight);

    [GeneratedRegex(
        @"^A4_(?<columns>[0-9]{1,3})x(?<rows>[0-9]{1,3})_(?<width>[0-9]{1,3}(\.[0-9]{1,2})?)x(?<height>[0-9]{1,3}(\.[0-9]{1,2})?)_(?<left>[0-9]{1,3}(\.[0-9]{1,2})?)x(?<top>[0-9]{1,3}(\.[0-9]{1,2})?)_(?<pitchX>[0-9]{1,3}(\.[0-9]{1,2})?)x(?<pitchY>[0-9]{1,3}(\.[0-9]{1,2})?)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex OwnName();
}
