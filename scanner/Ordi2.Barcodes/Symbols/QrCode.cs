using QRCoder;

namespace Ordi2.Barcodes.Symbols;

/// <summary>QR codes with error correction M: a seventh of the symbol may be scratched away (ISO/IEC 18004).</summary>
public static class QrCode
{
    private const int QuietZone = 4;

    /// <summary>Draws a text. Our addresses, in upper case, fit 25 by 25 modules.</summary>
    public static Symbol Draw(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);

        // The library gives the quiet zone as modules; here it is known by its width.
        var rows = data.ModuleMatrix;
        var size = rows.Count - (2 * QuietZone);
        return new Symbol(size, size, QuietZone, (column, row) => rows[row + QuietZone][column + QuietZone]);
    }
}
