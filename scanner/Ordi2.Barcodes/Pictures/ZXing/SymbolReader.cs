using System.Text;
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
               select new Sighting(TextOf(result), kind, Lines: 1),
        ];
    }

    /// <summary>A symbol does not say how its letters are written, and ZXing.Net guesses. Where the guess leaves a letter unread they are those of Western Europe.</summary>
    private static string TextOf(Result result) =>
        result.Text.Contains('\uFFFD', StringComparison.Ordinal)
        && result.ResultMetadata?.TryGetValue(ResultMetadataType.BYTE_SEGMENTS, out var found) is true
        && found is IList<byte[]> { Count: 1 } letters
        && letters[0].Length == result.Text.Length
            ? Encoding.Latin1.GetString(letters[0])
            : result.Text;

    public void Dispose()
    {
        // Nothing of the system is held.
    }
}
