using System.Globalization;
using Ordi2.Documents.Pdf;

namespace Ordi2.Documents.Labels;

/// <summary>A page to hold against a sheet of labels and a ruler before many are printed: it shows whether the printer keeps size and place.</summary>
public static class CalibrationPage
{
    private const double Ruler = 100;
    private const double Thin = 0.15;

    /// <summary>The page as PDF.</summary>
    public static byte[] Print(LabelSheet sheet)
    {
        var document = new PdfDocument($"Réglage de l'imprimante pour {sheet.Name}", "fr");
        var page = document.AddPage(sheet.PageWidth, sheet.PageHeight);
        page.Picture(
            string.Create(CultureInfo.InvariantCulture, $"Les cadres des {sheet.Count} étiquettes de la planche {sheet.Name}, chacun avec son numéro."),
            () =>
            {
                for (var place = 0; place < sheet.Count; place++)
                {
                    var (left, top) = sheet.PlaceOf(place);
                    page.Frame(left, top, sheet.LabelWidth, sheet.LabelHeight, Thin, PdfColour.Grey);
                    page.Write((place + 1).ToString(CultureInfo.InvariantCulture), left + 1.5, top + 4, PdfFace.Regular, 8, PdfColour.Grey);
                }
            });

        if (sheet.PageWidth > Ruler + 40 && sheet.PageHeight > Ruler + 100)
        {
            DrawRulers(page);
            Explain(page, sheet);
        }

        return document.ToBytes();
    }

    /// <summary>Two lines of 100 mm with marks, on white so that they are seen over the frames.</summary>
    private static void DrawRulers(PdfPage page)
    {
        var (left, top) = ((page.Width - Ruler) / 2, (page.Height - Ruler) / 2);
        page.Picture("Deux règles de 100 mm, une en travers et une en hauteur.", () =>
        {
            page.Fill(left - 6, top - 6, Ruler + 12, 9, PdfColour.White);
            page.Fill(left - 6, top - 6, 9, Ruler + 12, PdfColour.White);
            page.Line(left, top, left + Ruler, top, 0.3, PdfColour.Black);
            page.Line(left, top, left, top + Ruler, 0.3, PdfColour.Black);

            for (var mark = 0; mark <= Ruler; mark += 10)
            {
                page.Line(left + mark, top - 3, left + mark, top, 0.2, PdfColour.Black);
                page.Line(left - 3, top + mark, left, top + mark, 0.2, PdfColour.Black);
            }
        });
    }

    private static void Explain(PdfPage page, LabelSheet sheet)
    {
        string[] steps =
        [
            "1. Imprimez cette page sur du papier ordinaire, à 100 % (« taille réelle »), sans « ajuster à la page ».",
            "2. Mesurez les deux règles : elles ont 100 mm. Sinon, l'imprimante change la taille.",
            "3. Posez la page sur une planche d'étiquettes, devant une lampe : les cadres suivent les étiquettes.",
            "4. Un décalage de plus de 1 mm se corrige dans l'imprimante, ou avec une planche à vos mesures.",
        ];
        var lines = steps.SelectMany(step => PdfFace.Regular.Lines(step, 76, 10)).ToArray();
        var (left, top) = ((page.Width / 2) - 40, (page.Height / 2) - 35);

        page.Ornament(() => page.Fill(left - 4, top - 4, 88, 22 + (lines.Length * 5), PdfColour.White));
        page.Text(PdfTag.Heading, () => page.Write($"Réglage pour {sheet.Name}", left, top + 6, PdfFace.Bold, 16));
        page.Text(PdfTag.Paragraph, () =>
        {
            for (var i = 0; i < lines.Length; i++)
            {
                page.Write(lines[i], left, top + 14 + (i * 5), PdfFace.Regular, 10);
            }
        });
    }
}
