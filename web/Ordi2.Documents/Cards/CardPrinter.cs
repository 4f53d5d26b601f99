using Ordi2.Barcodes.Symbols;
using Ordi2.Documents.Labels;
using Ordi2.Documents.Pdf;

namespace Ordi2.Documents.Cards;

/// <summary>Draws cards of the size of a bank card, ten on a page of A4, with lines to cut along.</summary>
public static class CardPrinter
{
    /// <summary>Of a card, in millimetres (ISO/IEC 7810, ID-1).</summary>
    private const double Width = 85.6;

    private const double Height = 54;
    private const int Columns = 2;
    private const int OnAPage = 10;
    private const double PageWidth = 210;
    private const double PageHeight = 297;
    private const double Inset = 5;
    private const double Band = 4;
    private const double QrSide = 22;

    /// <summary>The cards as PDF.</summary>
    /// <param name="title">Of the document.</param>
    /// <param name="cards">In the order of the page.</param>
    /// <exception cref="FormatException">A code has no room on a card, or holds what bars cannot say.</exception>
    public static byte[] Print(string title, IReadOnlyList<Card> cards)
    {
        var document = new PdfDocument(title, "fr");
        var page = document.AddPage(PageWidth, PageHeight);

        for (var i = 0; i < cards.Count; i++)
        {
            if (i > 0 && i % OnAPage == 0)
            {
                page = document.AddPage(PageWidth, PageHeight);
            }

            var (left, top) = PlaceOf(i % OnAPage);
            Draw(page, left, top, cards[i]);
        }

        return document.ToBytes();
    }

    /// <summary>Left and top of a card on its page, in millimetres.</summary>
    internal static (double Left, double Top) PlaceOf(int place) =>
        (((PageWidth - (Columns * Width)) / 2) + (place % Columns * Width), ((PageHeight - (OnAPage / Columns * Height)) / 2) + (place / Columns * Height));

    private static void Draw(PdfPage page, double left, double top, Card card)
    {
        page.Ornament(() =>
        {
            page.Frame(left, top, Width, Height, 0.1, PdfColour.Grey);

            if (card.Band is { } colour)
            {
                page.Fill(left, top, Band, Height, colour);
            }
        });

        var (start, room) = (left + Band + Inset, Width - Band - (2 * Inset));
        var qr = QrCode.Draw(card.Code);
        var square = QrSide / qr.Columns;

        if (square < 0.45)
        {
            throw new FormatException($"'{card.Code}' is too long for a card.");
        }

        page.Picture($"Code QR : {card.Code}", () => page.Cells(start, top + Inset, square, square, qr.Runs()));
        var beside = start + QrSide + (qr.QuietZone * square);
        var words = start + room - beside;
        var title = PdfFace.Bold.Fit(card.Title, words, 22, 8);
        page.Text(PdfTag.Heading, () => page.Write(title.Text, beside, top + 14, PdfFace.Bold, title.Size));

        if (card.Line is { Length: > 0 } sentence)
        {
            var line = PdfFace.Regular.Fit(sentence, words, 11, 7);
            page.Text(PdfTag.Paragraph, () => page.Write(line.Text, beside, top + 21, PdfFace.Regular, line.Size));
        }

        if (card.HasBars)
        {
            DrawBars(page, start, top + 32, room, card.Code);
        }

        var spelled = PdfFace.Bold.Fit(card.Spelled ?? card.Code, room, 12, 6);
        page.Text(PdfTag.Paragraph, () => page.Write(spelled.Text, start, top + Height - Inset, PdfFace.Bold, spelled.Size));
    }

    /// <summary>Bars along the whole card; its inset is wider than their quiet zone.</summary>
    private static void DrawBars(PdfPage page, double left, double top, double room, string code)
    {
        var bars = Code128.Draw(code);
        var bar = Math.Min(0.5, room / bars.Columns);

        if (bar < 0.25)
        {
            throw new FormatException($"'{code}' is too long for the bars of a card.");
        }

        page.Picture($"Code à barres : {code}", () => page.Cells(left, top, bar, 12, bars.Runs(), LabelPlan.Lean));
    }
}
