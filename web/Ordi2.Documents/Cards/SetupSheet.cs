using Ordi2.Barcodes;
using Ordi2.Barcodes.Symbols;
using Ordi2.Documents.Pdf;

namespace Ordi2.Documents.Cards;

/// <summary>One page beside a new scanner: a code to try, and what its answer means. Which commands set a scanner up, each maker's booklet says.</summary>
public static class SetupSheet
{
    /// <summary>A code of the shape of ours that is nearly all digits: these are what a wrong layout changes.</summary>
    public static readonly LabelCode Try = LabelCode.Parse("123456S");

    private const double Left = 25;
    private const double Room = 160;
    private const double LineHeight = 7;

    private static readonly string[] Steps =
    [
        "1. Branchez le lecteur. Ouvrez un texte vide sur l'ordinateur.",
        "2. Scannez un des deux codes ci-dessus.",
        "3. Vous lisez 123456S : le lecteur est bien réglé. C'est fini.",
        "4. Vous lisez &é\"'(-S ou &é\"'(§S : le lecteur croit que le clavier est américain.",
        "5. Prenez la notice du lecteur. Scannez « clavier français » (French keyboard, AZERTY), ou « clavier belge ».",
        "6. Scannez dans la notice « entrée après le code » (suffix: Enter, CR). Recommencez à l'étape 2.",
        "Un lecteur mal réglé marche quand même : le programme remet les chiffres. Il refuse s'il a un doute.",
    ];

    /// <summary>The page as PDF.</summary>
    public static byte[] Print()
    {
        var document = new PdfDocument("Régler un lecteur de codes", "fr");
        var page = document.AddPage(210, 297);
        var (qr, bars) = (QrCode.Draw(Try.Text), Code128.Draw(Try.Text));
        page.Text(PdfTag.Heading, () => page.Write("Régler un lecteur de codes", Left, 35, PdfFace.Bold, 26));
        page.Picture($"Code QR d'essai : {Try.Text}", () => page.Cells(Left, 50, 1.5, 1.5, qr.Runs()));
        page.Picture($"Code à barres d'essai : {Try.Text}", () => page.Cells(Left + 60, 50, 0.5, 22, bars.Runs()));
        page.Text(PdfTag.Paragraph, () => page.Write(Try.Text, Left + 60, 80, PdfFace.Bold, 18));
        var top = 105.0;

        foreach (var step in Steps)
        {
            page.Text(PdfTag.Paragraph, () =>
            {
                foreach (var line in PdfFace.Regular.Lines(step, Room, 14))
                {
                    page.Write(line, Left, top, PdfFace.Regular, 14);
                    top += LineHeight;
                }
            });
            top += LineHeight / 2;
        }

        return document.ToBytes();
    }
}
