using System.Globalization;

namespace Ordi2.Documents.Labels;

/// <summary>A measure of a sheet of labels, as somebody gives it.</summary>
public enum SheetMeasure
{
    /// <summary>Labels across.</summary>
    Columns = 0,

    /// <summary>Labels down.</summary>
    Rows,

    /// <summary>Width of a label.</summary>
    LabelWidth,

    /// <summary>Height of a label.</summary>
    LabelHeight,

    /// <summary>From the left of the page to the first label.</summary>
    Left,

    /// <summary>From the top of the page to the first label.</summary>
    Top,

    /// <summary>From the left of a label to the left of the next.</summary>
    PitchX,

    /// <summary>From the top of a label to the top of the one below.</summary>
    PitchY,
}

/// <summary>Why no labels can stand on a sheet as somebody measured it, and what to write instead.</summary>
/// <param name="Measure">The measure to change.</param>
/// <param name="French">In French, for who typed it.</param>
/// <param name="English">The same in English.</param>
public sealed record SheetFlaw(SheetMeasure Measure, string French, string English)
{
    private const int Most = 100;

    /// <summary>A rounding of the makers' tables, not a label that hangs over the edge.</summary>
    private const double Tolerance = 0.1;

    /// <summary>In the reader's language; French unless it is <c>en</c>.</summary>
    public string Say(string language) => language is "en" ? English : French;

    internal static SheetFlaw? OfCount(SheetMeasure measure, int count) => count is >= 1 and <= Most
        ? null
        : new(measure, $"Écrivez un nombre de 1 à {Most}.", $"Write a number from 1 to {Most}.");

    internal static SheetFlaw? OfSize(SheetMeasure measure, double size) => size > 0
        ? null
        : new(measure, "Écrivez une taille en millimètres, plus grande que 0.", "Write a size in millimetres, above 0.");

    internal static SheetFlaw? OfMargin(SheetMeasure measure, double margin) => margin >= 0
        ? null
        : new(measure, "Écrivez une marge en millimètres, 0 ou plus.", "Write a margin in millimetres, 0 or more.");

    /// <summary>Labels that would lie on each other.</summary>
    internal static SheetFlaw? OfPitch(SheetMeasure measure, double pitch, double label) => pitch >= label
        ? null
        : new(
            measure,
            $"Les étiquettes se recouvrent. Le pas compte l'étiquette et l'espace après elle. Écrivez {InFrench(label)} mm au moins.",
            $"The labels lie on each other. The step counts the label and the space after it. Write {InEnglish(label)} mm at least.");

    /// <summary>Labels that would hang over the edge: fewer of them fit, or smaller ones.</summary>
    internal static SheetFlaw? OfRoom(SheetMeasure count, SheetMeasure size, int wanted, double label, double first, double pitch, double page)
    {
        if (first + ((wanted - 1) * pitch) + label <= page + Tolerance)
        {
            return null;
        }

        var fitting = first + label > page + Tolerance ? 0 : 1 + (int)Math.Floor((page + Tolerance - first - label) / pitch);

        return fitting > 0
            ? new(
                count,
                $"{wanted} étiquettes de {InFrench(label)} mm ne tiennent pas sur {InFrench(page)} mm. Écrivez {fitting} au plus, ou réduisez la marge ou le pas.",
                $"{wanted} labels of {InEnglish(label)} mm do not fit on {InEnglish(page)} mm. Write {fitting} at most, or make the margin or the step smaller.")
            : new(
                size,
                $"Une étiquette de {InFrench(label)} mm ne tient pas sur {InFrench(page)} mm, avec une marge de {InFrench(first)} mm. Réduisez l'une ou l'autre.",
                $"A label of {InEnglish(label)} mm does not fit on {InEnglish(page)} mm, with a margin of {InEnglish(first)} mm. Make one of them smaller.");
    }

    private static string InEnglish(double millimetres) => millimetres.ToString("0.##", CultureInfo.InvariantCulture);

    private static string InFrench(double millimetres) => InEnglish(millimetres).Replace('.', ',');
}
