using ZXing;

namespace Ordi2.Barcodes.Pictures;

/// <summary>Symbols by ZXing.Net.</summary>
internal sealed class SymbolReader : ISymbolReader
{
    private readonly BarcodeReaderGeneric _reader = new()
    {
        // What is not looked for is not taken for something else either.
        Options = { TryHarder = true, PossibleFormats = [BarcodeFormat.QR_CODE, BarcodeFormat.CODE_128] },
    };

    public IReadOnlyList<Sighting> Read(GreyPicture view)
    {
        var source = new RGBLuminanceSource(view.Light, view.Width, view.Height, RGBLuminanceSource.BitmapFormat.Gray8);
        return
        [
            .. from result in _reader.DecodeMultiple(source) ?? []
               where result.Text.Length > 0
               let kind = result.BarcodeFormat is BarcodeFormat.QR_CODE ? SymbolKind.QrCode : SymbolKind.Code128
               select new Sighting(result.Text, kind, Lines: 1),
        ];
    }

    public void Dispose()
    {
        // Nothing of the system is held.
    }
}
